"""花脸稿 as a model: two drafts of a paper in place, each change with whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.manuscript import Manuscript
from documents.revisions.attributing import Attribution, Hands, attributed, pieces_of
from documents.revisions.comparing import Change, Comparison, Step, changes_of, compared
from documents.revisions.drafts import Revision
from documents.revisions.pieces import Kind, Piece
from documents.revisions.words import (
    SECTION_WORDS,
    UNWRITTEN,
    detail_words,
    piece_words,
    read_aloud,
)
from office.web.models import ChangeCard, ComparedLine, ComparedSection, Hand, Stretch

STYLES = 6
"""Ways to draw a person's changes; more people share them and are told apart by their marks."""

ALWAYS = ("title", "recipients", "body")
_LONGEST_WORDS = 120


@dataclass
class Telling:
    """The comparison of two drafts with names for everybody who changed anything."""

    comparison: Comparison
    attribution: Attribution
    names: Mapping[str, str]
    rejected: frozenset[str] = frozenset()
    numbers: dict[str, int] = field(init=False)
    people: dict[str, Hand] = field(init=False)
    cards: tuple[ChangeCard, ...] = field(init=False)

    def __post_init__(self) -> None:
        changes = changes_of(self.comparison)
        self.numbers = {each.id: number for number, each in enumerate(changes, 1)}
        whose = [self._person(each) for each in changes]
        marks = _marks([self.names[person] for person in dict.fromkeys(whose)])
        self.people = {
            person: Hand(
                style=(number - 1) % STYLES + 1,
                mark=marks[self.names[person]],
                name=self.names[person],
                count=whose.count(person),
            )
            for number, person in enumerate(dict.fromkeys(whose), 1)
        }
        pairs = zip(changes, whose, strict=True)
        self.cards = tuple(self._card(each, self.people[person]) for each, person in pairs)

    @property
    def sections(self) -> tuple[ComparedSection, ...]:
        """What is worth showing, in the order of reading."""
        return tuple(
            ComparedSection(name, SECTION_WORDS[name], tuple(self._lines(name, steps)))
            for name, steps in self.comparison.items()
            if _is_shown(name, steps)
        )

    def _lines(self, section: str, steps: Sequence[Step]) -> Iterator[ComparedLine]:
        old = new = 0
        for place, step in enumerate(steps):
            struck = self.attribution.struck[section][old] if step.old else None
            typed = self.attribution.typed[section][new] if step.new else None
            old, new = old + (step.old is not None), new + (step.new is not None)
            yield self._line(section, place, step, struck, typed)

    def _line(
        self, section: str, place: int, step: Step, struck: Hands | None, typed: Hands | None
    ) -> ComparedLine:
        piece = step.new or step.old
        assert piece is not None
        level = piece.details or 0 if piece.kind is Kind.PARAGRAPH else 0
        label = "附件" if piece.kind is Kind.ATTACHMENT else ""
        note, number, hand = self._note(section, place, step, typed)
        return ComparedLine(
            stretches=tuple(self._stretches(section, place, step, struck, typed)),
            kind=str(piece.kind),
            level=level,
            label=label,
            note=note,
            note_change=number,
            note_hand=hand,
        )

    def _note(
        self, section: str, place: int, step: Step, typed: Hands | None
    ) -> tuple[str, int, Hand | None]:
        if step.move:
            words = "移到下面标“移入”处" if step.new is None else "由标“移走”处移入"
            number = self.numbers[f"move.{step.move}"]
            return f"{'移走' if step.new is None else '移入'}：{words}", number, None
        if step.old is None or step.new is None or typed is None:
            return "", 0, None
        if words := detail_words(step.old, step.new):
            number = self.numbers[f"{section}.{place}.detail"]
            return words, number, self._hand(typed.detail)
        return "", 0, None

    def _stretches(
        self, section: str, place: int, step: Step, struck: Hands | None, typed: Hands | None
    ) -> Iterator[Stretch]:
        here = f"{section}.{place}"
        if step.kept and step.new:
            yield Stretch(read_aloud(step.new.text))
        elif step.old is None or step.new is None:
            hands = struck or typed
            piece = step.old or step.new
            assert hands is not None
            assert piece is not None
            number = self.numbers[f"move.{step.move}" if step.move else here]
            state = "gone" if step.new is None else "come"
            words = piece.text or piece_words(piece)
            yield Stretch(
                read_aloud(words), state, self._hand(hands.whole), number, first=True, ends=True
            )
        else:
            assert struck is not None
            assert typed is not None
            yield from self._spans(here, step, struck, typed)

    def _spans(self, here: str, step: Step, struck: Hands, typed: Hands) -> Iterator[Stretch]:
        old = new = 0
        for place, span in enumerate(step.spans):
            gone = struck.letters[old : old + len(span.old)]
            come = typed.letters[new : new + len(span.new)]
            old, new = old + len(span.old), new + len(span.new)
            if span.kept:
                yield Stretch(read_aloud(span.new))
                continue
            number = self.numbers[f"{here}.{place}"]
            last = self.attribution.last
            parts = [("gone", *each) for each in pieces_of(span.old, gone, otherwise=last)]
            parts += [("come", *each) for each in pieces_of(span.new, come, otherwise=last)]
            for count, (state, text, person) in enumerate(parts):
                yield Stretch(
                    read_aloud(text),
                    state,
                    self._hand(person),
                    number,
                    first=count == 0,
                    ends=count == len(parts) - 1 or parts[count + 1][2] != person,
                )

    def _hand(self, person: str) -> Hand:
        """How somebody's part is drawn, also of who has no change that counts as their own."""
        known = self.people.get(person)
        if known is None:
            number = len(self.people)
            name = self.names.get(person) or self.names[self.attribution.last]
            known = Hand(style=number % STYLES + 1, mark=name[:1], name=name, count=0)
            self.people[person] = known
        return known

    def _person(self, change: Change) -> str:
        """Whose a change is: of several hands, who wrote most of it."""
        step = self.comparison[change.section][change.step]
        steps = self.comparison[change.section][: change.step]
        struck = self.attribution.struck[change.section]
        typed = self.attribution.typed[change.section]
        old, new = (
            sum(each.old is not None for each in steps),
            sum(each.new is not None for each in steps),
        )
        if change.detail:
            letters: tuple[str, ...] = (typed[new].detail,)
        elif change.span is None:
            letters = (struck[old].whole if step.new is None else typed[new].whole,)
        else:
            before, span = step.spans[: change.span], step.spans[change.span]
            left, right = sum(len(each.old) for each in before), sum(len(e.new) for e in before)
            letters = typed[new].letters[right : right + len(span.new)]
            letters = letters or struck[old].letters[left : left + len(span.old)]
        known = [each for each in letters if each] or [self.attribution.last]
        return max(dict.fromkeys(known), key=known.count)

    def _card(self, change: Change, hand: Hand) -> ChangeCard:
        step = self.comparison[change.section][change.step]
        act, old, new = _told(change, step)
        return ChangeCard(
            id=change.id,
            number=self.numbers[change.id],
            act=act,
            where=SECTION_WORDS[change.section],
            hand=hand,
            old=_short(old),
            new=_short(new),
            rejected=change.id in self.rejected,
        )


