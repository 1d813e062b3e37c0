"""行文规则 in general: who may write to whom, and past whom (条例 第十三条、第十四条)."""

from __future__ import annotations

from collections.abc import Iterator

from documents.rules.addressees import Addressee
from documents.rules.case import DOWNWARD_TYPES, UPWARD_TYPES, Case
from documents.rules.finding import Element, Position
from documents.rules.organ import OrganStanding
from documents.rules.rule import ERROR, WARNING, Fault, rule
from office.directory.answers import Relation

_NOT_ABOVE = frozenset({Relation.SUBORDINATE, Relation.PEER, Relation.UNRELATED})
_NOT_BELOW = frozenset({Relation.SUPERIOR, Relation.PEER, Relation.UNRELATED})


def at(addressee: Addressee, element: Element = Element.RECIPIENTS) -> Position:
    """Where an addressee stands in 主送 or 抄送."""
    return Position(element, start=addressee.start, end=addressee.end)


@rule(
    "R13",
    clause="条例第十三条",
    severity=WARNING,
    summary="行文应当确有必要，写明理由或依据",
    example="行文理由一栏空着",
)
def necessity(case: Case) -> Iterator[Fault]:
    stated = case.facts.necessity
    if stated is not None and not stated.strip():
        yield Fault(
            Position(Element.DOCUMENT),
            "没有写明行文的理由或依据，行文应当确有必要",
            "请填写行文理由或依据；没有必要的不发",
        )


@rule(
    "R14a",
    clause="条例第十四条",
    severity=ERROR,
    summary="行文关系按隶属关系确定；向不相隶属的机关行文用函",
    example="市应急管理局向市大数据局报送《……的请示》",
)
def route_follows_subordination(case: Case) -> Iterator[Fault]:
    for each in case.recipients:
        wrong = ""
        if case.manuscript.type in UPWARD_TYPES and each.relation in _NOT_ABOVE:
            wrong = f"“{each.name}”不是本机关的上级机关，不能用{case.manuscript.type}"
        elif case.manuscript.type in DOWNWARD_TYPES - {"批复"} and each.relation in _NOT_BELOW:
            wrong = f"“{each.name}”不是本机关的下级机关，不能用{case.manuscript.type}"
        if wrong:
            advice = "对不相隶属的机关请改用函；主送机关有误的请改正"
            yield Fault(at(each), wrong, advice)


@rule(
    "R14b",
    clause="条例第十四条",
    severity=ERROR,
    summary="一般不得越级行文；特殊情况越级的，抄送被越过的机关",
    example="清河区人民政府向云川省人民政府报送请示，没有抄送澜州市人民政府",
)
def levels_are_not_skipped(case: Case) -> Iterator[Fault]:
    for each in case.recipients:
        skipped = _skipped(case, each)
        if skipped and not (case.facts.special_reason or "").strip():
            yield Fault(
                at(each),
                f"向“{each.name}”行文越过了{_listed(case, skipped)}，一般不得越级行文",
                "请改向直接上级机关行文；有特殊情况必须越级的，写明理由并抄送被越过的机关",
            )
        elif missing := tuple(code for code in skipped if not case.is_copied_to(code)):
            yield Fault(
                at(each),
                f"越级向“{each.name}”行文，没有抄送被越过的{_listed(case, missing)}",
                "请在抄送机关中补上被越过的机关",
            )


@rule(
    "letter-upward",
    clause="条例第八条第（十四）项",
    severity=WARNING,
    summary="函用于不相隶属机关之间；请求上级机关批准用请示",
    example="以函的形式主送本机关的直接上级机关",
)
def letters_are_not_for_superiors(case: Case) -> Iterator[Fault]:
    for each in case.recipients:
        if case.manuscript.type == "函" and each.relation is Relation.SUPERIOR:
            yield Fault(
                at(each),
                f"“{each.name}”是本机关的上级机关，函用于不相隶属机关之间",
                "请求指示、批准的请改用请示，汇报工作、回复询问的请改用报告",
            )


@rule(
    "recipient-itself",
    clause="条例第十五条、第十六条",
    severity=ERROR,
    summary="不能向本机关自己行文",
    example="澜州市大数据局的通知主送澜州市大数据局",
)
def nobody_writes_to_himself(case: Case) -> Iterator[Fault]:
    if case.standing is OrganStanding.UNIT:  # it writes to the agency around it
        return
    for element, all_of in ((Element.RECIPIENTS, case.recipients), (Element.COPIES, case.copies)):
        for each in all_of:
            if each.relation is Relation.SELF:
                yield Fault(
                    at(each, element),
                    f"“{each.name}”就是发文机关自己",
                    "请从主送、抄送机关中去掉本机关",
                )


def _skipped(case: Case, addressee: Addressee) -> tuple[str, ...]:
    """The codes of the agencies between issuer and superior, the nearest first."""
    issuer, organ = case.issuer, addressee.organ
    if not issuer or not organ or addressee.relation is not Relation.SUPERIOR:
        return ()
    if organ.code in (issuer.code, issuer.dual_superior) or organ.code not in issuer.superiors:
        return ()
    return issuer.superiors[: issuer.superiors.index(organ.code)]


def _listed(case: Case, codes: tuple[str, ...]) -> str:
    return "、".join(f"“{case.named(code)}”" for code in codes)


RULES = (
    necessity,
    route_follows_subordination,
    levels_are_not_skipped,
    letters_are_not_for_superiors,
    nobody_writes_to_himself,
)
