"""向下级机关行文 (条例 第十六条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.rules.addressees import Addressee
from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.organ import Organ, OrganStanding, standing_of
from documents.rules.routes import at
from documents.rules.rule import ERROR, WARNING, Fault, rule
from documents.rules.searching import is_in_body
from office.directory.answers import Relation
from office.directory.kinds import Level

_DIRECTIVE_TYPES = frozenset({"决定", "命令", "通知", "通报", "批复"})
_GOVERNING = frozenset({OrganStanding.COMMITTEE, OrganStanding.GOVERNMENT})
_BELOW_IN_NAME = frozenset({OrganStanding.DEPARTMENT, OrganStanding.COORDINATING})
_CONSENT = re.compile(
    "经[^，。；]{0,30}(?:政府|国务院|党委|[省市县区州]委|办公[厅室])[^，。；]{0,12}(?:同意|批准|授权)"
    "|[根依]据[^，。；]{0,20}授权|受[^，。；]{0,20}委托"
)
_LOWER = re.compile("^各.{0,100}(?:政府|党委)$")


@rule(
    "R16a",
    clause="条例第十六条第（一）项",
    severity=ERROR,
    summary="重要的下行文应当同时抄送发文机关的直接上级机关",
    example="重要的下行文没有抄送直接上级机关",
)
def important_documents_are_copied_upwards(case: Case) -> Iterator[Fault]:
    issuer = case.issuer
    if not (case.is_downward and case.facts.is_important and issuer and issuer.superior):
        return
    if not case.is_copied_to(issuer.superior):
        yield Fault(
            Position(Element.COPIES),
            f"重要的下行文没有抄送直接上级机关“{case.named(issuer.superior)}”",
            "请在抄送机关中补上直接上级机关",
        )


@rule(
    "R16b",
    clause="条例第十六条第（二）项",
    severity=ERROR,
    summary="除经授权的办公厅（室）外，部门和议事协调机构不得向下级党委、政府发指令性公文",
    example="市应急管理局的通知主送：各区、县人民政府",
)
def departments_do_not_command_governments(case: Case) -> Iterator[Fault]:
    if case.standing not in _BELOW_IN_NAME or case.is_joint:
        return
    if case.manuscript.type not in _DIRECTIVE_TYPES or _is_authorised(case):
        return
    for each in case.recipients:
        if _is_lower_government(each, case.issuer):
            yield Fault(
                at(each),
                f"“{case.issuer_name}”是部门或议事协调机构，不得向“{each.name}”发布指令性公文",
                "请改由本级党委、政府或其办公厅（室）行文，或改为主送下级的相关部门；"
                "经政府同意的，在文中注明",
            )


@rule(
    "R16c",
    clause="条例第十六条第（二）项",
    severity=ERROR,
    summary="需经政府审批的事项由部门行文的，文中须注明已经政府同意",
    example="需经政府审批的事项，文中没有“经市政府同意”",
)
def consent_is_stated(case: Case) -> Iterator[Fault]:
    if not case.facts.needs_approval or case.standing is not OrganStanding.DEPARTMENT:
        return
    if case.is_upward or is_in_body(case.manuscript, _CONSENT):
        return
    yield Fault(
        Position(Element.BODY),
        "这一事项需经政府审批，文中没有注明已经政府同意",
        "请报政府同意，并在正文开头写明“经××人民政府同意”",
    )


@rule(
    "R16d",
    clause="条例第十六条第（三）项",
    severity=ERROR,
    summary="部门在各自职权范围内可以向下级党委、政府的相关部门行文",
    example="部门就职权以外的事项向下级部门行文",
)
def departments_keep_to_their_remit_below(case: Case) -> Iterator[Fault]:
    if case.facts.is_within_remit is not False or case.standing is not OrganStanding.DEPARTMENT:
        return
    for each in case.recipients:
        if _is_department(each) and each.relation is Relation.SUBORDINATE:
            yield Fault(
                at(each),
                f"这一事项不在本部门职权范围内，不能向“{each.name}”行文",
                "请交有职权的部门行文，或报请政府行文",
            )


@rule(
    "R16e",
    clause="条例第十六条第（四）项",
    severity=ERROR,
    summary="涉及多个部门职权的事务，部门之间未协商一致的，不得向下行文",
    example="会签部门有不同意见而没有协调一致",
)
def departments_agree_first(case: Case) -> Iterator[Fault]:
    if case.facts.is_agreed is False and (case.is_downward or _goes_down(case)):
        yield Fault(
            Position(Element.DOCUMENT),
            "涉及的部门之间没有协商一致，不得向下行文",
            "请先协商一致；协商不成的，报请上级机关裁定",
        )


@rule(
    "R16f",
    clause="条例第十六条第（五）项",
    severity=WARNING,
    summary="向受双重领导的下级机关行文，必要时抄送它的另一个上级机关",
    example="向受双重领导的下级机关行文，没有抄送它的另一个上级机关",
)
def the_others_superior_is_told(case: Case) -> Iterator[Fault]:
    for each in case.recipients:
        organ = each.organ
        if not organ or not organ.dual_superior or each.relation is not Relation.SUBORDINATE:
            continue
        issuer = case.issuer.code if case.issuer else ""
        for other in (organ.superior, organ.dual_superior):
            if other and other != issuer and not case.is_copied_to(other):
                yield Fault(
                    at(each),
                    f"“{each.name}”受双重领导，没有抄送它的另一个上级机关“{case.named(other)}”",
                    "有必要让它知道的，请补上抄送",
                )


def _is_authorised(case: Case) -> bool:
    return bool(case.facts.has_consent) or is_in_body(case.manuscript, _CONSENT)


def _is_lower_government(addressee: Addressee, issuer: Organ | None) -> bool:
    """By the directory, or where the printed words can only mean lower governments."""
    organ = addressee.organ
    if organ:
        levels = (issuer.level if issuer else None, organ.level)
        return organ.standing in _GOVERNING and _is_below(*levels)
    return addressee.relation is None and bool(_LOWER.search(addressee.name))


def _is_below(one: Level | None, other: Level | None) -> bool:
    if one is None or other is None:
        return False
    order = list(Level)
    return order.index(other) > order.index(one)


def _is_department(addressee: Addressee) -> bool:
    standing = addressee.organ.standing if addressee.organ else standing_of(addressee.name)
    return standing is OrganStanding.DEPARTMENT


def _goes_down(case: Case) -> bool:
    return any(each.relation is Relation.SUBORDINATE for each in case.recipients)


RULES = (
    important_documents_are_copied_upwards,
    departments_do_not_command_governments,
    consent_is_stated,
    departments_keep_to_their_remit_below,
    departments_agree_first,
    the_others_superior_is_told,
)
