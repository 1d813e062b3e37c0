"""`office demo`: a document at every stage, by real acts; playing twice does nothing new."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from documents.consignments.application import Consignments
from documents.consignments.channels import Channel
from documents.consignments.states import State
from documents.consulting.application import Consultations
from documents.cosealing.application import CoSealings
from documents.cosealing.co_sealing import CoSealing
from documents.cosealing.registers import co_sealings
from documents.demonstration.cast import (
    ARCHIVES,
    CITY,
    DATA,
    EMERGENCY,
    PROVINCE,
    QINGHE,
    WANGJIANG,
)
from documents.demonstration.jointly import AT_HOST, AT_PARTNER
from documents.demonstration.scenes import BELOW_CITY, RESTING
from documents.effect.receiving.registers import heard_effects
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage as InStage
from documents.memoranda.registers import memoranda
from documents.numbering.registers import numbers
from documents.numbering.states import NumberStanding
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.registers import documents
from documents.outgoing.stages import LEAST, Stage
from documents.publication.registers import published
from office.cli import main
from office.desk.application import Desks
from office.directory.address_groups import AddressGroups
from office.house import House
from office.kernel.act import Act
from office.kernel.journal import journal
from office.kernel.references import references
from office.settings import load_settings
from signing.issuing.application import Certificates
from signing.issuing.states import Standing, state_of
from signing.keys.algorithms import Algorithm
from signing.keys.owners import Owner, OwnerKind
from tests.functional.demonstrated import copy_of_the_demonstration, demonstration

pytestmark = pytest.mark.slow

MOMENT = r"\s*\d+\s+\d\d-\d\d \d\d:\d\d:\d\d\s"
ONLY_WHERE_ASKED = {
    *(Stage.CONSULTING, Stage.COUNTERSIGNING, Stage.ENDORSING),
    *(Stage.PROOFREADING, Stage.PRINTING),
}
"""Steps that a route or an agency's chain adds; the demonstration's take the usual way."""
NEVER_RESTING = {Stage.TYPESETTING, Stage.ABANDONED, *ONLY_WHERE_ASKED}
"""A numbered document is typeset in the same sitting, and nobody shows what was given up."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demonstration(tmp_path_factory.getbasetemp())


@pytest.fixture
def house(folder: Path) -> Any:
    house = House(load_settings(folder / "node.ini"))
    yield house
    house.close()


def office(*arguments: str, folder: Path) -> str:
    """Run a command; it must succeed."""
    result = CliRunner().invoke(main, [*arguments, "-c", str(folder / "node.ini")])
    assert result.exit_code == 0, result.output
    return result.output


def rows(house: House, query: Any) -> list[Any]:
    with house.node.store.reading() as connection:
        return list(connection.execute(query))


def document(house: House, word: str) -> Document:
    """The document with this word in its title."""
    query = select(documents.c.subject).where(documents.c.title.contains(word))
    (row,) = rows(house, query)
    return house.find(Documents).load(Document, row.subject)


def happened(house: House, it: Document) -> list[str]:
    """The names of its events, in their order."""
    return [type(each).__name__ for each in house.find(Documents).events.get(it.id)]


def person(house: House, login: str) -> str:
    known = house.directory.person_by_login(login)
    assert known is not None
    return str(known.id)


def test_each_document_rests_where_its_scene_says(house: House) -> None:
    resting = {row.title: row.stage for row in rows(house, select(documents))}
    for word, stage in RESTING.items():
        assert [each for title, each in resting.items() if word in title] == [stage]
    scenes = {
        "公文印制": Stage.COUNTERSIGNING,
        "森林防火": Stage.SIGNING,
        "冬季供暖": Stage.SIGNING,
        "无偿献血": Stage.REVIEWING,
        "窗口服务时间": Stage.DRAFTING,
        "公共数据安全": Stage.DRAFTING,
        "值班通讯检查": Stage.SEALING,
        "数据质量核查": Stage.SEALING,
        "共享会商机制": Stage.SEALING,
    }
    for word, stage in scenes.items():
        assert [each for title, each in resting.items() if word in title] == [stage]
    named = (*RESTING, *scenes)
    others = {stage for title, stage in resting.items() if not any(map(title.count, named))}
    assert others == {Stage.DISPATCHED}


def test_there_is_a_document_at_every_stage_of_the_usual_way(house: House) -> None:
    stages = {Stage(row.stage) for row in rows(house, select(documents.c.stage))}
    assert stages >= set(LEAST) - NEVER_RESTING
    arrived = {InStage(row.stage) for row in rows(house, select(incomings.c.stage))}
    assert arrived >= {
        InStage.ARRIVED,
        InStage.SIGNED_FOR,
        InStage.REGISTERED,
        InStage.PROPOSED,
        InStage.ASSIGNED,
        InStage.CIRCULATING,
        InStage.COMPLETED,
    }


