"""Numbers over HTTP: the series of a year, a series with its numbers, the clerk's acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.numbering.forms import LEFT, begin_form, series_form, words_to_begin
from documents.numbering.lookup import NumberLookup
from documents.numbering.page import list_page, series_page
from documents.permissions import Permission
from office.kernel.clock import office_day
from office.kernel.refusals import NOT_HERE, Missing, Refused
from office.web.form_acts import act_of, kept, pressed, ticked, try_act, uuid_of, written
from office.web.frame import now

LABELS = {
    "word": "机关代字或登记簿",
    "year": "年份",
    "last": "已经用到的末号",
    "count": "个数",
    "purpose": "用途",
    "reserved_for": "预留给",
    "serial": "号",
    "serials": "号",
    "left": "",
}


def show_list(request: Request) -> dict[str, Any]:
    """编号: the agency's series of `?year=` (this year), with the form of `?do=begin`."""
    request.check(Permission.Series.VIEW, request.identity)
    do = request.params.get("do", "")
    return {"page": list_page(request, year=_year_asked(request), do=do)}


def begin(request: Request) -> Any:
    """开设序列; the list again, with what was typed, if it is refused."""
    request.check(Permission.Series.VIEW, request.identity)

    def carry_out() -> UUID:
        year = _number(request, "year", "年份")
        word = written(request, "word")
        if word not in words_to_begin(request, year=year):
            raise Refused(
                f"没有选择机关代字，或者它在{year}年已经有序列。请从列出的代字中选择；"
                "没有列出的，请系统管理员先在通讯录的发文名义中设置。"
            )
        last = _number(request, "last", "已经用到的末号") if written(request, "last") else 0
        id: UUID = request.numbering.begin(act_of(request), word=word, year=year, last=last)
        return id

    def again(sentence: str) -> dict[str, Any]:
        year = _year_asked(request)
        form = kept(begin_form(request, year=year), request, sentence)
        return {"page": list_page(request, year=year, form=form)}

    def onward(id: UUID) -> str:
        request.say("已开设")
        return str(request.route_path("numbers.series", id=id))

    return try_act(request, carry_out, again=again, onward=onward)


def show_series(request: Request) -> dict[str, Any]:
    """A series: `?show=` and `?page=` choose numbers, `?do=` and `?number=` an act."""
    of = _series(request)
    serial = _whole(request.params.get("number", ""))
    form = series_form(
        request, of, lookup=_lookup(request), do=request.params.get("do", ""), serial=serial
    )
    page = _whole(request.params.get("page", "")) or 1
    show = request.params.get("show", "")
    return {"page": series_page(request, of, show=show, page=page, form=form)}


def act(request: Request) -> Any:
    """One act on a series; the page again, with what was typed, if it is refused."""
    of = _series(request)
    do = written(request, "act")
    carry_out, said = pressed(request, DOINGS)

    def again(sentence: str) -> dict[str, Any]:
        standing = _series(request)
        serial = _whole(written(request, "serial"))
        form = series_form(request, standing, lookup=_lookup(request), do=do, serial=serial)
        form = kept(form, request, sentence)
        return {"page": series_page(request, standing, form=form)}

    def onward(_: None) -> str:
        request.say(said)
        return str(request.route_path("numbers.series", id=of.subject))

    return try_act(request, lambda: carry_out(request, of.subject), again=again, onward=onward)


def _reserve(request: Request, series: UUID) -> None:
    request.numbering.reserve(
        act_of(request),
        series,
        count=_number(request, "count", "个数"),
        purpose=written(request, "purpose"),
        person=written(request, "reserved_for"),
    )


def _release(request: Request, series: UUID) -> None:
    serials = [_whole(each) for each in ticked(request, "serials")]
    request.numbering.release(
        act_of(request),
        series,
        serials=[each for each in serials if each is not None],
        reason=written(request, "reason"),
    )


def _use(request: Request, series: UUID) -> None:
    request.numbering.use_on_paper(
        act_of(request),
        series,
        serial=_number(request, "serial", "号"),
        purpose=written(request, "purpose"),
    )


def _void(request: Request, series: UUID) -> None:
    left = written(request, "left")
    if not left:
        raise Refused("请选择带有这个号的公文或印件是否发出过：没有发出过的号才可以再用。")
    request.numbering.void_on_paper(
        act_of(request),
        series,
        serial=_number(request, "serial", "号"),
        reason=written(request, "reason"),
        left=left == LEFT,
    )


def _close(request: Request, series: UUID) -> None:
    request.numbering.close_year(act_of(request), series)


def _reopen(request: Request, series: UUID) -> None:
    request.numbering.reopen_year(act_of(request), series, reason=written(request, "reason"))


DOINGS: dict[str, tuple[Callable[[Request, UUID], None], str]] = {
    "reserve": (_reserve, "已预留"),
    "release": (_release, "已释放"),
    "use": (_use, "已登记使用"),
    "void": (_void, "已作废"),
    "close": (_close, "已关闭本年序列"),
    "reopen": (_reopen, "已重新开放"),
}
"""Each act, and what is said when it is done."""


def _series(request: Request) -> Any:
    of = _lookup(request).series(uuid_of(request))
    if of is None:
        raise Missing(NOT_HERE)
    request.check(Permission.Series.VIEW, of)
    return of


def _lookup(request: Request) -> NumberLookup:
    return NumberLookup(request.house.node.store, agency=request.identity.agency)


def _year_asked(request: Request) -> int:
    asked = request.params.get("year", "")
    this_year = office_day(now(request)).year
    return int(asked) if re.fullmatch("[12][0-9]{3}", asked) else this_year


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else None


def _number(request: Request, name: str, label: str) -> int:
    value = _whole(written(request, name).strip())
    if value is None:
        raise Refused(f"“{label}”不是一个整数，请用阿拉伯数字填写，例如 3。")
    return value


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page("numbers", "/numbers", "numbers", show=show_list, act=begin)
    config.add_page("numbers.series", "/numbers/{id}", "number_series", show=show_series, act=act)
    config.add_field_labels(LABELS)
    config.add_rail_item(
        "numbers",
        label="编号",
        route="numbers",
        icon="numbers",
        order=40,
        lists=("numbers.series",),
        permission=Permission.Series.VIEW,
    )
