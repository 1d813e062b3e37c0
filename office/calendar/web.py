"""工作日历 over HTTP: for the system administrator."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from office.access.permissions import Permission
from office.calendar.application import OfficeCalendar
from office.calendar.asking import adjusted_days
from office.calendar.page import TITLE, calendar_page
from office.calendar.reading import read_working_days
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, try_act

LARGEST = 100_000
"""Bytes; a year takes about one thousand."""


def show(request: Request) -> dict[str, Any]:
    """What is known of each year."""
    request.check(Permission.Administration.SYSTEM)
    return {"page": calendar_page(request)}


def bring(request: Request) -> Any:
    """The same table again is the same table."""
    request.check(Permission.Administration.SYSTEM)
    calendar: OfficeCalendar = request.house.find(OfficeCalendar)

    def carry_out() -> list[int]:
        table = read_working_days(_posted(request))
        if not table.sources:
            raise Refused("文件中没有任何一年的安排。请一年写一节，如 [2027]，再导入。")
        calendar.bring(table, person=act_of(request).person)
        return sorted(table.sources)

    def onward(years: list[int]) -> str:
        request.say(f"已导入 {'、'.join(map(str, years))} 年的安排")
        return str(request.route_path("calendar"))

    return try_act(
        request,
        carry_out,
        again=lambda sentence: {"page": calendar_page(request, refusal=sentence)},
        onward=onward,
    )


def _posted(request: Request) -> str:
    upload = request.POST.get("file")
    if not hasattr(upload, "file"):
        raise Refused("没有选文件。请选择放假调休安排的文件后，再按“导入”。")
    with upload.file:
        data: bytes = upload.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused("文件过大，不像是放假调休安排。请核对所选的文件。")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("文件不是 UTF-8 编码的文本，读不出来。请另存为 UTF-8 后再导入。") from error


def _administers(request: Request) -> bool:
    allowed: bool = request.house.guard.permits(Permission.Administration.SYSTEM, request.identity)
    return allowed


def includeme(config: Configurator) -> None:
    """Route, views and the place in the rail of those who may look; what fields of days ask."""
    config.add_request_method(adjusted_days, reify=True)
    config.add_page("calendar", "/calendar", "ledger", show=show, act=bring)
    config.add_rail_item(
        "calendar", label=TITLE, route="calendar", icon="time", order=96, shown=_administers
    )
