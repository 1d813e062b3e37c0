"""标题 = 发文机关名称 + 事由 + 文种 (条例 第九条第（七）项)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.manuscript import Format
from documents.reading.phrases import type_of
from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.mending import replaced
from documents.rules.rule import ERROR, WARNING, Fault, rule
from documents.rules.searching import trailing

_CLAUSE = "条例第九条第（七）项"
_TITLE = Position(Element.TITLE)
_SUBJECT = re.compile("关于|印发|转发|批转|发布|公布")
# Announcements, orders and minutes may stand without a subject: 澜州市人民政府公告.
_WITHOUT_SUBJECT = frozenset({"命令", "公告", "通告", "纪要", "公报", "决议"})
_ABOUT = re.compile("关于|印发|转发|批转")
_ENDS = "。，、；：！？,.;:!?…"
_MARKS = re.compile("[。，；：！？,;!?…]")
_QUOTED = re.compile("《[^《》]{0,300}》|“[^“”]{0,300}”|[（(][^（）()]{0,100}[）)]")
_TWO_TYPES = re.compile(
    "请示报告$|报告请示$|请示函$|函请示$|意见报告$|通知决定$|批复函$|批复通知$"
)
_REPEATED = re.compile("(通知|通报|意见|决定|报告|公告|通告)》?的\\1$")


@rule(
    "title-type",
    clause=_CLAUSE,
    severity=ERROR,
    summary="标题以文种结尾",
    example="澜州市人民政府关于加强防汛工作",
)
def titles_end_in_the_type(case: Case) -> Iterator[Fault]:
    title = case.manuscript.title.strip()
    if not title:
        yield Fault(_TITLE, "没有标题", "请按“发文机关＋事由＋文种”写明标题")
    elif not type_of(title.rstrip(_ENDS)) and not _is_without_title(case):
        type = case.manuscript.type
        yield Fault(
            _TITLE,
            "标题没有文种",
            f"请在标题末尾写明文种{f'“{type}”' if type else ''}",
        )


@rule(
    "title-same-type",
    clause=_CLAUSE,
    severity=ERROR,
    summary="标题上的文种与所选的文种一致",
    example="文种选“请示”，标题写作“……的报告”",
)
def the_title_names_the_type_chosen(case: Case) -> Iterator[Fault]:
    title, type = case.manuscript.title.strip(), case.manuscript.type
    named = type_of(title.rstrip(_ENDS))
    if type and named and named != type:
        yield Fault(
            _TITLE,
            f"标题上的文种是“{named}”，所选的文种是“{type}”",
            "请改为一致",
        )


@rule(
    "title-one-type",
    clause=_CLAUSE,
    severity=ERROR,
    summary="标题只用一个文种",
    example="关于增加编制的请示报告",
)
def titles_name_one_type(case: Case) -> Iterator[Fault]:
    if found := _TWO_TYPES.search(case.manuscript.title.strip()):
        yield Fault(
            _TITLE,
            f"标题并用了两个文种“{found.group()}”",
            "请只用一个：要批准的用请示，不要批准的用报告",
        )


@rule(
    "title-issuer",
    clause=_CLAUSE,
    severity=WARNING,
    summary="标题写明发文机关名称",
    example="关于加强防汛工作的通知",
)
def titles_name_the_issuer(case: Case) -> Iterator[Fault]:
    title = case.manuscript.title.strip()
    found = _ABOUT.search(title)
    if found and not title[: found.start()].strip():
        yield Fault(
            _TITLE,
            "标题没有发文机关名称",
            "请在“关于”之前写明发文机关的全称或者规范化简称",
        )


@rule(
    "title-subject",
    clause=_CLAUSE,
    severity=WARNING,
    summary="标题写明事由",
    example="澜州市人民政府通知",
)
def titles_name_the_subject(case: Case) -> Iterator[Fault]:
    title, type = case.manuscript.title.strip(), case.manuscript.type
    if title and type not in _WITHOUT_SUBJECT and not _SUBJECT.search(title):
        yield Fault(_TITLE, "标题没有事由", "请写明“关于……的”")


@rule(
    "title-punctuation",
    clause="公文标题惯例",
    severity=WARNING,
    summary="标题中除书名号、引号、括号和顿号外，一般不用标点符号，末尾不加标点",
    example="澜州市人民政府关于加强防汛工作的通知。",
)
def titles_have_no_punctuation(case: Case) -> Iterator[Fault]:
    title = case.manuscript.title
    if found := trailing(title, _ENDS):
        position = Position(Element.TITLE, start=found.start(), end=found.end())
        yield Fault(
            position,
            "标题末尾有标点符号",
            "请去掉",
            fix=replaced(position, old=found.group(), new=""),
        )
        title = title[: found.start()]
    bare = _QUOTED.sub(lambda each: "　" * len(each.group()), title)
    for found in _MARKS.finditer(bare):
        yield Fault(
            Position(Element.TITLE, start=found.start(), end=found.end()),
            f"标题中有标点“{found.group()}”",
            "请改写标题，不用标点隔开",
        )


@rule(
    "title-repeats-type",
    clause=_CLAUSE,
    severity=WARNING,
    summary="转发、批转时标题不重复文种",
    example="转发省政府办公厅关于……的通知的通知",
)
def titles_do_not_repeat_the_type(case: Case) -> Iterator[Fault]:
    title = case.manuscript.title
    found = _REPEATED.search(title.strip())
    if found and "》" not in found.group():
        yield Fault(
            _TITLE,
            f"标题重复了文种“{found.group()}”",
            f"请改为“……{found.group(1)}”，或给被转发的文件标题加书名号",
        )


def _is_without_title(case: Case) -> bool:
    """Orders may be headed by mark and number only; minutes by their mark."""
    return case.manuscript.format in (Format.ORDER, Format.MINUTES)


RULES = (
    titles_end_in_the_type,
    the_title_names_the_type_chosen,
    titles_name_one_type,
    titles_name_the_issuer,
    titles_name_the_subject,
    titles_have_no_punctuation,
    titles_do_not_repeat_the_type,
)
