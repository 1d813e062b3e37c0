"""公文标识 at release: one for each document, whatever its number; none without such a code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from documents.numbering.application import Numbering
from documents.numbering.identifier import parse_identifier
from documents.numbering.lookup import NumberLookup
from documents.numbering.series import Series
from documents.numbering.words import IDENTIFIERS, RESERVED
from documents.outgoing.acts.issuing import series_word
from office.directory.entries import NumberSeries
from office.kernel.act import Act
from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from tests.offices import CITY, IDENTITIES, Offices, by

ORGAN = "990100001"
FIRST, SECOND = UUID(int=1), UUID(int=2)
DECEMBER, JANUARY = date(2026, 12, 30), date(2027, 1, 4)


def clerk() -> Act:
    return replace(by(f"{CITY}/clerk"), agency=ORGAN)


def identify(office: Offices, subject: UUID, *, day: date, act: Act | None = None) -> str:
    numbering, act = Numbering(office.node), act or clerk()

    def decide() -> str:
        return numbering.identify(act, subject=subject, type="通知", day=day)

    return numbering.perform(act, name="test", given={}, decide=decide)


def test_documents_of_one_year_are_told_apart_and_asking_twice_gives_the_same(
    office: Offices,
) -> None:
    first, second = (identify(office, each, day=DECEMBER) for each in (FIRST, SECOND))
    assert [parse_identifier(each).serial for each in (first, second)] == [1, 2]
    assert identify(office, FIRST, day=DECEMBER) == first


def test_signed_anew_in_another_year_it_has_that_years_identifier(office: Offices) -> None:
    identify(office, FIRST, day=DECEMBER)
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    clock.advance(days=60)
    found = parse_identifier(identify(office, FIRST, day=JANUARY))
    assert (found.year, found.serial, found.organ) == (2027, 1, ORGAN)
    back = parse_identifier(identify(office, FIRST, day=DECEMBER))
    assert (back.year, back.serial) == (2026, 1), "the one it had, which nobody else got"


def test_what_was_signed_years_ago_is_released_all_the_same(office: Offices) -> None:
    found = parse_identifier(identify(office, FIRST, day=date(2023, 5, 6)))
    assert (found.year, found.serial) == (2023, 1)


def test_an_agency_without_such_a_code_gives_none(office: Offices) -> None:
    assert identify(office, FIRST, day=DECEMBER, act=by(f"{CITY}/clerk")) == ""


def test_the_series_is_none_of_the_clerks(office: Offices) -> None:
    identify(office, FIRST, day=DECEMBER)
    lookup = NumberLookup(office.node.store, agency=ORGAN)
    assert lookup.words_in(2026) == {IDENTIFIERS}
    assert lookup.series_in(2026) == []


def test_no_clerk_begins_or_reserves_serials_of_identifiers(office: Offices) -> None:
    numbering, act = Numbering(office.node), by(f"{CITY}/clerk")
    with pytest.raises(Refused, match="由系统在核发时自动编排"):
        numbering.begin(act, word=IDENTIFIERS, year=2026, last=99998)
    now = numbering.clock.now()
    it = Series.open(agency=CITY, word=IDENTIFIERS, year=2026, at=now)

    def save() -> None:
        numbering.save(it)

    numbering.perform(act, name="test", given={}, decide=save)
    with pytest.raises(Refused, match="由系统在核发时自动编排"):
        numbering.reserve(by(f"{CITY}/clerk"), it.id, count=9, purpose="备用")


@pytest.mark.parametrize("word", RESERVED)
def test_no_issuing_identity_shares_numbers_with_another_register(word: str) -> None:
    office = IDENTITIES[f"{CITY}-office"]
    taken = replace(office, series=(NumberSeries(word=word, types=("通知",)),))
    with pytest.raises(Refused, match=f"“{word}”是系统登记簿的名称"):
        series_word(taken, type="通知")


def test_a_root_that_is_no_oid_is_refused_at_start(office: Offices) -> None:
    with pytest.raises(Refused, match="identifier_root"):
        Numbering(office.node, identifier_root="我们的")
