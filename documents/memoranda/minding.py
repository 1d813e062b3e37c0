"""What names a person in memoranda that lie with others: for who leaves a post (移交)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from documents.memoranda.memorandum import Memorandum
from documents.memoranda.registers import involved, memoranda
from documents.memoranda.stages import STEP_WORDS, Stage
from office.desk.handing.application import Group, Minded
from office.kernel.store import Store


def minded(
    store: Store, agency: str, person: str, *, load: Callable[[UUID], Memorandum]
) -> list[Minded]:
    """What is still on its way and names this person, oldest first; each is asked itself."""
    query = (
        select(memoranda.c.subject, memoranda.c.title)
        .join(involved, involved.c.subject == memoranda.c.subject)
        .where(
            involved.c.agency == agency,
            involved.c.person == person,
            memoranda.c.stage.in_((Stage.DRAFTING, Stage.ROUND)),
        )
        .order_by(memoranda.c.drafted_at, memoranda.c.subject)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return [each for row in rows for each in _minded(row, person, load(row.subject))]


def _minded(row: Row[Any], person: str, it: Memorandum) -> Iterator[Minded]:
    if it.is_minded_by(person):
        yield Minded(row.subject, row.title, "拟稿人", group=Group.RETURNING)
    for turn in it.turns_to_come:
        if person in turn.people:
            words = f"以后{STEP_WORDS[turn.step]}"
            yield Minded(row.subject, row.title, words, group=Group.AHEAD, step=turn.step)
