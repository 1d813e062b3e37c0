"""For each rule one case that breaks it and one that keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from documents.manuscript import Attachment, Attendance, Format, Manuscript, Paragraph
from documents.rules import Case, Facts
from tests.unit.rules.organs import (
    CITY,
    CITY_OFFICE,
    COMMITTEE,
    COMMITTEE_OF_THE_PARTY,
    DATA,
    DISTRICT,
    EMERGENCY,
    ORGANS,
    SECTION,
    TOWN,
    WATER,
)

FORMULA = "妥否，请批示。"
CONTACT = "（联系人：程远，电话：0999-6600123）"


def text(*paragraphs: str) -> tuple[Paragraph, ...]:
    """Paragraphs of running text."""
    return tuple(Paragraph(level=0, text=each) for each in paragraphs)


def headed(*paragraphs: tuple[int, str]) -> tuple[Paragraph, ...]:
    """Paragraphs with their levels."""
    return tuple(Paragraph(level=level, text=words) for level, words in paragraphs)


REQUEST = Manuscript(
    type="请示",
    title="澜州市大数据局关于建设数据共享平台的请示",
    recipients="澜州市人民政府",
    body=text("为推进数据共享，我局拟建设数据共享平台。", FORMULA),
    issuer="澜州市大数据局",
    signature="澜州市大数据局",
    date="2026年3月4日",
    number="澜数〔2026〕8号",
    note=CONTACT,
)
NOTICE = Manuscript(
    type="通知",
    title="澜州市人民政府关于做好防汛工作的通知",
    recipients="清河区人民政府",
    body=text("现就做好防汛工作通知如下。"),
    issuer="澜州市人民政府",
    signature="澜州市人民政府",
    date="2026年3月4日",
    number="澜政发〔2026〕8号",
)


def case(manuscript: Manuscript, *, issuer: Any = None, **known: Any) -> Case:
    """The case of a manuscript; whatever is no part of a case is one of its facts."""
    parts = {key: known.pop(key) for key in ("partners", "signers", "copy_number") if key in known}
    return Case(manuscript=manuscript, issuer=issuer, organs=ORGANS, facts=Facts(**known), **parts)


def request(**changes: Any) -> Manuscript:
    """A good 请示 of the city's data bureau to the city government, changed."""
    return replace(REQUEST, **changes)


def report(*paragraphs: str, **changes: Any) -> Manuscript:
    """A good 报告, changed."""
    words = {"type": "报告", "title": "澜州市大数据局关于数据共享的报告", "note": ""}
    return replace(REQUEST, **{**words, "body": text(*paragraphs), **changes})


def notice(**changes: Any) -> Manuscript:
    """A good 通知 of the city government to a district, changed."""
    return replace(NOTICE, **changes)


def letter(*paragraphs: str, **changes: Any) -> Manuscript:
    """A 函 of the data bureau to the emergency bureau, changed."""
    words = {
        "type": "函",
        "title": "澜州市大数据局关于商请提供数据的函",
        "recipients": "澜州市应急管理局",
        "note": "",
        "format": Format.LETTER,
    }
    return replace(REQUEST, **{**words, "body": text(*paragraphs), **changes})


def reply(*paragraphs: str, **changes: Any) -> Manuscript:
    """A 批复 of the city government to a district, changed."""
    words = {"type": "批复", "title": "澜州市人民政府关于建设水厂的批复"}
    return replace(NOTICE, **{**words, "body": text(*paragraphs), **changes})


def published(type: str, *, by: str) -> Manuscript:
    """Something made known to all."""
    title = f"{by}关于有关事项的{type}"
    return replace(NOTICE, type=type, title=title, recipients="", issuer=by, signature=by)


def attached(*titles: str) -> Manuscript:
    return notice(attachments=tuple(map(Attachment, titles)))


_CITED = "你区《关于建设水厂的请示》（清政〔2026〕3号）收悉。同意建设。"
_ASKED = "清河区《关于建设水厂的请示》（清政〔2026〕3号）收悉。"
_MOTION = published("议案", by="澜州市人民政府")
_RELAYED = "现将清河区关于建设水厂的请示转报你们。"
_BUREAU_NOTICE = notice(title="澜州市应急管理局关于做好防汛工作的通知", issuer="澜州市应急管理局")

