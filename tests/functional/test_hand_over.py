"""Somebody leaves a post: everything in progress goes to who takes over, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from documents.circulation.application import Circulations
from documents.circulation.circulation import Circulation
from documents.consignments.capsule import Capsule
from documents.consignments.states import Kind
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Track, Way
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.route import PLAIN
from office.access.identity import Identity
from office.access.permissions import NotAllowed
from office.desk.application import Desks
from office.desk.handing.application import Group, HandOvers
from office.desk.handing.hand_over import HandOver
from office.kernel.act import Act
from office.kernel.refusals import Refused
from tests.functional.office_app import (
    CITY,
    OFFICE,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    OfficeApp,
    draft,
    office_app,
)

LEADER_POST = "31001-1"
MANY = 200
CAPSULE = Capsule(
    consignment="",
    kind=Kind.DOCUMENT,
    sender=CITY,
    sender_name="澜州市人民政府办公室",
    addressee=QINGHE,
    addressee_name="清河区人民政府办公室",
    facts={"type": "通知", "title": "", "number": "1号", "urgency": ""},
    parts=(),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


@pytest.fixture
def hand_overs(office: OfficeApp) -> HandOvers:
    return office.house.find(HandOvers)


def arrived(office: OfficeApp, number: int, track: Track) -> Incoming:
    title = f"关于第{number}件事的通知"
    facts = {**CAPSULE.facts, "title": title}
    it = Incoming.arrive(
        replace(CAPSULE, consignment=str(uuid4()), facts=facts), at=office.clock.now()
    )
    clerk = office.person(QINGHE_CLERK)
    it.sign_for(by=clerk, at=office.clock.now())
    it.register(by=clerk, number=str(number), track=track, at=office.clock.now())
    it.screen(by=clerk, checks=list(CHECKS), note="", at=office.clock.now())
    return it


def before(
    office: OfficeApp, login: str, *, many: int = 0, readers: tuple[str, ...] = ()
) -> list[UUID]:
    """Papers before somebody for an instruction, or one to be read by these; in one act."""
    rooms, clerk = office.house.find(Incomings), office.person(QINGHE_CLERK)
    made: list[UUID] = []

    def decide() -> None:
        at = office.clock.now()
        for number in range(many):
            it = arrived(office, number, Track.HANDLING)
            it.propose(by=clerk, opinion="拟请阅示", to=office.person(login), at=at)
            rooms.save(it)
            made.append(it.id)
        if readers:
            it = arrived(office, many, Track.READING)
            rooms.save(it)
            made.append(it.id)

    act = office.by(QINGHE_CLERK)
    rooms.perform(act, name="papers", given={}, decide=decide)
    if not readers:
        return made
    to, clerk_act = [office.person(each) for each in readers], office.by(QINGHE_CLERK)
    rooms.circulate(clerk_act, made[-1], to=to, seen=rooms.load(Incoming, made[-1]).version)
    return [each.id for each in office.house.find(Circulations).going_on(made[-1])]


def identity(office: OfficeApp, login: str) -> Identity:
    return office.house.people.identities(person=office.person(login))[0]


def waiting(office: OfficeApp, login: str) -> set[UUID]:
    """Everything on somebody's desk, however long the list."""
    post = identity(office, login).post_key
    found = office.house.find(HandOvers).waiting(QINGHE, giver=office.person(login), post=post)
    return {each.subject for each in found}


def hand_over(
    office: OfficeApp, chosen: list[UUID], *, by: str = QINGHE_CLERK, **more: Any
) -> UUID:
    given = {"giver": office.person(QINGHE_LEADER), "taker": office.person(QINGHE_DEPUTY)}
    return office.house.find(HandOvers).hand_over(
        office.by(by), post=LEADER_POST, chosen=chosen, **{**given, **more}
    )


def journal(office: OfficeApp, hand_over: UUID) -> list[Any]:
    return list(office.house.find(HandOvers).events.get(hand_over))


@pytest.mark.slow
def test_two_hundred_papers_go_over_in_one_act_and_back_in_another(
    office: OfficeApp, hand_overs: HandOvers
) -> None:
    papers = set(before(office, QINGHE_LEADER, many=MANY))
    assert len(papers) == MANY
    counts = Desks(office.house.node).counts
    assert counts(identity(office, QINGHE_LEADER))["todo"] == MANY

    made = hand_over(office, sorted(papers))
    assert waiting(office, QINGHE_DEPUTY) == papers
    assert not waiting(office, QINGHE_LEADER)
    assert counts(identity(office, QINGHE_DEPUTY))["todo"] == MANY
    assert len(journal(office, made)[0].items) == MANY
    assert not journal(office, made)[0].left

    hand_overs.undo(office.by(QINGHE_CLERK), made)
    assert waiting(office, QINGHE_LEADER) == papers
    assert not waiting(office, QINGHE_DEPUTY)
    assert len(journal(office, made)[1].returned) == MANY


