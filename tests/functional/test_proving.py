"""导出证明 of real papers: by page and by command, for outsiders and for the agency."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from webtest import Upload

from documents.incoming.application import Incomings
from documents.proving.application import PaperProofs
from documents.proving.inner import OF_NO_PAPER, OPEN, STAYS_INSIDE, Audience
from documents.proving.told import WORDS
from office.kernel.refusals import Refused
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    OfficeApp,
    issue,
    office_app,
)
from tests.functional.test_checkpoints_page import certify
from tests.test_events import EVENTS
from tests.unit.signing.proven import run

TITLE = "关于做好防汛工作的通知"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """Papers that were issued and arrived; one of them has been instructed on."""
    with office_app(tmp_path_factory.mktemp("office")) as running:
        certify(running)
        issue(running, TITLE, to=[QINGHE])
        yield running


def root_of(office: OfficeApp, folder: Path) -> Path:
    """As an authority would publish it."""
    path = folder / "root.pem"
    path.write_bytes((office.house.settings.ca / "sm2" / "root.pem").read_bytes())
    return path


def exported(office: OfficeApp, *, by: str, address: str, audience: str) -> bytes:
    """By the form on the page, to which the paper's page leads."""
    visitor = office.log_in(by)
    assert f"{address}/proof" in visitor.open(address).text
    visitor.open(f"{address}/proof")
    answer = visitor.press("export", status=200, audience=audience)
    assert answer.content_type == "application/zip"
    return answer.body


def told(proof: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(proof)) as pack:
        found: dict[str, Any] = json.loads(pack.read("proof.json"))
        found["names"] = pack.namelist()
        return found


@pytest.mark.parametrize("audience", list(Audience))
def test_a_document_is_proven_to_anybody(
    office: OfficeApp, audience: Audience, tmp_path: Path
) -> None:
    paper = office.outgoing(TITLE)
    proof = exported(office, by=CLERK, address=f"/documents/{paper}", audience=audience)
    path = tmp_path / "proof.zip"
    path.write_bytes(proof)
    status, said = run(path, root_of(office, tmp_path))
    assert status == 0, said
    found = told(proof)
    topics = {each["topic"] for each in found["events"] if "state" in each}
    pages = {Path(each).suffix for each in found["names"] if each.startswith("documents/")}
    assert pages == {".pdf", ".ofd"}
    assert {each["topic"].split(".")[1] for each in found["events"]} >= {
        "Document",
        "Consignment",
    }
    if audience is Audience.OUTSIDERS:
        assert topics <= set(OPEN)
        assert "documents.Document.Dispatched" in topics
        assert all("经核" not in each.get("state", "") for each in found["events"])
    else:
        assert all("why" not in each for each in found["events"])


def test_the_proof_is_told_to_be_valid_where_it_is_checked(office: OfficeApp) -> None:
    address = f"/documents/{office.outgoing(TITLE)}"
    proof = exported(office, by=CLERK, address=address, audience="outsiders")
    visitor = office.log_in(DRAFTER)
    page = visitor.open("/check")
    form = next(each for each in page.forms.values() if each.action.endswith("/check"))
    form["file"] = Upload("证明.zip", proof)
    told = form.submit(status=200).text
    assert "有效：办理记录和文件全部在证明的保护之内" in told
    for words in (f"《{TITLE}》", "供外单位使用", "准备递送", "只给摘要", "内容由证明保护"):
        assert words in told
    assert not re.search(r"\b[a-z]+\.[A-Z][A-Za-z]+\.[A-Z]", told), "an event's code is no word"


def test_what_a_leader_said_of_a_paper_that_arrived_stays_inside(
    office: OfficeApp, tmp_path: Path
) -> None:
    paper, rooms = office.arrived(TITLE, at=QINGHE), office.house.find(Incomings)
    rooms.sign_for(office.by(QINGHE_CLERK), paper, seen=1)
    address = f"/incoming/{paper}"
    proof = told(exported(office, by=QINGHE_CLERK, address=address, audience="outsiders"))
    kinds = {each["topic"]: "state" in each for each in proof["events"]}
    assert kinds["documents.Incoming.SignedFor"]
    assert {each["agency"] for each in proof["events"]} == {QINGHE}


def test_only_clerks_hand_papers_out(office: OfficeApp) -> None:
    paper = office.outgoing(TITLE)
    for login in (DRAFTER, LEADER):
        visitor = office.log_in(login)
        assert "导出证明" not in visitor.open(f"/documents/{paper}").text
        visitor.open(f"/documents/{paper}/proof", status=403)
    for login in (QINGHE_CLERK, QINGHE_LEADER):
        office.log_in(login).open(f"/documents/{paper}/proof", status=404)


def test_without_a_choice_the_page_says_so(office: OfficeApp) -> None:
    paper = office.outgoing(TITLE)
    visitor = office.log_in(CLERK)
    page = visitor.open(f"/documents/{paper}/proof")
    form = next(each for each in page.forms.values() if each.action.endswith("/proof"))
    form["audience"].force_value("everybody")
    assert "请选择证明给谁用" in form.submit("act", value="export", status=422).text


def test_without_a_certificate_nothing_can_be_proven(tmp_path: Path) -> None:
    with office_app(tmp_path) as office:
        paper = issue(office, TITLE, to=[])
        with pytest.raises(Refused, match="没有签署检查点的密钥"):
            prove(office, paper)


def prove(office: OfficeApp, paper: UUID) -> bytes:
    room = office.house.find(PaperProofs)
    return room.prove(paper, audience=Audience.OUTSIDERS, words=WORDS)


def test_what_outsiders_are_told_are_kinds_of_events_that_there_are() -> None:
    assert set(OPEN) <= {each.TOPIC for each in EVENTS}
    spoken = ("opinion", "words", "dissent")
    for each in EVENTS:
        if each.TOPIC in OPEN:
            fields = set(each.__annotations__) - set(OPEN[each.TOPIC])
            assert not fields & set(spoken), "somebody's words stay inside"


def test_every_kind_of_event_is_decided_to_go_out_or_to_stay_inside() -> None:
    """A kind that nobody has decided about fails here, and stays inside meanwhile."""
    kinds: dict[str, set[str]] = {}
    for each in EVENTS:
        stream, _, kind = each.TOPIC.rpartition(".")
        kinds.setdefault(stream, set()).add(kind)
    told: dict[str, set[str]] = {}
    for topic in OPEN:
        stream, _, kind = topic.rpartition(".")
        told.setdefault(stream, set()).add(kind)
    rooms = ("documents", "signing", "kernel")
    assert {each for each in kinds if each.partition(".")[0] in rooms} == {
        *STAYS_INSIDE,
        *OF_NO_PAPER,
    }
    for stream, inner in STAYS_INSIDE.items():
        decided = set(inner.split()) or kinds[stream] - told.get(stream, set())
        assert not decided & told.get(stream, set()), stream
        assert decided | told.get(stream, set()) == kinds[stream], stream


def test_every_event_that_may_be_in_a_proof_has_words_of_our_language() -> None:
    for each in EVENTS:
        if each.TOPIC.rpartition(".")[0] in STAYS_INSIDE:
            assert re.fullmatch("[\u4e00-\u9fff、，]{2,}", WORDS[each.TOPIC]), each.TOPIC
    assert WORDS["documents.Document.SignedOff"] == "签发"
