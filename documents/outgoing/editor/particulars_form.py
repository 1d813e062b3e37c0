"""制发事项 as groups of form fields and back. What does not concern a draft is not asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from documents.drafting.guides import Guide, guide_of
from documents.outgoing.organs import DirectoryOrgans
from documents.outgoing.particulars import LASTING, TRUTHS, Particulars
from documents.rules import OrganStanding
from documents.rules.openness import OPENNESS, PUBLIC
from office.kernel.refusals import Refused
from office.web.models import Choice, Field, FieldGroup

TRUTH_LABELS = {
    "is_important": "重要行文",
    "is_major": "涉及重大事项",
    "has_consent": "已经本级党委、政府同意或授权",
    "needs_approval": "事项需经政府审批",
    "has_opinion": "已提出本机关的倾向性意见",
    "assigned_by_leader": "上级负责人直接交办",
    "is_agreed": "涉及的部门已协商一致",
    "is_within_remit": "属于本机关职权范围",
    "is_single_remit": "属于一个机关自己的职权",
}
STATED_LABELS = {
    **TRUTH_LABELS,
    "openness_reason": "不主动公开的理由",
    "necessity": "行文理由",
    "special_reason": "越级理由",
    "partners": "联合发文机关",
    "effective_from": "施行日期",
    "valid_until": "有效期至",
    "openness": "公开属性",
    **dict.fromkeys(("secrecy_reviewer", "legality_reviewer", "regulatory"), ""),
}
"""How the fields are called where a page of refusals shows them again; ids stay hidden."""
YES, NO = "yes", "no"
_WORDS = {True: YES, False: NO, None: ""}
_VALUES = {YES: True, NO: False, "": None}
_CHOICES = (("", "未说明"), (YES, "是"), (NO, "否"))
_TEXTS = (
    *("openness_reason", "secrecy_reviewer", "necessity"),
    *("effective_from", "valid_until", "legality_reviewer", "special_reason"),
)


def openness_fields(particulars: Particulars) -> tuple[Field, ...]:
    """公开属性 and its legal reason; the signer's form offers them too, to change them."""
    return (
        Field(
            "openness",
            "公开属性",
            kind="select",
            choices=(
                Choice("", "请选定", chosen=not particulars.openness),
                *(Choice(each, each, chosen=each == particulars.openness) for each in OPENNESS),
            ),
        ),
        Field(
            "openness_reason",
            "不主动公开的理由",
            value=particulars.openness_reason,
            hint="依申请公开、不予公开的，写明《政府信息公开条例》第十四条至第十六条中哪一条和理由。",
        ),
    )


def with_openness(particulars: Particulars, typed: Mapping[str, str]) -> Particulars:
    """The particulars with the openness that a form of `openness_fields` says.

    Raises Refused for a word that is none, and where a reason is wanted and missing.
    """
    stated = typed.get("openness", particulars.openness)
    reason = typed.get("openness_reason", particulars.openness_reason).strip()
    if stated not in OPENNESS:
        raise Refused(
            "请选定公开属性：主动公开、依申请公开或不予公开（《政府信息公开条例》）。",
            field="openness",
        )
    if stated != PUBLIC and not reason:
        raise Refused(
            f"公开属性为“{stated}”，须写明法定理由"
            "（《政府信息公开条例》第十四条至第十六条）。请填写理由。",
            field="openness_reason",
        )
    return replace(
        particulars, openness=stated, openness_reason="" if stated == PUBLIC else reason
    )


def particulars_groups(
    particulars: Particulars,
    *,
    type: str,
    standing: OrganStanding,
    people: Sequence[Choice],
    reviewers: Sequence[Choice],
    partners: str,
) -> tuple[FieldGroup, ...]:
    """The groups for a draft of this type in the name of an organ of this standing.

    `people`: who handles papers; `reviewers`: who may be named for the 保密审查; `partners`: the
    joint issuers by name.
    """
    guide = guide_of(type)
    return (
        FieldGroup("公开与保密", _openness(particulars, reviewers), note="送核前必填"),
        FieldGroup("行文理由", tuple(_circumstances(particulars, guide, standing, partners))),
        FieldGroup(
            "规范性文件",
            tuple(_regulatory(particulars, people)),
            note="须作合法性审核、统一登记编号，写明有效期",
            open=particulars.regulatory,
        ),
    )


def particulars_of(
    typed: Mapping[str, str], *, before: Particulars, organs: DirectoryOrgans
) -> Particulars:
    """What a filled-in form states; what was not asked stays as it was `before`.

    Raises Refused, naming the field, for a day that is none and an issuer that nobody knows.
    """
    stated = {name: typed[name].strip() for name in _TEXTS if name in typed}
    truths = {name: _VALUES.get(typed[name]) for name in TRUTHS if name in typed}
    value: dict[str, Any] = {**before.to_json(), **stated, **truths}
    if "openness" in typed:
        value["openness"] = typed["openness"]
        value["regulatory"] = typed.get("regulatory") == YES
    if "partners" in typed:
        value["partners"] = _codes(typed["partners"], organs)
    try:
        return Particulars.from_json(value)
    except ValueError as fault:
        raise Refused(
            f"制发事项填写有误：{_in_words(str(fault))}。请改正后再存。",
            field=_field_of(str(fault)),
        ) from fault


