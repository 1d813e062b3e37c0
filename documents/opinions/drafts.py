"""What somebody wrote as an opinion and has not handed over: theirs alone, until the act.

State, not events (design D3, D7): it is in the backup, nobody else is ever shown it, and it is
gone when the act is done, or when the paper (`subject`) is destroyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Uuid,
    and_,
    select,
)

from office.desk.registers import subjects
from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.refusals import NOT_HERE, Missing, Refused
from office.kernel.store import Store, state_tables

LONGEST = 20_000
"""Characters of an opinion that are kept."""

state_opinion_drafts = Table(
    "state_opinion_drafts",
    state_tables,
    Column("agency", String(64)),
    Column("person", String(64)),
    Column("subject", Uuid),
    Column("step", String(32)),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("agency", "person", "subject", "step"),
)


state_ink_drafts = Table(
    "state_ink_drafts",
    state_tables,
    Column("agency", String(64)),
    Column("person", String(64)),
    Column("subject", Uuid),
    Column("step", String(32)),
    Column("ink", Text, nullable=False),
    PrimaryKeyConstraint("agency", "person", "subject", "step"),
)
"""What they wrote by hand beside it."""


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """The words, and when they were kept."""

    text: str
    at: datetime


class OpinionDrafts:
    """Keeps, gives back and forgets what a person typed about a paper."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def keep(  # one line of a form stands here
        self,
        *,
        agency: str,
        person: str,
        paper: UUID,
        text: str,
        step: str = "",
        ink: str = "",
    ) -> datetime:
        """Keep the words for this step in place of what was kept for it; none at all forget it.
        So with the `ink`, which is whole and checked. Gives the moment.

        Raises Missing for what is no paper of the agency, Refused for more than `LONGEST`.
        """
        if len(text) > LONGEST:
            raise Refused(f"意见超过 {LONGEST} 字，没有保存。请缩短，或作为附件提出。")
        now = self._clock.now()
        own = {"agency": agency, "person": person, "subject": paper, "step": step}
        with self._store.changing_state() as connection:
            known = select(subjects.c.subject).where(
                subjects.c.subject == paper, subjects.c.agency == agency
            )
            if connection.execute(known).first() is None:
                raise Missing(NOT_HERE)
            for table in (state_opinion_drafts, state_ink_drafts):
                mine = _mine(table, agency=agency, person=person, paper=paper, step=step)
                connection.execute(table.delete().where(mine))
            if text.strip() or ink:
                connection.execute(state_opinion_drafts.insert().values(**own, text=text, at=now))
            if ink:
                connection.execute(state_ink_drafts.insert().values(**own, ink=ink))
        return now

    def of(
        self, *, agency: str, person: str, paper: UUID, step: str | None = None
    ) -> OpinionDraft | None:
        """What this person left for a step, or for any; nobody else's is ever looked at."""
        query = select(state_opinion_drafts.c.text, state_opinion_drafts.c.at).where(
            _mine(state_opinion_drafts, agency=agency, person=person, paper=paper, step=step)
        )
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return OpinionDraft(row.text, row.at) if row else None

    def ink_of(self, *, agency: str, person: str, paper: UUID, step: str | None = None) -> str:
        """What this person wrote by hand for a step, or for any; empty for nothing."""
        mine = _mine(state_ink_drafts, agency=agency, person=person, paper=paper, step=step)
        with self._store.reading() as connection:
            row = connection.execute(select(state_ink_drafts.c.ink).where(mine)).first()
        return str(row.ink) if row else ""

    def forget(self, *, agency: str, person: str, paper: UUID) -> None:
        """The act is done, whatever was kept for it. Where nothing is kept, nothing is written."""
        own: dict[str, Any] = {"agency": agency, "person": person, "paper": paper}
        if self.of(**own) is None:
            return
        with self._store.changing_state() as connection:
            for table in (state_opinion_drafts, state_ink_drafts):
                connection.execute(table.delete().where(_mine(table, **own)))


def _mine(
    table: Table, *, agency: str, person: str, paper: UUID, step: str | None = None
) -> ColumnElement[bool]:
    mine = and_(table.c.agency == agency, table.c.person == person, table.c.subject == paper)
    return mine if step is None else and_(mine, table.c.step == step)
