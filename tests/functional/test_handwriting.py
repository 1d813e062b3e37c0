"""手写: what is written by hand goes with an opinion, is bound to the pages, signed, and shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from documents.opinions.application import Opinions
from documents.outgoing.application import Documents
from documents.searching.spoken import spoken
from office.kernel.destruction import Destructions
from office.kernel.refusals import Missing
from signing.certificates.trusted import Trusted
from signing.ink.handwriting import WRITTEN, statement_of
from signing.ink.ink import Colour
from signing.ink.statement import verified
from signing.issuing.application import Certificates
from signing.issuing.holders import holder
from signing.keys.algorithms import Algorithm
from tests.functional.office_app import (
    CITY,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    REVIEWER,
    OfficeApp,
    issue,
    offered,
    office_app,
    sentence,
)
from tests.functional.test_outgoing_opinions import ROUTES, reviewing, signing, slip
from tests.inked import a_stroke, posted, some_ink

PIN = "835192"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder = tmp_path_factory.mktemp("office")
    routes = folder / "routes.toml"
    routes.write_text(ROUTES, encoding="utf-8")
    with office_app(folder, routes=routes) as running:
        yield running


@pytest.fixture
def district(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def event_of(office: OfficeApp, address: str, kind: str) -> Any:
    events = office.house.find(Documents).events.get(UUID(address.rpartition("/")[2]))
    return next(each for each in events if type(each).__name__ == kind)


def instructing(office: OfficeApp, title: str) -> str:
    """The address of a paper before a district's leader."""
    issue(office, title, to=[QINGHE])
    address = f"/incoming/{office.arrived(title, at=QINGHE)}"
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(address)
    clerk.press("sign_for")
    clerk.press("register", track="handling")
    clerk.press("propose", opinion="", ink=posted(), to=office.person(QINGHE_LEADER))
    return address


def test_a_sign_off_by_hand_is_bound_to_the_pages_and_shown(office: OfficeApp) -> None:
    address = signing(office, "关于手写签发的通知")
    leader = office.log_in(LEADER)
    leader.open(address)
    both = some_ink(a_stroke(), a_stroke(colour=Colour.RED, top=5000))
    leader.press("sign_off", opinion="", ink=posted(both))
    said = event_of(office, address, "SignedOff")
    assert said.opinion == WRITTEN
    assert said.ink["digest"] == both.digest
    assert said.ink["shown"] == said.shown["pages"]
    assert said.ink["person"] == office.person(LEADER)
    assert said.ink["place"].startswith(address.rpartition("/")[2])
    assert office.house.node.content.get(CITY, both.digest) == both.to_bytes()
    drawn = leader.open(address).html.select_one("#opinions svg.ink")
    assert drawn["role"] == "img"
    assert drawn["aria-label"] == WRITTEN
    assert [each["class"] for each in drawn.select("path")] == [["ink-black"], ["ink-red"]]
    sheet = leader.get(f"{address}/sheet").html
    assert WRITTEN not in sheet.select_one("main").get_text()
    assert '"#d7191b"' in str(sheet.select_one("main")), "the red stroke is drawn into the form"
    found = list(spoken([said], name=lambda _: "周怀远"))
    assert [(each.heading, each.text) for each in found] == [("签发　周怀远", WRITTEN)]


def test_an_instruction_by_hand_is_no_circle_and_stands_in_the_sheet(district: OfficeApp) -> None:
    office = district
    address = instructing(office, "关于手写批示的通知")
    leader = office.log_in(QINGHE_LEADER)
    leader.open(address)
    drawn = leader.page.html.select("#act .acted-on svg.ink") if leader.page else []
    assert len(drawn) == 1, "the office's proposal, written by hand, stands above the form"
    leader.press("instruct", opinion="请抓紧", ink=posted())
    page = leader.open(address)
    assert "请抓紧" in slip(page)
    assert len(page.html.select("#opinions svg.ink")) == 2
    assert offered(office.log_in(QINGHE_CLERK).open(address)) == ["assign"]