PAIRS: dict[str, tuple[Case, Case]] = {
    "R13": (case(NOTICE, necessity=" "), case(NOTICE, necessity="汛期将至")),
    "R14a": (
        case(request(recipients="澜州市应急管理局"), issuer=DATA),
        case(REQUEST, issuer=DATA),
    ),
    "R14b": (
        case(request(recipients="云川省人民政府"), issuer=DISTRICT),
        case(
            request(recipients="云川省人民政府", copies="澜州市人民政府"),
            issuer=DISTRICT,
            special_reason="特大洪灾",
        ),
    ),
    "letter-upward": (
        case(letter("商请提供数据。", recipients="澜州市人民政府"), issuer=DATA),
        case(letter("商请提供数据。"), issuer=DATA),
    ),
    "recipient-itself": (
        case(notice(recipients="澜州市大数据局"), issuer=DATA),
        case(notice(recipients="清河区大数据局"), issuer=DATA),
    ),
    "R15a": (case(request(recipients="市委，市政府")), case(request(recipients="市政府"))),
    "R15b": (
        case(request(copies="清河区大数据局"), issuer=DATA),
        case(request(copies="澜州市应急管理局"), issuer=DATA),
    ),
    "R15c": (
        case(request(recipients="云川省水利厅"), issuer=WATER, is_major=True),
        case(request(recipients="云川省水利厅"), issuer=WATER, is_major=True, has_consent=True),
    ),
    "R15d": (
        case(request(body=text(_RELAYED, FORMULA))),
        case(request(body=text(_RELAYED, "我市认为方案可行，建议批准。", FORMULA))),
    ),
    "R15e": (
        case(request(title="澜州市大数据局关于增加编制和解决办公经费的请示")),
        case(request(title="澜州市大数据局关于建设和管理数据共享平台的请示")),
    ),
    "R15f": (
        case(report("平台已经建成。", "妥否，请批示。")),
        case(report("平台已经建成，方案已报请批准。", "特此报告。")),
    ),
    "R15g": (
        case(request(recipients="李省长")),
        case(request(recipients="李省长"), assigned_by_leader=True),
    ),
    "R15h": (case(request(signature="局长　程远")), case(REQUEST)),
    "R15i": (
        case(request(recipients="澜州市人民政府"), issuer=WATER),
        case(request(recipients="澜州市人民政府", copies="云川省水利厅"), issuer=WATER),
    ),
    "request-formula": (case(request(body=text("我局拟建设平台。"))), case(REQUEST)),
    "R16a": (
        case(NOTICE, issuer=CITY, is_important=True),
        case(notice(copies="云川省人民政府"), issuer=CITY, is_important=True),
    ),
    "R16b": (
        case(_BUREAU_NOTICE, issuer=EMERGENCY),
        case(
            replace(_BUREAU_NOTICE, body=text("经市人民政府同意，现通知如下。")),
            issuer=EMERGENCY,
        ),
    ),
    "R16c": (
        case(notice(recipients="清河区大数据局"), issuer=DATA, needs_approval=True),
        case(
            notice(recipients="清河区大数据局", body=text("经澜州市人民政府同意，现通知如下。")),
            issuer=DATA,
            needs_approval=True,
        ),
    ),
    "R16d": (
        case(notice(recipients="清河区大数据局"), issuer=DATA, is_within_remit=False),
        case(notice(recipients="清河区大数据局"), issuer=DATA, is_within_remit=True),
    ),
    "R16e": (
        case(NOTICE, issuer=CITY, is_agreed=False),
        case(NOTICE, issuer=CITY, is_agreed=True),
    ),
    "R16f": (
        case(notice(recipients="清河区水务局"), issuer=WATER),
        case(notice(recipients="清河区水务局", copies="清河区人民政府"), issuer=WATER),
    ),
    "R17a": (
        case(NOTICE, issuer=DATA, partners=(DISTRICT,)),
        case(NOTICE, issuer=CITY, partners=(COMMITTEE,)),
    ),
    "R17b": (
        case(NOTICE, issuer=CITY, partners=(COMMITTEE,), is_single_remit=True),
        case(NOTICE, issuer=CITY, partners=(COMMITTEE,), is_single_remit=False),
    ),
    "R17c": (
        case(letter("商请提供数据。"), issuer=DATA, is_within_remit=False),
        case(letter("商请提供数据。"), issuer=DATA, is_within_remit=True),
    ),
    "R17d": (case(NOTICE, issuer=SECTION), case(NOTICE, issuer=CITY_OFFICE)),
    "type-known": (case(notice(type="通告函")), case(NOTICE)),
    "type-order": (
        case(published("命令", by="柳溪镇人民政府"), issuer=TOWN),
        case(published("命令", by="澜州市人民政府"), issuer=CITY),
    ),
    "type-motion": (
        case(replace(_MOTION, recipients="政协澜州市委员会")),
        case(replace(_MOTION, recipients="澜州市人民代表大会常务委员会")),
    ),
    "type-resolution": (
        case(published("决议", by="澜州市大数据局")),
        case(published("决议", by="中共澜州市委员会")),
    ),
    "type-communique": (
        case(published("公报", by="澜州市人民政府办公室")),
        case(published("公报", by="澜州市统计局")),
    ),
    "type-announcement": (
        case(published("公告", by="柳溪镇人民政府"), issuer=TOWN),
        case(published("公告", by="澜州市人民政府"), issuer=CITY),
    ),
    "reply-goes-down": (
        case(reply(_CITED, recipients="澜州市应急管理局"), issuer=DATA),
        case(reply(_CITED), issuer=CITY),
    ),
    "office-replies-by-letter": (
        case(reply(_CITED), issuer=CITY_OFFICE),
        case(reply(_CITED), issuer=CITY),
    ),
    "office-letter-consent": (
        case(letter(f"{_ASKED}现函复如下：可以建设。"), issuer=CITY_OFFICE),
        case(letter(f"{_ASKED}经市人民政府同意，现函复如下："), issuer=CITY_OFFICE),
    ),
    "reply-cites": (case(reply("同意建设水厂。")), case(reply(_CITED))),
    "copy-number": (
        case(notice(classification="机密★1年"), copy_number=""),
        case(notice(classification="机密★1年"), copy_number="000001"),
    ),
    "classification-level": (
        case(notice(classification="内部")),
        case(notice(classification="秘密★1年")),
    ),
    "classification-period": (
        case(notice(classification="秘密")),
        case(notice(classification="秘密★6个月")),
    ),
    "classification-ceiling": (
        case(notice(classification="秘密★15年")),
        case(notice(classification="机密★15年")),
    ),
    "urgency-word": (
        case(notice(urgency="平急")),
        case(notice(urgency="平急", format=Format.TELEGRAM)),
    ),
    "abolished-urgency": (case(notice(urgency="急件")), case(notice(urgency="加急"))),
    "signer-upward": (case(REQUEST, signers=()), case(REQUEST, signers=("程远",))),
    "number-form": (
        case(notice(number="澜政发[2026]第08号")),
        case(notice(number="澜政发〔2026〕8号")),
    ),
    "number-cited-form": (
        case(notice(body=text("《关于节水的通知》（云政发[2026]08号）"))),
        case(notice(body=text("《关于节水的通知》（云政发〔2026〕8号）"))),
    ),
    "citation-order": (
        case(notice(body=text("根据云政发〔2026〕8号《关于节水的通知》，现通知如下。"))),
        case(notice(body=text("根据《关于节水的通知》（云政发〔2026〕8号），现通知如下。"))),
    ),
    "citation-brackets": (
        case(notice(body=text("根据《关于节水的通知》云政发〔2026〕8号，现通知如下。"))),
        case(notice(body=text("根据《关于节水的通知》（云政发〔2026〕8号），现通知如下。"))),
    ),
    "citation-title": (
        case(notice(body=text("根据云政发〔2026〕8号文件要求，现通知如下。"))),
        case(notice(body=text("根据《关于节水的通知》（云政发〔2026〕8号），现通知如下。"))),
    ),
    "title-type": (case(notice(title="澜州市人民政府关于加强防汛工作")), case(NOTICE)),
    "title-same-type": (case(notice(title="澜州市人民政府关于防汛的意见")), case(NOTICE)),
    "title-one-type": (
        case(request(title="澜州市大数据局关于增加编制的请示报告")),
        case(request(title="澜州市大数据局关于增加编制的请示")),
    ),
    "title-issuer": (case(notice(title="关于加强防汛工作的通知")), case(NOTICE)),
    "title-subject": (case(notice(title="澜州市人民政府通知")), case(NOTICE)),
    "title-punctuation": (
        case(notice(title="澜州市人民政府关于防汛的通知。")),
        case(notice(title="澜州市人民政府关于印发《防汛、抗旱预案》的通知")),
    ),
    "title-repeats-type": (
        case(notice(title="澜州市人民政府转发省政府关于防汛的通知的通知")),
        case(notice(title="澜州市人民政府转发省政府关于防汛的通知")),
    ),
    "recipients-missing": (case(request(recipients="")), case(REQUEST)),
    "copied-recipient": (
        case(notice(recipients="清河区人民政府", copies="清河区人民政府，市水务局。")),
        case(notice(recipients="清河区人民政府", copies="市水务局。")),
    ),
    "abolished-report-copies": (
        case(notice(copies="抄报：省水利厅。")),
        case(notice(copies="省水利厅。")),
    ),
    "abolished-subject-words": (
        case(notice(unrecognised=("主题词：防汛　通知",))),
        case(notice(unrecognised=("来源：市政府网站",))),
    ),
    "signature-of-seal": (
        case(NOTICE, seals=("澜州市人民政府办公室",)),
        case(NOTICE, seals=("澜州市人民政府",)),
    ),
    "contact-note": (case(request(note="（联系人：程远）")), case(REQUEST)),
    "public-recipients": (
        case(replace(published("通告", by="澜州市人民政府"), recipients="清河区人民政府")),
        case(published("通告", by="澜州市人民政府")),
    ),
    "blank-left": (
        case(notice(body=text("现就〖事由〗通知如下。"))),
        case(notice(body=text("现就“〔事由〕”通知如下。"))),
    ),
    "minutes-attendance": (
        case(published("纪要", by="澜州市人民政府")),
        case(
            replace(
                published("纪要", by="澜州市人民政府"),
                attendance=(Attendance("出席", "周怀远"),),
            )
        ),
    ),
    "openness-stated": (case(NOTICE, openness=""), case(NOTICE, openness="主动公开")),
    "openness-reason": (
        case(NOTICE, openness="不予公开", openness_reason=" "),
        case(NOTICE, openness="不予公开", openness_reason="第十六条，内部管理事务"),
    ),
    "openness-classified": (
        case(notice(classification="秘密★1年"), openness="主动公开"),
        case(notice(classification="秘密★1年"), openness="不予公开", openness_reason="第十四条"),
    ),
    "secrecy-review": (
        case(NOTICE, secrecy_reviewer_named=False),
        case(NOTICE, issuer=COMMITTEE_OF_THE_PARTY, secrecy_reviewer_named=False),
    ),
    "regulatory-published": (
        case(NOTICE, is_regulatory=True, openness="依申请公开", openness_reason="第十五条"),
        case(NOTICE, is_regulatory=True, openness="主动公开"),
    ),
    "regulatory-legality": (
        case(NOTICE, is_regulatory=True),
        case(NOTICE, is_regulatory=True, legality_reviewer="程远"),
    ),
    "regulatory-validity": (
        case(NOTICE, is_regulatory=True),
        case(NOTICE, is_regulatory=True, valid_until="2031-12-31"),
    ),
    "body-missing": (case(notice(body=())), case(NOTICE)),
    "heading-levels": (
        case(notice(body=headed((1, "一、要求"), (4, "（1）值守")))),
        case(notice(body=headed((1, "一、要求"), (2, "（一）值守"), (3, "1.到岗")))),
    ),
    "heading-numbers": (
        case(notice(body=headed((1, "一、要求"), (1, "三、保障")))),
        case(notice(body=headed((1, "一、要求"), (1, "二、保障")))),
    ),
    "heading-marks": (
        case(notice(body=headed((1, "一、要求"), (2, "（一）、值守")))),
        case(notice(body=headed((1, "一、要求"), (2, "（一）值守")))),
    ),
    "attachment-title": (case(attached(" ")), case(attached("任务分工表"))),
    "attachment-punctuation": (case(attached("任务分工表；")), case(attached("任务分工表"))),
    "attachment-numbering": (case(attached("附件1：分工表")), case(attached("分工表"))),
    "attachment-missing": (
        case(notice(body=text("分工见附件2。"), attachments=(Attachment("分工表"),))),
        case(notice(body=text("分工见附件1。"), attachments=(Attachment("分工表"),))),
    ),
    "date-form": (case(notice(date="2026年03月04日")), case(notice(date="2026年3月4日"))),
    "date-of-sign-off": (
        case(NOTICE, signed_off=date(2026, 3, 5)),
        case(NOTICE, signed_off=date(2026, 3, 4)),
    ),
    "half-width-punctuation": (case(letter("9:30到会,报告。")), case(letter("9:30到会，报告。"))),
    "directive-words": (
        case(letter("请你局务必于本月提供数据。")),
        case(letter("请予支持为盼。")),
    ),
}
"""Rule id → (breaks it, keeps it)."""
