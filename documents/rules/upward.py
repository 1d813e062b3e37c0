"""向上级机关行文 (条例 第十五条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.matters import second_matter
from documents.rules.mending import concluded, replaced
from documents.rules.organ import OrganStanding
from documents.rules.routes import at
from documents.rules.rule import ERROR, WARNING, Fault, rule
from documents.rules.searching import in_body, is_in_body, last_paragraph
from office.directory.answers import Relation

REQUEST = re.compile(
    "(?:(?:[妥当]否|是否妥当|如无不[妥当])[，,]?请[^。，；]{0,6}"
    "|(?<![报提申呈未])请予?(?:批示|批准|审批|批复|核准))(?=[。！；，,]|$)"
)
"""The formulas by which a request asks (请示的结语)."""
_ONLY_REQUEST = re.compile(
    "(?:以上(?:报告|意见)?[，,]?)?(?:[妥当]否|是否妥当|如无不[妥当])?[，,]?"
    "请予?(?:批示|批准|审批|批复|核准|指示)[。！]?"
)
_RELAY = re.compile("现[将把][^。；]{0,80}(?:转报|转呈)")
_OPINION = re.compile(
    "我[省市县区州厅局委部处镇乡][^。；]{0,20}(?:认为|建议|意见|同意)|我们(?:认为|建议)"
    "|拟同意|原则同意|经(?:研究|审核)[，,]?(?:我|认为|建议|同意)|倾向性意见|建议"
)
_TWO_MATTERS = re.compile("关于[^关]{1,60}(?:以及|和|及|并|、)关于")
_SECOND_MATTER = re.compile(
    "(?:此外|另外|另(?!行))[，,]?[^。；，,]{0,20}(?<![报提申呈])请予?(?:批准|审批|同意|核准|核拨|解决)"
    "|一并请示"
)
_OFFICER = re.compile(
    "[代副]?(?:省长|市长|区长|县长|州长|镇长|乡长|书记|主任|局长|厅长|部长|院长|检察长)"
    "[ \u3000]{1,4}\\S{1,4}(?:[ \u3000]{1,4}\\S{1,2})?"
)
_NO_REQUESTS = frozenset({"报告", "通知", "通报", "决定", "公告", "通告", "纪要", "公报", "决议"})
_ITEM_1 = "条例第十五条第（一）项"
_ITEM_4 = "条例第十五条第（四）项"
_ITEM_5 = "条例第十五条第（五）项"


@rule(
    "R15a",
    clause=_ITEM_1,
    severity=ERROR,
    summary="向上级机关行文，原则上主送一个上级机关",
    example="请示主送：省发展改革委，省财政厅",
)
def one_recipient_upward(case: Case) -> Iterator[Fault]:
    if case.is_upward:
        for each in case.recipients[1:]:
            yield Fault(
                at(each),
                f"向上级机关行文主送了{len(case.recipients)}个机关，“{each.name}”是多出的",
                "请只主送一个负责办理的上级机关，其他上级机关改为抄送",
            )


@rule(
    "R15b",
    clause=_ITEM_1,
    severity=ERROR,
    summary="向上级机关行文，不抄送下级机关",
    example="请示抄送本机关的下级机关",
)
def no_copy_downwards(case: Case) -> Iterator[Fault]:
    if case.is_upward:
        for each in case.copies:
            if each.relation is Relation.SUBORDINATE:
                yield Fault(
                    at(each, Element.COPIES),
                    f"上行文抄送了下级机关“{each.name}”",
                    "请从抄送机关中去掉下级机关；需要下级知道的，另行发文",
                )


@rule(
    "R15c",
    clause="条例第十五条第（二）项",
    severity=ERROR,
    summary="部门向上级主管部门请示、报告重大事项，应经本级党委、政府同意或者授权",
    example="部门就重大事项直接报上级主管部门，没有经本级政府同意",
)
def major_matters_need_consent(case: Case) -> Iterator[Fault]:
    facts = case.facts
    if (
        case.is_upward
        and case.standing is OrganStanding.DEPARTMENT
        and facts.is_major
        and not facts.has_consent
    ):
        for each in case.recipients:
            if each.organ and each.organ.standing is OrganStanding.DEPARTMENT:
                yield Fault(
                    at(each),
                    f"向上级主管部门“{each.name}”请示、报告重大事项，没有本级党委、政府的同意或授权",
                    "请先报本级党委、政府同意或取得授权，再报上级主管部门",
                )


@rule(
    "R15d",
    clause="条例第十五条第（三）项",
    severity=ERROR,
    summary="以本机关名义转报下级的请示，应提出倾向性意见，不得原文转报",
    example="现将澜州市的请示转报你们，请审批。",
)
def relays_bring_an_opinion(case: Case) -> Iterator[Fault]:
    if case.manuscript.type not in {"请示", "报告"} or case.facts.has_opinion:
        return
    if case.facts.has_opinion is None and is_in_body(case.manuscript, _OPINION):
        return
    for position, _ in in_body(case.manuscript, _RELAY):
        yield Fault(
            position,
            "转报下级机关的请示，没有提出本机关的倾向性意见",
            "请写明本机关是否同意、理由和建议后再上报",
        )


@rule(
    "R15e",
    clause=_ITEM_4,
    severity=ERROR,
    summary="请示应当一文一事",
    example="关于增加编制和解决办公经费的请示",
)
def one_matter(case: Case) -> Iterator[Fault]:
    if case.manuscript.type != "请示":
        return
    remedy = "请只留一件事，其他事项另文请示"
    if (case.facts.matters or 0) > 1:
        wrong = f"一件请示里有{case.facts.matters}件事，请示应当一文一事"
        yield Fault(Position(Element.DOCUMENT), wrong, remedy)
    title = case.manuscript.title
    found = _TWO_MATTERS.search(title)
    if place := found.span() if found else second_matter(title):
        position = Position(Element.TITLE, start=place[0], end=place[1])
        wrong = f"标题“{title[place[0] : place[1]]}”里有两件事，请示应当一文一事"
        yield Fault(position, wrong, remedy)
    for position, match in in_body(case.manuscript, _SECOND_MATTER):
        wrong = f"“{match.group()}”另提了一件事，请示应当一文一事"
        yield Fault(position, wrong, remedy)


@rule(
    "R15f",
    clause=_ITEM_4,
    severity=ERROR,
    summary="报告等非请示性公文不得夹带请示事项",
    example="报告以“妥否，请批示。”结尾",
)
def reports_ask_for_nothing(case: Case) -> Iterator[Fault]:
    type = case.manuscript.type
    if type not in _NO_REQUESTS or (type != "报告" and not _asks_at_the_end(case)):
        return
    last = last_paragraph(case.manuscript)
    for position, match in in_body(case.manuscript, REQUEST):
        fix = None
        if type == "报告" and last and position.item == last[0]:
            text = last[1]
            if _ONLY_REQUEST.fullmatch(text.strip()):
                whole = Position(Element.BODY, position.item, 0, len(text))
                fix = replaced(whole, old=text, new="特此报告。")
        yield Fault(
            position,
            f"{type}里夹带了请示事项“{match.group()}”",
            "请删去请示的内容，需要批准的另用请示行文",
            fix=fix,
        )


@rule(
    "R15g",
    clause=_ITEM_5,
    severity=ERROR,
    summary="不得以本机关名义向上级机关负责人报送公文（其直接交办的除外）",
    example="请示主送：李省长",
)
def organs_write_to_organs(case: Case) -> Iterator[Fault]:
    if not case.is_upward or case.facts.assigned_by_leader:
        return
    for element, all_of in ((Element.RECIPIENTS, case.recipients), (Element.COPIES, case.copies)):
        for each in all_of:
            if each.is_person:
                yield Fault(
                    at(each, element),
                    f"“{each.name}”是个人，上行文应当报送机关",
                    "请改为报送上级机关；确属这位负责人直接交办的，请注明",
                )


@rule(
    "R15h",
    clause=_ITEM_5,
    severity=ERROR,
    summary="不得以本机关负责人名义向上级机关报送公文",
    example="请示署名：市长　周怀远",
)
def leaders_do_not_report(case: Case) -> Iterator[Fault]:
    words = case.manuscript.signature.strip()
    if case.is_upward and len(words) <= 40 and _OFFICER.fullmatch(words):
        yield Fault(
            Position(Element.SIGNATURE),
            f"以本机关负责人“{words}”的名义向上级机关报送公文",
            "请改署机关名称",
        )


@rule(
    "R15i",
    clause="条例第十五条第（六）项",
    severity=WARNING,
    summary="受双重领导的机关向一个上级机关行文，必要时抄送另一个上级机关",
    example="受双重领导的机关只报其中一个上级机关",
)
def the_other_superior_is_told(case: Case) -> Iterator[Fault]:
    issuer = case.issuer
    if issuer is None or not issuer.dual_superior or not issuer.superior:
        return
    both = (issuer.superior, issuer.dual_superior)
    for each in case.recipients:
        if each.organ and each.organ.code in both:
            other = both[1] if each.organ.code == both[0] else both[0]
            if not case.is_copied_to(other):
                yield Fault(
                    at(each),
                    f"本机关受双重领导，没有抄送另一个上级机关“{case.named(other)}”",
                    "有必要让它知道的，请补上抄送",
                )


@rule(
    "request-formula",
    clause="条例第八条第（十一）项",
    severity=WARNING,
    summary="请示应以请求指示、批准的用语结尾",
    example="请示到末段没有“妥否，请批示。”一类的结语",
)
def requests_ask(case: Case) -> Iterator[Fault]:
    last = last_paragraph(case.manuscript)
    if case.manuscript.type != "请示" or last is None:
        return
    if not re.search(
        "请[^。]{0,12}(?:批示|批准|审批|批复|指示|审定|核准|审议|审示)", last[1][-60:]
    ):
        yield Fault(
            Position(Element.BODY, last[0]),
            "请示没有请求指示或批准的结语",
            "请在末尾另起一段写“妥否，请批示。”",
            fix=concluded("妥否，请批示。"),
        )


def _asks_at_the_end(case: Case) -> bool:
    """Other types speak of approvals in passing; only a last paragraph that asks is meant."""
    last = last_paragraph(case.manuscript)
    return last is not None and bool(_ONLY_REQUEST.fullmatch(last[1].strip()))


RULES = (
    one_recipient_upward,
    no_copy_downwards,
    major_matters_need_consent,
    relays_bring_an_opinion,
    one_matter,
    reports_ask_for_nothing,
    organs_write_to_organs,
    leaders_do_not_report,
    the_other_superior_is_told,
    requests_ask,
)
