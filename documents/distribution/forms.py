"""What may be done with a distribution list here and now, and what was filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from pyramid.request import Request

from documents.consignments.channels import CHANNEL_WORDS, Channel
from documents.distribution.distribution_list import DistributionList
from documents.distribution.line import CHANNELS, Line, LineKind, key_of
from documents.names import people_choices
from documents.permissions import Permission
from office.directory.kinds import Role
from office.kernel.refusals import Refused
from office.web.form_acts import ticked, written
from office.web.models import Act, ActForm, Choice, Field, Weight

COPIES, CHANNEL, ADDRESS, DROPPED = "copies", "channel", "address", "dropped"
KEY = "Ctrl ↵"


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the editor of a list was filled in with."""

    lines: list[Line]
    numbered: bool
    settled: list[str]


def make_form(request: Request, *, action: str) -> ActForm:
    """拟定: nothing to fill in; the printed recipients are resolved."""
    return ActForm(
        action=action,
        heading="拟定分送名单",
        acts=(Act("make", "按主送、抄送拟定", Weight.PRIMARY, key=KEY),),
        seen="0",
    )


def editor_form(request: Request, it: DistributionList, *, action: str) -> ActForm:
    """修改: three fields a line, named by its key, and what is added."""
    fields = [field for line in it.in_order for field in _line_fields(line)]
    if it.unresolved:
        choices = tuple(Choice(each, f"{each}：已另行处理") for each in it.unresolved)
        fields.append(Field("settled", "通讯录中找不到的", kind="checks", choices=choices))
    numbered = (Choice("yes", "本件标注份号", chosen=it.numbered),)
    return ActForm(
        action=action,
        heading="修改分送名单",
        acts=(Act("correct", "保存名单", Weight.PRIMARY, key=KEY),),
        seen=str(it.version),
        fields=(
            *fields,
            Field("numbered", "份号", kind="checks", choices=numbered),
            *added_fields(request, it),
        ),
    )


def supplement_form(request: Request, it: DistributionList, *, action: str) -> ActForm:
    """提出补发, before a leader."""
    leaders = request.house.directory.people_with_role(it.agency, Role.LEADER)
    return ActForm(
        action=action,
        heading="提出补发",
        acts=(Act("supplement", "报请批准", Weight.PRIMARY, key=KEY),),
        seen=str(it.version),
        fields=(
            *added_fields(request, it),
            Field("opinion", "补发原因", kind="area", rows=2),
            Field("to", "送", kind="select", choices=people_choices(leaders)),
        ),
    )


def approval_form(request: Request, it: DistributionList, *, action: str) -> ActForm | None:
    """批准补发, for the leader before whom it is."""
    guard = request.house.guard
    permission = Permission.Distribution.APPROVE
    if not it.proposed or not guard.permits(permission, request.identity, it):
        return None
    return ActForm(
        action=action,
        heading="审批补发",
        acts=(
            Act("decline", "不同意", Weight.PLAIN),
            Act("approve", "同意补发", Weight.PRIMARY, key=KEY),
        ),
        seen=str(it.version),
        fields=(Field("opinion", "意见", kind="area", rows=2, opinion=True),),
        phrases=("同意", "同意补发"),
    )


def withdrawal_form(request: Request, it: DistributionList, *, action: str) -> ActForm | None:
    """撤回补发, for the clerks while nobody has decided."""
    permission = Permission.Distribution.SUPPLEMENT
    if not it.proposed or not request.house.guard.permits(permission, request.identity, it):
        return None
    return ActForm(
        action=action,
        heading="撤回补发",
        acts=(Act("withdraw", "撤回补发", Weight.PRIMARY, key=KEY),),
        seen=str(it.version),
        fields=(Field("opinion", "撤回原因", kind="area", rows=2, placeholder="撤回原因"),),
    )