@pytest.mark.slow
def test_what_the_taker_has_done_meanwhile_stays_done(
    office: OfficeApp, hand_overs: HandOvers
) -> None:
    first, second = before(office, QINGHE_LEADER, many=2)
    made = hand_over(office, [first, second])
    act = office.by(QINGHE_DEPUTY)
    office.house.find(Incomings).instruct(act, first, words="同意", seen=6)
    hand_overs.undo(office.by(QINGHE_CLERK), made)
    undone = journal(office, made)[1]
    assert undone.returned == [str(second)]
    assert [each["subject"] for each in undone.kept] == [str(first)]
    assert "已经办理" in undone.kept[0]["reason"]
    with pytest.raises(Refused, match="已经撤销"):
        hand_overs.undo(office.by(QINGHE_CLERK), made)


@pytest.mark.slow
def test_two_hundred_papers_that_lie_with_others_go_over_too(
    office: OfficeApp, hand_overs: HandOvers
) -> None:
    """All drafts of one person, which name who leaves as their later reviewer."""
    rooms = office.house.find(Documents)
    giver, taker = office.person("xuming"), office.person("shenliyan")
    text = Manuscript(type="通知", title="关于一件事的通知", body=(Paragraph(0, "特此通知。"),))
    route = (PLAIN[0], replace(PLAIN[1], people=(giver,)), PLAIN[2])
    papers = [
        rooms.draft(office.by("chengyuan"), identity=OFFICE, manuscript=text) for _ in range(MANY)
    ]
    for each in papers:
        rooms.reroute(office.by("chengyuan"), each, route=route, seen=1)

    def minded(login: str, post: str) -> set[UUID]:
        found = hand_overs.waiting(CITY, giver=office.person(login), post=post)
        assert {each.group for each in found} <= {Group.AHEAD}
        return {each.subject for each in found}

    post = identity(office, "xuming").post_key
    assert minded("xuming", post) == set(papers)
    made = hand_overs.hand_over(
        office.by("duanwen"), giver=giver, post=post, taker=taker, chosen=papers
    )
    assert not minded("xuming", post)
    assert minded("shenliyan", "20003-2") == set(papers), "办公室主任 reviews"
    assert not minded("shenliyan", "20003-1"), "副秘书长 does not"
    hand_overs.undo(office.by("duanwen"), made)
    assert (minded("xuming", post), minded("shenliyan", "20003-2")) == (set(papers), set())
    assert rooms.load(Document, papers[0]).route == route


def test_the_preview_says_why_each_paper_is_theirs_and_counts_them(office: OfficeApp) -> None:
    id = draft(
        office, "澜州市人民政府办公室关于值班的通知", secrecy_reviewer=office.person("duanwen")
    )
    drafter = office.log_in("chengyuan")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person("xuming"))
    draft(office, "澜州市人民政府办公室关于轮休的通知")
    clerk = office.log_in("duanwen")
    page = clerk.open(f"/handovers/{identity(office, 'chengyuan').post_key}")
    legends = [each.get_text() for each in page.html.select("legend")]
    assert legends == ["待其办理的（1 件）", "由其拟稿、正在他人手中的（1 件）"]
    assert "拟稿人　澜州市人民政府办公室关于值班的通知" in page.text
    takers = {each["value"]: each.get_text() for each in page.html.select("#f-taker option")}
    assert "其中 1 件没有经办职责，将不移交" in takers[office.person("duanwen")]
    assert "将不移交" not in takers[office.person("hewanqing")]
    clerk.press("hand_over", taker=office.person("hewanqing"))
    assert clerk.page is not None
    assert "移交 2 件" in clerk.page.text
    assert office.house.find(Documents).load(Document, id).drafter == office.person("hewanqing")


def test_only_what_was_chosen_goes_over(office: OfficeApp) -> None:
    first, second = before(office, QINGHE_LEADER, many=2)
    hand_over(office, [first])
    assert waiting(office, QINGHE_LEADER) == {second}


def test_the_paper_says_that_it_was_handed_over(office: OfficeApp) -> None:
    (paper,) = before(office, QINGHE_LEADER, many=1)
    hand_over(office, [paper])
    deputy = office.log_in(QINGHE_DEPUTY)
    assert "移交：由 邵云帆 交 梁静宜" in deputy.open(f"/incoming/{paper}").text
    deputy.press("instruct", opinion="同意")


@pytest.mark.slow
def test_a_reader_who_takes_over_reads_once_and_the_last_one_moves_it_on(
    office: OfficeApp, hand_overs: HandOvers
) -> None:
    (paper,) = before(office, QINGHE_LEADER, readers=(QINGHE_LEADER, QINGHE_DEPUTY))
    rooms, readings = office.house.find(Incomings), office.house.find(Circulations)
    readings.initial(office.by(QINGHE_DEPUTY), paper, opinion="")
    made = hand_over(office, [paper])
    round = readings.load(Circulation, paper)
    assert (round.read, round.holders) == ((office.person(QINGHE_DEPUTY),), ())
    it = rooms.load(Incoming, round.paper)
    assert it.holder.role == "clerk"
    rooms.complete(office.by(QINGHE_CLERK), it.id, way=Way.READ, result="", seen=it.version)
    with pytest.raises(Refused, match="没有可以退回"):
        hand_overs.undo(office.by(QINGHE_CLERK), made)


