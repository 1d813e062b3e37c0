"""发文登记簿: the agency's issues as lines of a form that lies across, and as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pyramid.request import Request

from documents.layout.forms import Value
from documents.names import Names
from documents.numbering.words import RESERVED
from documents.printing.lookup import IssueLines, Line, Wanted
from office.kernel.clock import office_day
from office.web.formats import whole_day
from office.web.frame import now
from office.web.spreadsheets import Table, csv_file, xlsx

FORM = "issue_register"
TITLE = "发文登记簿"
COLUMNS = {
    "number": "发文字号",
    "registered_on": "登记日期",
    "title": "标题",
    "type": "文种",
    "grades": "密级缓急",
    "recipients": "主送",
    "quantity": "份数",
    "drafter": "拟稿",
    "signer": "签发",
    "dispatched_on": "分发日期",
    "remarks": "备注",
}
"""The form's fields of one line, and what they are called in a file."""


def issue_lines_of(request: Request) -> IssueLines:
    """Those of the agency of whoever asks."""
    return IssueLines(
        request.house.node.store,
        agency=request.identity.agency,
        others=RESERVED,
    )


def book_rows(request: Request, wanted: Wanted) -> list[dict[str, str]]:
    """The lines, with people by name as they were called then."""
    names = Names(request.house.directory, agency=request.identity.agency)
    lines = issue_lines_of(request).lines(wanted, today=office_day(now(request)))
    return [_row(each, names) for each in lines]


def book_values(request: Request, wanted: Wanted) -> dict[str, Value]:
    """The filled-in form."""
    identity = request.identity
    today = office_day(now(request))
    agency = request.house.directory.agency_on(identity.agency, today)
    return {
        "agency": agency.name if agency else identity.agency_name,
        "series": wanted.word,
        "period": _period(wanted),
        "printed_on": whole_day(today),
        "documents": book_rows(request, wanted),
    }


def book_csv(rows: Iterable[dict[str, str]]) -> bytes:
    """For other programs."""
    return csv_file(tuple(COLUMNS.values()), map(_cells, rows))


def book_xlsx(rows: Iterable[dict[str, str]]) -> bytes:
    """For spreadsheets."""
    return xlsx(Table(TITLE, tuple(COLUMNS.values()), map(_cells, rows)))


def _cells(row: dict[str, str]) -> list[str]:
    return [row[field] for field in COLUMNS]


def _row(line: Line, names: Names) -> dict[str, str]:
    row = line.row
    if row is None:
        empty = dict.fromkeys(COLUMNS, "")
        return {**empty, "number": line.number, "remarks": line.remark}
    return {
        "number": line.number,
        "registered_on": _day(line.at),
        "title": row.title,
        "type": row.type,
        "grades": "\n".join(each for each in (row.classification, row.urgency) if each),
        "recipients": row.recipients,
        "quantity": str(row.copies or row.listed or ""),  # printed, else as the list says
        "drafter": row.said_drafter or _person(names, row.drafter, row.drafted_at),
        "signer": row.said_signer or _person(names, row.signer, row.signed_at),
        "dispatched_on": _day(row.dispatched_at),
        "remarks": line.remark,
    }


def _person(names: Names, person: str, at: datetime) -> str:
    return names.person(person, at) if person else ""


def _day(moment: datetime | None) -> str:
    """11月20日: the year stands at the head."""
    return whole_day(moment).partition("年")[2] if moment else ""


def _period(wanted: Wanted) -> str:
    year = f"{wanted.year}年"
    if wanted.since is None and wanted.until is None:
        return year
    since, until = wanted.since, wanted.until
    first = f"{since.month}月{since.day}日" if since else ""
    last = f"{until.month}月{until.day}日" if until else ""
    return f"{year}{first}至{last}"
