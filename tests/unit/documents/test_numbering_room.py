"""Numbers inside other acts, on both databases; the register and its report agree."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.numbering.application import Numbering
from documents.numbering.lookup import NumberLookup
from documents.numbering.registers import acts, numbers
from documents.numbering.registers import series as series_table
from documents.numbering.report import SeriesReport, report
from documents.numbering.series import Series
from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from tests.offices import CITY, Offices, by

WORD, CLERK = "澜政办发", f"{CITY}/clerk"
FIRST, SECOND, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.fixture
def numbering(office: Offices) -> Numbering:
    return Numbering(office.node)


def take(numbering: Numbering, subject: UUID, *, who: str = CLERK, **asked: Any) -> str:
    """A number inside some act."""

    def decide() -> str:
        given = {"word": WORD, **asked}
        return numbering.take(by(who), subject=subject, **given)[0]

    return numbering.perform(by(who), name="test", given={}, decide=decide)


def void(numbering: Numbering, subject: UUID, *, left: bool = False, year: int = 2026) -> str:
    """Its voiding, inside some act."""
    id = Series.id_of(agency=CITY, word=WORD, year=year)

    def decide() -> str:
        return numbering.void(by(CLERK), series=id, subject=subject, reason="退回", left=left)

    return numbering.perform(by(CLERK), name="test", given={}, decide=decide)


def advance(numbering: Numbering, **span: float) -> None:
    clock = numbering.clock
    assert isinstance(clock, SetClock)
    clock.advance(**span)


def begun(numbering: Numbering, **other: Any) -> UUID:
    return numbering.begin(by(CLERK), **{"word": WORD, "year": 2026, **other})


def rows(numbering: Numbering, table: Any) -> list[Any]:
    with numbering.node.store.reading() as connection:
        return list(connection.execute(select(table).order_by(*table.primary_key)))


def reported(numbering: Numbering) -> SeriesReport:
    of = rows(numbering, series_table)[0]
    found = report(rows(numbering, numbers), before=of.before, last=of.last)
    assert NumberLookup(numbering.node.store, agency=CITY).report(of) == found
    return found


def test_asking_twice_for_one_paper_gives_one_number(numbering: Numbering) -> None:
    assert take(numbering, FIRST) == take(numbering, FIRST) == "澜政办发〔2026〕1号"
    assert take(numbering, SECOND) == "澜政办发〔2026〕2号"
    assert [row.taken_for for row in rows(numbering, numbers)] == [str(FIRST), str(SECOND)]


def test_a_number_drawn_in_january_for_a_paper_signed_in_december_is_last_years(
    numbering: Numbering,
) -> None:
    take(numbering, FIRST)
    advance(numbering, days=60)
    assert take(numbering, SECOND) == "澜政办发〔2027〕1号"
    december = date(2026, 12, 31)
    assert take(numbering, THIRD, day=december) == "澜政办发〔2026〕2号"
    numbering.close_year(by(CLERK), Series.id_of(agency=CITY, word=WORD, year=2026))
    late = UUID(int=4)
    with pytest.raises(Refused, match=r"2026年的编号序列已经关闭.*重新开放"):
        take(numbering, late, day=december)
    assert take(numbering, THIRD, day=december) == "澜政办发〔2026〕2号"
    assert take(numbering, late, day=date(2027, 1, 4)) == "澜政办发〔2027〕2号"


def test_last_years_series_is_opened_by_the_first_number_that_belongs_there(
    numbering: Numbering,
) -> None:
    assert take(numbering, FIRST, day=date(2025, 12, 30)) == "澜政办发〔2025〕1号"


def test_a_paper_whose_date_moved_to_another_year_gives_its_number_back_first(
    numbering: Numbering,
) -> None:
    take(numbering, FIRST, day=date(2026, 11, 20))
    advance(numbering, days=60)
    with pytest.raises(Refused, match="先作废原号"):
        take(numbering, FIRST, day=date(2027, 1, 18))
    assert take(numbering, FIRST) == "澜政办发〔2026〕1号", "no day asked, no year to disagree"
    void(numbering, FIRST)
    assert take(numbering, FIRST, day=date(2027, 1, 18)) == "澜政办发〔2027〕1号"


def test_what_was_voided_in_the_house_is_offered_and_given_again_with_its_history(
    numbering: Numbering,
) -> None:
    take(numbering, FIRST)
    assert void(numbering, FIRST) == "澜政办发〔2026〕1号"
    offered = numbering.offers(CITY, word=WORD, day=date(2026, 11, 20))
    assert [row.number for row in offered] == ["澜政办发〔2026〕1号"]
    assert take(numbering, SECOND, number="澜政办发〔2026〕1号") == "澜政办发〔2026〕1号"
    (row,) = rows(numbering, numbers)
    assert (row.standing, row.taken_for, row.reason) == ("reused", str(SECOND), "退回")
    assert [(row.act, row.words, row.left) for row in rows(numbering, acts)] == [
        ("voided", "退回", False),
        ("reused", "", False),
    ]
    assert reported(numbering).sound


def test_what_was_voided_after_it_left_is_not_offered(numbering: Numbering) -> None:
    take(numbering, FIRST)
    void(numbering, FIRST, left=True)
    assert numbering.offers(CITY, word=WORD, day=date(2026, 11, 20)) == []
    with pytest.raises(Refused, match="永远不能再用"):
        take(numbering, SECOND, number="澜政办发〔2026〕1号")
    assert reported(numbering).spent == (1,)


def test_reserved_numbers_are_used_released_and_accounted_for(numbering: Numbering) -> None:
    id = begun(numbering)
    given = numbering.reserve(by(CLERK), id, count=4, purpose="表彰通报", person="综合一处")
    assert given == [f"澜政办发〔2026〕{serial}号" for serial in (1, 2, 3, 4)]
    assert take(numbering, FIRST, number=given[1]) == given[1]
    numbering.use_on_paper(by(CLERK), id, serial=1, purpose="机要登记 12 号")
    numbering.release(by(CLERK), id, serials=[4], reason="不再需要")
    assert take(numbering, SECOND) == "澜政办发〔2026〕5号"
    found = reported(numbering)
    assert (found.used, found.reserved, found.reusable, found.gaps) == (3, (3,), (4,), ())
    numbering.void_on_paper(by(CLERK), id, serial=1, reason="重复登记", left=True)
    assert reported(numbering).spent == (1,)
    assert [(row.act, row.serials) for row in rows(numbering, acts)] == [
        ("reserved", "1、2、3、4"),
        ("used", "2"),
        ("used", "1"),
        ("released", "4"),
        ("voided", "1"),
    ]


def test_a_lost_row_of_the_register_is_found_wherever_it_is(numbering: Numbering) -> None:
    for subject in (FIRST, SECOND, THIRD):
        take(numbering, subject)
    for row in rows(numbering, numbers):
        with numbering.node.store.engine.begin() as connection:
            connection.execute(numbers.delete().where(numbers.c.serial == row.serial))
        assert reported(numbering).gaps == (row.serial,)
        with numbering.node.store.engine.begin() as connection:
            connection.execute(numbers.insert().values(row._asdict()))
    assert reported(numbering).sound


def test_the_same_command_twice_reserves_once(numbering: Numbering) -> None:
    id = begun(numbering)
    act = by(CLERK)
    first = numbering.reserve(act, id, count=2, purpose="表彰")
    assert numbering.reserve(act, id, count=2, purpose="表彰") == first
    assert reported(numbering).reserved == (1, 2)
