"""地址组 as pages: the agency's groups, one group with its history, and a try of the resolver."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from pyramid.request import Request

from office.directory.address_groups import AddressGroups, GroupOfDay
from office.directory.entries import AgencyEntry
from office.directory.groups.address_group import AddressGroup
from office.directory.groups.recipients import Resolved
from office.directory.permissions import Permission
from office.directory.screens.acting import TITLE, tabs
from office.directory.screens.days import span, today
from office.kernel.refusals import NOT_HERE, Missing
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Link,
    Tone,
    Weight,
)

EXAMPLE = "各区、县人民政府，市政府各委、办、局"


def groups_page(request: Request, *, tried: str = "") -> LedgerPage:
    """The agency's groups, those to come and those that ended; and what a text resolves to."""
    service: AddressGroups = request.house.find(AddressGroups)
    agencies = request.house.directory.agencies_on()
    rows = tuple(_row(request, each, agencies) for each in service.latest(request.identity.agency))
    ledgers = [
        Ledger(
            "地址组",
            ("名称", "成员", "期限"),
            rows,
            "还没有地址组。主送、抄送栏写“各区、县人民政府”等概称的，在此列明其所指机关。",
        )
    ]
    if tried:
        found = service.resolve(tried, agency=request.identity.agency)
        ledgers.append(_resolved(found))
    forms = [_try_form(request, tried)]
    if _may_maintain(request):
        forms.insert(0, establish_form(request))
    return LedgerPage(
        title=TITLE,
        tabs=tabs(request),
        note="公文印发时主送、抄送栏的概称按成文当日的成员解析，结果由文书核对、修改后分送。",
        ledgers=tuple(ledgers),
        forms=tuple(forms),
    )


def group_page(request: Request, group: UUID) -> LedgerPage:
    """One group: who belonged to it when, and what may be changed."""
    service: AddressGroups = request.house.find(AddressGroups)
    it = service.load(AddressGroup, group)
    request.check(Permission.AddressGroup.VIEW, it)
    agencies = request.house.directory.agencies_on()
    periods = service.periods(request.identity.agency, group)
    if not periods:  # ended on the day on which it began: as if it had never been
        raise Missing(NOT_HERE)
    rows = tuple(
        LedgerRow(each.name, (_members(each, agencies), span(request, each.term)))
        for each in periods
    )
    return LedgerPage(
        title=str(it.timeline.latest["name"]),
        back=Link("返回", request.route_path("addresses"), "back"),
        ledgers=(Ledger("历次成员", ("名称", "成员", "期限"), rows),),
        forms=group_forms(request, it) if _may_maintain(request) else (),
    )


def group_forms(request: Request, it: AddressGroup) -> tuple[ActForm, ...]:
    """改变成员, 更名, 停用 or 恢复."""
    action = request.route_path("addresses.group", group=it.id)
    facts = it.timeline.latest
    since = Field("since", "自", kind="date", value=today(request).isoformat())
    members = _choices(request, chosen=facts["members"])
    goes_on = it.timeline.until > today(request).isoformat()
    last = Act("end", "停用") if goes_on else Act("resume", "恢复使用", Weight.PRIMARY)

    def form(heading: str, act: Act, *fields: Field) -> ActForm:
        return ActForm(action, heading, (act,), seen=str(it.version), fields=fields)

    if not goes_on:
        return (form("恢复使用", last, since),)
    name = Field("name", "新名称", value=str(facts["name"]))
    return (
        form(
            "改变成员", Act("members", "保存成员", Weight.PRIMARY), members, _of("members", since)
        ),
        form("更名", Act("rename", "更名"), name, _of("rename", since)),
        form("停用", last, _of("end", since)),
    )


def establish_form(request: Request) -> ActForm:
    """设立."""
    fields = (
        Field(
            "name", "名称", required=True, placeholder="与主送栏的写法一致，如“各区、县人民政府”"
        ),
        Field("since", "自", kind="date", value=today(request).isoformat()),
        _choices(request, chosen=()),
    )
    return ActForm(
        action=request.route_path("addresses"),
        heading="设立地址组",
        acts=(Act("establish", "设立", Weight.PRIMARY),),
        seen="0",
        fields=fields,
    )


def _of(form: str, field: Field) -> Field:
    """The same field in another form of the page, under a name of its own."""
    return Field(f"{form}_since", field.label, kind=field.kind, value=field.value)


def _try_form(request: Request, tried: str) -> ActForm:
    return ActForm(
        action=request.route_path("addresses"),
        heading="试解析",
        acts=(Act("try", "解析"),),
        seen="0",
        fields=(Field("text", "主送或抄送栏的文字", value=tried, placeholder=EXAMPLE),),
    )


def _row(request: Request, each: GroupOfDay, agencies: Sequence[AgencyEntry]) -> LedgerRow:
    holds = each.term.covers(today(request))
    return LedgerRow(
        title=each.name,
        href=request.route_path("addresses.group", group=each.id),
        cells=(_members(each, agencies), span(request, each.term)),
        state=Badge("有效", Tone.DONE, "tick") if holds else Badge("未启用或已停用", Tone.NEUTRAL),
    )


def _resolved(found: Resolved) -> Ledger:
    meant = [
        LedgerRow(each.name, (each.code,), state=Badge("已解析", Tone.DONE, "tick"))
        for each in found.agencies
    ]
    unknown = [
        LedgerRow(
            words,
            ("",),
            note="请设立地址组，或改用机关全称。",
            state=Badge("未能解析", Tone.WARNING),
        )
        for words in found.unresolved
    ]
    return Ledger("解析结果", ("机关", "代码"), (*unknown, *meant))


def _members(each: GroupOfDay, agencies: Sequence[AgencyEntry]) -> str:
    names = [agency.short_name for agency in agencies if agency.code in each.members]
    return f"{len(each.members)} 家：{'、'.join(names)}"


def _choices(request: Request, *, chosen: Sequence[str]) -> Field:
    agencies = request.house.directory.agencies_on()
    return Field(
        "members",
        "成员",
        kind="checks",
        choices=tuple(
            Choice(each.code, each.name, chosen=each.code in chosen) for each in agencies
        ),
    )


def _may_maintain(request: Request) -> bool:
    may = request.house.guard.permits
    return bool(may(Permission.AddressGroup.MAINTAIN, request.identity, request.identity))
