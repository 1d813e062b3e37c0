"""Agencies, issuing identities, units and people: given a history, when a command, then events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from office.directory.agency import Agency
from office.directory.entries import Term
from office.directory.identity import IssuingIdentity
from office.directory.ids import DIRECTORY, agency_id, person_id
from office.directory.person import Person
from office.directory.unit import Unit
from tests.given import given
from tests.unit.directory.entry_samples import (
    AT,
    CLERK,
    HE,
    IDENTITY,
    JUNE,
    MAY,
    OFFICE,
    UNIT,
)


def office() -> Agency:
    return Agency.establish(OFFICE, effective=MAY, at=AT)


def identity() -> IssuingIdentity:
    return IssuingIdentity.establish(IDENTITY, effective=MAY, at=AT)


def unit() -> Unit:
    return Unit.establish(UNIT, effective=MAY, at=AT)


def clerk() -> Person:
    person = Person.register(HE, at=AT)
    person.appoint(CLERK, effective=MAY, at=AT)
    return person


def test_an_agency_stands_from_the_day_of_its_establishment() -> None:
    agency = given(office()).aggregate()

    assert agency.id == agency_id("city")
    assert agency.agency == DIRECTORY
    assert agency.timeline.on("2026-04-30") is None
    assert agency.timeline.on("2026-05-01")["name"] == "澜州市人民政府办公室"


def test_a_renamed_agency_keeps_its_old_name_for_the_days_before() -> None:
    (event,) = (
        given(office())
        .when(lambda it: it.rename(name="新名称", short_name="新名", effective=JUNE, at=AT))
        .then(Agency.Renamed)
    )

    agency = given(office(), event).aggregate()
    assert agency.timeline.on("2026-05-31")["name"] == "澜州市人民政府办公室"
    assert agency.timeline.on("2026-06-01")["name"] == "新名称"
    assert agency.timeline.on("2026-06-01")["rank"] == 10


@pytest.mark.parametrize(
    ("command", "facts", "event"),
    [
        (Agency.rename, {"name": "甲", "short_name": "乙"}, Agency.Renamed),
        (Agency.reclassify, {"level": "county", "kind": "court"}, Agency.Reclassified),
        (Agency.place_under, {"superior": "province"}, Agency.PlacedUnder),
        (Agency.rank, {"rank": 5}, Agency.Ranked),
        (
            IssuingIdentity.rename,
            {"name": "甲", "mark": "甲文件", "signature": "甲", "printing_office": "乙"},
            IssuingIdentity.Renamed,
        ),
        (IssuingIdentity.transfer, {"agency": "district"}, IssuingIdentity.Transferred),
        (
            IssuingIdentity.assign_series,
            {"series": [["澜政函", ["函"]]]},
            IssuingIdentity.SeriesAssigned,
        ),
        (IssuingIdentity.name_signers, {"signers": ["2"]}, IssuingIdentity.SignersNamed),
        (IssuingIdentity.rank, {"rank": 5}, IssuingIdentity.Ranked),
        (Unit.rename, {"name": "综合科"}, Unit.Renamed),
        (Unit.place_under, {"agency": "city", "superior": "city-02"}, Unit.PlacedUnder),
        (Unit.rank, {"rank": 5}, Unit.Ranked),
        (Person.rename, {"name": "何婉青"}, Person.Renamed),
        (Person.change_login, {"login": "hewq"}, Person.LoginChanged),
    ],
)
def test_each_change_is_an_event_of_its_own_and_changes_nothing_else(
    command: object, facts: dict[str, object], event: type
) -> None:
    kind = event.__qualname__.partition(".")[0]
    history = {"Agency": office, "IssuingIdentity": identity, "Unit": unit, "Person": clerk}[kind]
    before = given(history()).aggregate().timeline.latest

    (happened,) = (
        given(history()).when(lambda it: command(it, **facts, effective=JUNE, at=AT)).then(event)
    )

    after = given(history(), happened).aggregate().timeline
    assert after.latest == {**before, **facts}
    assert after.on("2026-05-31") == before

    (
        given(history(), happened)
        .when(lambda it: command(it, **facts, effective=JUNE, at=AT))
        .then_refused("没有需要变更的内容")
    )


@pytest.mark.parametrize(
    ("command", "facts", "event"),
    [
        ("retitle", {"title": "科长"}, Person.Retitled),
        ("transfer", {"agency": "district", "unit": ""}, Person.Transferred),
        ("entrust", {"roles": ["reviewer"]}, Person.Entrusted),
        ("rank", {"rank": 5}, Person.Ranked),
    ],
)
def test_each_change_of_a_post_is_an_event_of_the_person(
    command: str, facts: dict[str, object], event: type
) -> None:
    (happened,) = (
        given(clerk())
        .when(lambda it: getattr(it.post("1-1"), command)(**facts, effective=JUNE, at=AT))
        .then((event, {"post": "1-1"}))
    )

    post = given(clerk(), happened).aggregate().posts["1-1"]
    assert {name: post.latest[name] for name in facts} == facts
    assert post.on("2026-05-31")["title"] == "副科长"
    assert post.begun == "2025-07-01"


def test_who_was_relieved_held_the_post_until_the_day_before() -> None:
    (event,) = (
        given(clerk())
        .when(lambda it: it.relieve("1-1", effective=JUNE, at=AT))
        .then((Person.Relieved, {"post": "1-1"}))
    )

    post = given(clerk(), event).aggregate().posts["1-1"]
    assert post.on("2026-05-31") is not None
    assert post.on("2026-06-01") is None


def test_nobody_is_relieved_of_a_post_twice_or_of_one_that_is_not_theirs() -> None:
    relieved = clerk()
    relieved.relieve("1-1", effective=MAY, at=AT)

    (
        given(relieved)
        .when(lambda it: it.relieve("1-1", effective=JUNE, at=AT))
        .then_refused("任职“副科长”已于 2026-05-01 终止")
    )
    (
        given(clerk())
        .when(lambda it: it.relieve("9-9", effective=JUNE, at=AT))
        .then_refused("“何婉清”没有编号为“9-9”的任职")
    )


def test_nobody_is_appointed_to_the_same_post_twice() -> None:
    (
        given(clerk())
        .when(lambda it: it.appoint(CLERK, effective=JUNE, at=AT))
        .then_refused("任职“副科长”（1-1）已在目录中")
    )


def test_a_new_term_under_the_same_key_leaves_the_old_one_as_it_was() -> None:
    former = replace(CLERK, term=Term(date(2024, 1, 1), date(2025, 1, 1)))
    person = Person.register(HE, at=AT)
    person.appoint(former, effective=MAY, at=AT)

    again = replace(CLERK, title="科长", term=Term(since=JUNE))
    (event,) = (
        given(person)
        .when(lambda it: it.follow_post(again, effective=JUNE, at=AT))
        .then(Person.Reinstated)
    )

    post = given(person_with(former), event).aggregate().posts["1-1"]
    assert post.on("2024-06-01")["title"] == "副科长"
    assert post.on("2025-06-01") is None
    assert post.on("2026-06-01")["title"] == "科长"


def person_with(post: object) -> Person:
    person = Person.register(HE, at=AT)
    person.appoint(post, effective=MAY, at=AT)
    return person


def test_an_agency_is_ended_and_resumed_and_neither_twice() -> None:
    (end,) = given(office()).when(lambda it: it.close(effective=JUNE, at=AT)).then(Agency.Ended)
    ended = [*office().collect_events(), end]

    given(*ended).when(lambda it: it.close(effective=JUNE, at=AT)).then_refused("已于 2026-06-01")
    given(*ended).when(lambda it: it.reopen(effective=JUNE, at=AT)).then(Agency.Resumed)
    given(office()).when(lambda it: it.reopen(effective=JUNE, at=AT)).then_refused("没有终止")


def test_nothing_is_its_own_superior_or_without_a_name() -> None:
    (
        given(office())
        .when(lambda it: it.place_under(superior="city", effective=JUNE, at=AT))
        .then_refused("机关不能是自己的上级")
    )
    (
        given(unit())
        .when(lambda it: it.place_under(agency="city", superior="city-01", effective=JUNE, at=AT))
        .then_refused("内设机构不能是自己的上级")
    )
    (
        given(office())
        .when(lambda it: it.rename(name="", short_name="", effective=JUNE, at=AT))
        .then_refused("名称不能为空")
    )


def test_the_same_key_is_the_same_stream_everywhere() -> None:
    assert str(person_id("20012")) == "363b4d00-d390-5486-929b-fa4922c456cb"
    assert agency_id("20012") != person_id("20012")
