"""What is to be published, by when, and that it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from lxml import etree

from documents.effect.force import Change
from documents.outgoing.document import Document
from documents.publication.application import Publications, Tense
from documents.publication.feed import ATOM, OFFICE, Item, write_feed
from documents.publication.publication import Publication
from office.calendar import statutory
from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from tests.changing_effect import decide, propose
from tests.given import given
from tests.offices import CITY, EAST, WEST, Offices, by, manuscript, offices

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
DOCUMENT = uuid4()
CLERK = f"{CITY}/clerk"
PLACE = "https://www.lanzhou.example/2026/1.html"


def published() -> Publication:
    return Publication.publish(
        agency=CITY,
        document=DOCUMENT,
        by=CLERK,
        place=f" {PLACE} ",
        on=TODAY,
        registration="",
        at=AT,
        today=TODAY,
    )


def test_a_publication_names_place_and_day() -> None:
    events = given().when(lambda _: published()).then(Publication.Published)
    assert (events[0].place, events[0].on) == (PLACE, "2026-11-20")


@pytest.mark.parametrize(
    ("place", "on", "words"),
    [
        (" ", TODAY, "请填写公开的地方"),
        (PLACE, TODAY + timedelta(days=1), "不能晚于今天"),
    ],
)
def test_a_publication_that_tells_nothing_or_is_to_come_is_refused(
    place: str, on: date, words: str
) -> None:
    told: dict[str, Any] = {"place": place, "on": on, "by": CLERK, "at": AT, "today": TODAY}
    given(taken_down()).when(lambda it: it.publish_again(**told)).then_refused(words)


def taken_down() -> Publication:
    down = published()
    down.take_down(by=CLERK, reason="有个人信息", at=AT)
    return down


def test_what_is_taken_down_says_why() -> None:
    given(published()).when(lambda it: it.take_down(by=CLERK, reason=" ", at=AT)).then_refused(
        "须写明原因"
    )
    given(taken_down()).when(lambda it: it.take_down(by=CLERK, reason="再撤", at=AT)).then_refused(
        "已经撤下"
    )


def test_only_what_was_taken_down_is_published_again() -> None:
    told: dict[str, Any] = {"by": CLERK, "place": "公报", "on": TODAY, "at": AT, "today": TODAY}
    given(published()).when(lambda it: it.publish_again(**told)).then_refused("已经公开")
    events = (
        given(taken_down())
        .when(lambda it: it.publish_again(**told))
        .then(Publication.PublishedAgain)
    )
    assert events[0].place == "公报"


@pytest.fixture
def office(tmp_path: Path, sqlite_url: str) -> Iterator[Offices]:
    with offices(sqlite_url, tmp_path) as running:
        yield running


@pytest.fixture
def publications(office: Offices) -> Publications:
    return Publications(office.node, days=statutory())


def issued(office: Offices, *, dispatched: bool = True, **stated: Any) -> UUID:
    """A document of the city with what is stated of it."""
    rooms = office.documents
    it = rooms.draft(
        by(f"{CITY}/drafter"),
        identity=f"{CITY}-office",
        manuscript=manuscript(f"关于第{uuid4().hex[:6]}件事的通知"),
        particulars={
            "secrecy_reviewer": f"{CITY}/reviewer",
            **stated,
        },
    )
    rooms.submit(by(f"{CITY}/drafter"), it, to=[f"{CITY}/reviewer"], seen=1)
    rooms.review(by(f"{CITY}/reviewer"), it, opinion="", to=[f"{CITY}/signer"], seen=2)
    rooms.sign_off(by(f"{CITY}/signer"), it, opinion="同意", seen=3)
    rooms.recheck(by(CLERK), it, opinion="", seen=4)
    rooms.take_number(by(CLERK), it, seen=5)
    rooms.typeset(by(CLERK), it, seen=6)
    rooms.release(by(CLERK), it, seen=7)
    if dispatched:
        rooms.dispatch(by(CLERK), it, addressees=[EAST, WEST], seen=8)
    return it


def listed(publications: Publications, tense: Tense) -> list[UUID]:
    """The documents on one list; the rail's number is always that of the list."""
    assert publications.count_due(CITY) == len(publications.entries(CITY, Tense.DUE))
    return [each.document for each in publications.entries(CITY, tense)]


def test_a_public_document_is_due_in_twenty_working_days_once_it_is_dispatched(
    office: Offices, publications: Publications
) -> None:
    issued(office, dispatched=False, openness="主动公开")
    it = issued(office, openness="主动公开")
    entries = publications.entries(CITY, Tense.DUE)
    assert [each.document for each in entries] == [it]
    assert entries[0].signed_on == TODAY
    assert entries[0].due.day == date(2026, 12, 18)
    assert publications.entries(EAST, Tense.DUE) == []


def test_what_is_not_public_is_on_the_other_list_with_its_reason(
    office: Offices, publications: Publications
) -> None:
    it = issued(office, openness="不予公开", openness_reason="第十六条")
    assert listed(publications, Tense.DUE) == []
    (entry,) = publications.entries(CITY, Tense.NOT)
    assert (entry.document, entry.reason) == (it, "第十六条")
    with pytest.raises(Refused, match="不是主动公开"):
        publications.publish(by(CLERK), it, place=PLACE, on=TODAY)


