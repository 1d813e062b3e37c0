"""用印登记簿, on its page, on the page of each seal and as a sheet: a line for every number.

What was destroyed with its paper keeps its line, with number, day and seal and nothing else: a
register in which numbers are missing cannot show that nobody took one out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.request import Request

from office.kernel.clock import office_day
from office.web import formats
from office.web.frame import now
from office.web.models import Badge, Ledger, LedgerPage, LedgerRow, Link, Tab, Tone
from office.web.spreadsheets import Table
from signing.seals.application import Seals

TITLE, BOOK = "印章", "用印登记簿"
SHOWN = ("用印事由", "登记号", "文号、份数和送往单位", "印章", "监印人和批准人", "时间")
"""As on the sheet, in as few columns as a screen takes."""
COLUMNS = (
    *("用印事由", "登记号", "文号", "份数", "送往单位", "印章", "监印人", "批准人"),
    *("时间", "备注"),
)
PRESSED = Badge("已用印", Tone.DONE, "tick")
VOIDED = Badge("已作废", Tone.RETURNED, "return")
DESTROYED = Badge("已销毁", Tone.NEUTRAL)
GONE = "文件材料已销毁"
NOTHING = "—"


def book_page(request: Request, *, year: int) -> LedgerPage:
    """用印登记簿 of a year."""
    before = request.route_path("sealings", _query={"year": str(year - 1)})
    export = request.route_path("sealings.xlsx", _query={"year": str(year)})
    return LedgerPage(
        title=BOOK,
        tabs=seal_tabs(request, "sealings"),
        links=(Link(f"{year - 1} 年", before), Link("导出", export, "download")),
        ledgers=(
            Ledger(
                f"{year} 年",
                SHOWN,
                lines(request, agency=request.identity.agency, year=year),
                empty="这一年还没有用印。",
            ),
        ),
    )


def book_sheet(request: Request, *, year: int) -> Table:
    """The same for a spreadsheet, with the moments as moments."""
    rows = [
        _cells_of_destroyed(row) if gone else _cells(request, row)
        for row, gone in _rows(request, agency=request.identity.agency, year=year)
    ]
    return Table(BOOK, COLUMNS, rows)


def lines(
    request: Request, *, agency: str, year: int | None = None, seal: UUID | None = None
) -> tuple[LedgerRow, ...]:
    """The lines of a year, or of a seal, the newest first."""
    return tuple(
        _destroyed(row) if gone else _line(request, row)
        for row, gone in _rows(request, agency=agency, year=year, seal=seal)
    )


def seal_tabs(request: Request, here: str) -> tuple[Tab, ...]:
    """印章 and 用印登记簿 beside each other; `here`: the name of the route."""
    return tuple(
        Tab(label, request.route_path(route), current=route == here)
        for label, route in ((TITLE, "seals"), (BOOK, "sealings"))
    )


def _rows(request: Request, **of: Any) -> list[tuple[Any, bool]]:
    """Each with whether it was destroyed with its paper."""
    room: Seals = request.house.find(Seals)
    rows = [(row, False) for row in room.uses(**of)]
    rows += [(row, True) for row in room.destroyed_uses(**of)]
    return sorted(rows, key=lambda pair: (pair[0].year, pair[0].serial), reverse=True)


def _serial(row: Any) -> str:
    return f"{row.year}-{row.serial:04}"


def _seal(row: Any) -> str:
    return f"{row.seal_name}（加盖骑缝章）" if row.seam else str(row.seal_name)


def _people(request: Request, row: Any) -> Iterator[str]:
    for person in (row.by, row.warrant):
        yield request.house.directory.person_name(person) if person else NOTHING


def _line(request: Request, row: Any) -> LedgerRow:
    keeper, warrant = _people(request, row)
    return LedgerRow(
        row.title,
        (
            _serial(row),
            _matter(row),
            _seal(row),
            keeper if warrant == NOTHING else f"{keeper}监印，{warrant}批准",
            formats.moment(row.at, today=office_day(now(request))),
        ),
        href=request.route_path(row.room, id=row.paper),
        note=f"作废理由：{row.reason}" if row.voided else "",
        state=VOIDED if row.voided else PRESSED,
    )


def _matter(row: Any) -> str:
    sent = f"送{row.sent_to}" if row.sent_to else ""
    return "，".join(filter(None, (row.number, f"{row.copies} 份", sent)))


def _destroyed(row: Any) -> LedgerRow:
    day = formats.printed_day(row.day) or NOTHING
    return LedgerRow(
        GONE,
        (_serial(row), row.number or NOTHING, row.seal_name or NOTHING, NOTHING, day),
        note=f"{formats.whole_day(row.at)}销毁",
        state=DESTROYED,
    )


def _cells(request: Request, row: Any) -> tuple[Any, ...]:
    return (
        row.title,
        _serial(row),
        row.number or NOTHING,
        str(row.copies),
        row.sent_to,
        _seal(row),
        *_people(request, row),
        row.at,
        f"已作废：{row.reason}" if row.voided else "",
    )


def _cells_of_destroyed(row: Any) -> tuple[Any, ...]:
    day = date.fromisoformat(row.day) if row.day else ""
    note = f"已销毁：{formats.whole_day(row.at)}"
    return (GONE, _serial(row), row.number, "", "", row.seal_name, "", "", day, note)
