"""What the descriptions of all papers have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from documents.consignments.capsule import Capsule
from documents.handling.holding import Holder
from documents.manuscript import Manuscript
from documents.searching.texts import files_in, text_of
from office.directory.kinds import ROLE_NAMES, Role
from office.kernel.clock import office_day
from office.kernel.content import ContentStore
from office.searching.dates import read_span
from office.searching.indexed import Piece

TEXT, ORIGINAL, PROOF = "text", "original", "proof"
"""Roles of a capsule's parts that are the paper itself."""


class Naming(Protocol):
    """What is asked of the directory of record."""

    def person_name(self, person: str) -> str: ...


class Describing:
    """Names from the directory, texts from the content store."""

    def __init__(self, content: ContentStore, naming: Naming) -> None:
        self._content = content
        self._naming = naming

    def names(self, people: Iterable[str]) -> tuple[str, ...]:
        """Of people; parts of the system have none."""
        found = (self.name(each) for each in people if _is_person(each))
        return tuple(dict.fromkeys(found))

    def name(self, person: str) -> str:
        """As last known."""
        return self._naming.person_name(person) if _is_person(person) else "系统"

    def handlers(self, holder: Holder) -> tuple[str, ...]:
        """In whose hands it is: people, or 文书."""
        if holder.role:
            return (ROLE_NAMES[Role(holder.role)],)
        return self.names(holder.people)

    def body(self, agency: str, revision: str) -> tuple[Piece, ...]:
        """A manuscript's text, and the files attached to it."""
        manuscript = Manuscript.from_json(json.loads(self._content.get(agency, revision)))
        return (Piece("正文", text_of(manuscript)), *files_in(manuscript))

    def parts(self, agency: str, capsule: Capsule) -> tuple[Piece, ...]:
        """What arrived: the text as a manuscript where it came along, else the original's."""
        roles = {part.role for part in capsule.parts}
        found: list[Piece] = []
        for part in capsule.parts:
            if part.role == TEXT:
                found.append(self.body(agency, part.digest)[0])
            elif part.role in (ORIGINAL, PROOF):
                wanted = TEXT not in roles and (part.role == ORIGINAL or ORIGINAL not in roles)
                found += [Piece("正文", digest=part.digest)] if wanted else []
            else:
                found.append(Piece(f"附件　{part.name}", digest=part.digest))
        return tuple(found)


def day_of(event: Any) -> date:
    """The day of an event in the office."""
    return office_day(event.timestamp)


def dated(text: str) -> date | None:
    """成文日期 as it is printed (2026年11月20日) or in ISO form; None for anything else."""
    span = read_span(text, today=date(2000, 1, 1)) if text else None
    return span.first if span and span.first == span.last else None


def _is_person(id: str) -> bool:
    try:
        UUID(id)
    except ValueError:
        return False
    return True