def test_published_once_it_leaves_the_list_and_comes_back_when_taken_down(
    office: Offices, publications: Publications
) -> None:
    it = issued(office, openness="主动公开")
    publications.publish(by(CLERK, "once"), it, place=PLACE, on=TODAY)
    publications.publish(by(CLERK, "once"), it, place=PLACE, on=TODAY)
    assert (listed(publications, Tense.DUE), listed(publications, Tense.DONE)) == ([], [it])
    with pytest.raises(Refused, match="已经公开"):
        publications.publish(by(CLERK), it, place=PLACE, on=TODAY)
    publications.take_down(by(CLERK), it, reason="有个人信息")
    assert listed(publications, Tense.DUE) == [it]
    publications.publish(by(CLERK), it, place="政府公报2026年第11期", on=TODAY)
    entry = publications.entry(CITY, it)
    assert entry is not None
    assert (entry.is_up, entry.place) == (True, "政府公报2026年第11期")


def test_before_dispatch_nothing_is_published(office: Offices, publications: Publications) -> None:
    it = issued(office, dispatched=False, openness="主动公开")
    with pytest.raises(Refused, match="还没有印发"):
        publications.publish(by(CLERK), it, place=PLACE, on=TODAY)


def test_a_regulatory_document_is_published_under_its_registration(
    office: Offices, publications: Publications
) -> None:
    it = issued(office, openness="主动公开", regulatory=True)
    with pytest.raises(Refused, match="统一编号后公布"):
        publications.publish(by(CLERK), it, place=PLACE, on=TODAY)
    publications.publish(by(CLERK), it, place=PLACE, on=TODAY, registration="LZGS-2026-1")
    publications.take_down(by(CLERK), it, reason="排版有误")
    publications.publish(by(CLERK), it, place=PLACE, on=TODAY)


def test_who_is_no_clerk_or_of_another_agency_publishes_nothing(
    office: Offices, publications: Publications
) -> None:
    it = issued(office, openness="主动公开")
    for who in (f"{CITY}/drafter", f"{EAST}/clerk"):
        with pytest.raises(Refused):
            publications.publish(by(who), it, place=PLACE, on=TODAY)


def test_the_signer_may_have_changed_the_openness(
    office: Offices, publications: Publications
) -> None:
    rooms = office.documents
    it = rooms.draft(
        by(f"{CITY}/drafter"),
        identity=f"{CITY}-office",
        manuscript=manuscript("关于改公开属性的通知"),
        particulars={
            "openness": "主动公开",
            "secrecy_reviewer": f"{CITY}/reviewer",
        },
    )
    rooms.submit(by(f"{CITY}/drafter"), it, to=[f"{CITY}/reviewer"], seen=1)
    rooms.review(by(f"{CITY}/reviewer"), it, opinion="", to=[f"{CITY}/signer"], seen=2)
    changed = {
        **rooms.load(Document, it).particulars,
        "openness": "不予公开",
        "openness_reason": "第十六条",
    }
    rooms.sign_off(by(f"{CITY}/signer"), it, opinion="不公开", particulars=changed, seen=3)
    for seen, act in enumerate(("recheck", "take_number", "typeset", "release"), start=4):
        more = {"opinion": ""} if act == "recheck" else {}
        getattr(rooms, act)(by(CLERK), it, seen=seen, **more)
    rooms.dispatch(by(CLERK), it, addressees=[EAST], seen=8)
    assert listed(publications, Tense.DUE) == []


def test_what_was_annulled_is_due_no_longer(office: Offices, publications: Publications) -> None:
    it = issued(office, openness="主动公开")
    propose(office, it, Change.ANNUL)
    assert listed(publications, Tense.DUE) == [it]
    decide(office, it)
    assert listed(publications, Tense.DUE) == []
    assert listed(publications, Tense.NOT) == [it]


def test_the_most_pressing_stands_first(office: Offices, publications: Publications) -> None:
    first = issued(office, openness="主动公开")
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    clock.advance(days=3)
    second = issued(office, openness="主动公开")
    assert listed(publications, Tense.DUE) == [first, second]
    assert [each.document for each in publications.feed(CITY, most=5)] == [second, first]
    assert [each.document for each in publications.feed(CITY, most=1)] == [second]


def test_the_feed_is_atom_with_the_elements_of_a_document(
    office: Offices, publications: Publications
) -> None:
    it = issued(office, openness="主动公开")
    publications.publish(by(CLERK), it, place=PLACE, on=TODAY)
    (entry,) = publications.feed(CITY, most=5)
    item = Item(entry, text="一、<要求>", original="https://oa.example/a.pdf")
    data = write_feed([item], agency="澜州市人民政府办公室", here="https://x/feed", updated=AT)
    feed = etree.fromstring(data)
    names = {"a": ATOM, "g": OFFICE}
    assert feed.xpath("string(a:entry/a:id)", namespaces=names) == f"urn:uuid:{it}"
    assert feed.xpath("string(a:entry/a:content)", namespaces=names) == "一、<要求>"
    assert feed.xpath("string(a:entry/g:state)", namespaces=names) == "已公开"
    assert feed.xpath("string(a:entry/g:place)", namespaces=names) == PLACE
    assert feed.xpath("string(a:entry/g:number)", namespaces=names) == entry.number
    assert feed.xpath("string(a:updated)", namespaces=names) == "2026-11-20T01:00:00+00:00"
