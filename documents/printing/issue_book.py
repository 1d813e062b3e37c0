"""发文登记簿: the agency's issues as lines of a form that lies across, and as CSV."""

from __future__ import annotations

from datetime import date, datetime

from pyramid.request import Request

from documents.names import Names
from documents.numbering.words import RESERVED
from documents.permissions import Permission
from documents.printing.books import RegisterBook, Rows
from documents.printing.incoming_book import receipt_words
from documents.printing.lookup import IssueLines, Line, Wanted
from office.kernel.clock import office_day
from office.web.frame import now

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
        others=(*RESERVED, *receipt_words(request)),
    )


def book_rows(request: Request, wanted: Wanted) -> Rows:
    """The lines, with people by name as they were called then."""
    names = Names(request.house.directory, agency=request.identity.agency)
    lines = issue_lines_of(request).lines(wanted, today=office_day(now(request)))
    return [_row(each, names) for each in lines]


def _row(line: Line, names: Names) -> dict[str, str | date]:
    row = line.row
    if row is None:
        return {**dict.fromkeys(COLUMNS, ""), "number": line.number, "remarks": line.remark}
    return {
        "number": line.number,
        "registered_on": office_day(line.at),
        "title": row.title,
        "type": row.type,
        "grades": "\n".join(each for each in (row.classification, row.urgency) if each),
        "recipients": row.recipients,
        "quantity": str(row.copies or row.listed or ""),  # printed, else as the list says
        "drafter": row.said_drafter or _person(names, row.drafter, row.drafted_at),
        "signer": row.said_signer or _person(names, row.signer, row.signed_at),
        "dispatched_on": office_day(row.dispatched_at) if row.dispatched_at else "",
        "remarks": line.remark,
    }


def _person(names: Names, person: str, at: datetime) -> str:
    return names.person(person, at) if person else ""


ISSUES = RegisterBook(
    route="documents.book",
    path="/registers/issues",
    beside="documents",
    form="issue_register",
    field="documents",
    title="发文登记簿",
    permission=Permission.Document.VIEW,
    columns=COLUMNS,
    rows=book_rows,
    years=lambda request: issue_lines_of(request).years(),
    words=lambda request: issue_lines_of(request).words(),
)
"""Every number of a series, with the document that has it."""
