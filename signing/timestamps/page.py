"""时间戳服务 on the page 运行情况: whether there is one, and whether it answers."""

from __future__ import annotations

from pyramid.request import Request

from office.kernel.clock import office_day
from office.web import formats
from office.web.frame import now
from office.web.models import Badge, Ledger, LedgerRow, Tone
from signing.timestamps.remembering import TimeService

TITLE = "时间戳服务"
NONE = "没有设置（wenshu.time_service）：签章只有签章者自报的时间，证书到期以后不能确认签章在先。"
FAILS = "用印、归档照办，这期间的签章没有时间戳，归档时再补存档时间戳。请核对服务和网络。"


def time_ledger(request: Request) -> Ledger:
    """How it answered last."""
    if not request.house.settings.time_service:
        return Ledger(TITLE, ("情况",), (), empty=NONE)
    service: TimeService = request.house.find(TimeService)
    last = service.last
    if last.fails and last.failed_at is not None:
        at = formats.moment(last.failed_at, today=office_day(now(request)))
        row = LedgerRow(
            f"{at}没有答复", note=f"{last.why}{FAILS}", state=Badge("没有答复", Tone.WARNING)
        )
        return Ledger(TITLE, ("情况",), (row,))
    if last.answered_at is None:
        return Ledger(TITLE, ("情况",), (), empty=f"已设为 {service.address}，还没有用过。")
    at = formats.moment(last.answered_at, today=office_day(now(request)))
    return Ledger(TITLE, ("情况",), (), empty=f"正常，最近一次答复：{at}。")
