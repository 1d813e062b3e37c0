"""What names a person in outgoing documents, wherever these lie: for who leaves a post (移交)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select

from documents.outgoing.document import Document
from documents.outgoing.naming.registers import document_people
from documents.outgoing.registers import documents
from documents.outgoing.secrecy import SECRECY
from documents.outgoing.stages import OVER, STAGE_WORDS, Stage
from documents.outgoing.succession import Part
from office.desk.handing.application import Group, Minded
from office.kernel.store import Store


def minded(
    store: Store, agency: str, person: str, *, load: Callable[[UUID], Document]
) -> list[Minded]:
    """What names this person in the agency and is not over; one for each step, oldest first.

    Only where they are named for the 保密审查 is the paper itself asked (`load`), whether it has
    been done.
    """
    names = document_people.c
    query = (
        select(document_people, documents.c.title, documents.c.stage)
        .join(documents, documents.c.subject == names.subject)
        .where(
            names.agency == agency,
            documents.c.stage.not_in(OVER),
            or_(
                names.drafter == person,
                names.reviewer == person,
                names.route.contains(person, autoescape=True),
                names.later.contains(person, autoescape=True),
            ),
        )
        .order_by(documents.c.drafted_at, names.subject)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return [each for row in rows for each in _minded(row, person, load)]


def _minded(row: Row[Any], person: str, load: Callable[[UUID], Document]) -> Iterator[Minded]:
    def named(step: str, words: str, group: Group) -> Minded:
        return Minded(row.subject, row.title, words, group=group, step=step)

    if row.drafter == person:
        yield named(Stage.DRAFTING, "拟稿人", Group.RETURNING)
    if person in json.loads(row.later):
        yield named(row.stage, f"依次{STAGE_WORDS[Stage(row.stage)]}", Group.AHEAD)
    for stage, name, people in json.loads(row.route)[row.position + 1 :]:
        if person in people:
            yield named(stage, f"以后{name}", Group.AHEAD)
    if row.reviewer == person and Part.REVIEW in load(row.subject).parts_of(person):
        yield named(SECRECY, "保密审查人", Group.NAMED)
