"""统计与电子监察: every number is how many papers stand behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from documents.incoming.application import Incomings
from documents.incoming.arriving.entered import Entered
from documents.incoming.incoming import Incoming
from documents.incoming.routes import Route
from tests.functional.acting import before_the_leader
from tests.functional.handled import handle
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    REVIEWER,
    OfficeApp,
    Visitor,
    draft,
    issue,
    offered,
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


def questions(office: OfficeApp, address: str) -> int:
    """How often papers that came are asked for, for the clerk's page."""
    clerk, engine, asked = office.log_in(QINGHE_CLERK), office.house.node.store.engine, []
    clerk.open(address)

    def listen(*about: Any) -> None:
        if "incomings" in about[2]:
            asked.append(about[2])

    event.listen(engine, "before_cursor_execute", listen)
    try:
        clerk.open(address)
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return len(asked)


def lists_behind(page: Any) -> list[tuple[str, str, str]]:
    """Every number that opens something: the table, the number and the way."""
    return [
        (table["aria-label"], link.text.replace("\xa0", ""), str(link["href"]))
        for table in page.select(".ledger")
        for link in table.select("a.number")
    ]


@pytest.mark.parametrize("address", ["/statistics", "/statistics/monitor"])
def test_every_number_opens_the_list_that_it_counts(office: OfficeApp, address: str) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    behind = dict.fromkeys(lists_behind(clerk.open(address).html))
    assert len(behind) > 3
    for table, number, href in behind:
        page = clerk.open(href).html
        lines = len(page.select(".ledger tbody tr"))
        counted = re.search(r"：(\d+) [件次]$", page.h1.text.strip())
        rate = re.search(r"：(.+)（(\d+) ÷ (\d+)）$", page.h1.text.strip())
        if counted and number.isdecimal():
            assert (int(number), int(counted[1])) == (lines, lines), (table, href)
        elif counted:  # hours of a line of flow times: the longest stands first
            assert number in [row.text for row in page.select("tbody td")] or lines
        else:
            assert rate, href
            part, whole = int(rate[2]), int(rate[3])
            assert rate[1] == number == f"{100 * part / whole:.1f}%"
            sides = [len(each.select("tbody tr")) for each in page.select(".ledger")]
            assert sides == [part, whole - part], (table, href)


def test_numbers_without_a_list_are_those_of_nothing(office: OfficeApp) -> None:
    page = office.log_in(QINGHE_CLERK).open("/statistics").html
    plain = [
        cell.text.strip()
        for cell in page.select(".ledger td.told")
        if not cell.select("a") and re.search(r"\d", cell.text)
    ]
    assert not plain


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


def test_what_is_wrong_with_papers_counts_for_their_sender(tmp_path: Path) -> None:
    with office_app(tmp_path) as office:
        for title in ("关于一的通知", "关于二的通知"):
            issue(office, title, to=[QINGHE])
        noted, back = (
            f"/incoming/{office.arrived(title, at=QINGHE)}"
            for title in ("关于一的通知", "关于二的通知")
        )
        clerk = office.log_in(QINGHE_CLERK)
        clerk.open(noted)
        clerk.press("sign_for")
        clerk.press("register", track="handling", faults=["wrong-form", "incomplete"])
        assert "初审，错情：文种、格式不符、附件不全" in clerk.open(noted).text
        clerk.open(back)
        clerk.press("refuse", fault="wrong-form", opinion="应当用函")
        page = clerk.open("/statistics").html
        told = {
            header.text: cell.text.strip()
            for table in page.select(".ledger")[-1:]
            for header, cell in zip(
                table.select("thead th")[1:], table.select("tbody td"), strict=True
            )
        }
        assert told["文种、格式不符"] == "2"
        assert told["附件不全"] == "1"
        assert told["错投"] == "0"
        listed = clerk.open(next(h for _, n, h in lists_behind(page) if "fault-wrong-form" in h))
        assert "文种、格式不符（初审记录，照常办理）" in listed.text
        assert "文种、格式不符（拒收）" in listed.text
        rates = {row[2]: row[1] for row in lists_behind(page) if "/rates/" in row[2]}
        assert next(rate for way, rate in rates.items() if "/rates/faults" in way) == "100.0%"
        assert next(rate for way, rate in rates.items() if "/rates/returns" in way) == "50.0%"


def test_what_needed_paper_is_not_paperless_and_the_rule_stands_beside(
    office: OfficeApp,
) -> None:
    page = office.log_in(QINGHE_CLERK).open("/statistics").html
    table = page.select_one("[aria-label=无纸化]")
    rows = {next(row.th.stripped_strings): row for row in table.select("tbody tr")}
    assert list(rows) == ["收文", "发文", "签报", "督办", "合计"]
    assert all(row.th.small for row in rows.values()), "the rule"
    assert [cell.text.strip() for cell in rows["收文"].select("td")] == ["2", "2", "100.0%"]
    assert [cell.text.strip() for cell in rows["督办"].select("td")] == ["0", "0", "—"]


def test_other_agencies_papers_are_theirs(office: OfficeApp) -> None:
    told = numbers(office.log_in(CLERK), "/statistics")
    assert (told["收文"][0], told["发文"][0], told["合计"][0]) == (0, 2, 2)


