"""联合用印: every issuer's keeper presses their own seal, in turn, before it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.consignments.registers import consignments
from documents.consulting.verdicts import Asking
from documents.cosealing.application import CoSealings
from documents.cosealing.co_sealing import CoSealing, State
from documents.cosealing.registers import co_sealings
from documents.cosealing.travelling import copies_in
from documents.demonstration.sealed import make_trial_seal
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from office.kernel.refusals import Refused
from signing.certificates.trusted import Trusted
from signing.checking.files import report
from signing.checking.report import Verdict
from signing.ofd.checking import checked as checked_ofd
from signing.seals.application import Seals
from tests.functional.office_app import CLERK, LEADER, OfficeApp, Visitor, draft, office_app
from tests.functional.sealed_office import PIN, picture, register_seal
from tests.functional.test_consulting import answered, ask
from tests.functional.test_sealing import PREVIEW
from tests.functional.test_three_agencies import (
    DATA,
    DATA_PEOPLE,
    EMERGENCY,
    EMERGENCY_PEOPLE,
    to_the_signer,
)
from tests.readers.pdf_programs import pdfsig

pytestmark = pytest.mark.slow
KEEPERS = {DATA: DATA_PEOPLE[0], EMERGENCY: EMERGENCY_PEOPLE[0]}
NAMES = {DATA: "澜州市大数据局", EMERGENCY: "澜州市应急管理局"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        register_seal(running)
        for place, (agency, keeper) in enumerate(KEEPERS.items()):
            (identity, *_) = running.house.directory.identities(agency)
            make_trial_seal(
                running.house,
                (running.by(keeper), running.by(keeper)),
                identity,
                record=f"9901000020000{place}",
                picture=picture(running.house.settings.here),
                pin=PIN,
            )
        yield running


def load(office: OfficeApp, id: UUID) -> Document:
    return office.house.find(Documents).load(Document, id)


def joint(office: OfficeApp, title: str) -> UUID:
    """Signed off by all three, numbered, typeset, before the host's keeper."""
    id = draft(office, title, body="一、建立机制\n各单位按职责共享信息。")
    ask(office, id, Asking.JOINT, agencies=[DATA, EMERGENCY])
    for agency, people in ((DATA, DATA_PEOPLE), (EMERGENCY, EMERGENCY_PEOPLE)):
        answered(office, title, at=agency, people=people, verdict="agree")
    to_the_signer(office, id)
    leader = office.log_in(LEADER)
    leader.open(f"/documents/{id}")
    leader.press("sign_off", opinion="同意印发")
    clerk = office.log_in(CLERK)
    for act in ("recheck", "number", "typeset"):
        clerk.open(f"/documents/{id}")
        clerk.press(act)
    assert load(office, id).stage is Stage.SEALING
    return id


def asked(office: OfficeApp, title: str, *, at: str) -> UUID:
    """The 联合用印件 of that title on the agency's register, that which waits if any does."""
    query = select(co_sealings.c.subject, co_sealings.c.state).where(
        co_sealings.c.agency == at, co_sealings.c.title == title
    )
    with office.house.node.store.reading() as connection:
        found = {row.state: row.subject for row in connection.execute(query)}
    subject: UUID = found.get(State.WAITING) or found[State.SEALED]
    return subject


def name_of(office: OfficeApp, login: str) -> str:
    return office.house.directory.person_name(office.by(login).person)


def step_of(page: Any) -> list[str]:
    """What the way of the document says under 用印."""
    (step,) = (each for each in page.html.select("ol.route > li") if "用印" in each.b.text)
    return [each.get_text(" ", strip=True) for each in step.select("small")]


def host_seals(office: OfficeApp, id: UUID) -> Visitor:
    clerk = office.log_in(CLERK)
    page = clerk.open(f"/documents/{id}")
    assert "依次送澜州市大数据局、澜州市应急管理局用印" in page.text
    clerk.press("seal", pin=PIN)
    office.deliver()
    return clerk


def partner_seals(office: OfficeApp, title: str, *, at: str) -> None:
    keeper = office.log_in(KEEPERS[at])
    assert title in keeper.open("/").text, "on the keeper's desk"
    keeper.open(f"/co-sealings/{asked(office, title, at=at)}")
    keeper.press("press", pin=PIN)
    office.deliver()


