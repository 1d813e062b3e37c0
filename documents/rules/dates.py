"""成文日期 (条例 第九条第（十二）项, GB/T 9704-2012 7.3.5.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from documents.reading.numerals import value_of
from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.mending import replaced
from documents.rules.rule import ERROR, Fault, rule

# The day is still open in a draft: 2026年×月×日, 2026年 月 日.
_OPEN = re.compile("[0-9×xXＸ]{4}年(?:[0-9]{0,2}月日|[0-9×xXＸ]{1,2}月[×xXＸ]{1,2}日)")
_ARABIC = re.compile("(\\d{4})\\s?[年./-]\\s?(\\d{1,2})\\s?[月./-]\\s?(\\d{1,2})\\s?日?")
_CHINESE = re.compile(
    "([〇零○ＯO一二三四五六七八九]{4})年([元一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_IN_FORCE = date(2012, 7, 1)
"""Before this day dates were printed in Chinese numerals, and rightly so."""
_DATE = Position(Element.DATE)


@rule(
    "date-form",
    clause="GB/T 9704—2012 7.3.5.4",
    severity=ERROR,
    summary="成文日期用阿拉伯数字将年、月、日标全，月、日不编虚位",
    example="二〇二六年三月四日；2026年03月04日；2026.3.4",
)
def dates_have_their_form(case: Case) -> Iterator[Fault]:
    printed = case.manuscript.date
    bare = "".join(printed.split())
    if not bare or _OPEN.fullmatch(bare):
        return
    day = _day(bare)
    if day is None:
        yield Fault(
            _DATE,
            f"成文日期“{printed}”不是一个完整的日期",
            "请写作“2026年3月4日”的样子，年、月、日标全",
        )
    elif not (_CHINESE.fullmatch(bare) and day < _IN_FORCE):
        right = f"{day.year}年{day.month}月{day.day}日"
        if printed != right:
            yield Fault(
                _DATE,
                f"成文日期“{printed}”不合格式",
                f"请写作“{right}”",
                fix=replaced(_DATE, old=printed, new=right),
            )


@rule(
    "date-of-sign-off",
    clause="条例第九条第（十二）项",
    severity=ERROR,
    summary="成文日期是会议通过或者发文机关负责人签发的日期；联合行文是最后签发的日期",
    example="3月4日签发，成文日期写作3月1日",
)
def the_date_is_that_of_adoption(case: Case) -> Iterator[Fault]:
    right = case.facts.adopted or case.facts.signed_off
    day = _day("".join(case.manuscript.date.split()))
    if right and day and day != right:
        words = f"{right.year}年{right.month}月{right.day}日"
        what = "会议通过" if case.facts.adopted else "最后签发" if case.is_joint else "签发"
        yield Fault(
            _DATE,
            f"成文日期与{what}的日期（{words}）不一致",
            f"请改为“{words}”",
            fix=replaced(_DATE, old=case.manuscript.date, new=words),
        )


def _day(bare: str) -> date | None:
    """The day that is printed, in whatever form; None where it is none."""
    if found := _CHINESE.fullmatch(bare):
        year = "".join(str(value_of(each)) for each in found[1])
        numbers = (int(year), 1 if found[2] == "元" else value_of(found[2]), value_of(found[3]))
    elif found := _ARABIC.fullmatch(bare.translate(_FULL_WIDTH)):
        numbers = (int(found[1]), int(found[2]), int(found[3]))
    else:
        return None
    try:
        return date(*numbers)
    except ValueError:
        return None


RULES = (dates_have_their_form, the_date_is_that_of_adoption)
