"""Which type (文种) fits: by organ and by direction (条例 第八条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.organ import OrganStanding
from documents.rules.routes import at
from documents.rules.rule import ERROR, WARNING, Fault, rule
from documents.rules.searching import is_in_body
from office.directory.answers import Relation
from office.directory.kinds import DOCUMENT_TYPES, Level

_NOT_BELOW = frozenset({Relation.SUPERIOR, Relation.PEER, Relation.UNRELATED})
_BELOW_HEADS = frozenset({OrganStanding.OFFICE, OrganStanding.DEPARTMENT, OrganStanding.UNIT})
_CONGRESS = re.compile("人民代表大会|人大")
_CONSENTED = re.compile("经[^。；]{0,60}(?:同意|批准|研究)")
_CITED = re.compile("《[^》]{1,300}》[ \u3000]?[（(][^（）()]{1,40}号[）)]")
_PRESENT = re.compile("出席|参加会议的|参会人员")
_TITLE = Position(Element.TITLE)


@rule(
    "type-known",
    clause="条例第八条",
    severity=ERROR,
    summary="公文的文种只有十五种",
    example="文种写作“通告函”",
)
def the_type_is_one_of_fifteen(case: Case) -> Iterator[Fault]:
    type = case.manuscript.type
    if type and type not in DOCUMENT_TYPES:
        yield Fault(
            _TITLE,
            f"“{type}”不是公文文种",
            f"请从十五种中选用：{'、'.join(DOCUMENT_TYPES)}",
        )


@rule(
    "type-order",
    clause="条例第八条第（三）项",
    severity=ERROR,
    summary="命令（令）由国家机关依法发布：县级以上人民政府、国务院及其部门",
    example="乡镇政府、市级部门或办公室发布命令",
)
def who_may_order(case: Case) -> Iterator[Fault]:
    if case.manuscript.type == "命令" and not _may_order(case):
        yield Fault(
            _TITLE,
            f"“{case.issuer_name}”不是有权发布命令的机关",
            "请改用决定或通知，或由有权的机关发布",
        )


@rule(
    "type-motion",
    clause="条例第八条第（十三）项",
    severity=ERROR,
    summary="议案由各级人民政府向同级人民代表大会或其常务委员会提出",
    example="市财政局提出议案；议案主送市政协",
)
def who_may_move(case: Case) -> Iterator[Fault]:
    if case.manuscript.type != "议案":
        return
    if case.standing not in (OrganStanding.GOVERNMENT, OrganStanding.OTHER):
        yield Fault(
            _TITLE,
            f"“{case.issuer_name}”不能提出议案，议案由人民政府提出",
            "请报请本级人民政府提出",
        )
    for each in case.recipients:
        is_congress = _CONGRESS.search(each.name) or (
            each.organ and each.organ.standing is OrganStanding.CONGRESS
        )
        if not is_congress:
            yield Fault(
                at(each),
                f"议案主送了“{each.name}”",
                "请主送同级人民代表大会或者它的常务委员会",
            )


@rule(
    "type-resolution",
    clause="条例第八条第（一）项",
    severity=ERROR,
    summary="决议用于会议讨论通过的重大决策事项，部门和办公厅（室）不用",
    example="市大数据局作出决议",
)
def who_may_resolve(case: Case) -> Iterator[Fault]:
    if case.manuscript.type == "决议" and case.standing in _BELOW_HEADS:
        yield Fault(
            _TITLE,
            f"决议须经会议讨论通过，“{case.issuer_name}”不宜使用",
            "请改用决定或通知",
        )


@rule(
    "type-communique",
    clause="条例第八条第（四）项",
    severity=WARNING,
    summary="公报用于公布重要决定或者重大事项，办公厅（室）和内设机构不用",
    example="市政府办公室发布公报",
)
def who_may_publish_a_communique(case: Case) -> Iterator[Fault]:
    if case.manuscript.type == "公报" and case.standing in (
        OrganStanding.OFFICE,
        OrganStanding.UNIT,
    ):
        yield Fault(
            _TITLE,
            f"公报公布重要决定或者重大事项，“{case.issuer_name}”一般不用",
            "请改用通告或通知，或由党委、政府发布",
        )


@rule(
    "type-announcement",
    clause="条例第八条第（五）项",
    severity=WARNING,
    summary="公告向国内外宣布重要事项或者法定事项，乡级机关和内设机构一般用通告",
    example="镇政府发布公告",
)
def who_may_announce(case: Case) -> Iterator[Fault]:
    level = case.issuer.level if case.issuer else None
    if case.manuscript.type == "公告" and (
        level is Level.TOWN or case.standing is OrganStanding.UNIT
    ):
        yield Fault(
            _TITLE,
            f"公告向国内外宣布重要事项或者法定事项，“{case.issuer_name}”一般不用",
            "在一定范围内应当遵守或者周知的事项，请改用通告",
        )


@rule(
    "reply-goes-down",
    clause="条例第八条第（十二）项",
    severity=ERROR,
    summary="批复只用于答复下级机关的请示",
    example="以批复答复不相隶属的机关",
)
def replies_go_down(case: Case) -> Iterator[Fault]:
    for each in case.recipients:
        if case.manuscript.type == "批复" and each.relation in _NOT_BELOW:
            yield Fault(
                at(each),
                f"“{each.name}”不是本机关的下级机关，不能用批复",
                "请改用函答复",
            )


@rule(
    "office-replies-by-letter",
    clause="条例第八条第（十二）、（十四）项",
    severity=ERROR,
    summary="办公厅（室）受权答复请示用函，不用批复",
    example="澜州市人民政府办公室关于……的批复",
)
def offices_reply_by_letter(case: Case) -> Iterator[Fault]:
    if case.manuscript.type == "批复" and case.standing is OrganStanding.OFFICE:
        yield Fault(
            _TITLE,
            f"“{case.issuer_name}”不以自己的名义批复请示",
            "请改用函，正文写“经××人民政府同意，现函复如下”",
        )


@rule(
    "office-letter-consent",
    clause="条例第十六条第（二）项",
    severity=WARNING,
    summary="办公厅（室）以函答复请示，写明“经……同意，现函复如下”",
    example="办公室的复函直接写“现函复如下”",
)
def office_letters_state_consent(case: Case) -> Iterator[Fault]:
    manuscript = case.manuscript
    if manuscript.type != "函" or case.standing is not OrganStanding.OFFICE:
        return
    answers = re.search("请示》?[^。]{0,60}收悉", _opening(case))
    if answers and not is_in_body(manuscript, _CONSENTED):
        yield Fault(
            Position(Element.BODY),
            "办公厅（室）答复请示，没有写明谁同意",
            "请在正文中写明“经××人民政府同意，现函复如下”",
        )


@rule(
    "reply-cites",
    clause="条例第八条第（十二）、（十四）项",
    severity=WARNING,
    summary="批复、复函先引来文的标题和发文字号，并写“收悉”",
    example="批复直接写“同意你市的方案。”",
)
def replies_cite_what_they_answer(case: Case) -> Iterator[Fault]:
    manuscript = case.manuscript
    answers = manuscript.type == "批复" or manuscript.title.endswith("复函")
    opening = _opening(case)
    if answers and opening and not (_CITED.search(opening) and "收悉" in opening):
        yield Fault(
            Position(Element.BODY),
            "答复没有引来文的标题、发文字号，或没有写“收悉”",
            "请在开头写“你×《关于……的请示》（×〔××××〕×号）收悉”",
        )


@rule(
    "minutes-attendance",
    clause="GB/T 9704—2012 10.3",
    severity=WARNING,
    summary="纪要标注出席人员名单，需要时标注请假、列席人员",
    example="纪要没有写谁出席",
)
def minutes_tell_who_was_there(case: Case) -> Iterator[Fault]:
    manuscript = case.manuscript
    if manuscript.type != "纪要" or is_in_body(manuscript, _PRESENT):
        return
    if not any(each.names.strip() for each in manuscript.attendance):
        yield Fault(
            Position(Element.ATTENDANCE),
            "纪要没有标注出席人员",
            "请写明出席人员，需要时写明请假、列席人员",
        )


def _may_order(case: Case) -> bool:
    level = case.issuer.level if case.issuer else None
    if case.standing is OrganStanding.GOVERNMENT:
        is_town = level is Level.TOWN or bool(re.search("[乡镇]人民政府$", case.issuer_name))
        return not is_town
    if case.standing is OrganStanding.DEPARTMENT:
        # Departments of the State Council promulgate their regulations by order (立法法).
        return level in (None, Level.NATION) and not re.search("[省市州区县]", case.issuer_name)
    return case.standing in (OrganStanding.OTHER, OrganStanding.CONGRESS)


def _opening(case: Case) -> str:
    """The body's first text, which cites what is answered."""
    texts = (getattr(each, "text", "") for each in case.manuscript.body)
    return next((text[:600] for text in texts if text), "")


RULES = (
    the_type_is_one_of_fifteen,
    who_may_order,
    who_may_move,
    who_may_resolve,
    who_may_publish_a_communique,
    who_may_announce,
    replies_go_down,
    offices_reply_by_letter,
    office_letters_state_consent,
    replies_cite_what_they_answer,
    minutes_tell_who_was_there,
)