def test_senders_outside_the_directory_are_told_apart_by_their_names(tmp_path: Path) -> None:
    with office_app(tmp_path) as office:
        rooms = office.house.find(Incomings)

        def enter(*senders: str) -> None:
            for sender in senders:
                what = Entered(
                    route=Route.PAPER,
                    sender="",
                    sender_name=sender,
                    arrived_on=date(2026, 11, 19),
                    title=f"{sender}的函",
                    type="函",
                )
                rooms.enter(office.by(QINGHE_CLERK), arrival=what, files={})

        enter("云川省水利学会", "云川省桥梁学会", "云川省桥梁学会")
        page = office.log_in(QINGHE_CLERK).open("/statistics").html
        came = {
            row.th.text: row.select_one("td").text.strip()
            for row in page.select_one("[aria-label=各来文机关]").select("tbody tr")
        }
        assert came == {"云川省水利学会": "1", "云川省桥梁学会": "2"}
        paper = page.select_one("[aria-label=无纸化]").select_one("tbody tr")
        assert [cell.text.strip() for cell in paper.select("td")] == ["3", "0", "0.0%"]
        asked = questions(office, "/statistics")
        enter("云川省气象学会", "云川省林学会", "云川省测绘学会")
        assert questions(office, "/statistics") == asked, "no more are asked for more senders"


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
        office.clock.advance(hours=1)
        rooms.instruct(office.by(QINGHE_LEADER), paper, words="可以了", seen=7)
        clerk = office.log_in(QINGHE_CLERK)
        assert numbers(clerk, "/statistics/monitor")["退回环节"][0] == 1
        listed = clerk.open("/statistics/reversed")
        assert "回到“批示”" in listed.text
        watched = clerk.open("/statistics/monitor").html.select_one("[aria-label=退回环节]")
        for row in (listed.html.select_one(".ledger tbody tr"), watched.select_one("tbody tr")):
            then = clerk.get(str(row.a["href"])).follow()
            assert "as_of=" in then.request.url
            assert "只读" in then.text or not offered(then)
            assert "再拟" in then.text, "what brought it back is told"


def test_another_round_is_no_way_back_and_a_copy_is_no_paper_of_its_own(tmp_path: Path) -> None:
    with office_app(tmp_path) as office:
        issue(office, TITLE, to=[QINGHE])
        handle(office, TITLE, at=QINGHE, clerk=QINGHE_CLERK, leader=QINGHE_LEADER)
        rooms, paper = office.house.find(Incomings), office.arrived(TITLE, at=QINGHE)
        office.clock.advance(hours=1)
        it = rooms.load(Incoming, paper)
        rooms.instruct(office.by(QINGHE_LEADER), paper, words="请再核实", seen=it.version)
        clerk = office.log_in(QINGHE_CLERK)
        assert numbers(clerk, "/statistics/monitor")["退回环节"][0] == 0
        copy = Entered(
            route=Route.PAPER,
            sender=it.capsule.sender,
            sender_name=it.capsule.sender_name,
            arrived_on=date(2026, 11, 20),
            title=TITLE,
            number=str(it.capsule.facts["number"]),
            type="通知",
        )
        second = rooms.enter(office.by(QINGHE_CLERK), arrival=copy, files={})
        assert numbers(clerk, "/statistics")["收文"][0] == 2
        rooms.fold(office.by(QINGHE_CLERK), second, into=paper, seen=2)
        told = {label: number for label, (number, _) in numbers(clerk, "/statistics").items()}
        assert (told["收文"], told["在办积存"]) == (1, 1)


def test_what_went_on_past_a_step_is_told_with_the_step(tmp_path: Path) -> None:
    with office_app(tmp_path) as office:
        issue(office, TITLE, to=[QINGHE])
        handle(office, TITLE, at=QINGHE, clerk=QINGHE_CLERK)
        clerk = office.log_in(QINGHE_CLERK)
        watched = {
            label: number for label, (number, _) in numbers(clerk, "/statistics/monitor").items()
        }
        assert watched["跳过环节"] == 1
        assert "没有经过：批示" in clerk.open("/statistics/skipped").text
        told = numbers(clerk, "/statistics")
        assert told["其中已办结"][0] == 1
        assert told["超时限办理"][0] == 0


def test_lists_of_what_is_late_say_who_has_it_until_when_and_how_late(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    late = clerk.open("/statistics/late").html.select_one(".ledger tbody").text
    assert "签收，文书，时限 11月24日 17:30，超 2 个工作日" in late
    over = clerk.open("/statistics/overdue").html.select_one(".ledger tbody").text
    assert "批示，邵云帆，时限 11月25日 17:30，超 1 个工作日" in over


def test_what_another_agency_is_late_with_is_overdue_for_its_supervisor(tmp_path: Path) -> None:
    with office_app(tmp_path) as office:
        clerk = office.log_in(CLERK)
        clerk.open("/supervisions/open")
        title, required = "限期整改排水口", "书面报告"
        clerk.press("open_matter", title=title, kind="meeting", basis="会议", requirement=required)
        clerk.press("assign", host=f"agency:{QINGHE}", deadline="2026-11-24")
        assert "0" in clerk.open("/statistics/overdue").html.h1.text
        office.clock.moment = datetime(2026, 11, 26, 2, tzinfo=UTC)
        page = clerk.open("/statistics/overdue").html.select_one(".ledger tbody").text
        assert "清河区人民政府办公室，时限 11月24日 23:59，超 2 个工作日" in page


def test_a_draft_that_somebody_by_name_returned_went_back(office: OfficeApp) -> None:
    id = draft(office, "关于退回环节的通知")
    office.log_in(DRAFTER).press("submit", to=office.person(REVIEWER))
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}")
    reviewer.press("return", opinion="缺少时限，请补上。")
    clerk = office.log_in(CLERK)
    assert numbers(clerk, "/statistics/monitor")["退回环节"][0] == 1
    assert "由“核稿”回到“拟稿”" in clerk.open("/statistics/reversed").text
