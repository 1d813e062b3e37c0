"""统计与电子监察: every number is how many papers stand behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.incoming.application import Incomings
from tests.functional.acting import before_the_leader
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    OfficeApp,
    Visitor,
    issue,
    office_app,
)

TITLE = "关于报送统计数据的通知"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """Qinghe has two papers: one late at signing for, one with the leader."""
    with office_app(tmp_path_factory.mktemp("office")) as running:
        issue(running, TITLE, to=[QINGHE])
        before_the_leader(running)
        running.clock.moment = datetime(2026, 11, 26, 2, tzinfo=UTC)
        running.deliver()
        late = running.arrived(TITLE, at=QINGHE)
        rooms = running.house.find(Incomings)
        rooms.sign_for(running.by(QINGHE_CLERK), late, seen=1)
        running.deliver()
        yield running


def numbers(visitor: Visitor, address: str) -> dict[str, tuple[int, str]]:
    """Each figure of the page's tables: its number and its list."""
    page = visitor.open(address).html
    found = {}
    for row in page.select(".ledger tbody tr"):
        label = next(row.th.stripped_strings)
        link = row.select_one("a.number")
        if link and re.fullmatch(r"[\d\xa0]+", link.text):
            found[label] = (int(link.text.replace("\xa0", "")), str(link["href"]))
    return found


@pytest.mark.parametrize("address", ["/statistics", "/statistics/monitor"])
def test_each_number_opens_as_many_papers(office: OfficeApp, address: str) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    told = numbers(clerk, address)
    assert told
    for label, (number, href) in told.items():
        page = clerk.open(href)
        assert re.search(rf"：{number} [件次]", page.html.h1.text), label
        assert len(page.html.select(".ledger tbody tr")) == number, label


def test_what_came_and_what_is_late_is_counted(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    told = {label: number for label, (number, _) in numbers(clerk, "/statistics").items()}
    assert (told["收文"], told["在办积存"], told["发文"]) == (2, 2, 0)
    watched = {
        label: number for label, (number, _) in numbers(clerk, "/statistics/monitor").items()
    }
    assert watched["超时限办理"] == 1, "it was signed for a day too late"
    assert watched["现在超期"] == 1, "the leader has had it for too long"
    page = clerk.open("/statistics").html
    assert "50.0%" in page.text, "one of two was signed for in time"


def test_drawings_say_in_words_what_they_show(office: OfficeApp) -> None:
    page = office.log_in(QINGHE_LEADER).open("/statistics").html
    charts = page.select("figure.chart svg")
    assert len(charts) == 2
    assert "2026年11月：收文 2 件，发文 0 件" in charts[0].select_one("desc").text
    assert all(each["role"] == "img" for each in charts)
    assert not page.select("[style]"), "the policy forbids it"


def test_a_period_without_papers_is_empty_and_a_wrong_one_is_refused(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    told = numbers(clerk, "/statistics?first=2026-01-01&last=2026-01-31")
    assert {number for number, _ in told.values()} == {0}
    page = clerk.open("/statistics?first=2026-02-01&last=2026-01-31", status=422)
    assert "早于起始日期" in page.html.select_one("[role=alert]").text


def test_other_agencies_papers_are_theirs(office: OfficeApp) -> None:
    told = numbers(office.log_in(CLERK), "/statistics")
    assert (told["收文"][0], told["发文"][0], told["无纸发文"][0]) == (0, 2, 2)


def test_who_only_drafts_sees_no_statistics(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    assert 'href="/statistics"' not in drafter.open("/").text
    drafter.open("/statistics", status=403)
    drafter.open("/statistics/overdue", status=403)


def test_a_paper_that_went_back_is_told(tmp_path: Path) -> None:
    with office_app(tmp_path) as office:
        paper = before_the_leader(office)
        rooms = office.house.find(Incomings)
        rooms.instruct(office.by(QINGHE_LEADER), paper, words="请再核", seen=5)
        rooms.propose(
            office.by(QINGHE_CLERK), paper, opinion="再拟", to=office.person(QINGHE_LEADER), seen=6
        )
        clerk = office.log_in(QINGHE_CLERK)
        assert numbers(clerk, "/statistics/monitor")["退回环节"][0] == 1
        assert "回到“批示”" in clerk.open("/statistics/reversed").text
