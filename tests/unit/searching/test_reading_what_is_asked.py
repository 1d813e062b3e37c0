"""Days, numbers and names as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from office.searching.asking import by_days, by_text
from office.searching.dates import FIRST, LAST, read_span
from office.searching.keeping import day_terms
from office.searching.numbers import (
    asked_number,
    number_terms,
    pieces_of,
    read_number,
    standard_number,
)
from office.searching.pinyin import asked_name, name_terms
from tests.unit.searching.test_index import is_so

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("今天", "2026-11-22", "2026-11-22"),
        ("前天", "2026-11-20", "2026-11-20"),
        ("本周", "2026-11-16", "2026-11-22"),
        ("上周", "2026-11-09", "2026-11-15"),
        ("上个月", "2026-10-01", "2026-10-31"),
        ("近三天", "2026-11-20", "2026-11-22"),
        ("最近一个月", "2026-10-22", "2026-11-22"),
        ("近半年", "2026-05-22", "2026-11-22"),
        ("十天内", "2026-11-13", "2026-11-22"),
        ("今年二季度", "2026-04-01", "2026-06-30"),
        ("上季度", "2026-07-01", "2026-09-30"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("去年底", "2025-12-01", "2025-12-31"),
        ("2025年下半年", "2025-07-01", "2025-12-31"),
        ("２０２６年３月", "2026-03-01", "2026-03-31"),
        ("二〇二六年三月五日", "2026-03-05", "2026-03-05"),
        ("20260305", "2026-03-05", "2026-03-05"),
        ("3月上旬", "2026-03-01", "2026-03-10"),
        ("2024年2月下旬", "2024-02-21", "2024-02-29"),
        ("2026-03-01至2026-03-31", "2026-03-01", "2026-03-31"),
        ("2026年3月至5月", "2026-03-01", "2026-05-31"),
        ("3月5日至20日", "2026-03-05", "2026-03-20"),
        ("去年10月到今年3月", "2025-10-01", "2026-03-31"),
        ("2026年3月以来", "2026-03-01", LAST.isoformat()),
        ("今年以来", "2026-01-01", LAST.isoformat()),
        ("3月1日以前", FIRST.isoformat(), "2026-02-28"),
    ],
)
def test_a_span_of_days_is_understood_as_it_is_said(phrase: str, first: str, last: str) -> None:
    span = read_span(phrase, today=TODAY)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "words", ["预算", "20261320", "年", "周报", "2月30日", "13月", "2026", "日程", "月月红"]
)
def test_other_words_are_no_days(words: str) -> None:
    assert read_span(words, today=TODAY) is None


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-01-31", "2026-03-01"), ("2025-12-31", "2027-01-01"), ("2024-02-29", "2024-02-29")],
)
def test_the_terms_of_a_span_cover_its_days_and_no_others(first: str, last: str) -> None:
    span = read_span(f"{first}至{last}", today=TODAY)
    assert span is not None
    (clause,) = by_days("dated", span)
    for ordinal in range(span.first.toordinal() - 40, span.last.toordinal() + 41):
        day = date.fromordinal(ordinal)
        held = is_so(clause.wanted, set(day_terms("dated", day)))
        assert held == (span.first <= day <= span.last), day


WRITINGS = (
    *(
        "云政发〔2026〕12号",
        "云政发[2026]12号",
        "云政发（2026）12号",
        "云政发【２０２６】第０12号",
    ),
    *("云政发 2026年12号", "云政发2026—12号", "〔2026〕12号", "[2026]12", "12号", "第12号", "12"),
    *("云政发12号", "云政发第012号", "云政发2026-12", "云政发〔2026〕十二号", "云政发十二号"),
    *("云政发〔二〇二六〕12号", "云政发二〇二六年十二号"),
    *("云政发", "政发"),
)


@pytest.mark.parametrize("asked", WRITINGS)
def test_a_number_is_found_in_any_writing(asked: str) -> None:
    wanted = asked_number(asked)
    assert wanted is not None
    assert is_so(wanted, number_terms("云政发〔2026〕12号"))


@pytest.mark.parametrize(
    "asked",
    [
        "云政发〔2026〕1号",
        "云政函〔2026〕12号",
        "〔2025〕12号",
        "2号",
        "云政函12号",
        "云政发〔2026〕十号",
    ],
)
def test_another_number_is_not(asked: str) -> None:
    wanted = asked_number(asked)
    assert wanted is not None
    assert not is_so(wanted, number_terms("云政发〔2026〕12号"))


def test_the_office_s_own_numbers_are_found_too() -> None:
    for asked in ("收2026-0012", "收 2026—12", "12号"):
        wanted = asked_number(asked)
        assert wanted is not None
        assert is_so(wanted, number_terms("收2026-0012")), asked


@pytest.mark.parametrize(
    ("words", "serial"), [("一百零八", "108"), ("十", "10"), ("二百三十", "230"), ("八八", "88")]
)
def test_a_serial_in_words_is_counted(words: str, serial: str) -> None:
    said = read_number(f"云政发〔2026〕{words}号")
    assert said is not None
    assert said.serial == serial


@pytest.mark.parametrize(
    "asked",
    ["325", "325号", "第325号", "三百二十五", "三百二十五号", "三百二十五 号", "第三百二十五号"],
)
@pytest.mark.parametrize("number", ["云政发〔2026〕325号", "第三百二十五号"])
def test_a_serial_is_found_in_figures_and_in_words(asked: str, number: str) -> None:
    wanted = asked_number(asked)
    assert wanted is not None
    assert is_so(wanted, number_terms(number))
    assert not is_so(wanted, number_terms("云政发〔2026〕32号"))


def test_a_blank_before_the_mark_of_a_number_parts_no_words() -> None:
    assert pieces_of("预算 三百二十五 号 编制") == ["预算", "三百二十五号", "编制"]
    assert pieces_of("第3 号楼") == ["第3", "号楼"]
    (clause,) = by_text("三百二十五 号")
    assert is_so(clause.wanted, number_terms("云政发〔2026〕325号"))


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "云水函[2026]5号",
            "云水函［2026］第5号",
            "云水函【2026】 005 号",
            "云水函（２０２６）第５号",
        ),
        *("云水函(2026)5", "云水函〔 2026 〕五号", "云水函2026年5号", " 云水函〔2026〕5号 "),
    ],
)
def test_a_number_gets_its_standard_form(typed: str) -> None:
    assert standard_number(typed) == "云水函〔2026〕5号"


@pytest.mark.parametrize(
    "typed", ["国务院令第700号", "云水函5", "急电 无号", "云水函〔2026〕5-1号", ""]
)
def test_what_is_no_number_of_a_year_stays_as_it_was_typed(typed: str) -> None:
    assert standard_number(typed) == typed


def test_letters_of_a_code_stay_as_they_were_typed() -> None:
    assert standard_number("JS函[2026]5号") == "JS函〔2026〕5号"


def test_a_month_is_no_number() -> None:
    assert read_number("2026年3月") is None
    assert read_number("关于2026年12月") is None


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("曾国藩", "zengguofan"),
        ("曾国藩", "cengguofan"),
        ("曾国藩", "zgf"),
        ("单雄信", "shanxiongxin"),
        ("单雄信", "dxx"),
        ("区寄", "ouji"),
        ("仇和", "qiuhe"),
        ("解缙", "xiejin"),
        ("查良镛", "zhaliangyong"),
        ("盖叫天", "gejiaotian"),
        ("朴树", "piaoshu"),
        ("尉迟恭", "yuchigong"),
        ("吕布", "lvbu"),
        ("西安", "xian"),
        ("冼星海", "xian"),
    ],
)
def test_a_person_is_found_by_either_reading_and_by_first_letters(name: str, letters: str) -> None:
    assert is_so(asked_name("person", letters), set(name_terms("person", name)))


@pytest.mark.parametrize("letters", ["caizhengting", "czt", "yunchuan", "YunChuanSheng"])
def test_an_agency_is_found_by_a_part_of_its_name(letters: str) -> None:
    assert is_so(asked_name("agency", letters), set(name_terms("agency", "云川省财政厅")))


@pytest.mark.parametrize("letters", ["zhangsan", "zs", "q", "xyzzy", "a" * 200])
def test_others_are_not(letters: str) -> None:
    assert not is_so(asked_name("person", letters), set(name_terms("person", "李四")))
