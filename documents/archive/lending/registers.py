"""借阅登记簿: what is lent to whom, and what is not back in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Text, Uuid

from office.desk.registers import waits, waits_no_more
from office.directory.kinds import Role
from office.kernel.clock import start_of
from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register
from office.kernel.store import register_tables
from office.timers.registers import times, times_no_more

OVERDUE = "archive.loan-overdue"
"""The kind of timer that notes a loan which is not back; its slot is the loan."""

GIVE_BACK, URGE = "give_back", "urge"
"""The two turns of a loan that is not back: the borrower's, and the clerks' who ask for it."""

loans = Table(
    "archive_loans",
    register_tables,
    Column("subject", Uuid),
    Column("loan", String(36)),
    Column("agency", String(64), nullable=False, index=True),
    Column("person", String(64), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("lent_at", Moment, nullable=False),
    Column("until", String(10), nullable=False),
    Column("overdue_at", Moment),
    Column("returned_at", Moment),
    PrimaryKeyConstraint("subject", "loan"),
)

loan_register = Register("documents.archive.lending", tables=(loans,))
on = loan_register.on


@on("documents.Record.Lent")
def lent(event: Any, entry: Entry) -> Iterator[Operation]:
    """A line in the book; the day after the last one it is asked for."""
    yield Put(
        loans,
        {
            "subject": event.originator_id,
            "loan": event.loan,
            "agency": entry.agency,
            "person": event.to,
            "purpose": event.purpose,
            "lent_at": event.timestamp,
            "until": event.until,
        },
    )
    yield times(
        event,
        entry,
        kind=OVERDUE,
        slot=event.loan,
        at=start_of(date.fromisoformat(event.until) + timedelta(days=1)),
    )


@on("documents.Record.LoanOverdue")
def overdue(event: Any, entry: Entry) -> Iterator[Operation]:
    """Whoever has it is asked to give it back, the clerks to ask for it. Being days, they are
    reminded of as every day on a desk (documents/deadlines)."""
    yield _changed(event, overdue_at=event.timestamp)
    yield times_no_more(event.originator_id, kind=OVERDUE, slot=event.loan)
    for slot, step, asked, to in (
        (event.loan, GIVE_BACK, "归还借阅的档案", {"person": event.to}),
        (_urging(event.loan), URGE, "催还借出的档案", {"role": Role.CLERK}),
    ):
        yield waits(event, entry, slot=slot, step=step, asked=asked, due=event.until, **to)


@on("documents.Record.Returned")
def returned(event: Any, _: Entry) -> Iterator[Operation]:
    """It is back."""
    yield _changed(event, returned_at=event.timestamp)
    yield times_no_more(event.originator_id, kind=OVERDUE, slot=event.loan)
    for slot in (event.loan, _urging(event.loan)):
        yield waits_no_more(event.originator_id, slot=slot)


def _urging(loan: str) -> str:
    """The slot in which it waits for the clerks."""
    return f"{URGE}:{loan}"


def _changed(event: Any, **values: Any) -> Operation:
    return Change(loans, {"subject": event.originator_id, "loan": event.loan}, values)
