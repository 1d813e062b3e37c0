"""What a room says of a paper so that it is found. Names and words as people know them, no ids,
except those of who may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

EVERYBODY = "*"
"""In an audience: whoever of the agency handles papers."""


def person(id: str) -> str:
    """In an audience: this person."""
    return f"person:{id}"


def role(name: str) -> str:
    """In an audience: whoever has this role in the agency."""
    return f"role:{name}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a paper under its heading (正文, 批示　周怀远, the name of an attached file).

    `readers` (ids) are the only ones who may read it; none: whoever may see the paper. A piece
    with a `digest` is a stored file, whose text is read from it once.
    """

    heading: str
    text: str = ""
    readers: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A paper as search knows it.

    `day`: by which it stands in lists, and which a span of days is held against. `dated`:
    成文日期. `codes`: what finds it as its numbers do, and is not shown. `urgency`, `track`,
    `stage`, `kind`: as lists say them. `audience`: who may see it, by VIEW; at least
    one of `EVERYBODY`, `person`, `role`. `handlers`: the names of who has it in hand now;
    `people`: of all who had to do with it.
    """

    room: str
    agency: str
    title: str
    day: date
    audience: frozenset[str]
    kind: str = ""
    numbers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    dated: date | None = None
    origin: str = ""
    agencies: tuple[str, ...] = ()
    urgency: str = ""
    track: str = ""
    stage: str = ""
    handlers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


Describe = Callable[[UUID], Indexed | None]
Pieces = Callable[[UUID], Iterable[Piece]]
SubjectOf = Callable[[Any], UUID | None]


@dataclass(frozen=True, slots=True)
class Papers:
    """A kind of paper that is found. `room`: the route of its page; `events`: how the topics of
    its events begin (`documents.Incoming.`); `label`: what results call it (收文).

    `describe` reads it as it stands; None if there is nothing to be found of it any more.
    `stages`: the words of its stages, in their order, to choose from.
    """

    room: str
    label: str
    events: str
    describe: Describe
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What streams of another room say of papers of `room`: remarks of those who read it, reports
    of those who handle it. `subject` gives the paper of such an event, None where it is none of
    that room; `pieces` all such words."""

    room: str
    events: str
    subject: SubjectOf
    pieces: Pieces


def own_subject(event: Any) -> UUID:
    """The paper of an event of its own stream."""
    subject: UUID = event.originator_id
    return subject


def audience_of(*, people: Iterable[str] = (), roles: Sequence[str] = ()) -> frozenset[str]:
    """These people and these roles, and nobody else."""
    return frozenset((*map(person, people), *map(role, roles)))
