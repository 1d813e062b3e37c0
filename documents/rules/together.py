"""联合行文, and who may write outward (条例 第十七条)."""

from __future__ import annotations

from collections.abc import Iterator

from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.organ import HEADS, Organ, OrganStanding
from documents.rules.routes import at
from documents.rules.rule import ERROR, Fault, rule
from office.directory.answers import Relation

_CLAUSE = "条例第十七条"


@rule(
    "R17a",
    clause=_CLAUSE,
    severity=ERROR,
    summary="只有同级的机关可以联合行文",
    example="澜州市大数据局与清河区人民政府联合行文",
)
def only_peers_issue_together(case: Case) -> Iterator[Fault]:
    host = case.issuer
    for partner in case.partners:
        if host and _are_unequal(host, partner):
            yield Fault(
                Position(Element.ISSUER),
                f"“{host.name}”与“{partner.name}”不是同级机关，不得联合行文",
                "请分别行文，或由同级机关联合行文",
            )


@rule(
    "R17b",
    clause=_CLAUSE,
    severity=ERROR,
    summary="属于一个机关职权范围内的工作，不得联合行文",
    example="政府职权范围内的工作，党委、政府联合行文",
)
def ones_own_matter_is_ones_own(case: Case) -> Iterator[Fault]:
    if case.is_joint and case.facts.is_single_remit:
        yield Fault(
            Position(Element.ISSUER),
            "这项工作属于一个机关自己的职权范围，不得联合行文",
            "请由有职权的机关单独行文",
        )


@rule(
    "R17c",
    clause=_CLAUSE,
    severity=ERROR,
    summary="部门之间依据职权可以相互行文",
    example="部门就职权以外的事项向同级部门行文",
)
def departments_write_within_their_remit(case: Case) -> Iterator[Fault]:
    if case.facts.is_within_remit is not False or case.standing is not OrganStanding.DEPARTMENT:
        return
    for each in case.recipients:
        if each.relation in (Relation.PEER, Relation.UNRELATED):
            yield Fault(
                at(each),
                f"这一事项不在本部门职权范围内，不能向“{each.name}”行文",
                "请交有职权的部门行文",
            )


@rule(
    "R17d",
    clause=_CLAUSE,
    severity=ERROR,
    summary="部门内设机构除办公厅（室）外不得对外正式行文",
    example="澜州市财政局综合科发出通知",
)
def units_do_not_write_outward(case: Case) -> Iterator[Fault]:
    inside = case.recipients and all(each.relation is Relation.SELF for each in case.recipients)
    if case.standing is not OrganStanding.UNIT or inside:
        return
    yield Fault(
        Position(Element.ISSUER),
        f"“{case.issuer_name}”是部门的内设机构，不得对外正式行文",
        "请以部门或部门办公厅（室）的名义行文",
    )


def _are_unequal(one: Organ, other: Organ) -> bool:
    """同级: of one level, and both at its head or both below (a department is no peer of 政府)."""
    if one.level is None or other.level is None:
        return False
    known = OrganStanding.OTHER not in (one.standing, other.standing)
    heads = (one.standing in HEADS) != (other.standing in HEADS)
    return one.level != other.level or (known and heads)


RULES = (
    only_peers_issue_together,
    ones_own_matter_is_ones_own,
    departments_write_within_their_remit,
    units_do_not_write_outward,
)
