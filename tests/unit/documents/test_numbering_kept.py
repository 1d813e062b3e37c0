"""What a process remembers of a series is what is committed, and saves the replay of a year."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from documents.numbering.application import Numbering
from documents.numbering.kept import MOST, KeptSeries
from documents.numbering.series import Series
from office.kernel.refusals import Refused
from tests.offices import CITY, Offices, by
from tests.unit.documents.test_numbering_series import AT, FIRST, opened
from tests.unit.documents.test_numbering_series import take as take_of
from tests.work import work

WORD, CLERK = "澜政办发", f"{CITY}/clerk"
ID = Series.id_of(agency=CITY, word=WORD, year=2026)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database will do: what is remembered is the process's own affair."""
    return sqlite_url


@pytest.fixture
def numbering(office: Offices) -> Numbering:
    return Numbering(office.node)


def take(numbering: Numbering, *, then: Callable[[], object] = lambda: None) -> str:
    """A number for a new paper, and what else the act does."""

    def decide() -> str:
        number = numbering.take(by(CLERK), word=WORD, subject=uuid4())[0]
        then()
        return number

    return numbering.perform(by(CLERK), name="test", given={}, decide=decide)


def refuse() -> None:
    raise Refused("没有办成。")


def test_a_number_of_an_act_that_failed_is_given_to_the_next(numbering: Numbering) -> None:
    assert take(numbering) == "澜政办发〔2026〕1号"

    def again_and_refuse() -> None:
        numbering.take(by(CLERK), word=WORD, subject=uuid4())  # loads what is not committed
        refuse()

    for then in (refuse, again_and_refuse):
        with pytest.raises(Refused, match="没有办成"):
            take(numbering, then=then)
    assert take(numbering) == "澜政办发〔2026〕2号"
    assert numbering.load(Series, ID).version == 3


def test_two_numbers_in_one_act_are_two(numbering: Numbering) -> None:
    take(numbering)
    given: list[str] = []
    take(
        numbering,
        then=lambda: given.append(numbering.take(by(CLERK), word=WORD, subject=uuid4())[0]),
    )
    assert given == ["澜政办发〔2026〕3号"]
    assert take(numbering) == "澜政办发〔2026〕4号"


def test_what_another_process_did_meanwhile_is_seen(office: Offices) -> None:
    here, there = Numbering(office.node), Numbering(office.node)
    assert take(here) == "澜政办发〔2026〕1号"
    assert take(there) == "澜政办发〔2026〕2号"
    here.reserve(by(CLERK), ID, count=3, purpose="表彰")
    assert take(there) == "澜政办发〔2026〕6号"
    assert take(here) == "澜政办发〔2026〕7号"


def test_what_is_remembered_equals_a_replay(office: Offices) -> None:
    numbering = Numbering(office.node)
    for _ in range(3):
        take(numbering)
    numbering.reserve(by(CLERK), ID, count=2, purpose="表彰")
    numbering.release(by(CLERK), ID, serials=[5])
    assert numbering.load(Series, ID) == Numbering(office.node).load(Series, ID)


def test_late_in_the_year_a_number_is_no_more_work_than_early(office: Offices) -> None:
    numbering = Numbering(office.node)

    def many() -> None:
        series = numbering.load(Series, ID)
        for _ in range(400):
            series.take(by="段文", subject=uuid4(), at=AT)
        numbering.save(series)

    take(numbering)
    early = work(lambda: take(numbering))
    numbering.perform(by(CLERK), name="many", given={}, decide=many)
    take(numbering)
    assert work(lambda: take(numbering)) < 1.2 * early


def test_a_copy_leaves_the_series_as_it_was() -> None:
    series = opened()
    take_of(series, FIRST)
    twin = series.copied()
    assert not twin.pending_events
    twin.void(by="段文", subject=FIRST, reason="退回", left=False, at=AT)
    assert series.serial_of(str(FIRST)) == 1
    assert (series.version, twin.version) == (2, 3)
    assert len(series.pending_events) == 2


def test_only_so_many_series_are_remembered() -> None:
    kept = KeptSeries()
    all_of_them = [
        Series.open(agency=f"agency {number}", word=WORD, year=2026, at=AT)
        for number in range(MOST + 1)
    ]
    for series in all_of_them:
        kept.keep(series)
    assert kept.get(all_of_them[0].id) is None
    assert kept.get(all_of_them[1].id) == all_of_them[1].copied()
    assert kept.get(UUID(int=1)) is None