def added_fields(request: Request, it: DistributionList) -> tuple[Field, ...]:
    """Whom else to put on the list, with how many copies, which way."""
    directory = request.house.directory
    agencies = [each for each in directory.agencies_on() if each.code != it.agency]
    leaders = people_choices(directory.people_with_role(it.agency, Role.LEADER))
    units = directory.units(it.agency)
    open_ones = it.sent_at is None  # afterwards who has it already may get more on paper
    ways = (*CHANNELS[LineKind.AGENCY],)
    return (
        Field(
            "add_agency",
            "添加机关",
            kind="checks",
            choices=tuple(
                Choice(each.code, each.name)
                for each in agencies
                if not open_ones or key_of(LineKind.AGENCY, each.code) not in it.lines
            ),
        ),
        Field(
            "add_leader",
            "添加本机关领导",
            kind="checks",
            choices=tuple(
                Choice(each.value, each.label)
                for each in leaders
                if key_of(LineKind.LEADER, each.value) not in it.lines
            ),
        ),
        Field(
            "add_unit",
            "添加内设机构",
            kind="checks",
            choices=tuple(
                Choice(each.key, each.name)
                for each in units
                if key_of(LineKind.UNIT, each.key) not in it.lines
            ),
        ),
        Field(
            "add_other",
            "添加名录外单位",
            kind="area",
            rows=2,
            hint="一行一个；地址写在名称后，用逗号隔开。",
        ),
        Field("add_copies", "所添加的各送几份", kind="number", value="1"),
        Field(
            "add_channel",
            "所添加的走什么渠道",
            kind="select",
            choices=tuple(Choice(each, CHANNEL_WORDS[each]) for each in ways),
            hint="领导、内设机构和名录外单位不走网络，选网络时按自取或机要列入。",
        ),
    )


def corrected(request: Request, it: DistributionList) -> Corrected:
    """The editor's fields as lines; what was added stands at the end."""
    dropped = set(ticked(request, DROPPED))
    lines = [
        replace(
            line,
            copies=_copies(written(request, f"{COPIES}:{key}"), of=line.name),
            channel=_channel(written(request, f"{CHANNEL}:{key}"), instead=line.channel),
            address=written(request, f"{ADDRESS}:{key}").strip(),
        )
        for key, line in it.lines.items()
        if key not in dropped
    ]
    return Corrected(
        lines=[*lines, *added(request)],
        numbered="yes" in ticked(request, "numbered"),
        settled=ticked(request, "settled"),
    )


def added(request: Request) -> list[Line]:
    """Lines for what was ticked and typed to be added."""
    directory, own = request.house.directory, request.identity.agency
    named: list[tuple[LineKind, str, str, str]] = []
    for code in ticked(request, "add_agency"):
        known = directory.agency_on(code)
        named.append((LineKind.AGENCY, code, known.name if known else code, ""))
    leaders = people_choices(directory.people_with_role(own, Role.LEADER))
    people = {each.value: each.label for each in leaders}
    named += [
        (LineKind.LEADER, person, people.get(person, person), "")
        for person in ticked(request, "add_leader")
    ]
    units = {each.key: each.name for each in directory.units(own)}
    named += [
        (LineKind.UNIT, unit, units.get(unit, unit), "") for unit in ticked(request, "add_unit")
    ]
    for text in written(request, "add_other").splitlines():
        name, _, address = text.replace(",", "，").partition("，")
        if name.strip():
            code = uuid5(NAMESPACE_URL, name.strip()).hex[:12]
            named.append((LineKind.OTHER, code, name.strip(), address.strip()))
    if not named:
        return []
    copies = _copies(written(request, "add_copies"), of="所添加的")
    wanted = _channel(written(request, "add_channel"), instead=Channel.EXCHANGE)
    return [
        Line(
            key=key_of(kind, code),
            kind=kind,
            name=name,
            copies=copies,
            channel=wanted if wanted in CHANNELS[kind] else CHANNELS[kind][0],
            code="" if kind is LineKind.OTHER else code,
            address=address,
        )
        for kind, code, name, address in named
    ]


def line_fields(form: ActForm, key: str) -> tuple[Field, ...]:
    """The fields of one line, out of the editor's form."""
    names = [f"{COPIES}:{key}", f"{CHANNEL}:{key}", f"{ADDRESS}:{key}"]
    own = {each.name: each for each in form.fields if each.name in names}
    dropped = next(
        each
        for each in form.fields
        if each.name == DROPPED and any(choice.value == key for choice in each.choices)
    )
    return (*(own[name] for name in names), dropped)


def _line_fields(line: Line) -> Sequence[Field]:
    choices = tuple(
        Choice(each, CHANNEL_WORDS[each], chosen=each is line.channel)
        for each in CHANNELS[line.kind]
    )
    own = f"{line.name}的"
    return (
        Field(f"{COPIES}:{line.key}", f"{own}份数", kind="number", value=str(line.copies)),
        Field(f"{CHANNEL}:{line.key}", f"{own}渠道", kind="select", choices=choices),
        Field(f"{ADDRESS}:{line.key}", f"{own}地址", value=line.address),
        Field(DROPPED, f"去掉{line.name}", kind="checks", choices=(Choice(line.key, "去掉"),)),
    )


def _copies(text: str, *, of: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise Refused(f"{of}份数应当是一个数，请改正。")
    return int(text)


def _channel(text: str, *, instead: Channel) -> Channel:
    return Channel(text) if text in set(Channel) else instead