def test_every_issuer_seals_in_turn_and_only_then_it_goes_on(
    office: OfficeApp, tmp_path: Path
) -> None:
    title = "关于建立信息共享机制的通知"
    id = joint(office, title)
    before = load(office, id)
    clerk = host_seals(office, id)
    it = load(office, id)
    assert (it.stage, it.step_name) == (Stage.SEALING, "等候澜州市大数据局用印")
    assert it.step_name in clerk.open("/").text, "who waits for whom is on the desks"
    page = clerk.open(f"/documents/{id}")
    assert "印章加齐以前不能核发" in page.text
    assert step_of(page) == ["段文", "等候澜州市大数据局用印"]
    assert "<h2>递送" not in page.text, "nothing has been sent to anybody"
    rooms = office.house.find(Documents)
    with pytest.raises(Refused):
        rooms.release(office.by(CLERK), id, seen=it.version)
    with pytest.raises(Refused, match="正等候澜州市大数据局用印"):
        rooms.seal(office.by(CLERK), id, pin=PIN, seen=it.version)
    assert title not in office.log_in(KEEPERS[EMERGENCY]).open("/").text, "one after the other"

    first = office.house.node.content.get(it.agency, it.original["pages"])
    room, theirs = office.house.find(CoSealings), asked(office, title, at=DATA)
    partner_seals(office, title, at=DATA)
    seals = office.house.find(Seals)
    (own,), (there,) = seals.uses_on(id), seals.uses_on(theirs)
    copies = room.load(CoSealing, theirs).capsule.facts["copies"]
    assert own.copies == copies == there.copies, "both registers say the same"
    it = load(office, id)
    assert (it.stage, it.step_name) == (Stage.SEALING, "等候澜州市应急管理局用印")
    partner_seals(office, title, at=EMERGENCY)
    it = load(office, id)
    assert it.stage is Stage.RELEASING
    assert it.unsealed == before.original

    data = office.house.node.content.get(it.agency, it.original["pages"])
    assert data.startswith(first), "each covers what was before"
    assert pdfsig(data, tmp_path).count("Signature is Valid") == 3
    trust, now = office.house.find(Trusted).trust(), office.house.node.clock.now()
    found = report(data, name="one.pdf", trust=trust, now=now)
    assert found.verdict is Verdict.VALID
    order = ["澜州市人民政府办公室", *NAMES.values()]
    assert [each.signer for each in found.entries] == order
    layout = checked_ofd(office.house.node.content.get(it.agency, it.original["ofd"]))
    assert [each.faults for each in layout] == [(), (), ()]
    page = clerk.open(f"/documents/{id}")
    assert len(page.html.select('image[aria-label="印章"]')) == 3
    told = page.html.get_text()
    pressed = [f"{NAMES[at]} {name_of(office, KEEPERS[at])}" for at in KEEPERS]
    for agency, who in zip(NAMES.values(), pressed, strict=True):
        assert f"{who} 用印，印章“{agency}”" in told
    assert step_of(page)[:-1] == ["段文", *pressed], "the courier pressed nothing"
    at_partner = office.log_in(KEEPERS[DATA]).open(f"/co-sealings/{asked(office, title, at=DATA)}")
    assert "用印，印章“澜州市大数据局”" in at_partner.text
    for agency in KEEPERS:
        (row,) = office.house.find(Seals).uses_on(asked(office, title, at=agency))
        assert (row.agency, row.number, row.voided) == (agency, it.number, False)
    rooms.release(office.by(CLERK), id, seen=it.version)
    rooms.dispatch(office.by(CLERK), id, addressees=[DATA], seen=it.version + 1)
    office.deliver()
    office.arrived(title, at=DATA)


def test_only_the_partners_keeper_seals_and_sees_the_seal_in_its_place(
    office: OfficeApp,
) -> None:
    title = "关于联合用印权限的通知"
    id = joint(office, title)
    host_seals(office, id)
    subject = asked(office, title, at=DATA)
    room = office.house.find(CoSealings)
    for who in (DATA_PEOPLE[1], DATA_PEOPLE[2], CLERK):
        with pytest.raises(Refused):
            room.press(office.by(who), subject, pin=PIN, seen=1)
    keeper = office.log_in(KEEPERS[DATA])
    page = keeper.open(f"/co-sealings/{subject}")
    assert "虚线框内的印章是预览，尚未用印" in page.text
    (box,) = room.boxes_of(room.load(CoSealing, subject))
    (preview,) = page.html.select(PREVIEW)
    assert preview.find_parent(id=f"page-{box.page + 1}")
    assert keeper.get(preview.image["href"]).content_type == "image/png"
    (picture, seal) = preview.find_parent("svg").select("image")
    assert seal is preview.image
    assert picture["aria-label"], "the words of the page are read aloud as before"
    assert keeper.get(picture["href"]).content_type == "image/png"
    other = office.log_in(DATA_PEOPLE[2]).open(f"/co-sealings/{subject}")
    assert not other.html.select(PREVIEW)
    keeper.open(f"/co-sealings/{subject}")
    refused = keeper.press("press", pin="741963", status=422)
    assert "PIN 码" in refused.text
    assert "741963" not in refused.text
    assert load(office, id).step_name == "等候澜州市大数据局用印"
    office.log_in(CLERK).get(f"/co-sealings/{subject}", status=404)


