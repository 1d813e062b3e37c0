"""What one manuscript has that another has not: pieces aligned, then their texts by words.

A comparison holds both manuscripts whole: every step keeps what stood there before and what
stands there now, so either can be read out of it, or anything between (`decided`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from documents.manuscript import Manuscript
from documents.revisions.aligning import Run, aligned
from documents.revisions.pieces import SECTIONS, TEXTS, Kind, Piece, put_together, taken_apart

ALIKE = 0.5
"""How much of two pieces must be the same for one to count as the other, changed."""

_LOOKED_AHEAD = 12
_SHORTEST_MOVE = 6
"""Characters of a piece below which equal ones in two places say nothing."""

_ONE_WORD = {"urgency", "classification", "number", "date", "type", "issuer", "signature"}
_CLAUSE = re.compile(r"[^，。；：、！？\n\x1f]*[，。；：、！？\n\x1f]|[^，。；：、！？\n\x1f]+")
_WORD = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*%?|[ \t\u3000]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text before and after; equal where nothing changed."""

    old: str
    new: str

    @property
    def kept(self) -> bool:
        """Whether nothing changed here."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Step:
    """A piece before and after. None: it was not there, or is there no more.

    `spans` run through both texts. Two steps with the same `move` (from 1) are one piece that
    went from where it is removed to where it is added.
    """

    old: Piece | None
    new: Piece | None
    spans: tuple[Span, ...] = ()
    move: int = 0

    @property
    def kept(self) -> bool:
        """Whether nothing changed here."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody may accept or reject: `id` is the same for the same two texts.

    `span` is the place of a span within its step; None: the whole piece, or its `detail`.
    """

    id: str
    section: str
    step: int
    span: int | None = None
    detail: bool = False


Comparison = Mapping[str, tuple[Step, ...]]
"""The steps of each section."""


def compared(first: Manuscript, second: Manuscript) -> Comparison:
    """The comparison of two manuscripts; `decided` with nothing rejected gives the second."""
    old, new = taken_apart(first), taken_apart(second)
    sections = {name: tuple(_steps(name, old[name], new[name])) for name in SECTIONS}
    return _with_moves(sections)


def changes_of(comparison: Comparison) -> tuple[Change, ...]:
    """Every change in the order in which a reader meets them; a move is one change."""
    found: dict[str, Change] = {}
    for section, steps in comparison.items():
        for place, step in enumerate(steps):
            for change in _changes(section, place, step):
                found.setdefault(change.id, change)
    return tuple(found.values())


def decided(comparison: Comparison, *, rejected: Collection[str] = ()) -> Manuscript:
    """The second manuscript with the `rejected` changes (their ids) put back.

    None gives the second manuscript, all of them the first.
    """
    sections = {
        section: [
            piece
            for place, step in enumerate(steps)
            if (piece := _outcome(section, place, step, rejected)) is not None
        ]
        for section, steps in comparison.items()
    }
    return put_together(sections)


def spans_of(old: str, new: str) -> tuple[Span, ...]:
    """Two texts as spans: clause by clause, and within changed clauses word by word."""
    if old == new:
        return (Span(old, new),) if old else ()
    before, after = _CLAUSE.findall(old), _CLAUSE.findall(new)
    spans: list[Span] = []
    for run in aligned(before, after):
        one = "".join(before[run.low : run.high])
        other = "".join(after[run.left : run.right])
        plain = run.same or not (one and other)
        spans.extend([Span(one, other)] if plain else _words(one, other))
    return _joined(spans)


def _steps(section: str, old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Step]:
    if section in TEXTS:
        yield _changed(old[0], new[0], whole=section in _ONE_WORD)
        return
    for run in aligned(old, new):
        if run.same:
            yield from (Step(each, each) for each in old[run.low : run.high])
        else:
            yield from _replaced(old[run.low : run.high], new[run.left : run.right])


def _replaced(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Step]:
    """Of a replaced stretch, each piece with the one that it became, in order."""
    words = [Counter(_WORD.findall(each.text)) for each in new]
    place = 0
    for each in old:
        window = range(place, min(place + _LOOKED_AHEAD, len(new)))
        mine = Counter(_WORD.findall(each.text))
        likeness = [(_likeness(each, new[it], mine, words[it]), -it) for it in window]
        best, negative = max(likeness, default=(0.0, 0))
        if best < ALIKE:
            yield Step(each, None)
            continue
        yield from (Step(None, added) for added in new[place:-negative])
        yield _changed(each, new[-negative])
        place = 1 - negative
    yield from (Step(None, added) for added in new[place:])


def _likeness(old: Piece, new: Piece, mine: Counter[str], theirs: Counter[str]) -> float:
    if old.kind is not new.kind:
        return 0.0
    if old.kind in (Kind.FORMAT, Kind.ENCLOSURE) or (old.kind is Kind.FIGURE and not old.text):
        return 1.0
    total = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / total if total else 1.0


def _changed(old: Piece, new: Piece, *, whole: bool = False) -> Step:
    if whole:
        return Step(old, new, spans=(Span(old.text, new.text),))
    return Step(old, new, spans=spans_of(old.text, new.text))


def _words(old: str, new: str) -> Iterator[Span]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    runs = aligned(before, after)
    common = sum(each.high - each.low for each in runs if each.same)
    if common * 3 < max(len(before), len(after)):
        yield Span(old, new)  # a few letters in common would only make it hard to read
        return
    lone = [_is_lone(runs, number) for number in range(len(runs))]
    for _, group in groupby(range(len(runs)), key=lambda n: runs[n].same and not lone[n]):
        numbers = list(group)
        first, last = runs[numbers[0]], runs[numbers[-1]]
        yield Span("".join(before[first.low : last.high]), "".join(after[first.left : last.right]))


def _is_lone(runs: Sequence[Run], number: int) -> bool:
    """A single letter between two changes: it is read more easily as part of them."""
    run = runs[number]
    if not run.same or run.high - run.low > 1 or not 0 < number < len(runs) - 1:
        return False
    beside = (runs[number - 1], runs[number + 1])
    return sum(each.high - each.low + each.right - each.left for each in beside) > 3


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Changes that touch are one, and so are kept stretches that touch."""
    result: list[Span] = []
    for each in spans:
        if result and result[-1].kept == each.kept:
            result[-1] = Span(result[-1].old + each.old, result[-1].new + each.new)
        else:
            result.append(each)
    return tuple(result)


