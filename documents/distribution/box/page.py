"""交换箱 as a page: queues, destinations with their lights, and for clerks each paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyramid.request import Request

from documents.consignments.lines import badge_of
from documents.consignments.ports import HERE
from documents.distribution.box.forms import may_be_done
from documents.distribution.box.lookup import MOST, Box, Destination
from office.kernel.clock import office_day
from office.web.formats import moment
from office.web.frame import now
from office.web.models import ActForm, Badge, Ledger, LedgerPage, LedgerRow, Link, Tone

NO_TIME = "—"
PAPER_COLUMNS = ("收件单位", "已等", "下次发送", "原因")
DAY, HOUR, MINUTE = 86400, 3600, 60


def box_page(request: Request, box: Box, *, papers: bool, refusal: str = "") -> LedgerPage:
    """`papers`: whether single papers are shown, and not numbers alone."""
    ledgers = [_queues(request, box), _destinations(request, box, told=not papers)]
    if papers:
        ledgers.insert(0, _papers(request, box))
    links = (Link("未签收", request.route_path("distributions"), "exchange"),) if papers else ()
    return LedgerPage(
        title="交换箱",
        ledgers=tuple(ledgers),
        links=links,
        note="" if papers else "系统管理员只看数量和通道，不看公文。",
        refusal=refusal,
    )


def row_page(request: Request, row: Any, form: ActForm | None) -> LedgerPage:
    """One paper of the box with what may be done about it."""
    back = Link("返回交换箱", request.route_path("exchange_box"), "back")
    paper = (Link("打开公文", request.route_path(row.room, id=row.document)),) if row.room else ()
    columns = ("公文", *PAPER_COLUMNS)
    return LedgerPage(
        title="交换箱",
        ledgers=(Ledger("所选的一件", columns, (_paper(request, row, now(request)),)),),
        links=paper,
        back=back,
        forms=(form,) if form else (),
    )


def age(since: datetime | None, at: datetime) -> str:
    """How long ago, in its largest unit."""
    if since is None:
        return NO_TIME
    seconds = max(0, int((at - since).total_seconds()))
    for size, words in ((DAY, "天"), (HOUR, "小时"), (MINUTE, "分钟")):
        if seconds >= size:
            return f"{seconds // size} {words}"
    return "不到 1 分钟"


def _queues(request: Request, box: Box) -> Ledger:
    at = now(request)
    rows = tuple(
        LedgerRow(each.name, (str(each.count), age(each.since, at)))
        for each in box.queues()
        if each.count
    )
    empty = "现在没有等待的。"
    return Ledger("队列", ("队列", "件数", "最久的已等"), rows, empty=empty)


def _papers(request: Request, box: Box) -> Ledger:
    at = now(request)
    rows = box.rows()
    more = f"（各列 {MOST} 件）" if len(rows) >= MOST else ""
    return Ledger(
        f"没有办完的{more}",
        ("公文", *PAPER_COLUMNS),
        tuple(_paper(request, row, at) for row in rows),
        empty="没有等待发送、没有送达或者等待答复的公文。",
    )


def _paper(request: Request, row: Any, at: datetime) -> LedgerRow:
    here = request.route_path("exchange_box")
    next_try = moment(row.next_try, today=office_day(at)) if row.next_try else NO_TIME
    cells = (row.addressee_name, age(row.queued_at, at), next_try, row.problem or NO_TIME)
    return LedgerRow(
        row.title or "（未命名）",
        cells,
        href=f"{here}?line={row.subject}" if may_be_done(row) else "",
        state=Badge("已暂停", Tone.WARNING, "time") if row.held else badge_of(row),
    )


def _destinations(request: Request, box: Box, *, told: bool) -> Ledger:
    at = now(request)
    return Ledger(
        "通道",
        ("去向", "待发", "情况"),
        tuple(_destination(each, at, told=told) for each in box.destinations()),
        empty="没有等待发送的，各通道正常。",
    )


def _destination(it: Destination, at: datetime, *, told: bool) -> LedgerRow:
    name = "本节点" if it.name == HERE else it.name
    circuit = it.circuit
    if circuit is None:
        return LedgerRow(name, (str(it.waiting), "正常"), state=Badge("通", Tone.DONE, "tick"))
    words = f"连续 {circuit.failures} 次没有应答，已 {age(circuit.since, at)}"
    if circuit.is_open(at) and circuit.open_until is not None:
        words += f"；{moment(circuit.open_until, today=office_day(at))} 再试"
    light = Badge("不通", Tone.RETURNED, "return")
    if not circuit.is_doubtful:
        light = Badge("时断时续", Tone.WARNING, "retry")
    note = circuit.problem if told else ""
    return LedgerRow(name, (str(it.waiting), words), note=note, state=light)