def test_a_partner_that_does_not_seal_says_why_and_is_asked_again_or_all_is_voided(
    office: OfficeApp,
) -> None:
    title = "关于不予用印的通知"
    id = joint(office, title)
    clerk = host_seals(office, id)
    keeper = office.log_in(KEEPERS[DATA])
    keeper.open(f"/co-sealings/{asked(office, title, at=DATA)}")
    keeper.press("decline", opinion="署名应为全称。")
    office.deliver()
    assert load(office, id).step_name == "澜州市大数据局不予用印"
    page = clerk.open(f"/documents/{id}")
    assert "署名应为全称。" in page.text
    refuser = f"{NAMES[DATA]} {name_of(office, KEEPERS[DATA])}"
    assert f"{refuser} 不予用印：署名应为全称。" in page.html.get_text()
    (said,) = [it for it in page.html.select(".op") if "署名应为全称。" in it.text]
    assert refuser in said.text
    assert "系统" not in said.text
    clerk.press("ask_for_seal_again")
    office.deliver()
    partner_seals(office, title, at=DATA)
    assert load(office, id).step_name == "等候澜州市应急管理局用印"

    waiting, sealed = asked(office, title, at=EMERGENCY), asked(office, title, at=DATA)
    clerk.open(f"/documents/{id}")
    clerk.press("send_back", opinion="附件有误。")
    office.deliver()
    it = load(office, id)
    assert it.stage is Stage.TYPESETTING
    assert (it.sealing, it.co_sealers) == ("", {})
    seals = office.house.find(Seals)
    assert [row.voided for row in seals.uses_on(id)] == [True]
    (row,) = seals.uses_on(sealed)
    assert row.voided
    assert "主办机关撤回联合用印：附件有误。" in row.reason
    room = office.house.find(CoSealings)
    with pytest.raises(Refused, match="不在您手中"):
        room.press(office.by(KEEPERS[EMERGENCY]), waiting, pin=PIN, seen=2)

    clerk.open(f"/documents/{id}")
    clerk.press("typeset")
    host_seals(office, id)
    for agency in KEEPERS:
        partner_seals(office, title, at=agency)
    assert load(office, id).stage is Stage.RELEASING


def test_what_comes_back_changed_or_from_somebody_else_is_not_taken(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "关于送回文件核对的通知"
    id = joint(office, title)
    host_seals(office, id)
    it = load(office, id)
    room = office.house.find(CoSealings)
    subject = asked(office, title, at=DATA)
    boxes = room.boxes_of
    with monkeypatch.context() as patched:
        patched.setattr(CoSealings, "boxes_of", lambda self, it: [*boxes(it), *boxes(it)])
        room.press(office.by(KEEPERS[DATA]), subject, pin=PIN, seen=1)
    office.deliver()
    now = load(office, id)
    assert (now.version, now.original) == (it.version, it.original), "one seal more than asked"
    with office.house.node.store.reading() as connection:
        query = select(consignments.c.problem).where(consignments.c.document == subject)
        (problem,) = connection.execute(query).scalars()
    assert "个印章" in problem
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("ask_for_seal_again")
    office.deliver()
    (row,) = office.house.find(Seals).uses_on(subject)
    assert row.voided, "what came back wrong counts no more"
    partner_seals(office, title, at=DATA)
    assert load(office, id).step_name == "等候澜州市应急管理局用印"


@pytest.mark.parametrize(("told", "copies"), [(3, 3), (None, 1), ("3", 1), (0, 1), (True, 1)])
def test_the_partners_register_counts_the_hosts_copies(told: object, copies: int) -> None:
    assert copies_in({"copies": told}) == copies