def _with_moves(comparison: Comparison) -> Comparison:
    """A piece that is removed in one place and added in one other has moved there."""
    steps = [each for found in comparison.values() for each in found]
    gone = Counter(each.old for each in steps if each.old and each.new is None)
    come = Counter(each.new for each in steps if each.new and each.old is None)
    moved = [
        piece
        for piece, times in gone.items()
        if times == come[piece] == 1 and len(piece.text) >= _SHORTEST_MOVE
    ]
    moves: dict[Piece | None, int] = {piece: number for number, piece in enumerate(moved, 1)}

    def marked(step: Step) -> Step:
        there = step.old if step.new is None else step.new if step.old is None else None
        return replace(step, move=moves[there]) if there in moves else step

    return {name: tuple(marked(each) for each in found) for name, found in comparison.items()}


def _changes(section: str, place: int, step: Step) -> Iterator[Change]:
    if step.kept:
        return
    here = f"{section}.{place}"
    if step.move:
        yield Change(f"move.{step.move}", section, place)
    elif step.old is None or step.new is None:
        yield Change(here, section, place)
    else:
        if (step.old.kind, step.old.detail) != (step.new.kind, step.new.detail):
            yield Change(f"{here}.detail", section, place, detail=True)
        for number, span in enumerate(step.spans):
            if not span.kept:
                yield Change(f"{here}.{number}", section, place, span=number)


def _outcome(section: str, place: int, step: Step, rejected: Collection[str]) -> Piece | None:
    """What of a step is left when some changes are put back."""
    if step.kept:
        return step.old
    back = {each.id for each in _changes(section, place, step)} & set(rejected)
    if step.old is None or step.new is None:
        return step.old if back else step.new
    here = f"{section}.{place}"
    shape = step.old if f"{here}.detail" in back else step.new
    texts = (
        each.old if f"{here}.{number}" in back else each.new
        for number, each in enumerate(step.spans)
    )
    return replace(shape, text="".join(texts))
