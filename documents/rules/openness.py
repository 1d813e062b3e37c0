"""公开属性、保密审查、规范性文件: what a document of an administration states of itself.

Nothing is asked of party committees, congresses and courts, to whom 《政府信息公开条例》 does not
apply, nor of a text of which nobody was asked (a file that is only looked at).
"""

from __future__ import annotations

from collections.abc import Iterator

from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.rule import ERROR, WARNING, Fault, rule
from office.directory.kinds import AgencyKind

PUBLIC, ON_REQUEST, WITHHELD = "主动公开", "依申请公开", "不予公开"
OPENNESS = (PUBLIC, ON_REQUEST, WITHHELD)
"""公开属性, in the words of 《政府信息公开条例》."""

_REGULATIONS = "《政府信息公开条例》"
_DOCUMENT = Position(Element.DOCUMENT)


@rule(
    "openness-stated",
    clause=f"{_REGULATIONS}第十三条",
    severity=ERROR,
    summary="行政机关的公文写明公开属性：主动公开、依申请公开或不予公开",
    example="公开属性一栏空着",
)
def the_openness_is_stated(case: Case) -> Iterator[Fault]:
    stated = case.facts.openness
    if stated is not None and _is_administrative(case) and stated not in OPENNESS:
        yield Fault(
            _DOCUMENT, "没有写明公开属性", f"请从{'、'.join(OPENNESS)}中选定，随文一并报批"
        )


@rule(
    "openness-reason",
    clause=f"{_REGULATIONS}第十四条至第十六条",
    severity=ERROR,
    summary="不主动公开的，写明依据哪一条、为什么",
    example="选了“不予公开”，没有写理由",
)
def what_is_not_published_has_a_reason(case: Case) -> Iterator[Fault]:
    facts = case.facts
    if facts.openness in (ON_REQUEST, WITHHELD) and not (facts.openness_reason or "").strip():
        yield Fault(
            _DOCUMENT,
            f"公开属性为“{facts.openness}”，没有写明法定理由",
            "请写明依据的条款和理由，如“第十六条，属于内部管理事务信息”；没有法定理由的应当主动公开",
        )


@rule(
    "openness-classified",
    clause=f"{_REGULATIONS}第十四条",
    severity=ERROR,
    summary="依法确定为国家秘密的，不予公开",
    example="标注密级的公文选了“主动公开”",
)
def secrets_are_not_published(case: Case) -> Iterator[Fault]:
    classified = case.manuscript.classification.strip()
    if classified and case.facts.openness in (PUBLIC, ON_REQUEST):
        yield Fault(
            Position(Element.CLASSIFICATION),
            f"密级“{classified}”的公文选了“{case.facts.openness}”",
            "请改为不予公开；确需公开的，先依法解密",
        )


@rule(
    "secrecy-review",
    clause=f"《保守国家秘密法》，{_REGULATIONS}第十七条",
    severity=ERROR,
    summary="公文定公开属性前经保密审查，选定审查人，由其本人确认",
    example="没有选定保密审查人",
)
def a_secrecy_reviewer_is_named(case: Case) -> Iterator[Fault]:
    named = case.facts.secrecy_reviewer_named
    if named is False and _is_administrative(case):
        yield Fault(
            _DOCUMENT,
            "没有选定保密审查人",
            "请选定保密审查人；由其在核稿时或者送核后本人确认，没有确认的不能送签发",
        )


@rule(
    "regulatory-published",
    clause="国办发〔2018〕37号",
    severity=ERROR,
    summary="行政规范性文件向社会公开发布，未经公布的不得作为行政管理依据",
    example="规范性文件选了“不予公开”",
)
def regulatory_documents_are_published(case: Case) -> Iterator[Fault]:
    facts = case.facts
    if facts.is_regulatory and facts.openness in (ON_REQUEST, WITHHELD):
        yield Fault(
            _DOCUMENT,
            f"规范性文件的公开属性为“{facts.openness}”",
            "请改为主动公开；不能公开的，不得作为规范性文件制发",
        )


@rule(
    "regulatory-legality",
    clause="国办发〔2018〕115号",
    severity=ERROR,
    summary="行政规范性文件须经合法性审核，写明审核人",
    example="规范性文件没有写合法性审核人",
)
def regulatory_documents_are_reviewed(case: Case) -> Iterator[Fault]:
    facts = case.facts
    if facts.is_regulatory and not (facts.legality_reviewer or "").strip():
        yield Fault(
            _DOCUMENT,
            "规范性文件没有写明合法性审核人",
            "请送合法性审核机构审核，填写审核人；未经审核的，不得提请审议和签发",
        )


@rule(
    "regulatory-validity",
    clause="国办发〔2018〕37号",
    severity=WARNING,
    summary="行政规范性文件写明施行日期和有效期，以便定期清理",
    example="规范性文件没有写有效期",
)
def regulatory_documents_have_a_term(case: Case) -> Iterator[Fault]:
    facts = case.facts
    if facts.is_regulatory and not (facts.valid_until or "").strip():
        yield Fault(
            _DOCUMENT,
            "规范性文件没有写明有效期",
            "请按本地规范性文件管理规定填写有效期，并在文末写明施行日期和有效期",
        )


def _is_administrative(case: Case) -> bool:
    return case.issuer is None or case.issuer.kind in (None, AgencyKind.GOVERNMENT)


RULES = (
    the_openness_is_stated,
    what_is_not_published_has_a_reason,
    secrets_are_not_published,
    a_secrecy_reviewer_is_named,
    regulatory_documents_are_published,
    regulatory_documents_are_reviewed,
    regulatory_documents_have_a_term,
)