def test_a_dissent_waits_for_the_drafter_to_settle_it(house: House) -> None:
    it = document(house, "公文印制")
    assert len(it.unsettled) == 1
    assert it.awaits_settlement
    assert it.holder.people == (it.drafter,)


def test_what_was_returned_is_before_its_signer_again_without_a_second_review(
    house: House,
) -> None:
    it = document(house, "森林防火")
    names = happened(house, it)
    assert names[-5:-2] == ["Returned", "Revised", "Submitted"]
    assert names[-2:] == ["SecrecyReviewAsked", "SecrecyReviewed"]
    assert names.count("Reviewed") == 1


def test_a_reviewer_mended_a_draft(house: House) -> None:
    it = document(house, "冬季供暖")
    history: list[Any] = list(house.find(Documents).events.get(it.id))
    (revised,) = [each for each in history if type(each).__name__ == "Revised"]
    assert revised.by not in (it.drafter, "")


def test_of_three_asked_for_comments_two_have_answered_and_one_is_late(house: House) -> None:
    it = document(house, "窗口服务时间")
    (asked,) = house.find(Consultations).of_document(it.id)
    answered = {code for code, place in asked.places.items() if place.answer}
    late = {code for code, place in asked.places.items() if place.overdue}
    assert len(answered) == 2
    assert late == {WANGJIANG}


def test_a_request_of_the_city_is_above_with_who_signed_it(house: House) -> None:
    it = document(house, "东湖片区")
    assert house.directory.person_name(it.signer) == "陆承钧"
    (sent,) = house.find(Consignments).of_document(it.id)
    assert (sent.addressee, sent.state) == (PROVINCE, State.REGISTERED)


def test_who_is_away_is_stood_in_for_and_has_a_secretary(house: House) -> None:
    deputy, secretary = (
        {each.acting_for for each in house.people.identities(person=person(house, login))}
        for login in ("shenliyan", "xuming")
    )
    leader = person(house, "zhouhuaiyuan")
    assert leader in deputy
    assert leader in secretary


def test_one_memorandum_waits_and_one_is_decided(house: House) -> None:
    stages = {row.stage for row in rows(house, select(memoranda.c.stage))}
    assert stages == {"round", "approved"}


def test_a_repeal_is_heard_of_at_both_districts(house: House) -> None:
    heard = rows(house, select(heard_effects.c.agency))
    assert {row.agency for row in heard} == {QINGHE, WANGJIANG}


def test_a_paper_copy_waits_for_who_signed_for_it_and_its_document_is_public(
    house: House,
) -> None:
    it = document(house, "便民热线")
    lines = house.find(Consignments).of_document(it.id)
    assert [row.state for row in lines if row.channel == Channel.POST] == [State.TRANSMITTED]
    (public,) = rows(house, select(published.c.document))
    assert public.document == it.id


def test_numbers_are_reserved_and_one_is_void(house: House) -> None:
    standings = [row.standing for row in rows(house, select(numbers.c.standing))]
    assert standings.count(NumberStanding.RESERVED) == 2
    assert standings.count(NumberStanding.VOID) == 1


def test_the_citys_printed_recipients_mean_agencies_of_the_directory(house: House) -> None:
    told = house.find(AddressGroups).resolve("各区人民政府，市政府各部门、各直属单位", agency=CITY)
    assert told.unresolved == ()
    assert {each.code for each in told.agencies} == set(BELOW_CITY)
    before = house.find(AddressGroups).resolve("市政府各部门", agency=CITY, day=date(2019, 3, 1))
    assert {each.code for each in before.agencies} == {ARCHIVES, EMERGENCY}


def test_in_every_agency_somebody_has_something_to_do(house: House) -> None:
    desks = Desks(house.node)
    idle = []
    for agency in house.directory.agencies_on():
        waiting = [
            count
            for post in house.directory.posts_on(agency.code)
            for identity in house.people.identities(person=str(post.person.id))
            for count in desks.counts(identity).values()
        ]
        if not any(waiting):
            idle.append(agency.name)
    assert idle == []


def test_the_accounts_are_told_with_address_and_password(folder: Path, house: House) -> None:
    told = (folder / "told.txt").read_text(encoding="utf-8")
    assert "http://localhost:6543" in told
    for agency in house.directory.agencies_on():
        assert agency.name in told
        for post in house.directory.posts_on(agency.code):
            assert f"{post.person.login} " in told
            assert post.person.name in told
    password = re.search(r"口令都是 (\S+)", told)
    assert password is not None
    assert house.people.authenticate(login="hewanqing", password=password[1])


