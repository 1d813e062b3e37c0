"""收文登记簿: what the agency registered as lines of a form that lies across, and as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from pyramid.request import Request
from sqlalchemy import Row, Table, select, union

from documents.names import Names
from documents.permissions import Permission
from documents.printing.books import RegisterBook, Rows
from documents.printing.lookup import Wanted
from documents.printing.registers import receipt_lines, receipts_destroyed
from office.kernel.clock import office_day
from office.web.formats import whole_day

DESTROYED = "内容已销毁"
COLUMNS = {
    "number": "收文号",
    "received_on": "收文日期",
    "registered_on": "登记日期",
    "sender": "来文单位",
    "sender_number": "来文字号",
    "title": "标题",
    "grades": "密级缓急",
    "quantity": "份数",
    "track": "类别",
    "handler": "承办",
    "result": "办理结果",
    "completed_on": "办结日期",
    "remarks": "备注",
}
"""The form's fields of one line, and what they are called in a file."""


def receipt_words(request: Request) -> list[str]:
    """The series by which incoming papers were numbered, in whatever year."""
    return _values(request, "word")


def _years(request: Request) -> list[int]:
    return sorted(_values(request, "year"), reverse=True)


def _values(request: Request, name: str) -> list[Any]:
    known = (
        select(table.c[name]).where(table.c.agency == request.identity.agency, table.c.year > 0)
        for table in (receipt_lines, receipts_destroyed)
    )
    with request.house.node.store.reading() as connection:
        return sorted(connection.execute(union(*known)).scalars())


def receipt_rows(request: Request, wanted: Wanted) -> Rows:
    """The lines in the order of their numbers, with units and people as they are called."""
    names = Names(request.house.directory, agency=request.identity.agency)
    there = [(each, _row(each, names)) for each in _lines(request, wanted, receipt_lines)]
    gone = [(each, _gone(each)) for each in _lines(request, wanted, receipts_destroyed)]
    lines = sorted([*there, *gone], key=lambda each: (each[0].word, each[0].serial))
    return [row for _, row in lines]


def _lines(request: Request, wanted: Wanted, table: Table) -> Sequence[Row[Any]]:
    query = select(table).where(
        table.c.agency == request.identity.agency, table.c.year == wanted.year
    )
    if wanted.word:
        query = query.where(table.c.word == wanted.word)
    with request.house.node.store.reading() as connection:
        found = connection.execute(query.order_by(table.c.word, table.c.serial)).all()
    return [row for row in found if wanted.covers(row.registered_at)]


def _row(row: Row[Any], names: Names) -> dict[str, str | date]:
    party = names.party(row.handler, row.registered_at) if row.handler else ""
    return {
        "number": row.number,
        "received_on": _day(row.came_at or row.signed_at or row.registered_at),
        "registered_on": _day(row.registered_at),
        "sender": row.sender,
        "sender_number": row.sender_number,
        "title": row.title,
        "grades": "\n".join(each for each in (row.classification, row.urgency) if each),
        "quantity": row.copies,
        "track": row.track,
        "handler": row.said_handler or party,
        "result": "：".join(each for each in (row.way, row.result) if each),
        "completed_on": _day(row.completed_at),
        "remarks": "；".join(_remarks(row)),
    }


def _gone(row: Row[Any]) -> dict[str, str | date]:
    """The number and the day of what is destroyed, and that it is."""
    return {
        **dict.fromkeys(COLUMNS, ""),
        "number": row.number,
        "received_on": _day(row.registered_at),
        "title": DESTROYED,
        "remarks": whole_day(row.destroyed_at),
    }


def _remarks(row: Row[Any]) -> Iterator[str]:
    """What an old register or the paper's way says, in which round it is, and when it was
    entered that came before."""
    if row.remarks:
        yield row.remarks
    if row.round > 1:
        yield f"第{row.round}轮办理"
    if row.entered_at:
        yield f"{whole_day(row.entered_at).partition('年')[2]}补登"


def _day(moment: datetime | None) -> date | str:
    return office_day(moment) if moment else ""


RECEIPTS = RegisterBook(
    route="incomings.book",
    path="/registers/receipts",
    beside="incomings",
    form="receipt_register",
    field="papers",
    title="收文登记簿",
    permission=Permission.Incoming.VIEW,
    columns=COLUMNS,
    rows=receipt_rows,
    years=_years,
    words=receipt_words,
    files_only=("registered_on",),
)
"""Every paper that has a number."""
