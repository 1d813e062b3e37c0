"""代理与授权, 通讯录, 地址组 over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from office.directory.acting.application import Acting
from office.directory.address_groups import AddressGroups
from office.directory.permissions import Permission
from office.directory.screens.acting import acting_page
from office.directory.screens.acting_forms import (
    authorisation_form,
    delegation_form,
    secretary_form,
)
from office.directory.screens.address_groups import group_page, groups_page
from office.directory.screens.days import day_after, first_day
from office.directory.screens.people import TITLE as PEOPLE
from office.directory.screens.people import people_page
from office.kernel.refusals import Refused
from office.web.form_acts import (
    UNKNOWN_ACT,
    act_of,
    kept,
    pressed,
    seen_version,
    ticked,
    try_act,
    written,
)
from office.web.models import ActForm, FormsPage, LedgerPage, Link


def show_acting(request: Request) -> dict[str, Any]:
    """代理与授权."""
    request.check(Permission.Delegation.VIEW, request.identity)
    return {"page": acting_page(request)}


def end(request: Request) -> Any:
    """收回, 解除."""
    acting: Acting = request.house.acting
    ways: dict[str, tuple[Callable[[UUID], None], str]] = {
        "revoke": (lambda it: acting.revoke(act_of(request), it), "已收回委托"),
        "detach": (lambda it: acting.detach_secretary(act_of(request), it), "已解除秘书关系"),
        "withdraw": (lambda it: acting.withdraw(act_of(request), it), "已收回授权"),
    }
    carry_out, said = pressed(request, ways)
    id = _uuid(written(request, "subject"))

    def onward(_: None) -> str:
        request.say(said)
        return str(request.route_path("acting"))

    def again(sentence: str) -> dict[str, Any]:
        return {"page": replace(acting_page(request), refusal=sentence)}

    return try_act(request, lambda: carry_out(id), again=again, onward=onward)


def show_form(request: Request) -> dict[str, Any]:
    """One of the forms."""
    request.check(Permission.Delegation.VIEW, request.identity)
    if request.matched_route.name == "acting.authorise":  # refused before it is filled in
        request.check(Permission.Authorisation.GRANT, request.identity)
    return {"page": _forms_page(request, _form(request))}


def submit_form(request: Request) -> Any:
    """委托, 配备秘书 or 授权签发."""
    carry_out, said = SUBMITTED[request.matched_route.name]

    def onward(_: UUID) -> str:
        request.say(said)
        return str(request.route_path("acting"))

    def again(sentence: str) -> dict[str, Any]:
        form = kept(_form(request), request, sentence)
        return {"page": _forms_page(request, form)}

    return try_act(request, lambda: carry_out(request), again=again, onward=onward)


def show_people(request: Request) -> dict[str, Any]:
    """通讯录."""
    return {"page": people_page(request)}


def show_groups(request: Request) -> dict[str, Any]:
    """地址组."""
    request.check(Permission.AddressGroup.VIEW, request.identity)
    return {"page": groups_page(request)}


def act_on_groups(request: Request) -> Any:
    """设立, or a try of the resolver."""
    request.check(Permission.AddressGroup.VIEW, request.identity)
    if written(request, "act") == "try":
        return {"page": groups_page(request, tried=written(request, "text").strip())}
    if written(request, "act") != "establish":
        raise Refused(UNKNOWN_ACT)

    def establish() -> UUID:
        return _groups(request).establish(
            act_of(request),
            name=written(request, "name"),
            members=ticked(request, "members"),
            effective=first_day(request),
        )

    def onward(group: UUID) -> str:
        request.say("已设立地址组")
        return str(request.route_path("addresses.group", group=group))

    return try_act(
        request,
        establish,
        again=lambda it: _kept(request, groups_page(request), it),
        onward=onward,
    )


def show_group(request: Request) -> dict[str, Any]:
    """One group."""
    return {"page": group_page(request, _group(request))}


def act_on_group(request: Request) -> Any:
    """改变成员, 更名, 停用, 恢复."""
    group = _group(request)
    carry_out, said = pressed(request, GROUP_ACTS)

    def onward(_: None) -> str:
        request.say(said)
        return str(request.route_path("addresses"))

    return try_act(
        request,
        lambda: carry_out(request, group),
        again=lambda sentence: _kept(request, group_page(request, group), sentence),
        onward=onward,
    )


def _change_members(request: Request, group: UUID) -> None:
    _groups(request).change_members(
        act_of(request),
        group,
        members=ticked(request, "members"),
        effective=_since(request),
        seen=seen_version(request),
    )


def _rename(request: Request, group: UUID) -> None:
    _groups(request).rename(
        act_of(request),
        group,
        name=written(request, "name"),
        effective=_since(request),
        seen=seen_version(request),
    )


def _end_group(request: Request, group: UUID) -> None:
    seen = seen_version(request)
    _groups(request).end(act_of(request), group, effective=_since(request), seen=seen)


def _resume_group(request: Request, group: UUID) -> None:
    seen = seen_version(request)
    _groups(request).resume(act_of(request), group, effective=_since(request), seen=seen)


GROUP_ACTS: dict[str, tuple[Callable[[Request, UUID], None], str]] = {
    "members": (_change_members, "已改变成员"),
    "rename": (_rename, "已更名"),
    "end": (_end_group, "已停用"),
    "resume": (_resume_group, "已恢复使用"),
}


def _delegate(request: Request) -> UUID:
    acting: Acting = request.house.acting
    return acting.delegate(
        act_of(request),
        post=written(request, "post"),
        delegate=written(request, "delegate"),
        scope=ticked(request, "scope"),
        types=ticked(request, "types"),
        presides=bool(ticked(request, "presides")),
        since=first_day(request),
        until=day_after(request),
        reason=written(request, "reason"),
    )


def _attach(request: Request) -> UUID:
    acting: Acting = request.house.acting
    return acting.attach_secretary(
        act_of(request),
        leader_post=written(request, "post"),
        secretary_post=written(request, "secretary"),
        since=first_day(request),
        until=day_after(request),
    )


def _authorise(request: Request) -> UUID:
    acting: Acting = request.house.acting
    return acting.authorise(
        act_of(request),
        post=written(request, "post"),
        identity=written(request, "identity"),
        types=ticked(request, "types"),
        since=first_day(request),
        until=day_after(request),
        basis=written(request, "basis"),
    )


SUBMITTED: dict[str, tuple[Callable[[Request], UUID], str]] = {
    "acting.delegate": (_delegate, "已办理委托"),
    "acting.secretary": (_attach, "已配备秘书"),
    "acting.authorise": (_authorise, "已授权签发"),
}
SHOWN: dict[str, Callable[[Request], ActForm]] = {
    "acting.delegate": delegation_form,
    "acting.secretary": secretary_form,
    "acting.authorise": authorisation_form,
}


def _form(request: Request) -> ActForm:
    return SHOWN[request.matched_route.name](request)


def _forms_page(request: Request, form: ActForm) -> FormsPage:
    back = Link("返回", request.route_path("acting"), "back")
    return FormsPage(title=form.heading, back=back, forms=(form,))


def _kept(request: Request, page: LedgerPage, sentence: str) -> dict[str, Any]:
    """The page with the form that was sent as it was typed; the others as they are."""
    sent = written(request, "act")
    forms = tuple(
        kept(form, request, sentence) if form.acts[0].name == sent else form for form in page.forms
    )
    return {"page": replace(page, forms=forms)}


def _since(request: Request) -> date:
    """Each form of the page has its own field, so that their names differ."""
    act = written(request, "act")
    return first_day(request, "since" if act == "resume" else f"{act}_since")


def _groups(request: Request) -> AddressGroups:
    found: AddressGroups = request.house.find(AddressGroups)
    return found


def _group(request: Request) -> UUID:
    return _uuid(request.matchdict["group"])


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise HTTPNotFound from error


LABELS = {
    **dict.fromkeys(("post", "delegate", "secretary", "subject", "scope", "types", "members"), ""),
    "since": "自",
    "until": "至",
    "basis": "依据",
    "name": "名称",
}


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page("acting", "/acting", "ledger", show=show_acting, act=end)
    config.add_page("people", "/people", "ledger", show=show_people)
    config.add_page("addresses", "/addresses", "ledger", show=show_groups, act=act_on_groups)
    config.add_page(
        "addresses.group", "/addresses/{group}", "ledger", show=show_group, act=act_on_group
    )
    for route in SHOWN:
        path = f"/acting/{route.partition('.')[2]}"
        config.add_page(route, path, "phrases", show=show_form, act=submit_form)
    config.add_field_labels(LABELS)
    config.add_rail_item("people", label=PEOPLE, route="people", icon="people", order=88)
    config.add_rail_item("acting", label="代理与移交", route="acting", icon="person", order=90)