def telling(
    texts: Sequence[Manuscript],
    revisions: Sequence[Revision],
    *,
    names: Mapping[str, str],
    rejected: frozenset[str] = frozenset(),
) -> Telling:
    """The first and the last of `texts` compared; `revisions` say who saved each of them."""
    return Telling(
        compared(texts[0], texts[-1]),
        attributed(texts, by=[each.by for each in revisions[1:]]),
        names=names,
        rejected=rejected,
    )


def _is_shown(name: str, steps: Sequence[Step]) -> bool:
    if any(not step.kept for step in steps) or name in ALWAYS:
        return True
    if name in UNWRITTEN:
        return False
    return any(step.new and (step.new.text or step.new.kind is not Kind.TEXT) for step in steps)


def _told(change: Change, step: Step) -> tuple[str, str, str]:
    """What was done, the words before and those after."""
    if step.move:
        return "移", "", _words(step.old or step.new)
    if step.old is None or step.new is None:
        return ("删", _words(step.old), "") if step.old else ("增", "", _words(step.new))
    if change.detail or change.span is None:
        return "改", "", detail_words(step.old, step.new)
    span = step.spans[change.span]
    act = "改" if span.old and span.new else "删" if span.old else "增"
    return act, read_aloud(span.old), read_aloud(span.new)


def _words(piece: Piece | None) -> str:
    return piece_words(piece) if piece else ""


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS]}……"


def _marks(names: Sequence[str]) -> dict[str, str]:
    """A mark for each name: its first character, or all of it where two begin alike."""
    firsts = [name[:1] for name in names]
    return {name: name[:1] if firsts.count(name[:1]) == 1 else name for name in names}
