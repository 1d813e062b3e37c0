"""What somebody wrote as an opinion and has not handed over: theirs alone, until the act.

State, not events (design D3, D7): it is in the backup, nobody else is ever shown it, and it is
gone when the act is done, or when the paper (`subject`) is destroyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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

    def keep(
        self, *, agency: str, person: str, paper: UUID, text: str, step: str = ""
    ) -> datetime:
        """Keep the words for this step in place of what was kept for it; none at all forget it.
        Gives the moment.

        Raises Missing for what is no paper of the agency, Refused for more than `LONGEST`.
        """
        if len(text) > LONGEST:
            raise Refused(f"意见超过 {LONGEST} 字，没有保存。请缩短，或作为附件提出。")
        now = self._clock.now()
        mine = _mine(agency=agency, person=person, paper=paper, step=step)
        with self._store.changing_state() as connection:
            known = select(subjects.c.subject).where(
                subjects.c.subject == paper, subjects.c.agency == agency
            )
            if connection.execute(known).first() is None:
                raise Missing(NOT_HERE)
            connection.execute(state_opinion_drafts.delete().where(mine))
            if text.strip():
                connection.execute(
                    state_opinion_drafts.insert().values(
                        agency=agency, person=person, subject=paper, step=step, text=text, at=now
                    )
                )
        return now

    def of(
        self, *, agency: str, person: str, paper: UUID, step: str | None = None
    ) -> OpinionDraft | None:
        """What this person left for a step, or for any; nobody else's is ever looked at."""
        query = select(state_opinion_drafts.c.text, state_opinion_drafts.c.at).where(
            _mine(agency=agency, person=person, paper=paper, step=step)
        )
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return OpinionDraft(row.text, row.at) if row else None

    def forget(self, *, agency: str, person: str, paper: UUID) -> None:
        """The act is done, whatever was kept for it. Where nothing is kept, nothing is written."""
        if self.of(agency=agency, person=person, paper=paper) is None:
            return
        with self._store.changing_state() as connection:
            connection.execute(
                state_opinion_drafts.delete().where(
                    _mine(agency=agency, person=person, paper=paper)
                )
            )


def _mine(
    *, agency: str, person: str, paper: UUID, step: str | None = None
) -> ColumnElement[bool]:
    table = state_opinion_drafts
    mine = and_(table.c.agency == agency, table.c.person == person, table.c.subject == paper)
    return mine if step is None else and_(mine, table.c.step == step)
