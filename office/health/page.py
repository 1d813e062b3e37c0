"""运行情况 as a page: each follower with who runs it, how far it is, what went wrong (D8)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyramid.request import Request
from sqlalchemy import Row, select

from office.health.machine import machine_ledger
from office.kernel.clock import office_day
from office.kernel.followers import Follower, followers
from office.kernel.journal import journal_head
from office.web import formats
from office.web.assets.build import script_fault
from office.web.frame import now
from office.web.models import Badge, Ledger, LedgerPage, LedgerRow, Tone

TITLE = "运行情况"
COLUMNS = ("事务", "由谁运行", "处理到", "下次再试")


def health_page(request: Request, *, beside: tuple[Ledger, ...] = ()) -> LedgerPage:
    """Every follower of this house, what is wrong first; below, what rooms tell `beside`."""
    node, moment = request.house.node, now(request)
    members = request.house.followers().members
    with node.store.reading() as connection:
        rows = {row.name: row for row in connection.execute(select(followers))}
        head = connection.execute(select(journal_head.c.id)).scalar_one()
    lines = [_line(each, rows.get(each.name), head=head, moment=moment) for each in members]
    lines.sort(key=lambda line: URGENCY.index(line.state.tone) if line.state else 0)
    return LedgerPage(
        title=TITLE,
        note=f"{script_fault()}日志共 {head} 个事件。"
        "后台事务出错时自动重试，间隔逐次加长，互不影响；"
        "长时间没有进程运行的，请检查网页服务和 office worker。",
        ledgers=(Ledger("后台事务", COLUMNS, tuple(lines)), machine_ledger(request), *beside),
    )


AGAIN = "先看网络、磁盘和对方是否正常，排除后自动再试；仍不行的，把这一行交给维护人员。"
START = "请检查网页服务是否在运行；网页服务不带后台事务的，请启动 office worker。"
RUNS = Badge("正常", Tone.DONE, "tick")
IDLE = Badge("没有进程在运行", Tone.WARNING)
URGENCY = (Tone.RETURNED, Tone.WARNING, Tone.DONE)


def _line(member: Follower, row: Row[Any] | None, *, head: int, moment: datetime) -> LedgerRow:
    left = head - (row.position if row else 0)
    position = (f"还有 {left} 个事件" if left else "全部事件") if member.topics else "—"
    if row is None:
        return LedgerRow(member.title, ("—", position, "—"), state=IDLE)
    held = row.owner is not None and row.leased_until > moment
    again = formats.moment(row.next_try, today=office_day(moment)) if row.next_try else "—"
    return LedgerRow(
        member.title,
        (row.owner.rpartition(":")[0] if held else "—", position, again),
        note=_note(row, held=held),
        state=_state(row, held=held),
    )


def _note(row: Row[Any], *, held: bool) -> str:
    """What to do where it is not well."""
    if row.failures:
        return f"{row.problem or ''}　{AGAIN}"
    return "" if held else START


def _state(row: Row[Any], *, held: bool) -> Badge:
    if row.failures:
        return Badge(f"连续出错 {row.failures} 次", Tone.RETURNED)
    return RUNS if held else IDLE
