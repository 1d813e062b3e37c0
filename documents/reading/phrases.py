"""The set phrases by which the parts of an official document are told apart."""

from __future__ import annotations

import re
import unicodedata

from documents.reading.headings import marker_of
from documents.reading.numerals import CHINESE, DIGITS
from office.directory.kinds import DOCUMENT_TYPES

# 条例 第八条; 令 is how a 命令 signs its title.
TYPES = (*DOCUMENT_TYPES, "令")
_LONGEST_NAME = 40
_ORGAN_ENDS = frozenset("府厅室委会局部院办组处科股司署行社馆台站校所队团学心政协军区关宫库厂")
_RECIPIENT_ENDS = _ORGAN_ENDS | frozenset("位门业构体县市镇乡道村省州员志司群")
_NOT_RECIPIENTS = re.compile(
    "如下|以下|下列|现将|现就|现予|根据|按照|为了|联系|时间|地点|附件|抄送|来源|经研究|决定|通知"
)
_SENTENCE_MARKS = re.compile("[。；！？;!?]")
_NAME_MARKS = re.compile("[。，；：？！,;:?!《》…]")
_SET_ENDINGS = re.compile("特此|此复|此令|妥否|当否|以上|请予")
_SEALED = re.compile(r"[（(](?:盖章|印章|印|章|公章)[）)]$")
_OFFICER = re.compile(
    "[代副]?(?:省长|市长|区长|县长|州长|镇长|乡长|主任|主席|局长|厅长|部长|总理|院长|检察长|署长)"
    "[ \u3000]{1,4}\\S{1,8}(?:[ \u3000]{1,4}\\S{1,2})?"
)
_BRACKET_AT_END = re.compile("[（(][^（）()]{1,20}[）)]$")
_COUNT = f"[{CHINESE}{DIGITS}×xX]"
_DATE = (
    f"(?:[{DIGITS}]{{4}}|[{CHINESE}]{{4}}|[×xX]{{4}})年(?:{_COUNT}{{1,3}}|元)?月{_COUNT}{{0,3}}日"
)
_WHOLE_DATE = re.compile(_DATE)
_DATE_AT_END = re.compile(f"{_DATE}$")
_IMPRINT = re.compile(f"\\S{{0,60}}(?:{_DATE}|[{DIGITS}.-]{{6,10}})(?:印发|印制|印)")
_FURNITURE = re.compile(
    f"[-—－–―·]{{1,3}}[{DIGITS}]{{1,4}}[-—－–―·]{{1,3}}"
    f"|第[{DIGITS}]{{1,4}}页(?:[，,/]?共[{DIGITS}]{{1,4}}页)?"
    "|[（(]?此页无正文[）)]?"
    f"|[（(]?共印[{DIGITS}]{{1,6}}份[）)]?"
)
_SUBJECT_WORDS = re.compile("主题词[：: \u3000]|公开属性[：:]|公开方式[：:]|信息公开选项[：:]")
_WEB_FIELD = re.compile(
    "(?:信息|文章|稿件)?来源|(?:更新|发布|发文|成文|公布|生成|印发|施行|生效|录入)?(?:时间|日期)"
    "|发文?(?:布)?(?:机关|机构|单位)|索引号|信息索引|(?:发文)?[文字]号|标题|名称|字体|浏览|点击|阅读"
    "|访问|作者|编辑|责任编辑|主题分类|有效性|体裁|公开方式|公开范围|当前位置|您(?:现在)?的位置"
    "|所在位置|首页|分享|打印|收藏|关闭|保护视力|大中小|语音"
)
_WEB_TAIL = re.compile(
    "[【\\[（(]?(?:我要)?(?:打印|关闭|收藏|分享|责任编辑|编辑|上一[篇条]|下一[篇条]|相关(?:链接|文件|解读|附件|文档|阅读|稿件)"
    "|返回|版权|主办单位|承办单位|网站|附件下载|扫一扫|来源|信息来源|点击|浏览|copyright|©|icp|技术支持|政策解读|图解"
    "|首页|备案|联系我们|[\u4e00-\u9fff]icp备)",
    re.IGNORECASE,
)
_CONTACT = re.compile("[（(]?(?:联系人|联系电话|联系方式|联系单位|咨询电话)")