@pytest.mark.parametrize("ink", ["<svg onload=alert(1)>", posted(width=1.5), posted(more="x")])
def test_hostile_ink_is_refused_and_nothing_typed_is_lost(office: OfficeApp, ink: str) -> None:
    address = reviewing(office, "关于手写内容的通知")
    reviewer = office.log_in(REVIEWER)
    reviewer.open(address)
    typed = {"opinion": "同意送审", "to": office.person(LEADER)}
    answer = reviewer.press("review", ink=ink, status=422, **typed)
    assert "请清除后重新手写" in sentence(answer)
    assert answer.html.select_one("textarea[name=opinion]").get_text().strip() == "同意送审"
    assert answer.html.select_one("input[name=ink]")["value"] == ink


def test_what_was_written_survives_a_refusal_and_the_draft(office: OfficeApp) -> None:
    address = reviewing(office, "关于保留手写的通知")
    reviewer = office.log_in(REVIEWER)
    page = reviewer.open(address)
    form = page.html.select_one("form#act")
    token = form.select_one("input[name=csrf_token]")["value"]
    reviewer.post(form["data-autosave"], {"csrf_token": token, "opinion": "", "ink": posted()})
    kept = reviewer.open(address).html.select_one("input[name=ink]")["value"]
    assert kept == some_ink().to_bytes().decode()
    refused = reviewer.press("review", ink=kept, to="nobody", status=422)
    assert refused.html.select_one("input[name=ink]")["value"] == kept
    reviewer.open(address)
    reviewer.press("review", to=office.person(LEADER))
    drafts = office.house.find(Opinions).drafts
    id = UUID(address.rpartition("/")[2])
    assert drafts.ink_of(agency=CITY, person=office.person(REVIEWER), paper=id) == ""


def test_ink_is_refused_where_no_words_are_asked_for(office: OfficeApp) -> None:
    address = reviewing(office, "关于无处手写的通知")
    reviewer = office.log_in(REVIEWER)
    page = reviewer.open(address)
    form = page.html.select_one("form#act")
    fields = [(each["name"], each.get("value", "")) for each in form.select("input[type=hidden]")]
    fields = [each for each in fields if each[0] != "ink"]
    fields += [("ink", posted()), ("act", "redirect"), ("form", "redirect"), ("opinion", "转")]
    before = office.events()
    assert "不能手写" in sentence(reviewer.send(address, fields, status=422))
    assert office.events() == before


def test_ink_signed_with_the_persons_key_is_verified(office: OfficeApp) -> None:
    room = office.house.find(Certificates)
    room.make_authority(name="测试", by="operator:test")
    whose = holder(office.house.directory, kind="person", whose=LEADER)
    room.issue(whose, algorithm=Algorithm.SM2, by="operator:test", pin=PIN)
    address = signing(office, "关于签名的通知")
    leader = office.log_in(LEADER)
    leader.open(address)
    wrong = leader.press("sign_off", ink=posted(), pin="111222", status=422)
    assert "PIN 码不对" in sentence(wrong)
    assert "111222" not in wrong.text
    leader.press("sign_off", ink=posted(), pin=PIN)
    said = event_of(office, address, "SignedOff")
    trusted = office.house.find(Trusted)

    def fault(words: str = WRITTEN, **changed: str) -> str:
        stated = statement_of({**said.ink, **changed}, words=words)
        return verified(stated, said.ink["signed"], trusted=trusted)

    assert fault() == ""
    assert "不符" in fault("另一句")
    assert "不符" in fault(shown="0" * 64)
    assert "不符" in fault(digest="0" * 64)
    told = slip(leader.open(address))
    assert "已签名" in told
    assert "核验有效" in told
    assert PIN not in str(said.ink)


def test_destroying_a_paper_takes_its_ink_along(office: OfficeApp) -> None:
    address = reviewing(office, "关于销毁手写的通知")
    reviewer = office.log_in(REVIEWER)
    reviewer.open(address)
    own = some_ink(a_stroke(pressure=321))
    reviewer.press("review", ink=posted(own), to=office.person(LEADER))
    content = office.house.node.content
    assert content.get(CITY, own.digest) == own.to_bytes()
    room = Destructions(office.house.node)
    id = UUID(address.rpartition("/")[2])
    proposal = room.propose(office.by("hanji", agency=CITY), subjects=[id], reason="误传")
    room.approve(office.by(LEADER), UUID(proposal))
    with pytest.raises(Missing):
        content.get(CITY, own.digest)