@pytest.mark.slow
def test_a_reader_hands_over_what_is_to_be_read(office: OfficeApp, hand_overs: HandOvers) -> None:
    (paper,) = before(office, QINGHE_LEADER, readers=(QINGHE_LEADER, QINGHE_CLERK))
    made = hand_over(office, [paper])
    readers = office.house.find(Circulations).load(Circulation, paper).readers
    assert set(readers) == {office.person(QINGHE_DEPUTY), office.person(QINGHE_CLERK)}
    assert paper in waiting(office, QINGHE_DEPUTY)
    hand_overs.undo(office.by(QINGHE_DEPUTY), made)
    assert paper in waiting(office, QINGHE_LEADER)


def test_who_lacks_the_role_gets_nothing_and_is_told_why(office: OfficeApp) -> None:
    papers = before(office, QINGHE_LEADER, many=1)
    events = office.events()
    with pytest.raises(Refused, match="没有领导职责"):
        hand_over(office, papers, by=QINGHE_LEADER, taker=office.person(QINGHE_CLERK))
    assert office.events() == events


@pytest.mark.parametrize(
    ("by", "taker", "words"),
    [
        (QINGHE_DEPUTY, QINGHE_DEPUTY, "不能移交"),
        (QINGHE_LEADER, QINGHE_LEADER, "本人"),
        (QINGHE_CLERK, "zhouhuaiyuan", "本机关"),
    ],
)
def test_a_hand_over_that_may_not_be_is_refused(
    office: OfficeApp, by: str, taker: str, words: str
) -> None:
    papers = before(office, QINGHE_LEADER, many=1)
    events = office.events()
    with pytest.raises(Refused, match=words):
        hand_over(office, papers, by=by, taker=office.person(taker))
    assert office.events() == events


def test_nobody_hands_over_in_anothers_place(office: OfficeApp) -> None:
    papers = before(office, QINGHE_LEADER, many=1)
    day = office.clock.now().date()
    office.house.acting.delegate(
        office.by(QINGHE_LEADER),
        post=LEADER_POST,
        delegate=office.person(QINGHE_DEPUTY),
        scope=["all"],
        since=day,
        until=day.replace(day=28),
    )
    act = replace(office.by(QINGHE_DEPUTY), behalf=office.person(QINGHE_LEADER), post=LEADER_POST)
    with pytest.raises(NotAllowed, match="不得代理"):
        office.house.find(HandOvers).hand_over(
            act,
            giver=office.person(QINGHE_LEADER),
            post=LEADER_POST,
            taker=office.person(QINGHE_DEPUTY),
            chosen=papers,
        )


@pytest.mark.slow
def test_what_waits_in_another_post_of_the_same_person_stays_there(
    office: OfficeApp, hand_overs: HandOvers
) -> None:
    """沈立言 is 副秘书长 (leader, 20003-1) and 办公室主任 (reviewer, 20003-2)."""
    person = office.person("shenliyan")
    rooms = office.house.find(Incomings)
    it = Incoming.arrive(
        replace(CAPSULE, consignment="1", sender=QINGHE, addressee=CITY), at=office.clock.now()
    )
    it.sign_for(by=person, at=office.clock.now())
    it.register(by=person, number="1", track=Track.HANDLING, at=office.clock.now())
    it.screen(by=person, checks=list(CHECKS), note="", at=office.clock.now())
    it.propose(by=person, opinion="拟请阅示", to=person, at=office.clock.now())
    act = Act(agency=CITY, person=person, command="1")
    rooms.perform(act, name="papers", given={}, decide=lambda: rooms.save(it) and None)
    subjects = [
        [each.subject for each in hand_overs.waiting(CITY, giver=person, post=post)]
        for post in ("20003-1", "20003-2")
    ]
    assert subjects == [[it.id], []]


def test_a_hand_over_is_the_agencys_own(office: OfficeApp, hand_overs: HandOvers) -> None:
    made = hand_over(office, before(office, QINGHE_LEADER, many=1))
    assert hand_overs.load(HandOver, made).agency == QINGHE
    assert [row.items for row in hand_overs.made(QINGHE)] == [1]
    assert not hand_overs.made(CITY)


@pytest.mark.slow
def test_an_outgoing_document_goes_over_too_and_back(
    office: OfficeApp, hand_overs: HandOvers
) -> None:
    id = draft(office, "澜州市人民政府办公室关于值班的通知")
    drafter = office.log_in("chengyuan")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person("xuming"))
    reviewer, taker = office.person("xuming"), office.person("shenliyan")
    post = identity(office, "xuming").post_key
    found = hand_overs.waiting(CITY, giver=reviewer, post=post)
    assert [(each.subject, each.asked, each.movable) for each in found] == [
        (id, ("核稿", "保密审查人"), True)
    ]
    made = hand_overs.hand_over(
        office.by("duanwen"), giver=reviewer, post=post, taker=taker, chosen=[id]
    )
    rooms = office.house.find(Documents)
    assert rooms.load(Document, id).holder.people == (taker,)
    hand_overs.undo(office.by("duanwen"), made)
    assert rooms.load(Document, id).holder.people == (reviewer,)
