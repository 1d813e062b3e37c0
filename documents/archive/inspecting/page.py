"""成批检测 on the screen: all there were, one that runs, and what one found."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from sqlalchemy import select

from documents.archive.inspecting.shelf_inspection import MOST, ShelfInspection
from documents.archive.inspection import ITEMS
from documents.archive.permissions import Permission
from documents.archive.registers import records
from documents.names import Names
from office.kernel.clock import office_day
from office.web.formats import moment
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    Field,
    Link,
    Preview,
    Tone,
    Weight,
)
from office.web.models.ledger import Ledger, LedgerPage, LedgerRow, ProgressBar

FAILED = "不合格"
NOTE = (
    "逐件读出封装包，与登记和结构核对，再核对档号是否重复、件号是否连续（DA/T 70-2018）；"
    "每年自动再检测一次。病毒检测由本单位的防病毒软件承担。"
)


def inspections_page(request: Request, *, form: ActForm | None = None) -> LedgerPage:
    """All of the agency, the newest first, and the form for another."""
    names = Names(request.house.directory, agency=request.identity.agency)
    today = office_day(now(request))
    rows = tuple(
        LedgerRow(
            title=words_of(row.year),
            cells=(
                names.person(row.by, row.begun_at),
                moment(row.begun_at, today=today),
                f"{row.count}件" if row.finished else "",
                f"{row.faults}处" if row.faults else "",
            ),
            href=request.route_path("shelf_inspection", id=row.subject),
            state=state_of(row.finished, row.faults, settled=row.settled),
        )
        for row in request.shelf_inspections.of(request.identity.agency)
    )
    columns = ("检测", "开始人", "开始", "件数", FAILED)
    empty = "还没有检测过。选择年度，按“开始检测”。"
    return LedgerPage(
        title="四性检测",
        ledgers=(Ledger("历次检测", columns, rows, empty=empty),),
        back=Link("返回目录", request.route_path("records"), "back"),
        note=NOTE,
        forms=(form or begin_form(request),),
    )


def begin_form(request: Request) -> ActForm:
    """开始检测 of a year that has records, or of all."""
    query = select(records.c.year).where(records.c.agency == request.identity.agency).distinct()
    with request.house.node.store.reading() as connection:
        years = connection.execute(query.order_by(records.c.year.desc())).scalars().all()
    return ActForm(
        action=request.route_path("shelf_inspections"),
        heading="开始检测",
        acts=(Act("begin", "开始检测", Weight.PRIMARY),),
        fields=(
            Field(
                "year",
                "检测哪些档案",
                kind="select",
                choices=(
                    *(Choice(str(each), f"{each}年") for each in years),
                    Choice("0", "全部"),
                ),
            ),
        ),
        then="检测在后台进行，可以离开这个页面。",
    )


def inspection_page(
    request: Request, it: ShelfInspection, *, form: ActForm | None = None
) -> LedgerPage:
    """One: how far it has come, or what it found."""
    back = Link("返回检测", request.route_path("shelf_inspections"), "back")
    title = f"四性检测　{words_of(it.year)}"
    if not it.is_finished:
        so_far = request.shelf_inspections.progress(it)
        return LedgerPage(
            title=title,
            ledgers=(
                _found(request, so_far.faults, "已经发现的不合格", empty="到现在全部合格。"),
            ),
            back=back,
            note=NOTE,
            progress=ProgressBar(
                so_far.done,
                so_far.total,
                words=f"已检测 {so_far.done} 件，共 {so_far.total} 件",
                address=request.route_path("shelf_inspection", id=it.id),
            ),
        )
    found = f"检测 {it.count} 件，{it.total} 处不合格"
    if it.total > MOST:
        found += f"，列出前 {MOST} 处"
    proposed = form or settle_form(request, it)
    return LedgerPage(
        title=title,
        ledgers=(_found(request, it.faults, found, empty="全部合格。"),),
        back=back,
        note=f"处理情况：{it.settled}" if it.settled else NOTE,
        forms=(proposed,) if proposed else (),
    )


def settle_form(request: Request, it: ShelfInspection) -> ActForm | None:
    """登记处理, for who may, while nobody has."""
    may = request.house.guard.permits(Permission.Record.INSPECT, request.identity, it)
    if not may or not it.total or it.settled:
        return None
    return ActForm(
        action=request.route_path("shelf_inspection", id=it.id),
        heading="处理不合格",
        acts=(Act("settle", "登记处理", Weight.PRIMARY, key="Ctrl ↵"),),
        seen=str(it.version),
        fields=(Field("opinion", "处理情况", kind="area", rows=2),),
    )


def inspection_preview(request: Request, it: ShelfInspection) -> Preview:
    """One beside the desk."""
    return Preview(
        href=request.route_path("shelf_inspection", id=it.id),
        title=f"四性检测　{words_of(it.year)}",
        facts=tuple(f"{each['object']}　{each['evidence']}" for each in it.faults[:5]),
    )


def words_of(year: int) -> str:
    """What was looked at."""
    return f"{year}年" if year else "全部"


def state_of(finished: Any, faults: int, *, settled: Any) -> Badge:
    """How one stands."""
    if not finished:
        return Badge("检测中", Tone.WARNING)
    if not faults:
        return Badge("合格", Tone.DONE, "tick")
    return Badge("已处理", Tone.NEUTRAL) if settled else Badge(FAILED, Tone.RETURNED)


def _found(request: Request, faults: Any, title: str, *, empty: str) -> Ledger:
    rows = tuple(
        LedgerRow(
            title=each["object"],
            cells=(f"{each['item']} {ITEMS[each['item']]}", each["evidence"]),
            href=request.route_path("record", id=each["record"]) if each["record"] else "",
            state=Badge(FAILED, Tone.RETURNED),
        )
        for each in faults
    )
    return Ledger(title, ("对象", "项目", "情况"), rows, empty=empty)