def test_a_second_run_records_nothing(folder: Path, house: House) -> None:
    count = select(func.count()).select_from(journal)
    before = rows(house, count)
    told = office("demo", "--no-serve", folder=folder)
    assert rows(house, count) == before
    assert "hewanqing" in told


def test_journal_registers_and_content_prove_themselves(folder: Path, house: House) -> None:
    assert "核验通过" in office("verify", folder=folder)
    assert "核对通过" in office("content", folder=folder)
    content, referred = house.node.content, select(references.c.agency, references.c.digest)
    stored = {(code, each) for code in content.agencies() for each in content.digests(code)}
    assert stored == {tuple(row) for row in rows(house, referred.distinct())}
    told = office("rebuild", "--check", folder=folder)
    assert "不同" not in told
    assert told.count("一致") >= 10


def test_play_prints_every_event_with_person_and_time(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = copy_of_the_demonstration(tmp_path_factory)
    house = House(load_settings(copy / "node.ini"))
    count = select(func.count()).select_from(journal)
    before = rows(house, count)[0][0]
    told = office("demo", "--play", folder=copy)
    played = rows(house, count)[0][0] - before
    house.close()
    lines = [line for line in told.splitlines() if re.match(MOMENT, line)]
    assert len(lines) == played
    assert played >= 30
    numbers = [int(line.split()[0]) for line in lines]
    assert numbers == list(range(before + 1, before + played + 1))
    for line, who, topic in (
        (lines[0], "程予安", "documents.Document.Drafted"),
        (next(each for each in lines if "SignedOff" in each), "周怀远", "SignedOff"),
        (lines[-1], "", "documents."),
    ):
        assert who in line
        assert topic in line
    assert any("冯小满" in line and "Incoming.SignedFor" in line for line in lines)
    assert any("Incoming.Completed" in line for line in lines)


def test_a_play_beside_a_running_server_waits_for_that_servers_courier(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    copy = copy_of_the_demonstration(tmp_path_factory)
    server = House(load_settings(copy / "node.ini"))
    couriers = server.followers()
    couriers.start()
    try:
        for _ in range(2):  # the first one's papers stand completed beside the second's
            told = office("demo", "--play", folder=copy)
            assert told.count("Incoming.Arrived") == 2
            assert told.count("Consignment.Completed") == 2
    finally:
        couriers.stop()
        server.close()


def test_who_signs_and_seals_has_certificates_for_trying(folder: Path) -> None:
    house = House(load_settings(folder / "node.ini"))
    try:
        room, now = house.find(Certificates), house.node.clock.now()
        held, trust = room.keys.held(), room.trusted.trust()
        assert {state_of(each, trust=trust, now=now).standing for each in held} == {Standing.GOOD}
        agencies = {each.code for each in house.directory.agencies_on()}
        for algorithm in (Algorithm.SM2, Algorithm.ECDSA):
            for agency in agencies:
                signer = room.keys.signer(Owner(OwnerKind.AGENCY, agency), algorithm=algorithm)
                assert signer.sign(b"x")
        assert all("测试" in str(each.certificate.parsed.subject.native) for each in held)
    finally:
        house.close()


def test_one_joint_document_waits_for_the_hosts_seal_and_one_for_the_partners(house: Any) -> None:
    """联合用印 can be tried from both sides: the partner's keeper has it on their desk."""
    with house.node.store.reading() as connection:
        rows = {row.title: row for row in connection.execute(select(documents))}
        (waiting,) = connection.execute(select(co_sealings)).all()
    rooms = house.find(Documents)
    at_host, at_partner = (
        rooms.load(Document, rows[title].subject) for title, _ in (AT_HOST, AT_PARTNER)
    )
    assert (at_host.stage, at_host.awaits_seal_of) == (Stage.SEALING, None)
    assert [each.name for each in rooms.co_sealers(at_host)] == ["澜州市大数据局"]
    assert at_partner.step_name == "等候澜州市大数据局用印"
    assert (waiting.agency, waiting.title, waiting.state) == (DATA, AT_PARTNER[0], "waiting")
    room, keeper = house.find(CoSealings), house.directory.person_by_login("tansiyuan")
    it = room.load(CoSealing, waiting.subject)
    act = Act(agency=DATA, person=str(keeper.id), command="try it")
    assert room.seals.must_be_usable(act, room.seal_of(it).subject), "by the keeper, today"
    assert room.boxes_of(it)
