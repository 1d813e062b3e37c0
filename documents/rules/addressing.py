"""主送、抄送、署名、附注: who is written to, who signs, whom to ask (条例 第九条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.mending import dropped_line, replaced
from documents.rules.routes import at
from documents.rules.rule import ERROR, WARNING, Fault, rule

_ADDRESSED = frozenset({"请示", "报告", "批复", "议案", "函", "通知"})
_TO_ALL = frozenset({"公报", "公告", "通告"})
_CONTACT = re.compile("联系人?|经办人")
_TELEPHONE = re.compile("[0-9０-９][-－—0-9０-９() （）]{5,24}")
_REPORTED = re.compile("^抄[ \u3000]{0,4}报[ \u3000]{0,2}[：:]?")
_SUBJECT_WORDS = re.compile("^主[ \u3000]?题[ \u3000]?词")


@rule(
    "recipients-missing",
    clause="条例第九条第（八）项",
    severity=ERROR,
    summary="请示、报告、批复、议案、函和通知应当写明主送机关",
    example="请示没有主送机关",
)
def recipients_are_named(case: Case) -> Iterator[Fault]:
    if case.manuscript.type in _ADDRESSED and not case.manuscript.recipients.strip():
        yield Fault(
            Position(Element.RECIPIENTS),
            f"{case.manuscript.type}没有主送机关",
            "请写明主要受理机关的全称、规范化简称或者同类型机关统称",
        )


@rule(
    "public-recipients",
    clause="条例第八条第（四）、（五）、（六）项",
    severity=WARNING,
    summary="公报、公告、通告面向社会，不写主送机关",
    example="通告主送：各区、县人民政府",
)
def what_all_shall_know_is_sent_to_nobody(case: Case) -> Iterator[Fault]:
    recipients = case.manuscript.recipients
    if case.manuscript.type in _TO_ALL and recipients.strip():
        position = Position(Element.RECIPIENTS, start=0, end=len(recipients))
        yield Fault(
            position,
            f"{case.manuscript.type}面向社会公布，写了主送机关",
            "请去掉主送机关；要求下级机关执行的，另发通知",
            fix=replaced(position, old=recipients, new=""),
        )


@rule(
    "copied-recipient",
    clause="条例第九条第（十六）项",
    severity=WARNING,
    summary="抄送机关是除主送机关以外的机关",
    example="同一个机关既主送又抄送",
)
def copies_go_to_others(case: Case) -> Iterator[Fault]:
    main = {each.organ.code if each.organ else each.name for each in case.recipients}
    for each in case.copies:
        if (each.organ.code if each.organ else each.name) in main:
            yield Fault(
                at(each, Element.COPIES),
                f"“{each.name}”已经主送，又列入抄送",
                "请从抄送机关中去掉",
            )


@rule(
    "abolished-report-copies",
    clause="条例第九条第（十六）项",
    severity=ERROR,
    summary="“抄报”已经取消，一律用“抄送”",
    example="抄报：省委、省政府",
)
def copies_are_not_reported(case: Case) -> Iterator[Fault]:
    remedy = "请并入抄送机关，按上级、平级、下级的次序排列"
    if found := _REPORTED.match(case.manuscript.copies):
        position = Position(Element.COPIES, start=0, end=found.end())
        fix = replaced(position, old=found.group(), new="")
        yield Fault(position, "“抄报”已经取消", remedy, fix=fix)
    for position, _ in _closing_lines(case, _REPORTED):
        yield Fault(position, "“抄报”已经取消", remedy)


@rule(
    "abolished-subject-words",
    clause="条例第九条",
    severity=ERROR,
    summary="公文不再标注主题词",
    example="主题词：防汛　通知",
)
def there_are_no_subject_words(case: Case) -> Iterator[Fault]:
    for position, found in _closing_lines(case, _SUBJECT_WORDS):
        fix = None
        if position.element is Element.UNRECOGNISED and position.item is not None:
            fix = dropped_line(position.item, old=found.string)
        yield Fault(position, "主题词已经取消", "请删去这一行", fix=fix)


@rule(
    "signature-of-seal",
    clause="条例第九条第（十三）项",
    severity=ERROR,
    summary="印章与署名机关相符",
    example="署名市政府，盖市政府办公室的印章",
)
def the_seal_is_of_who_signs(case: Case) -> Iterator[Fault]:
    if case.facts.seals is None or not case.manuscript.signature.strip():
        return
    signed = case.manuscript.signature.replace("\u3000", " ").split()
    if len(signed) != len(case.facts.seals) or set(signed) != set(case.facts.seals):
        yield Fault(
            Position(Element.SIGNATURE),
            f"署名“{'、'.join(signed)}”与印章“{'、'.join(case.facts.seals)}”不符",
            "请改正署名，或换用署名机关的印章",
        )


@rule(
    "contact-note",
    clause="条例第九条第（十四）项",
    severity=WARNING,
    summary="请示应当在附注处写明联系人和电话",
    example="请示没有附注",
)
def requests_name_a_contact(case: Case) -> Iterator[Fault]:
    note = case.manuscript.note
    if case.manuscript.type != "请示":
        return
    if not (_CONTACT.search(note) and _TELEPHONE.search(note)):
        yield Fault(
            Position(Element.NOTE),
            "请示没有在附注处写明联系人姓名和电话",
            "请写“（联系人：×××，电话：×××××××）”",
        )


@rule(
    "body-missing",
    clause="条例第九条第（九）项",
    severity=ERROR,
    summary="公文应当有正文",
    example="只有标题",
)
def there_is_a_body(case: Case) -> Iterator[Fault]:
    if not case.manuscript.body and not case.manuscript.attendance:
        yield Fault(Position(Element.BODY), "没有正文", "请写明正文")


def _closing_lines(
    case: Case, pattern: re.Pattern[str]
) -> Iterator[tuple[Position, re.Match[str]]]:
    """What stood under the text of an old form: in the note, the body, or found no place."""
    manuscript = case.manuscript
    if found := pattern.match(manuscript.note):
        yield Position(Element.NOTE, start=found.start(), end=found.end()), found
    for index, block in enumerate(manuscript.body):
        if found := pattern.match(getattr(block, "text", "")):
            yield Position(Element.BODY, index, found.start(), found.end()), found
    for index, line in enumerate(manuscript.unrecognised):
        if found := pattern.match(line):
            yield Position(Element.UNRECOGNISED, index, found.start(), found.end()), found


RULES = (
    recipients_are_named,
    what_all_shall_know_is_sent_to_nobody,
    copies_go_to_others,
    copies_are_not_reported,
    there_are_no_subject_words,
    the_seal_is_of_who_signs,
    requests_name_a_contact,
    there_is_a_body,
)
