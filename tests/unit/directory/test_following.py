"""A record that follows a source comes to rest, and leaves the past alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from office.directory.agency import Agency, facts_of
from office.directory.entries import AgencyEntry, Term
from office.directory.following import next_step
from office.directory.kinds import AgencyKind, Level
from office.directory.timeline import OPEN, Facts, Timeline
from tests.quick import examples

AT = datetime(2026, 11, 22, tzinfo=UTC)
FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(24)]
ENTRY = AgencyEntry(
    code="city",
    name="甲",
    short_name="甲",
    level=Level.CITY,
    kind=AgencyKind.GOVERNMENT,
)

day = st.sampled_from(DAYS)
dated = st.builds(Term, since=st.none() | day, until=st.none() | day).filter(
    lambda term: term.is_possible
)
said = st.builds(
    lambda name, rank, term: replace(ENTRY, name=name, rank=rank, term=term),
    st.sampled_from("甲乙"),
    st.integers(0, 1),
    dated,
)
undated = st.builds(lambda name: replace(ENTRY, name=name), st.sampled_from("甲乙丙"))


def histories(entry: st.SearchStrategy[AgencyEntry]) -> st.SearchStrategy[list[object]]:
    """What a source says on days that follow each other; None where it says nothing."""
    return st.lists(st.tuples(day, st.none() | entry), max_size=8).map(
        lambda history: sorted(history, key=lambda pair: pair[0])
    )


def told(agency: Agency | None, entry: AgencyEntry | None, *, on: date) -> Agency | None:
    """The agency after the source has spoken."""
    if entry is None:
        if agency is not None:
            agency.follow_absence(effective=on, at=AT)
        return agency
    if agency is None:
        if next_step(Timeline(), facts=facts_of(entry), term=entry.term, effective=on) is None:
            return None
        return Agency.establish(entry, effective=on, at=AT)
    agency.follow(facts_of(entry), term=entry.term, effective=on, at=AT)
    return agency


def standing(agency: Agency | None, on: date) -> Facts | None:
    return agency.timeline.on(on.isoformat()) if agency else None


@settings(max_examples=examples(200))
@given(histories(said))
def test_the_record_stands_as_the_source_says_and_then_nothing_is_left_to_do(
    history: list[tuple[date, AgencyEntry | None]],
) -> None:
    agency: Agency | None = None
    for effective, entry in history:
        agency = told(agency, entry, on=effective)
        before = agency.version if agency else 0
        again = told(agency, entry, on=effective)
        assert (again.version if again else 0) == before

        if entry is None or (entry.term.until and entry.term.until <= effective):
            assert standing(agency, effective) is None
        elif entry.term.covers(effective):
            assert standing(agency, effective) == facts_of(entry)
        else:  # to begin later; what was said of today before stays
            assert agency is not None
            assert agency.timeline.on(str(entry.term.since)) == facts_of(entry)


@settings(max_examples=examples(200))
@given(histories(said))
def test_periods_have_days_and_do_not_overlap(
    history: list[tuple[date, AgencyEntry | None]],
) -> None:
    agency: Agency | None = None
    for effective, entry in history:
        agency = told(agency, entry, on=effective)
        ends = ""
        for since, facts in agency.timeline.periods.items() if agency else ():
            assert ends <= since < facts["until"] <= OPEN
            ends = facts["until"]


@given(histories(undated))
def test_a_source_without_days_never_changes_the_past(
    history: list[tuple[date, AgencyEntry | None]],
) -> None:
    agency: Agency | None = None
    for effective, entry in history:
        past = [(each, standing(agency, each)) for each in DAYS if each < effective]
        agency = told(agency, entry, on=effective)
        assert past == [(each, standing(agency, each)) for each in DAYS if each < effective]