def folded(text: str) -> str:
    """Text for comparison: letters, digits and Hanzi only, full and half width alike."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def without_blanks(text: str) -> str:
    return "".join(text.split())


def is_name(text: str) -> bool:
    """Whether a line can be the name of an organ, or of several side by side."""
    bare = _SEALED.sub("", text[-8:])
    fits = all(len(name) <= _LONGEST_NAME for name in text[:200].split())
    return (
        3 <= len(text) <= 160
        and fits
        and bare[-1:] in _ORGAN_ENDS
        and not _NAME_MARKS.search(text)
        and not _SET_ENDINGS.match(text)
        and not marker_of(text)
    )


def with_blanks_between(title: str, *, signature: str) -> str:
    """A joint title whose line ends are lost, a full blank between its organs again.

    They are known by the joint signature, which names them in the same order.
    """
    names = signature.split("\u3000")
    bare = without_blanks(title)
    together = "".join(names)
    is_joint = len(names) > 1 and all(map(is_name, names)) and bare.startswith(together)
    if not is_joint or "\n" in title:
        return title
    return signature + bare[len(together) :]


def is_signature(text: str) -> bool:
    """Whether a line can be 署名: organs, or an officer with the post before the name."""
    return is_name(text) or bool(_OFFICER.fullmatch(text[:40]) and len(text) <= 40)


def is_recipients(text: str) -> bool:
    """Whether the words before a colon can be 主送机关."""
    bare = without_blanks(text).rstrip("）)")
    return (
        2 <= len(bare) <= 1000
        and bare[-1] in _RECIPIENT_ENDS
        and not _NOT_RECIPIENTS.search(bare)
        and not _SENTENCE_MARKS.search(bare)
        and not marker_of(text)
        and not is_web_field(text)
    )


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date, also one with the day still open (2026年×月×日)."""
    return len(text) <= 40 and bool(_WHOLE_DATE.fullmatch(without_blanks(text)))


def date_start(text: str) -> int:
    """Where the date begins that ends the line; -1 if none does."""
    tail = text[-40:]
    blanks = [index for index, character in enumerate(tail) if not character.isspace()]
    found = _DATE_AT_END.search(without_blanks(tail))
    return len(text) - len(tail) + blanks[found.start()] if found else -1


def is_furniture(text: str) -> bool:
    """Page numbers, imprint and subject words: what a printed page has and a draft has not."""
    if len(text) > 120:
        return False
    bare = without_blanks(text)
    return bool(
        _FURNITURE.fullmatch(bare) or _IMPRINT.fullmatch(bare) or _SUBJECT_WORDS.match(text)
    )


def is_web_field(text: str) -> bool:
    """Whether a line between title and text belongs to the web page (来源：… 更新时间：…)."""
    if len(text) > 300:
        return False
    bare = without_blanks(text).lstrip("【[（(")
    found = _WEB_FIELD.match(bare)
    return bool(found and (bare[found.end() : found.end() + 1] in ("", *"：:>】]》·|/次大")))


def is_web_tail(text: str) -> bool:
    """Whether a line after the end of the text belongs to the web page."""
    return len(text) <= 160 and not text.endswith("。") and bool(_WEB_TAIL.match(text))


def is_contact(text: str) -> bool:
    return len(text) <= 300 and bool(_CONTACT.match(text))


def is_heading_like(text: str, *, longest: int = 120) -> bool:
    """Whether a line can be a title: short, no sentence in it, no numeral before it."""
    return (
        2 <= len(text) <= longest
        and not _SENTENCE_MARKS.search(text)
        and text[-1] not in "：:，,、"
    )


def type_of(title: str) -> str:
    """The 文种 that a title ends in (条例 第八条), a bracket behind it apart; "" for none."""
    bare = _BRACKET_AT_END.sub("", without_blanks(title[-80:])).rstrip("》”")
    for name in TYPES:
        if bare.endswith(name):
            return "命令" if name == "令" else name
    return ""


def stem_of(title: str) -> str:
    """A title without its type: what is left of 澜州市人民政府公告 is the organ."""
    bare = title.rstrip("》”")
    return next((bare[: -len(name)] for name in TYPES if bare.endswith(name)), bare)
