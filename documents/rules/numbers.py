"""发文字号, in the head and where other documents are cited (GB/T 9704-2012 7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.mending import replaced
from documents.rules.rule import ERROR, WARNING, Fault, rule
from documents.rules.searching import in_text

_CLAUSE = "GB/T 9704—2012 7.2.5"
_CITING = "公文引文惯例"
_HAN = "\u4e00-\u9fff"
_NUMBER = re.compile("[\u4e00-\u9fffA-Za-z]{1,20}〔\\d{4}〕[1-9]\\d{0,4}号")
_ORDER = re.compile("(?:[\u4e00-\u9fff]{1,30}令)?第[0-9〇零一二三四五六七八九十百]{1,6}[号期]")
_ANY = re.compile(
    "(?P<open>[〔﹝\\[［【〖（(〈<])[ \u3000]?(?P<year>[0-9０-９]{4})[ \u3000]?年?"
    "(?P<close>[〕﹞\\]］】〗）)〉>])[ \u3000]?(?P<ordinal>第?)[ \u3000]?"
    "(?P<serial>[0-9０-９]{1,6})[ \u3000]?号"
)
_CODE_ENDS = tuple("发字函办政文通报复党委令")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_BEFORE_TITLE = re.compile(
    f"(?P<number>[{_HAN}]{{2,12}}〔\\d{{4}}〕\\d{{1,5}}号)(?:文件?)?(?P<title>《[^《》]{{1,200}}》)"
)
_BARE_AFTER_TITLE = re.compile(
    f"(?P<title>《[^《》]{{1,200}}》)(?P<number>[{_HAN}]{{1,10}}〔\\d{{4}}〕\\d{{1,5}}号)"
)
_ALONE = re.compile(
    f"(?:[根依]据|按照?|贯彻|落实|执行|遵照)(?P<number>[{_HAN}]{{1,10}}〔\\d{{4}}〕\\d{{1,5}}号)"
    "(?!文?件?《)"
)
_LEADS = re.compile(
    "^.{0,8}(?:根据|按照|依据|贯彻|落实|执行|遵照|转发|印发|以及|关于|收到|按|对|将|和|与|及)"
)


@rule(
    "number-form",
    clause=_CLAUSE,
    severity=ERROR,
    summary="发文字号由机关代字、六角括号括入的年份、顺序号组成，不加“第”，不编虚位",
    example="澜政发[2026]第08号",
)
def numbers_have_their_form(case: Case) -> Iterator[Fault]:
    number = case.manuscript.number
    if not number.strip() or _NUMBER.fullmatch(number) or _ORDER.fullmatch(number):
        return
    right = _put_right("".join(number.split()))
    whole = Position(Element.NUMBER)
    mends = bool(_NUMBER.fullmatch(right))
    yield Fault(
        whole,
        f"发文字号“{number}”不合格式",
        f"请写作“{right}”" if mends else "请写作“机关代字〔年份〕顺序号号”，如“澜政发〔2026〕8号”",
        fix=replaced(whole, old=number, new=right) if mends else None,
    )


@rule(
    "number-cited-form",
    clause=_CLAUSE,
    severity=WARNING,
    summary="正文中引的发文字号也用六角括号，不加“第”，不编虚位",
    example="《……的通知》（云政发[2026]08号）",
)
def cited_numbers_have_their_form(case: Case) -> Iterator[Fault]:
    for position, found in in_text(case.manuscript, _ANY):
        old, right = found.group(), _put_right(found.group())
        if old != right and _follows_a_code(found):
            yield Fault(
                position,
                f"所引发文字号中的“{old}”不合格式",
                f"请写作“{right}”",
                fix=replaced(position, old=old, new=right),
            )


@rule(
    "citation-order",
    clause=_CITING,
    severity=WARNING,
    summary="引用公文先引标题，后引发文字号",
    example="根据云政发〔2026〕8号《关于……的通知》",
)
def citations_begin_with_the_title(case: Case) -> Iterator[Fault]:
    for position, found in in_text(case.manuscript, _BEFORE_TITLE):
        lead = _LEADS.match(found["number"])
        code = found["number"][lead.end() :] if lead else found["number"]
        at_start = found.start() == 0 or not found.string[found.start() - 1].isalnum()
        old = found.group()[lead.end() if lead else 0 :]
        place = Position(position.element, position.item, found.end() - len(old), found.end())
        new = f"{found['title']}（{code}）"
        known = (lead or at_start) and not code.startswith("〔")
        yield Fault(
            place,
            f"先引了发文字号“{code}”，后引标题",
            f"请写作“{new}”",
            fix=replaced(place, old=old, new=new) if known else None,
        )


@rule(
    "citation-brackets",
    clause=_CITING,
    severity=WARNING,
    summary="标题后所引的发文字号用圆括号括入",
    example="《关于……的通知》云政发〔2026〕8号",
)
def cited_numbers_stand_in_brackets(case: Case) -> Iterator[Fault]:
    for position, found in in_text(case.manuscript, _BARE_AFTER_TITLE):
        place = Position(
            position.element, position.item, found.start("number"), found.end("number")
        )
        yield Fault(
            place,
            f"标题后的发文字号“{found['number']}”没有用圆括号括入",
            f"请写作“（{found['number']}）”",
            fix=replaced(place, old=found["number"], new=f"（{found['number']}）"),
        )


@rule(
    "citation-title",
    clause=_CITING,
    severity=WARNING,
    summary="引用公文不能只引发文字号",
    example="根据云政发〔2026〕8号文件要求",
)
def citations_give_the_title(case: Case) -> Iterator[Fault]:
    for position, found in in_text(case.manuscript, _ALONE):
        place = Position(
            position.element, position.item, found.start("number"), found.end("number")
        )
        yield Fault(
            place,
            f"只引了发文字号“{found['number']}”，没有引标题",
            "请先写《标题》，再把发文字号写在圆括号里",
        )


def _put_right(number: str) -> str:
    return _ANY.sub(_written, number)


def _written(found: re.Match[str]) -> str:
    year = found["year"].translate(_FULL_WIDTH)
    serial = found["serial"].translate(_FULL_WIDTH).lstrip("0")
    return f"〔{year}〕{serial}号" if serial else found.group()


def _follows_a_code(found: re.Match[str]) -> bool:
    """A 机关代字 stands before it. Round brackets also number permits, houses and cases, so there
    the code must end as the codes of documents do."""
    before = found.string[max(found.start() - 1, 0) : found.start()]
    return before in _CODE_ENDS if found["open"] in "（(" else bool(re.match(f"[{_HAN}]", before))


RULES = (
    numbers_have_their_form,
    cited_numbers_have_their_form,
    citations_begin_with_the_title,
    cited_numbers_stand_in_brackets,
    citations_give_the_title,
)
