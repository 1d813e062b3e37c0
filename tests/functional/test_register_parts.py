"""Registers that are too long to be counted, skipped through or read from end to end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from documents.screens import register, register_parts
from documents.supervision.application import Supervisions
from documents.supervision.stages import Kind
from tests.functional.office_app import CLERK, OfficeApp, Visitor, draft, office_app

MANY = 23


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        for number in range(MANY):
            draft(running, f"关于第{number}件事的通知", body="正文提到供暖。")
            running.clock.advance(minutes=number % 2)  # some of them in the same moment
        running.deliver()
        yield running


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows a page; five are many."""
    monkeypatch.setattr(register, "ROWS", 10)
    monkeypatch.setattr(register_parts, "COUNTED", 5)


def titles(page: object) -> list[str]:
    return [each.get_text() for each in page.html.select("tbody th a")]  # type: ignore[attr-defined]  # a WebTest response


def turned(visitor: Visitor, page: object, word: str) -> object:
    ways = {each.get_text(): each["href"] for each in page.html.select(".turn a")}  # type: ignore[attr-defined]  # as above
    return visitor.get(ways[word]) if word in ways else None


@pytest.mark.usefixtures("long")
def test_turning_to_the_end_and_back_shows_every_paper_once(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    pages = [clerk.get("/documents")]
    while following := turned(clerk, pages[-1], "较早的"):
        pages.append(following)
    assert [len(titles(each)) for each in pages] == [10, 10, 3]
    assert len({title for each in pages for title in titles(each)}) == MANY
    assert "10 件以上" in pages[0].text.replace("\u00a0", " ")
    back = turned(clerk, pages[2], "较新的")
    assert titles(back) == titles(pages[1])
    first = turned(clerk, back, "较新的")
    assert titles(first) == titles(pages[0])
    assert turned(clerk, first, "较新的") is None


@pytest.mark.usefixtures("long")
def test_words_are_looked_for_by_the_index_in_titles_and_numbers_alone(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    page = clerk.get(f"/documents?{urlencode({'q': '第7件事'})}")
    assert titles(page) == ["关于第7件事的通知"]
    assert not titles(clerk.get(f"/documents?{urlencode({'q': '供暖'})}")), "only bodies have it"
    pages = [clerk.get(f"/documents?{urlencode({'q': '通知'})}")]
    while following := turned(clerk, pages[-1], "较早的"):
        pages.append(following)
    assert [len(titles(each)) for each in pages] == [10, 10, 3]
    assert len({title for each in pages for title in titles(each)}) == MANY


@pytest.mark.usefixtures("long")
def test_hits_that_are_none_of_the_rows_are_passed_over_and_none_is_shown_twice(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "ROWS", 3)
    rooms = office.house.find(Supervisions)
    for number in range(14):
        rooms.open_matter(
            office.by(CLERK),
            kind=Kind.MEETING if number % 2 else Kind.INSTRUCTION,
            facts={
                **dict.fromkeys(("instruction", "proposer", "proposal_number"), ""),
                "title": f"整改第{number}处",
                "requirement": "书面报告",
                "basis": "会议",
                "urgency": "平件",
            },
            source={},
            leader="",
            deadline="",
        )
    office.deliver()
    clerk = office.log_in(CLERK)
    asked = urlencode({"show": "all", "kind": Kind.MEETING.value, "q": "整改"})
    pages = [clerk.get(f"/supervisions?{asked}")]
    while following := turned(clerk, pages[-1], "较早的"):
        pages.append(following)
    found = [titles(each) for each in pages]
    assert [len(each) for each in found] == [3, 3, 1]
    numbers = {int(re.sub(r"\D", "", title)) for each in found for title in each}
    assert numbers == {1, 3, 5, 7, 9, 11, 13}


def test_a_place_that_is_none_shows_the_latest(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    latest = titles(clerk.get("/documents"))
    for asked in ("before=x", "before=2026-11-20_x", "since=", "before=2026-11-20T00:00:00_x"):
        assert titles(clerk.get(f"/documents?{asked}")) == latest
