"""归档文件目录: the records of the agency, chosen for destruction or hand-over, printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.request import Request
from sqlalchemy import ColumnElement, and_, select

from documents.archive.permissions import Permission
from documents.archive.registers import records
from documents.archive.retention import RETENTION_WORDS, Retention
from documents.archive.screens.viewing import listed_for
from documents.archive.standing import STANDING_WORDS, Standing
from documents.layout.forms import Value
from documents.screens.register import register_page
from documents.screens.register_file import is_file_asked
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.form_acts import ticked
from office.web.formats import printed_day, whole_day
from office.web.frame import now
from office.web.models import (
    Act,
    Badge,
    BatchForm,
    EmptyState,
    Link,
    Register,
    RegisterRow,
    Tab,
    Tone,
)

FORM = "archive_catalogue"
COLUMNS = ("档号", "文号", "责任者", "保管期限")
FILE_COLUMNS = (*COLUMNS, "日期", "密级", "页数")
"""A file has room for all that DA/T 22-2015 names."""

_NOTHING = {
    Standing.KEPT: "没有在库的档案",
    Standing.APPRAISED: "没有经鉴定拟销毁的档案",
    Standing.LISTED: "没有列入销毁清册的档案",
    Standing.HANDED_OVER: "没有等候档案馆接收的档案",
    Standing.IMPORTED: "还没有移交给档案馆的档案",
}
TABS = (None, *Standing)
EXPIRED = "expired"
MOST_PRINTED = 5000
"""Records of one printed catalogue: a year of a large agency."""


def catalogue_page(request: Request) -> Register:
    """`?of=` a standing or `expired`, `?year=`, `?retention=`."""
    asked = request.params.get("of", "")
    page = register_page(
        request,
        records,
        title="归档目录",
        papers="paper",
        code=records.c.code,
        columns=FILE_COLUMNS if is_file_asked(request) else COLUMNS,
        searched=(records.c.title, records.c.number, records.c.code),
        row=_row,
        only=_only(request, asked),
        keep=("of", "year", "retention"),
        tools=_tools(request),
    )
    here = request.route_path("records")
    tabs = (
        Tab("全部", here, current=not asked),
        *(Tab(words, f"{here}?of={each}", current=asked == each) for each, words in _NAMED),
        Tab("期满待鉴定", f"{here}?of={EXPIRED}", current=asked == EXPIRED),
    )
    empty = None if page.rows or page.query else _empty(request, asked)
    return _with_acts(request, replace(page, tabs=tabs, empty=empty), asked)


def refused_page(request: Request, sentence: str) -> Register:
    """The same list again, what was chosen in it chosen still."""
    page = catalogue_page(request)
    if page.batch is None:
        raise Refused(sentence)
    picked = frozenset(ticked(request, "item"))
    return replace(page, batch=replace(page.batch, refusal=sentence, picked=picked))


def _empty(request: Request, asked: str) -> EmptyState:
    if asked == EXPIRED:
        return EmptyState("没有期满待鉴定的档案", "保管期限届满的档案列在这里，等候鉴定。")
    if asked in set(Standing):
        return EmptyState(_NOTHING[Standing(asked)], "在“全部”中查看其他的档案。")
    return EmptyState(
        "目录里还没有档案",
        "办结的文件从“待归档”归档以后列在这里。",
        links=(Link("待归档", request.route_path("archive")),),
    )


_NAMED = tuple(STANDING_WORDS.items())


def _only(request: Request, asked: str) -> ColumnElement[bool] | None:
    conditions: list[ColumnElement[bool]] = []
    if asked in set(Standing):
        conditions.append(records.c.standing == asked)
    if asked == EXPIRED:
        today = office_day(now(request)).isoformat()
        conditions += [
            records.c.standing == Standing.KEPT,
            records.c.until != "",
            records.c.until < today,
        ]
    year, retention = request.params.get("year", ""), request.params.get("retention", "")
    if year.isascii() and year.isdigit() and len(year) == 4:
        conditions.append(records.c.year == int(year))
    if retention in set(Retention):
        conditions.append(records.c.retention == retention)
    seen = listed_for(request, room=records.c.room, paper=records.c.paper)
    if seen is not None:
        conditions.append(seen)
    return and_(*conditions) if conditions else None


def _row(request: Request, row: Any) -> RegisterRow:
    term = RETENTION_WORDS[Retention(row.retention)]
    in_file = (printed_day(row.date), row.classification, str(row.pages or ""))
    faulty = Badge(f"{row.faults}项不合格", Tone.RETURNED)
    return RegisterRow(
        href=request.route_path("record", id=row.subject),
        title=row.title,
        cells=(
            *(row.code, row.number, row.responsible, term),
            *(in_file if is_file_asked(request) else ()),
        ),
        badges=(
            *((Badge(row.classification),) if row.classification else ()),
            *((faulty,) if row.faults else ()),
        ),
        state=Badge(STANDING_WORDS[Standing(row.standing)], Tone.NEUTRAL),
        when=row.filed_at,
        pick=str(row.subject),
    )


def _with_acts(request: Request, page: Register, asked: str) -> Register:
    """What may be done with several: listed if they were appraised so, handed over if kept."""
    acts: tuple[Act, ...] = ()
    guard, identity = request.house.guard, request.identity
    if asked == Standing.APPRAISED:
        if guard.permits(Permission.DestructionList.DRAW_UP, identity, identity):
            acts = (Act("draw_up", "编制销毁清册"),)
    elif asked == Standing.KEPT and guard.permits(Permission.Record.HAND_OVER, identity, identity):
        acts = (Act("hand_over", "移交档案馆"),)
    if not acts or not page.rows:
        return replace(page, rows=tuple(replace(row, pick="") for row in page.rows), batch=None)
    action = request.route_path("records", _query=request.GET)
    return replace(page, batch=BatchForm(action=action, acts=acts))


def _tools(request: Request) -> tuple[Link, ...]:
    query = {
        name: value
        for name in ("year", "retention", "of")
        if (value := request.params.get(name, ""))
    }
    return (
        Link("打印目录", request.route_path("records.paper", _query=query), "print"),
        Link("四性检测", request.route_path("shelf_inspections"), "shield"),
        Link("借阅", request.route_path("archive.loans"), "archive"),
        Link("销毁清册", request.route_path("destruction_lists"), "archive"),
        Link("移交", request.route_path("transfers"), "exchange"),
    )


def catalogue_values(request: Request) -> dict[str, Value]:
    """The filled-in form, by 档号 (DA/T 22-2015 columns)."""
    identity = request.identity
    only = _only(request, request.params.get("of", ""))
    query = select(records).where(records.c.agency == identity.agency)
    if only is not None:
        query = query.where(only)
    with request.house.node.store.reading() as connection:
        ordered = query.order_by(records.c.shelf, records.c.item)
        rows = connection.execute(ordered.limit(MOST_PRINTED + 1)).all()
    if len(rows) > MOST_PRINTED:
        raise Refused(
            f"目录超过 {MOST_PRINTED} 件，一次印不完。请在目录上方选“在库”等一栏分开打印，"
            "或者导出为表格。"
        )
    return {
        "agency": identity.agency_name,
        "year": request.params.get("year", ""),
        "printed_on": whole_day(office_day(now(request))),
        "records": [_line(row) for row in rows],
    }


def _line(row: Any) -> dict[str, str]:
    return {
        "code": row.code,
        "number": row.number,
        "responsible": row.responsible,
        "title": row.title,
        "date": row.date,
        "classification": row.classification,
        "pages": str(row.pages or ""),
        "remarks": "" if row.standing == Standing.KEPT else STANDING_WORDS[Standing(row.standing)],
    }
