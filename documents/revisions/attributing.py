"""Who changed what between two texts, told through every text that was saved between them.

Letters of the second text are followed from where they were first typed, letters of the first
one to where they were struck. The comparison itself is of the two texts alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from documents.manuscript import Manuscript
from documents.revisions.comparing import Comparison, Span, Step, compared
from documents.revisions.pieces import Piece, taken_apart


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose hand each letter of a piece, its detail and the piece itself are; "" for nobody's."""

    letters: tuple[str, ...]
    detail: str
    whole: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Of each section, piece by piece: who struck what of the first, who typed the second."""

    struck: Mapping[str, Sequence[Hands]]
    typed: Mapping[str, Sequence[Hands]]
    last: str


def attributed(texts: Sequence[Manuscript], *, by: Sequence[str]) -> Attribution:
    """Who did what from the first text to the last; `by` names who saved each after the first."""
    if len(by) != len(texts) - 1:
        raise ValueError("every text but the first was saved by somebody")
    if len(set(by)) < 2:  # one hand: nothing to tell apart
        one = by[0] if by else ""
        return Attribution(_untouched(texts[0], one), _untouched(texts[-1], one), last=one)
    comparisons = [compared(one, other) for one, other in pairwise(texts)]
    typed = _untouched(texts[0])
    for comparison, person in zip(comparisons, by, strict=True):
        typed = _carried(comparison, typed, person)
    struck = _untouched(texts[-1])
    for comparison, person in zip(reversed(comparisons), reversed(by), strict=True):
        struck = _carried(_turned(comparison), struck, person)
    return Attribution(struck, typed, last=by[-1])


def pieces_of(text: str, letters: Sequence[str], *, otherwise: str) -> list[tuple[str, str]]:
    """The text cut where the hand changes, each part with whose it is."""
    named = [(letter or otherwise) for letter in letters]
    parts, place = [], 0
    for person, group in groupby(named):
        length = len(list(group))
        parts.append((text[place : place + length], person))
        place += length
    return parts


_Written = dict[str, list[Hands]]


def _untouched(manuscript: Manuscript, person: str = "") -> _Written:
    return {
        name: [_whole(piece, person) for piece in pieces]
        for name, pieces in taken_apart(manuscript).items()
    }


def _whole(piece: Piece, person: str) -> Hands:
    return Hands((person,) * len(piece.text), person, person)


def _carried(comparison: Comparison, before: _Written, person: str) -> _Written:
    moved = dict(_moving(comparison, before))
    return {
        section: list(_section(steps, before[section], person, moved))
        for section, steps in comparison.items()
    }


def _moving(comparison: Comparison, before: _Written) -> Iterator[tuple[int, Hands]]:
    for section, steps in comparison.items():
        place = 0
        for step in steps:
            if step.old is not None:
                if step.move and step.new is None:
                    yield step.move, before[section][place]
                place += 1


def _section(
    steps: Sequence[Step], before: Sequence[Hands], person: str, moved: Mapping[int, Hands]
) -> Iterator[Hands]:
    place = 0
    for step in steps:
        old = before[place] if step.old is not None else None
        place += step.old is not None
        if step.new is None:
            continue
        if old is None:
            hands = moved[step.move].letters if step.move else (person,) * len(step.new.text)
            yield Hands(hands, person, person)
        elif step.kept:
            yield old
        else:
            assert step.old is not None
            detail = old.detail if step.old.detail == step.new.detail else person
            yield Hands(tuple(_letters(step.spans, old.letters, person)), detail, old.whole)


def _letters(spans: Sequence[Span], before: Sequence[str], person: str) -> Iterator[str]:
    place = 0
    for span in spans:
        if span.kept:
            yield from before[place : place + len(span.old)]
        else:
            yield from (person,) * len(span.new)
        place += len(span.old)


def _turned(comparison: Comparison) -> Comparison:
    """The comparison as seen from the second text."""
    return {
        section: tuple(
            Step(
                step.new,
                step.old,
                tuple(Span(each.new, each.old) for each in step.spans),
                step.move,
            )
            for step in steps
        )
        for section, steps in comparison.items()
    }
