"""What the room of numbers refuses, and who may keep the series; one kind of database will do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from documents.numbering.application import Numbering
from documents.numbering.lookup import NumberLookup
from documents.numbering.series import Series
from documents.permissions import Permission
from office.access.permissions import NotAllowed
from office.kernel.refusals import Missing, Refused
from tests.offices import CITY, EAST, Offices, by
from tests.unit.documents.test_numbering_room import (
    CLERK,
    FIRST,
    SECOND,
    begun,
    reported,
    take,
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def numbering(office: Offices) -> Numbering:
    return Numbering(office.node)


def acts_of_a_clerk(numbering: Numbering, id: UUID) -> dict[str, Callable[[str], object]]:
    """Every act on a series, by the permission it needs; given who does it."""
    return {
        "begin": lambda who: numbering.begin(by(who), word="澜政发", year=2026),
        "reserve": lambda who: numbering.reserve(by(who), id, count=1, purpose="表彰"),
        "release": lambda who: numbering.release(by(who), id, serials=[1]),
        "use": lambda who: numbering.use_on_paper(by(who), id, serial=1, purpose="机要件"),
        "void": lambda who: numbering.void_on_paper(
            by(who), id, serial=1, reason="误用", left=False
        ),
        "close": lambda who: numbering.close_year(by(who), id),
        "reopen": lambda who: numbering.reopen_year(by(who), id, reason="漏编"),
    }


def test_a_paper_may_have_a_number_in_each_of_two_registers(numbering: Numbering) -> None:
    assert take(numbering, FIRST) == "澜政办发〔2026〕1号"
    assert take(numbering, FIRST, word="规范性文件") == "规范性文件〔2026〕1号"


def test_older_years_are_opened_by_the_registrar_only(numbering: Numbering) -> None:
    with pytest.raises(Refused, match="开设该年的序列"):
        take(numbering, FIRST, day=date(2019, 5, 4))
    begun(numbering, year=2019, last=88)
    assert take(numbering, FIRST, day=date(2019, 5, 4)) == "澜政办发〔2019〕89号"


def test_nothing_is_numbered_in_a_year_to_come(numbering: Numbering) -> None:
    with pytest.raises(Refused, match="以后年度"):
        take(numbering, FIRST, day=date(2027, 1, 1))
    with pytest.raises(Refused, match="当年或以往"):
        begun(numbering, year=2027)


def test_a_number_of_another_series_cannot_be_chosen(numbering: Numbering) -> None:
    take(numbering, FIRST)
    with pytest.raises(Refused, match="不在2026年"):
        take(numbering, SECOND, number="澜政发〔2026〕1号")
    with pytest.raises(Refused, match="已经有文号"):
        take(numbering, FIRST, number="澜政办发〔2026〕2号")


def test_releasing_several_is_all_or_none(numbering: Numbering) -> None:
    id = begun(numbering)
    numbering.reserve(by(CLERK), id, count=2, purpose="表彰通报")
    with pytest.raises(Refused, match="还没有编到"):
        numbering.release(by(CLERK), id, serials=[1, 2, 3])
    assert reported(numbering).reserved == (1, 2)
    with pytest.raises(Refused, match="没有选择"):
        numbering.release(by(CLERK), id, serials=[])


def test_a_closed_year_is_opened_again_by_the_registrar(numbering: Numbering) -> None:
    id = begun(numbering, year=2025, last=7)
    numbering.close_year(by(CLERK), id)
    row = NumberLookup(numbering.node.store, agency=CITY).series(id)
    assert row is not None
    assert row.closed
    numbering.reopen_year(by(CLERK), id, reason="漏编")
    assert take(numbering, FIRST, day=date(2025, 12, 31)) == "澜政办发〔2025〕8号"


def test_a_word_is_characters_only(numbering: Numbering) -> None:
    for word in ("", "澜政发〔", "澜 政", "九" * 21):
        with pytest.raises(Refused, match="机关代字"):
            begun(numbering, word=word)


def test_a_series_is_opened_once(numbering: Numbering) -> None:
    begun(numbering)
    with pytest.raises(Refused, match="已经开设"):
        begun(numbering)


def test_only_clerks_keep_the_series_and_only_their_own(numbering: Numbering) -> None:
    id = begun(numbering)
    acts = acts_of_a_clerk(numbering, id)
    assert {f"series.{name}" for name in acts} == set(Permission.Series) - {"series.view"}
    for name, act in acts.items():
        for who in ("drafter", "reviewer", "signer"):
            with pytest.raises(NotAllowed, match="文书"):
                act(f"{CITY}/{who}")
        if name != "begin":
            with pytest.raises(Missing):
                act(f"{EAST}/clerk")
    assert numbering.load(Series, id).version == 1


def test_two_agencies_have_series_of_their_own(numbering: Numbering) -> None:
    assert take(numbering, FIRST) == take(numbering, SECOND, who=f"{EAST}/clerk")