def partner_names(particulars: Particulars, organs: DirectoryOrgans) -> str:
    """The joint issuers as the form shows them."""
    found = (organs.agency(code) for code in particulars.partners)
    return "、".join(each.name for each in found if each)


def _openness(particulars: Particulars, people: Sequence[Choice]) -> tuple[Field, ...]:
    return (
        *openness_fields(particulars),
        replace(
            _person("secrecy_reviewer", "保密审查人", people, chosen=particulars.secrecy_reviewer),
            hint="由其本人审查：是核稿人的，核稿时一并确认；不是的，送核后在其待办中确认。"
            "拟稿人不审查自己起草的文稿。",
        ),
    )


def _circumstances(
    particulars: Particulars, guide: Guide | None, standing: OrganStanding, partners: str
) -> Iterator[Field]:
    yield Field(
        "necessity",
        "行文理由",
        value=particulars.necessity,
        hint="为什么发这件文、依据什么（《条例》第十三条）。",
    )
    asked = _relevant(guide, standing, is_joint=bool(partners))
    for name in TRUTHS:
        if name in asked or getattr(particulars, name) is not None:
            yield _truth(name, getattr(particulars, name))
    if (guide and guide.upward) or particulars.special_reason:
        yield Field(
            "special_reason",
            "越级理由",
            value=particulars.special_reason,
            hint="特殊情况必须越级行文的填写，并抄送被越过的机关（《条例》第十四条）。",
        )
    yield Field(
        "partners",
        "联合发文机关",
        value=partners,
        hint="由本机关主办、与其他机关联合行文的，按顺序填写其他机关的名称，以“、”隔开。",
    )


def _relevant(guide: Guide | None, standing: OrganStanding, *, is_joint: bool) -> set[str]:
    """What the rules would ask of such a document."""
    if guide is None:
        return set()
    asked = {"is_single_remit"} if is_joint else set()
    is_department = standing is OrganStanding.DEPARTMENT
    if guide.upward:
        asked |= {"assigned_by_leader", "has_opinion"}
        asked |= {"is_major", "has_consent"} if is_department else set()
    elif "下行" in guide.direction:
        asked |= {"is_important", "is_agreed"}
        asked |= {"has_consent", "needs_approval", "is_within_remit"} if is_department else set()
    elif is_department:
        asked |= {"is_within_remit"}
    return asked


def _regulatory(particulars: Particulars, people: Sequence[Choice]) -> Iterator[Field]:
    yield Field(
        "regulatory",
        "性质",
        kind="checks",
        choices=(Choice(YES, "行政规范性文件", chosen=particulars.regulatory),),
    )
    reviewer = particulars.legality_reviewer
    yield _person("legality_reviewer", "合法性审核人", people, chosen=reviewer)
    yield Field("effective_from", "施行日期", kind="date", value=particulars.effective_from)
    yield Field(
        "valid_until",
        "有效期至",
        value=particulars.valid_until,
        placeholder="2031-12-31",
        hint=f"写最后一天；没有期限的写“{LASTING}”。",
    )


def _truth(name: str, stated: bool | None) -> Field:  # noqa: FBT001 - it is the value itself
    choices = tuple(
        Choice(value, words, chosen=value == _WORDS[stated]) for value, words in _CHOICES
    )
    return Field(name, TRUTH_LABELS[name], kind="select", choices=choices)


def _person(name: str, label: str, people: Sequence[Choice], *, chosen: str) -> Field:
    known = tuple(Choice(each.value, each.label, chosen=each.value == chosen) for each in people)
    if chosen and chosen not in {each.value for each in known}:
        known = (*known, Choice(chosen, "（原审查人，现不能审查）", chosen=True))
    choices = (Choice("", "请选定", chosen=not chosen), *known)
    return Field(name, label, kind="select", choices=choices)


def _codes(names: str, organs: DirectoryOrgans) -> list[str]:
    codes = []
    for name in filter(None, (each.strip() for each in names.replace("\n", "、").split("、"))):
        organ = organs.organ(name)
        if organ is None:
            raise Refused(
                f"通讯录中没有“{name}”，不能列为联合发文机关。请核对全称后再存。", field="partners"
            )
        codes.append(organ.code)
    return codes


_FIELD_WORDS = {
    "openness": "公开属性",
    "effective_from": "施行日期",
    "valid_until": "有效期",
}


def _field_of(fault: str) -> str:
    """The field that a fault names (`documents.fields`); empty where it names none."""
    return next((name for name in _FIELD_WORDS if f"字段 {name} " in fault), "")


def _in_words(fault: str) -> str:
    for name, words in _FIELD_WORDS.items():
        fault = fault.replace(f"字段 {name} ", words)
    return fault
