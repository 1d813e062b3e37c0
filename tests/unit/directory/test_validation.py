"""A directory that contradicts itself is refused, each fault in a sentence that names it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.directory.entries import (
    AgencyEntry,
    Entries,
    IssuingIdentityEntry,
    NumberSeries,
    PersonEntry,
    PostEntry,
    Term,
    UnitEntry,
)
from office.directory.kinds import AgencyKind, Level
from office.directory.validation import faults_of, validated
from office.kernel.refusals import Refused

CITY = AgencyEntry(
    code="city",
    name="澜州市人民政府办公室",
    short_name="市政府办公室",
    level=Level.CITY,
    kind=AgencyKind.GOVERNMENT,
)
DISTRICT = replace(CITY, code="district", name="清河区人民政府办公室", superior="city")
IDENTITY = IssuingIdentityEntry(
    key="city-1",
    agency="city",
    name="澜州市人民政府",
    mark="澜州市人民政府文件",
    signature="澜州市人民政府",
    printing_office="澜州市人民政府办公室",
    series=(NumberSeries("澜政发", ("通知", "意见")),),
    signers=("1",),
)
UNIT = UnitEntry(key="u1", agency="city", name="秘书科")
PERSON = PersonEntry(key="1", login="hewanqing", name="何婉清")
POST = PostEntry(key="1-1", person="1", agency="city", unit="u1", title="副科长")
SOUND = Entries(
    agencies=(CITY, DISTRICT),
    identities=(IDENTITY,),
    units=(UNIT,),
    people=(PERSON,),
    posts=(POST,),
)


def test_a_sound_directory_is_accepted() -> None:
    assert validated(SOUND) is SOUND


def test_the_order_in_which_a_source_yields_does_not_matter() -> None:
    assert replace(SOUND, agencies=(DISTRICT, CITY)) == SOUND


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        (
            Entries(),
            "目录中没有任何机关。请检查目录的根（base）或文件是否选对。",
        ),
        (
            replace(SOUND, agencies=(CITY, DISTRICT, DISTRICT)),
            "机关编号“district”重复出现 2 次。编号须唯一，请改正其中的条目。",
        ),
        (
            replace(SOUND, people=(PERSON, replace(PERSON, key=""))),
            "有 1 个人员条目没有编号。请补上编号。",
        ),
        (
            replace(SOUND, people=(PERSON, PersonEntry("2", "HeWanqing ", "贺万青"))),
            "何婉清、贺万青使用同一登录名“hewanqing”。登录名须唯一，请改正。",
        ),
        (
            replace(SOUND, agencies=(CITY, replace(DISTRICT, superior="nowhere"))),
            (
                "机关“清河区人民政府办公室”（district）的上级“nowhere”不在目录中。"
                "请补上该上级机关，或改正上级代码。"
            ),
        ),
        (
            replace(SOUND, agencies=(replace(CITY, superior="district"), DISTRICT)),
            "机关的上下级成环：city→district→city。上级不能是自己的下级，请改正其中一处上级。",
        ),
        (
            replace(SOUND, units=(replace(UNIT, superior="u1"),)),
            "内设机构的上下级成环：u1→u1。上级不能是自己的下级，请改正其中一处上级。",
        ),
        (
            replace(SOUND, units=(UNIT, UnitEntry("u2", "district", "文秘科", superior="u1"))),
            "内设机构“文秘科”（u2）的上级机构“秘书科”属于另一机关。请改正上级机构的编号。",
        ),
        (
            replace(SOUND, posts=(replace(POST, person="9"),)),
            "任职“副科长”（1-1）的人员“9”不在目录中。请改正工号。",
        ),
        (
            replace(SOUND, posts=(replace(POST, agency="district"),)),
            "任职“副科长”（1-1）所在内设机构“秘书科”不属于机关“district”。请改正其一。",
        ),
        (
            replace(SOUND, posts=(replace(POST, unit="u9"),)),
            "任职“副科长”（1-1）所在内设机构“u9”不在目录中。请改正机构编号。",
        ),
        (
            replace(SOUND, posts=(replace(POST, term=Term(date(2026, 3, 1), date(2026, 3, 1))),)),
            "任职“1-1”的起止日期颠倒：2026-03-01 起、2026-03-01 止。止日须晚于起日，请改正。",
        ),
        (
            replace(SOUND, identities=(replace(IDENTITY, signers=("1", "9")),)),
            "发文名义“澜州市人民政府”（city-1）的签发人“9”不在目录中。请改正签发人的工号。",
        ),
        (
            replace(
                SOUND,
                identities=(replace(IDENTITY, series=(NumberSeries("澜政发", ("便函",)),)),),
            ),
            (
                "发文名义“澜州市人民政府”（city-1）的文种“便函”不在《党政机关公文处理工作条例》"
                "第八条所列十五种之内。请改用所列文种。"
            ),
        ),
        (
            replace(
                SOUND,
                identities=(
                    replace(
                        IDENTITY,
                        series=(*IDENTITY.series, NumberSeries("澜政字", ("通知",))),
                    ),
                ),
            ),
            (
                "发文名义“澜州市人民政府”（city-1）的文种“通知”列在 2 个机关代字之下。"
                "一个文种只用一个代字，请改正。"
            ),
        ),
        (
            replace(
                SOUND, identities=(IDENTITY, replace(IDENTITY, key="city-2", name="另一名义"))
            ),
            (
                "机关代字“澜政发”既属发文名义“澜州市人民政府”（city-1），"
                "又属发文名义“另一名义”（city-2）。一个代字只能有一条编号序列，请改正。"
            ),
        ),
    ],
)
def test_a_fault_is_told_in_a_sentence_that_names_the_entry(
    entries: Entries, sentence: str
) -> None:
    assert sentence in list(faults_of(entries))
    with pytest.raises(Refused):
        validated(entries)


def test_of_thousands_of_faults_the_first_are_told() -> None:
    posts = tuple(replace(POST, key=str(number), person="9") for number in range(2000))

    with pytest.raises(Refused, match="另有 1980 处未列出") as refusal:
        validated(replace(SOUND, posts=posts))

    assert len(str(refusal.value).splitlines()) == 21


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 12), min_size=1))
def test_a_cycle_is_found_exactly_where_there_is_one(superiors: dict[int, int]) -> None:
    agencies = tuple(
        replace(CITY, code=str(code), superior=str(superior) if superior in superiors else "")
        for code, superior in superiors.items()
    )

    def climbs_for_ever(code: int) -> bool:
        at = code
        for _ in range(len(superiors) + 1):
            if at not in superiors:
                return False
            at = superiors[at]
        return True

    found = [each for each in faults_of(Entries(agencies=agencies)) if "成环" in each]
    assert bool(found) == any(climbs_for_ever(code) for code in superiors)


@given(st.dates(), st.dates(), st.dates())
def test_a_term_runs_from_its_first_day_up_to_its_last(
    since: date, until: date, day: date
) -> None:
    term = Term(since=since, until=until)

    assert term.covers(day) == (since <= day < until)
    assert term.is_possible == (since < until)
    assert Term().covers(day)
