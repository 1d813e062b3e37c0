"""Periods: what each operation makes of them."""

from __future__ import annotations

from office.directory.timeline import OPEN, Timeline


def timeline(**periods: tuple[str, str]) -> Timeline:
    """From `name=(since, until)`, in order."""
    return Timeline.of(
        {since: {"name": name, "until": until} for name, (since, until) in periods.items()}
    )


def spans(subject: Timeline) -> list[tuple[str, str, str]]:
    return [(each["name"], since, each["until"]) for since, each in subject.periods.items()]


def test_a_change_ends_what_stood_the_day_it_takes_effect() -> None:
    subject = timeline(a=("2020-01-01", OPEN))

    subject.apply(subject.change("2026-05-01", name="b"))

    assert spans(subject) == [("a", "2020-01-01", "2026-05-01"), ("b", "2026-05-01", OPEN)]
    assert subject.on("2026-04-30") == {"name": "a"}
    assert subject.on("2026-05-01") == {"name": "b"}
    assert subject.on("2019-12-31") is None


def test_two_changes_of_one_day_are_one() -> None:
    subject = timeline(a=("2020-01-01", OPEN))

    subject.apply(subject.change("2026-05-01", name="b"))
    subject.apply(subject.change("2026-05-01", name="c"))

    assert spans(subject) == [("a", "2020-01-01", "2026-05-01"), ("c", "2026-05-01", OPEN)]


def test_what_has_not_begun_or_is_over_is_put_right_as_a_whole() -> None:
    to_come = timeline(a=("2027-01-01", OPEN))
    over = timeline(a=("2020-01-01", "2021-01-01"))

    to_come.apply(to_come.change("2026-05-01", name="b"))
    over.apply(over.change("2026-05-01", name="b"))

    assert spans(to_come) == [("b", "2027-01-01", OPEN)]
    assert spans(over) == [("b", "2020-01-01", "2021-01-01")]


def test_an_end_cuts_what_runs_on_and_takes_out_what_would_begin_later() -> None:
    subject = timeline(a=("2020-01-01", "2026-05-01"), b=("2026-05-01", OPEN))

    subject.apply(subject.end("2026-03-01"))

    assert spans(subject) == [("a", "2020-01-01", "2026-03-01")]
    assert subject.until == "2026-03-01"


def test_an_end_may_be_put_off() -> None:
    subject = timeline(a=("2020-01-01", "2026-05-01"))

    subject.apply(subject.end("2026-08-01"))

    assert spans(subject) == [("a", "2020-01-01", "2026-08-01")]


def test_what_resumes_before_its_end_has_no_gap() -> None:
    subject = timeline(a=("2020-01-01", "2026-05-01"))

    subject.apply(subject.resume("2026-04-01", until=OPEN))

    assert spans(subject) == [("a", "2020-01-01", OPEN)]


def test_what_resumes_after_its_end_leaves_a_gap() -> None:
    subject = timeline(a=("2020-01-01", "2026-05-01"))

    subject.apply(subject.resume("2026-08-01", until=OPEN))

    assert subject.on("2026-06-01") is None
    assert subject.on("2026-08-01") == {"name": "a"}
    assert subject.begun == "2026-08-01"


def test_an_earlier_first_day_reaches_back_and_no_further_than_the_gap() -> None:
    subject = timeline(
        old=("2010-01-01", "2015-01-01"), a=("2020-01-01", "2026-05-01"), b=("2026-05-01", OPEN)
    )

    subject.apply(subject.redate("2018-01-01"))
    assert spans(subject)[1:] == [("a", "2018-01-01", "2026-05-01"), ("b", "2026-05-01", OPEN)]

    subject.apply(subject.redate("2012-01-01"))
    assert spans(subject)[:2] == [
        ("old", "2010-01-01", "2015-01-01"),
        ("a", "2015-01-01", "2026-05-01"),
    ]


def test_a_later_first_day_takes_out_what_was_before_it() -> None:
    subject = timeline(a=("2020-01-01", "2026-05-01"), b=("2026-05-01", OPEN))

    subject.apply(subject.redate("2026-07-01"))

    assert spans(subject) == [("b", "2026-07-01", OPEN)]
