"""时限与提醒: what waits too long is told, in working hours, once, to who can act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from documents.assignments.application import Assignments
from documents.circulation.application import Circulations
from documents.circulation.stages import Mode
from documents.consulting.application import Consultations
from documents.consulting.consultation import Consultation
from documents.consulting.verdicts import Asking
from documents.deadlines.application import Deadlines
from documents.deadlines.deadline import Deadline
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.followers import Followers
from tests.functional.acting import TITLE as AWAITED
from tests.functional.acting import before_the_leader, delegate
from tests.functional.office_app import (
    ADMINISTRATORS,
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    WANGJIANG,
    OfficeApp,
    issue,
    offered,
    office_app,
    sentence,
    value_of,
)

TITLE, OTHER_TITLE = "关于报送值班安排的通知", "关于防汛值守的通知"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def arrived(office: OfficeApp) -> UUID:
    """At 09:42 of a Friday; 平件: to be signed for by the end of Tuesday."""
    issue(office, TITLE, to=[QINGHE])
    return office.arrived(TITLE, at=QINGHE)


def at(office: OfficeApp, text: str) -> None:
    """Let the time be this in the office (China), and what is due happen."""
    office.clock.moment = datetime.fromisoformat(f"2026-{text}+08:00").astimezone(UTC)
    office.deliver()


def rows(office: OfficeApp, paper: UUID) -> Sequence[Any]:
    return office.house.find(Deadlines).of_paper(paper)


def events(office: OfficeApp, paper: UUID) -> list[str]:
    """What happened to the deadline of the latest step."""
    room = office.house.find(Deadlines)
    stored = room.events.get(rows(office, paper)[0].subject)
    return [type(each).__name__ for each in stored]


def desk_line(office: OfficeApp, login: str, *, path: str = "/") -> str:
    page = office.log_in(login).open(path)
    return next(
        (
            row.get_text(" ", strip=True)
            for row in page.html.select(".rows li")
            if TITLE in row.text
        ),
        "",
    )


def draft_answer(office: OfficeApp, paper: UUID) -> UUID:
    """A draft of Qinghe that answers the paper, about which Wangjiang is asked."""
    directory, rooms = office.house.directory, office.house.find(Documents)
    drafter = directory.people_with_role(QINGHE, Role.DRAFTER)[0].person
    identity = directory.identities(QINGHE)[0]
    manuscript = Manuscript(
        type="函",
        title="关于值班安排的复函",
        recipients="澜州市人民政府办公室",
        body=(Paragraph(0, "特此函复。"),),
        issuer=identity.name,
    )

    def act() -> Act:
        return Act(agency=QINGHE, person=str(drafter.id), command=str(uuid4()))

    document = rooms.draft(act(), identity=identity.key, manuscript=manuscript)
    it = rooms.load(Document, document)
    begun, asked = act(), act()
    incomings, consultations = office.house.find(Incomings), office.house.find(Consultations)

    def begin() -> None:
        incoming = incomings.load(Incoming, paper)
        incoming._answer_begun(
            timestamp=office.clock.now(), by=begun.person, document=str(document)
        )
        incomings.save(incoming)

    def ask() -> str:
        consultation = consultations.ask(
            asked,
            document=document,
            asking=Asking.COMMENTS,
            agencies=[WANGJIANG],
            deadline=date(2026, 11, 27),
            shown=rooms.typesetter.shown(QINGHE, it.revision),
            facts=it.facts,
        )
        return str(consultation)

    incomings.perform(begun, name="begin", given={}, decide=begin)
    return UUID(consultations.perform(asked, name="ask", given={}, decide=ask))


def test_what_is_not_signed_for_in_time_is_told_to_the_clerks(office: OfficeApp) -> None:
    paper = arrived(office)
    (row,) = rows(office, paper)
    assert f"{row.due:%m-%d %H:%M}" == "11-24 09:30", "17:30 in the office"
    assert "11月24日" in desk_line(office, QINGHE_CLERK)
    at(office, "11-24T13:29")
    assert rows(office, paper)[0].reminded == 0
    at(office, "11-24T13:30")
    assert "催办 1 次" in desk_line(office, QINGHE_CLERK)
    at(office, "11-24T17:30")
    assert rows(office, paper)[0].passed_at is not None
    at(office, "11-24T23:00")
    assert rows(office, paper)[0].reminded == 1, "nobody is disturbed at night"
    at(office, "11-25T09:00")
    at(office, "11-25T09:01")
    assert events(office, paper) == ["Set", "Reminded", "Passed", "Reminded"]
    for day in ("11-26", "11-27", "11-28", "11-30", "12-01", "12-02"):
        at(office, f"{day}T10:00")
    assert rows(office, paper)[0].reminded == 5, "no more than the table says"

    clerk = office.by(QINGHE_CLERK)
    office.house.find(Incomings).sign_for(clerk, paper, seen=1)
    office.deliver()
    signed_for, registering = sorted(rows(office, paper), key=lambda row: row.since)
    assert (signed_for.late, signed_for.ended_at is not None) == (True, True)
    assert registering.step == "register"
    assert "催办" not in desk_line(office, QINGHE_CLERK)


def test_the_sender_is_told_what_its_addressee_has_not_signed_for_in_time(
    office: OfficeApp,
) -> None:
    arrived(office)
    at(office, "11-24T17:29")
    assert "签收超时" not in office.log_in(CLERK).open("/distributions").text
    at(office, "11-24T17:31")
    assert "签收超时" in office.log_in(CLERK).open("/distributions").text
    at(office, "11-26T09:00")
    assert "签收超时，超 2 个工作日" in office.log_in(CLERK).open("/distributions").text


def test_what_rang_rings_no_second_time_after_a_restart(office: OfficeApp) -> None:
    paper = arrived(office)
    at(office, "11-25T09:00")
    told = events(office, paper)
    count = office.events()
    others = Followers(office.house.node, office.house.followers().members)
    with office.house.node.store.changing_state() as connection:
        connection.exec_driver_sql("update state_followers set owner = null")
        connection.exec_driver_sql("delete from state_deadlines_read")
    others.drain()
    assert (events(office, paper), office.events()) == (told, count)


def test_the_clock_stops_while_something_outside_is_waited_for(office: OfficeApp) -> None:
    paper = arrived(office)
    clerk = office.log_in(QINGHE_CLERK)
    address = f"/deadlines/incoming/{paper}"
    clerk.open(f"/incoming/{paper}")
    assert clerk.page is not None
    assert address in clerk.page.text
    at(office, "11-23T09:00")
    clerk.open(address)
    clerk.press("stop", status=422, reason="")
    assert clerk.page is not None
    assert "等候什么" in sentence(clerk.page)
    clerk.press("stop", reason="等来文机关补送附件")
    assert "停止计时" in desk_line(office, QINGHE_CLERK)
    at(office, "12-03T09:00")
    assert events(office, paper) == ["Set", "Stopped"]
    clerk.open(address)
    clerk.press("start")
    (row,) = rows(office, paper)
    assert f"{row.due:%m-%d %H:%M}" == "12-04 09:30", "two days were left, and are left"


def test_what_was_over_when_the_clock_stopped_is_over_still_and_told_again(
    office: OfficeApp,
) -> None:
    paper = arrived(office)
    at(office, "11-25T09:00")
    (before,) = rows(office, paper)
    clerk = office.log_in(QINGHE_CLERK)
    for act, typed in (("stop", {"reason": "等补件"}), ("start", {})):
        clerk.open(f"/deadlines/incoming/{paper}")
        clerk.press(act, **typed)
    (after,) = rows(office, paper)
    assert (after.due, after.passed_at) == (before.due, before.due)
    at(office, "11-26T09:00")
    at(office, "11-27T09:00")
    assert rows(office, paper)[0].reminded > before.reminded
    assert events(office, paper).count("Passed") == 1


def test_the_senders_day_is_apart_from_ones_own(office: OfficeApp) -> None:
    paper = arrived(office)
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(f"/deadlines/incoming/{paper}")
    clerk.press("state", day="2026-11-23")
    at(office, "11-23T18:00")
    assert "超来文时限" in desk_line(office, QINGHE_CLERK)
    (row,) = rows(office, paper)
    assert (row.passed_at, row.senders) == (None, "2026-11-23")
    assert "11月23日" in clerk.open(f"/deadlines/incoming/{paper}").html.text


@pytest.mark.parametrize(
    ("day", "words"), [("9999-12-31", "太远"), ("2026-11-01", "早于成文日期 2026-11-20")]
)
def test_a_senders_day_that_cannot_be_is_refused(office: OfficeApp, day: str, words: str) -> None:
    paper = arrived(office)
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(f"/deadlines/incoming/{paper}")
    refused = clerk.press("state", day=day, status=422)
    assert words in sentence(refused)
    assert value_of(refused, "day") == day


def test_a_turn_that_cannot_be_taken_in_holds_up_no_other(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadlines = office.house.find(Deadlines)
    set_limits = deadlines._limits

    def broken(subject: Any, row: Any, paper: UUID) -> Any:
        if subject.title == TITLE and is_broken:
            raise OverflowError("date value out of range")
        return set_limits(subject, row, paper)

    monkeypatch.setattr(deadlines, "_limits", broken)
    is_broken = [True]
    paper = arrived(office)
    issue(office, OTHER_TITLE, to=[QINGHE])
    other = office.arrived(OTHER_TITLE, at=QINGHE)
    assert rows(office, paper) == []
    assert len(rows(office, other)) == 1
    administrator = office.log_in(ADMINISTRATORS[0])
    told = administrator.open("/health").html.select_one("[aria-label=没有登记上的办理时限]").text
    assert "清河区人民政府办公室" in told
    assert "签收" in told
    assert "OverflowError: date value out of range" in told
    assert TITLE not in told
    is_broken.clear()
    office.clock.advance(minutes=2)
    office.deliver()
    assert len(rows(office, paper)) == 1, "tried again by itself"
    assert "OverflowError" not in administrator.open("/health").text


def test_who_stands_in_for_a_leader_is_told_too(office: OfficeApp) -> None:
    paper = before_the_leader(office)
    delegate(office, "instruct")
    at(office, "11-26T09:00")
    told = office.log_in(QINGHE_DEPUTY).open("/reading").html.select(".rows a[href*=reminders]")
    assert len(told) == 1
    assert AWAITED in told[0].text
    address = str(told[0]["href"])
    assert "邵云帆" in office.log_in(QINGHE_DEPUTY).open(address).html.text
    office.log_in(QINGHE_CLERK).open(address, status=404)
    rooms = office.house.find(Incomings)
    rooms.instruct(office.by(QINGHE_LEADER), paper, words="请办理", seen=5)
    office.deliver()
    assert not office.log_in(QINGHE_DEPUTY).open("/reading").html.select("a[href*=reminders]")


def test_a_share_is_urged_by_the_system_and_the_leaders_day_overrides(office: OfficeApp) -> None:
    paper = before_the_leader(office)
    rooms, people = office.house.find(Incomings), office.house.directory
    rooms.instruct(office.by(QINGHE_LEADER), paper, words="请办理", seen=5)
    handler = people.people_with_role(QINGHE, Role.DRAFTER)[0].person
    rooms.assign(
        office.by(QINGHE_CLERK),
        paper,
        host=f"person:{handler.id}",
        deadline="2026-11-27",
        note="",
        seen=6,
    )
    at(office, "11-27T14:00")
    (share,) = [row for row in rows(office, paper) if row.room == "assignment"]
    assert (share.basis, f"{share.due:%m-%d %H:%M}") == ("stated", "11-27 09:30")
    at(office, "11-30T09:00")
    room = office.house.find(Assignments)
    urged = [each for each in room.events.get(share.about) if type(each).__name__ == "Urged"]
    assert [(each.by, each.means, each.whom) for each in urged] == [
        ("timer", "system", str(handler.id)),
        ("timer", "system", str(handler.id)),
    ]


def test_the_clock_of_a_paper_stops_while_others_are_asked_about_its_answer(
    office: OfficeApp,
) -> None:
    paper = arrived(office)
    asked = draft_answer(office, paper)
    office.deliver()
    clock = office.house.find(Deadlines).clock_of(paper)
    assert clock is not None
    assert clock.is_stopped
    consultations = office.house.find(Consultations)
    asker = consultations.load(Consultation, asked).asker
    consultations.withdraw(
        Act(agency=QINGHE, person=asker, command="withdraw"),
        asked,
        codes=[WANGJIANG],
        reason="不再征求",
        seen=2,
    )
    office.deliver()
    clock = office.house.find(Deadlines).clock_of(paper)
    assert clock is not None
    assert not clock.is_stopped


def test_the_table_of_limits_is_shown_as_it_is_used(office: OfficeApp) -> None:
    page = office.log_in(QINGHE_LEADER).open("/deadlines").html
    signing = page.select_one("[aria-label=收文] tbody tr")
    cells = [cell.text.strip() for cell in signing.select("th, td")]
    assert cells[0] == "签收"
    assert cells[3:5] == ["2 个办公小时", "1 个工作日"]
    assert cells[-1] == "2 个工作日"
    office.log_in(DRAFTER).open("/deadlines", status=403)


def test_only_the_clerks_stop_the_clock(office: OfficeApp) -> None:
    paper = arrived(office)
    page = office.log_in(QINGHE_LEADER).open(f"/deadlines/incoming/{paper}")
    assert not offered(page)
    assert "stop" not in page.text


def test_deadlines_are_streams_that_replay(office: OfficeApp) -> None:
    paper = arrived(office)
    at(office, "11-25T09:00")
    it = office.house.find(Deadlines).load(Deadline, rows(office, paper)[0].subject)
    assert (it.passed, it.reminded, it.ended) == (True, 1, False)


def test_who_stands_in_for_a_reader_is_reminded_with_them_until_they_have_read_it(
    office: OfficeApp,
) -> None:
    paper = before_the_leader(office)
    delegate(office, "instruct")
    leader, reading = office.person(QINGHE_LEADER), office.house.find(Circulations)
    begun = reading.begin(
        office.by(QINGHE_CLERK),
        paper,
        room="incoming",
        readers=[leader],
        mode=Mode.AT_ONCE,
        note="",
    )
    address = f"a[href*='{begun}']"
    deputy = office.log_in(QINGHE_DEPUTY)
    at(office, "11-24T18:00")
    assert not deputy.open("/reading").html.select(address)
    at(office, "11-25T09:00")
    told = deputy.open("/reading").html.select(address)[0]
    assert AWAITED in told.text
    deputy.open(str(told["href"]))
    reading.initial(office.by(QINGHE_LEADER), UUID(begun), opinion="")
    assert not deputy.open("/reading").html.select(address)
