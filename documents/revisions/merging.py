"""Two texts made from the same one, merged: what only one of them changed is taken over.

Where both changed the same paragraph or field, or both added something in the same place, it is
a conflict, and a person decides. No word of either is dropped without somebody choosing so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from documents.manuscript import Manuscript
from documents.revisions.comparing import Step, compared, spans_of
from documents.revisions.pieces import TEXTS, Kind, Piece, put_together


class Choice(StrEnum):
    """What becomes of a conflict."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both changed. No pieces: it was, or is, not there.

    `together` is the piece with the changes of both, where these do not touch each other.
    """

    id: str
    section: str
    base: tuple[Piece, ...]
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    together: tuple[Piece, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, the best first."""
        found = [Choice.TOGETHER] if self.together else []
        if self.mine and self.theirs and self.section not in (*TEXTS, "format"):
            found.append(Choice.BOTH)
        return (*found, Choice.MINE, Choice.THEIRS)

    def outcome(self, choice: Choice) -> tuple[Piece, ...]:
        """The pieces that come of a choice."""
        if choice is Choice.BOTH:
            return (*self.theirs, *self.mine)
        return {
            Choice.MINE: self.mine,
            Choice.THEIRS: self.theirs,
            Choice.TOGETHER: self.together,
        }[choice]


@dataclass(frozen=True, slots=True)
class Taken:
    """A piece that stands in the merged text, and whose it is: mine, theirs, or of both."""

    piece: Piece
    by: Choice


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged text: of each section, in order, what is taken and what is to be decided."""

    sections: Mapping[str, tuple[Taken | Conflict, ...]]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What somebody must decide."""
        parts = (part for parts in self.sections.values() for part in parts)
        return tuple(each for each in parts if isinstance(each, Conflict))

    def decided(self, choices: Mapping[str, Choice]) -> Manuscript:
        """The merged text; `choices` by the conflicts' ids. KeyError for one that is missing."""
        return put_together(
            {
                section: [piece for part in parts for piece in _pieces(part, choices)]
                for section, parts in self.sections.items()
            }
        )


def merged(base: Manuscript, *, mine: Manuscript, theirs: Manuscript) -> Merge:
    """Both texts in one, as far as that can be told."""
    ours, others = compared(base, mine), compared(base, theirs)
    return Merge(
        {section: tuple(_merged(section, ours[section], others[section])) for section in ours}
    )


@dataclass(frozen=True, slots=True)
class StatedConflict:
    """Something stated beside the text that both changed, and not to the same."""

    name: str
    mine: Any
    theirs: Any

    @property
    def id(self) -> str:
        """Told apart from conflicts of the text."""
        return f"stated.{self.name}"


def merged_statements(
    base: Mapping[str, Any], *, mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[StatedConflict, ...]]:
    """What is stated beside the text, of both: what needs no decision, and what does.

    A name that is missing is not stated; of a conflict, neither is in the first.
    """
    agreed: dict[str, Any] = {}
    conflicts = []
    for name in dict.fromkeys((*base, *theirs, *mine)):
        was, one, other = (each.get(name) for each in (base, mine, theirs))
        if one not in (was, other) and other != was:
            conflicts.append(StatedConflict(name, one, other))
        elif (value := other if one == was else one) is not None:
            agreed[name] = value
    return agreed, tuple(conflicts)


def _pieces(part: Taken | Conflict, choices: Mapping[str, Choice]) -> Sequence[Piece]:
    return part.outcome(choices[part.id]) if isinstance(part, Conflict) else (part.piece,)


@dataclass(frozen=True, slots=True)
class _Side:
    """What became of each piece of the base, and what was added before each (and at the end)."""

    outcome: list[Piece | None]
    added: list[tuple[Piece, ...]]


def _side(steps: Sequence[Step]) -> _Side:
    outcome: list[Piece | None] = []
    added: list[tuple[Piece, ...]] = [()]
    for step in steps:
        if step.old is None and step.new is not None:
            added[-1] = (*added[-1], step.new)
        else:
            outcome.append(step.new)
            added.append(())
    return _Side(outcome, added)


def _merged(
    section: str, ours: Sequence[Step], others: Sequence[Step]
) -> Iterator[Taken | Conflict]:
    base = [step.old for step in ours if step.old is not None]
    mine, theirs = _side(ours), _side(others)
    for place in range(len(base) + 1):
        added = (mine.added[place], theirs.added[place])
        yield from _part(f"{section}.{place}.added", section, (), *added)
        if place < len(base):
            left, right = _row(mine.outcome[place]), _row(theirs.outcome[place])
            yield from _part(f"{section}.{place}", section, (base[place],), left, right)


def _row(piece: Piece | None) -> tuple[Piece, ...]:
    return () if piece is None else (piece,)


def _part(
    id: str,
    section: str,
    base: tuple[Piece, ...],
    mine: tuple[Piece, ...],
    theirs: tuple[Piece, ...],
) -> Iterator[Taken | Conflict]:
    if mine == theirs:
        yield from (Taken(each, Choice.BOTH) for each in mine)
    elif mine == base:
        yield from (Taken(each, Choice.THEIRS) for each in theirs)
    elif theirs == base:
        yield from (Taken(each, Choice.MINE) for each in mine)
    else:
        together = _together(base, mine, theirs)
        yield Conflict(id, section, base, mine, theirs, together=together)


def _together(
    base: tuple[Piece, ...], mine: tuple[Piece, ...], theirs: tuple[Piece, ...]
) -> tuple[Piece, ...]:
    """One piece with the changes of both; none where these touch."""
    if not (base and mine and theirs):
        return ()
    before, one, other = base[0], mine[0], theirs[0]
    if before.kind is Kind.FORMAT or not before.kind == one.kind == other.kind:
        return ()
    if before.detail not in (one.detail, other.detail) and one.detail != other.detail:
        return ()
    edits = sorted({*_edits(before.text, one.text), *_edits(before.text, other.text)})
    text, place = "", 0
    for number, (start, end, new) in enumerate(edits):
        if number and start <= place:
            return ()
        text += before.text[place:start] + new
        place = end
    detail = one.detail if other.detail == before.detail else other.detail
    return (replace(before, text=text + before.text[place:], detail=detail),)


def _edits(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Where in the old text what is put in place of what."""
    place = 0
    for span in spans_of(old, new):
        if not span.kept:
            yield place, place + len(span.old), span.new
        place += len(span.old)
