"""A series: every number once, none forgotten, and what may be given again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest

from documents.numbering.series import LARGEST, Series
from documents.numbering.states import NumberStanding, Occupant, Slot
from tests.given import given

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
NAMES = UUID(int=7)
FIRST, SECOND, THIRD = (uuid5(NAMES, name) for name in ("一", "二", "三"))


def opened() -> Series:
    return Series.open(agency="CITY", word="澜政办发", year=2026, at=AT)


def take(series: Series, subject: UUID, **chosen: Any) -> str:
    return series.take(by="段文", subject=subject, at=AT, **chosen)


def void(series: Series, subject: UUID, *, left: bool = False, reason: str = "退回修改") -> str:
    return series.void(by="段文", subject=subject, reason=reason, left=left, at=AT)


def reserve(series: Series, count: int = 1, **other: Any) -> list[str]:
    facts = {"purpose": "年度表彰通报", **other}
    return series.reserve(by="段文", count=count, at=AT, **facts)


def with_a_number() -> Series:
    series = opened()
    take(series, FIRST)
    return series


def with_a_void_number(*, left: bool) -> Series:
    series = with_a_number()
    void(series, FIRST, left=left)
    return series


def with_reserved(count: int = 2) -> Series:
    series = opened()
    reserve(series, count)
    return series


def closed() -> Series:
    series = with_a_number()
    series.close_year(by="段文", at=NEW_YEAR)
    return series


def test_the_first_number_is_one_without_padding_or_word_before_it() -> None:
    given(opened()).when(lambda it: take(it, FIRST)).then(
        (Series.Taken, {"serial": 1, "number": "澜政办发〔2026〕1号", "subject": str(FIRST)})
    )


def test_asking_twice_for_one_paper_gives_the_same_number_and_records_nothing() -> None:
    given(with_a_number()).when(lambda it: take(it, FIRST)).then()
    assert take(with_a_number(), FIRST) == "澜政办发〔2026〕1号"


def test_a_paper_with_a_number_cannot_choose_another_one() -> None:
    series = with_a_number()
    reserve(series)
    given(series).when(lambda it: take(it, FIRST, serial=2)).then_refused("一件公文只有一个文号")
    assert take(series, FIRST, serial=1) == "澜政办发〔2026〕1号"


def test_reserved_numbers_are_the_next_ones_and_keep_their_purpose() -> None:
    events = (
        given(with_a_number())
        .when(lambda it: reserve(it, 2, person="综合一处"))
        .then(
            (
                Series.Reserved,
                {"serials": [2, 3], "purpose": "年度表彰通报", "person": "综合一处"},
            )
        )
    )
    assert events[0].numbers == ["澜政办发〔2026〕2号", "澜政办发〔2026〕3号"]


def test_taking_passes_over_what_is_reserved() -> None:
    assert take(with_reserved(), FIRST) == "澜政办发〔2026〕3号"


@pytest.mark.parametrize("count", [0, -1, 51])
def test_a_count_that_makes_no_sense_is_refused(count: int) -> None:
    given(opened()).when(lambda it: reserve(it, count)).then_refused("1 到 50 个")


def test_a_number_cannot_be_reserved_for_nothing() -> None:
    given(opened()).when(lambda it: reserve(it, purpose="　")).then_refused("用途")


def test_a_reserved_number_is_used_by_the_paper_that_chooses_it() -> None:
    given(with_reserved()).when(lambda it: take(it, FIRST, serial=2)).then(
        (Series.Used, {"serial": 2, "subject": str(FIRST), "purpose": ""})
    )


def test_a_reserved_number_is_used_by_a_paper_outside_the_system() -> None:
    given(with_reserved()).when(
        lambda it: it.use_on_paper(1, by="段文", purpose="机要登记 12 号", at=AT)
    ).then((Series.Used, {"serial": 1, "subject": "", "purpose": "机要登记 12 号"}))


def test_a_paper_outside_must_be_named() -> None:
    given(with_reserved()).when(
        lambda it: it.use_on_paper(1, by="段文", purpose="", at=AT)
    ).then_refused("写明")


def test_a_released_number_may_be_given_to_who_chooses_it_and_not_by_itself() -> None:
    series = with_reserved()
    series.release(1, by="段文", at=AT)
    assert take(series, FIRST) == "澜政办发〔2026〕3号"
    given(series).when(lambda it: take(it, SECOND, serial=1)).then((Series.Reused, {"serial": 1}))


@pytest.mark.parametrize("serial", [1, 2])
def test_only_a_reserved_number_is_released_or_used(serial: int) -> None:
    for act in (
        lambda it: it.release(serial, by="段文", at=AT),
        lambda it: it.use_on_paper(serial, by="段文", purpose="机要件", at=AT),
    ):
        given(with_a_number()).when(act).then_refused("不能这样办理")


def test_a_number_voided_in_the_house_goes_back_to_its_own_paper() -> None:
    series = with_a_void_number(left=False)
    take(series, SECOND)
    given(series).when(lambda it: take(it, FIRST)).then(
        (Series.Reused, {"serial": 1, "subject": str(FIRST)})
    )


def test_a_number_voided_in_the_house_may_be_chosen_by_another_paper() -> None:
    given(with_a_void_number(left=False)).when(lambda it: take(it, SECOND, serial=1)).then(
        (Series.Reused, {"serial": 1, "subject": str(SECOND)})
    )


def test_when_another_paper_has_the_old_number_the_next_one_is_given() -> None:
    series = with_a_void_number(left=False)
    take(series, SECOND, serial=1)
    assert take(series, FIRST) == "澜政办发〔2026〕2号"


def test_a_number_that_had_left_the_house_is_never_given_again() -> None:
    series = with_a_void_number(left=True)
    given(series).when(lambda it: take(it, SECOND, serial=1)).then_refused("永远不能再用")
    assert take(series, FIRST) == "澜政办发〔2026〕2号"


def test_a_number_used_again_and_issued_is_never_given_a_third_time() -> None:
    series = with_a_void_number(left=False)
    take(series, FIRST)
    void(series, FIRST, left=True)
    given(series).when(lambda it: take(it, FIRST, serial=1)).then_refused("永远不能再用")


def test_voiding_keeps_the_reason_and_whether_something_left() -> None:
    given(with_a_number()).when(lambda it: void(it, FIRST, left=True)).then(
        (
            Series.Voided,
            {"serial": 1, "subject": str(FIRST), "reason": "退回修改", "left": True},
        )
    )


def test_voiding_without_a_reason_is_refused() -> None:
    given(with_a_number()).when(lambda it: void(it, FIRST, reason=" ")).then_refused("原因")


def test_who_has_no_number_has_none_to_void() -> None:
    given(with_a_number()).when(lambda it: void(it, SECOND)).then_refused("没有可以作废的号")
    given(with_a_void_number(left=False)).when(lambda it: void(it, FIRST)).then_refused("没有")


def test_the_number_of_a_paper_in_the_system_is_voided_there() -> None:
    def act(it: Series) -> None:
        it.void_on_paper(1, by="段文", reason="误取", left=False, at=AT)

    given(with_a_number()).when(act).then_refused("在公文页面上作废或退回")
    given(opened()).when(act).then_refused("还没有编到")
    given(with_reserved()).when(act).then_refused("预留")
    series = with_reserved()
    series.use_on_paper(1, by="段文", purpose="机要件", at=AT)
    given(series).when(act).then((Series.Voided, {"serial": 1, "subject": "", "left": False}))


def test_a_year_is_closed_only_when_it_is_over() -> None:
    given(with_a_number()).when(lambda it: it.close_year(by="段文", at=AT)).then_refused(
        "2026年还没有结束"
    )
    given(with_a_number()).when(lambda it: it.close_year(by="段文", at=NEW_YEAR)).then(
        Series.Closed
    )


def test_the_year_ends_at_midnight_in_the_office() -> None:
    still = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
    over = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    given(with_a_number()).when(lambda it: it.close_year(by="段文", at=still)).then_refused(
        "没有结束"
    )
    given(with_a_number()).when(lambda it: it.close_year(by="段文", at=over)).then(Series.Closed)


def test_a_year_with_reserved_numbers_is_not_closed() -> None:
    given(with_reserved()).when(lambda it: it.close_year(by="段文", at=NEW_YEAR)).then_refused(
        "预留的 1、2 号"
    )


def test_a_closed_year_gives_no_numbers_but_those_it_gave() -> None:
    given(closed()).when(lambda it: take(it, SECOND)).then_refused("重新开放")
    given(closed()).when(reserve).then_refused("已经关闭")
    given(closed()).when(lambda it: it.close_year(by="段文", at=NEW_YEAR)).then_refused("已经关闭")
    assert take(closed(), FIRST) == "澜政办发〔2026〕1号"


def test_a_number_of_a_closed_year_can_still_be_voided() -> None:
    given(closed()).when(lambda it: void(it, FIRST, left=True)).then(Series.Voided)


def test_a_closed_year_is_opened_again_with_a_reason_and_goes_on() -> None:
    series = closed()
    given(series).when(lambda it: it.reopen_year(by="段文", reason="", at=NEW_YEAR)).then_refused(
        "原因"
    )
    series.reopen_year(by="段文", reason="12月31日签发的公文尚未取号", at=NEW_YEAR)
    assert take(series, SECOND) == "澜政办发〔2026〕2号"


def test_an_open_year_is_not_opened_again() -> None:
    given(opened()).when(lambda it: it.reopen_year(by="段文", reason="误关", at=AT)).then_refused(
        "没有关闭"
    )


def test_a_series_goes_on_behind_the_last_number_of_an_older_system() -> None:
    series = opened()
    series.continue_after(412, by="段文", at=AT)
    assert take(series, FIRST) == "澜政办发〔2026〕413号"


@pytest.mark.parametrize("last", [0, -3, LARGEST])
def test_a_last_number_that_makes_no_sense_is_refused(last: int) -> None:
    given(opened()).when(lambda it: it.continue_after(last, by="段文", at=AT)).then_refused("末号")


def test_a_series_that_gave_numbers_does_not_continue_another() -> None:
    given(with_a_number()).when(lambda it: it.continue_after(412, by="段文", at=AT)).then_refused(
        "已经编到1号"
    )


def test_a_full_series_says_so() -> None:
    series = opened()
    series.continue_after(LARGEST - 1, by="段文", at=AT)
    assert take(series, FIRST) == f"澜政办发〔2026〕{LARGEST}号"
    given(series).when(lambda it: take(it, SECOND)).then_refused("编满")


def test_the_slots_tell_who_has_what() -> None:
    series = with_reserved()
    take(series, FIRST)
    void(series, FIRST)
    assert dict(series.slots) == {
        1: Slot(NumberStanding.RESERVED, purpose="年度表彰通报"),
        2: Slot(NumberStanding.RESERVED, purpose="年度表彰通报"),
        3: Slot(NumberStanding.VOID, subject=str(FIRST)),
    }
    assert not series.slots[1].reusable
    assert series.slots[3].reusable


def occupants(*serials: int) -> list[Occupant]:
    return [Occupant(n, uuid5(NAMES, f"旧{n}"), date(2026, 1, n)) for n in serials]


def test_numbers_of_an_old_register_are_occupied_and_the_next_lies_behind_them() -> None:
    series = opened()
    (event,) = (
        given(series)
        .when(lambda it: it.occupy(occupants(5, 3), by="段文", source="旧簿.xlsx", at=AT))
        .then((Series.Occupied, {"serials": [3, 5], "days": ["2026-01-03", "2026-01-05"]}))
    )
    assert event.numbers == ["澜政办发〔2026〕3号", "澜政办发〔2026〕5号"]
    series.occupy(occupants(3, 5), by="段文", source="旧簿.xlsx", at=AT)
    assert take(series, FIRST) == "澜政办发〔2026〕6号"


@pytest.mark.parametrize(("serials", "words"), [((1,), "已经编用"), ((2, 2), "不止一次")])
def test_a_number_in_use_and_one_named_twice_are_not_occupied(
    serials: tuple[int, ...], words: str
) -> None:
    given(with_a_number()).when(
        lambda it: it.occupy(occupants(*serials), by="段文", source="旧簿.xlsx", at=AT)
    ).then_refused(words)
