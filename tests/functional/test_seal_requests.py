"""用印申请: approved by a leader, sealed by the keeper, registered, voided and done anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from webtest import TestResponse, Upload

from office.desk.registers import items
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.refusals import Missing, Refused
from signing.certificates.trusted import Trusted
from signing.ink.handwriting import WRITTEN, statement_of
from signing.ink.statement import verified
from signing.issuing.application import Certificates
from signing.issuing.holders import holder
from signing.keys.algorithms import Algorithm
from signing.requests.application import SealRequests
from signing.requests.seal_request import SealRequest, State
from signing.seals.application import Seals
from signing.seals.seal import Seal
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE_CLERK,
    REVIEWER,
    OfficeApp,
    offered,
    office_app,
    sentence,
)
from tests.functional.sealed_office import PIN, register_seal
from tests.inked import a_stroke, posted, some_ink
from tests.readers.pdf_programs import pdfsig
from tests.unit.signing.test_pdf_sealing import plain_pdf


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        register_seal(running)
        yield running


def applied(office: OfficeApp, title: str, *, file: bytes = b"") -> str:
    """The address of a request of the drafter, made through the form."""
    page = office.log_in(DRAFTER).open("/seal-requests")
    form = page.forms[next(n for n, it in page.forms.items() if "copies" in it.fields)]
    form["title"], form["to"], form["copies"] = title, "澜州市第一中学", "2"
    form["leader"] = office.person(LEADER)
    if file:
        form["file"] = Upload("证明.pdf", file)
    return str(form.submit("act", value="apply", status=303).location)


def opened(office: OfficeApp, login: str, address: str) -> TestResponse:
    return office.log_in(login).open(address)


def load(office: OfficeApp, address: str) -> SealRequest:
    room = office.house.find(SealRequests)
    return room.load(SealRequest, UUID(address.rpartition("/")[2]))


def test_a_proof_of_employment_is_approved_sealed_voided_and_sealed_again(
    office: OfficeApp, tmp_path: Path
) -> None:
    address = applied(office, "在职证明", file=plain_pdf())
    assert not [each for each in offered(opened(office, CLERK, address)) if each == "press"]
    leader = office.log_in(LEADER)
    assert "审批用印" in leader.open("/").text
    leader.open(address)
    leader.press("approve", opinion="同意。")

    clerk = office.log_in(CLERK)
    clerk.open(address)
    assert "没有第 9 页" in clerk.press("press", pin=PIN, page="9", status=422).text
    out = clerk.press("press", pin=PIN, page="1", across="999", status=422)
    assert "印章会盖到纸外" in sentence(out)
    assert "本页应填" in sentence(out)
    clerk.press("press", pin=PIN, page="1", across="120")
    first = load(office, address)
    assert first.state is State.SEALED
    answer = clerk.get(f"{address}/files/{first.sealed['digest']}.pdf")
    assert quote("在职证明已用印.pdf") in answer.headers["Content-Disposition"]
    sealed = answer.body
    (use,) = office.house.find(Seals).uses_on(first.id)
    told = clerk.open(address).html.get_text()
    assert f"用印登记号 {use.year}-{use.serial:04}" in told
    assert "第 1 页" in told
    assert "骑缝章" not in told
    assert "Signature is Valid" in pdfsig(sealed, tmp_path)

    clerk.open(address)
    clerk.press("void", opinion="压住了文字。")
    clerk.press("press", pin=PIN, page="1", across="120")
    one, two = office.house.find(Seals).uses_on(first.id)
    assert (one.voided, two.voided, two.warrant) == (True, False, office.person(LEADER))
    book = clerk.open("/sealings").html.get_text()
    assert "在职证明" in book
    assert "2 份，送澜州市第一中学" in book
    sheet = clerk.get("/sealings.xlsx?year=2026")
    assert quote("用印登记簿2026.xlsx") in sheet.headers["Content-Disposition"]


@pytest.mark.slow
def test_the_keeper_puts_the_seal_where_the_page_is_pointed_at_and_over_the_seam(
    office: OfficeApp,
) -> None:
    address = applied(office, "采购合同", file=plain_pdf())
    leader = office.log_in(LEADER)
    page = leader.open(address)
    pictures = [each["src"] for each in page.html.select("img.page")]
    assert len(pictures) == 2
    assert leader.get(pictures[1]).content_type == "image/png"
    leader.press("approve", opinion="")

    clerk = office.log_in(CLERK)
    clerk.open(address)
    assert placed(clerk.page) == (2, 129, 209), "on the last page, where signatures stand"
    shown = clerk.get(f"{address}?page=1&across=60&down=80")
    assert placed(shown) == (1, 39, 59), "its upper left corner, of 42 mm"
    looked = clerk.press("look", status=200, page="1", across="100", down="120", pin=PIN)
    assert placed(looked) == (1, 79, 99)
    assert PIN not in looked.text
    assert load(office, address).state is State.APPROVED, "looking is no act"

    clerk.open(address)
    clerk.press("press", page="1", across="100", down="120", seam=["yes"], pin=PIN)
    it = load(office, address)
    pdf = PdfReader(BytesIO(office.house.node.content.get(it.agency, it.sealed["digest"])))
    kinds = [[each.get_object() for each in page["/Annots"]] for page in pdf.pages]
    assert [[each["/Subtype"] for each in page] for page in kinds] == [
        ["/Stamp", "/Widget"],
        ["/Stamp"],
    ]
    left, _, _, top = (float(each) * 25.4 / 72 for each in kinds[0][1]["/Rect"])
    height = float(pdf.pages[0].mediabox.top) * 25.4 / 72
    assert (left, height - top) == pytest.approx((79, 99), abs=0.01)
    (use,) = office.house.find(Seals).uses_on(it.id)
    assert use.seam
    assert "各页加盖骑缝章" in clerk.open(address).text
    assert len(clerk.open(address).html.select("img.page")) == 2, "as it was sealed"


def placed(page: TestResponse) -> tuple[int, int, int]:
    """The page that is shown, and the seal's left and upper edge on it, mm."""
    (seal,) = page.html.select("[data-seal]")
    number = page.html.select("[data-placing] image")[0]["href"].rpartition("/")[2]
    return int(number.removesuffix(".png")), int(float(seal["x"])), int(float(seal["y"]))


def test_on_paper_the_use_is_only_registered(office: OfficeApp) -> None:
    address = applied(office, "介绍信")
    office.log_in(LEADER).open(address)
    office.log_in(LEADER).press("approve", opinion="")
    office.log_in(CLERK).open(address)
    office.log_in(CLERK).press("press")
    it = load(office, address)
    assert (it.state, it.sealed) == (State.SEALED, {})
    (use,) = office.house.find(Seals).uses_on(it.id)
    assert use.copies == 2


def test_what_is_not_approved_is_not_sealed_and_others_do_not_see_it(office: OfficeApp) -> None:
    address = applied(office, "合同")
    leader = office.log_in(LEADER)
    leader.open(address)
    assert "理由" in sentence(leader.press("decline", opinion="", status=422))
    leader.press("decline", opinion="合同未经审核。")
    assert load(office, address).state is State.DECLINED
    room = office.house.find(SealRequests)
    with pytest.raises(Exception, match="不能用印"):
        room.press(
            office.by(CLERK),
            load(office, address).id,
            place=None,
            seen=load(office, address).version,
        )
    office.log_in(REVIEWER).get(address, status=403)
    office.log_in(QINGHE_CLERK).get(address, status=404)


def test_the_applicant_takes_it_back_and_a_file_that_is_no_pdf_is_refused(
    office: OfficeApp,
) -> None:
    address = applied(office, "租用合同")
    office.log_in(DRAFTER).open(address)
    office.log_in(DRAFTER).press("withdraw")
    assert load(office, address).state is State.WITHDRAWN
    page = office.log_in(DRAFTER).open("/seal-requests")
    form = page.forms[next(n for n, it in page.forms.items() if "copies" in it.fields)]
    form["title"], form["file"] = "图片", Upload("证明.pdf", b"GIF89a")
    assert "应为 PDF" in sentence(form.submit("act", value="apply", status=422))
    form["title"], form["file"] = "残片", Upload("证明.pdf", plain_pdf()[:300])
    assert "已损坏或者不合规范" in sentence(form.submit("act", value="apply", status=422))


def test_what_waits_to_be_sealed_goes_to_the_seals_new_keeper(office: OfficeApp) -> None:
    seals = office.house.find(Seals)
    (row,) = seals.rows(office.by(CLERK).agency)
    waiting = applied(office, "聘用合同")
    leader = office.log_in(LEADER)
    leader.open(waiting)
    leader.press("approve", opinion="")
    clerks = office.house.directory.people_with_role(row.agency, Role.CLERK)
    other = next(str(each.person.id) for each in clerks if str(each.person.id) != row.keeper)
    theirs = replace(office.by(CLERK), person=other)

    def handed(act: Act, to: str) -> None:
        seen = seals.load(Seal, row.subject).version
        seals.offer(act, row.subject, to=to, reason="轮岗。", seen=seen)

    with pytest.raises(Refused, match="移交印章"):
        handed(replace(theirs, command="a clerk, for himself"), other)
    handed(replace(office.by(CLERK), command="the keeper"), other)
    seen = seals.load(Seal, row.subject).version
    seals.take_over(replace(theirs, command="taken"), row.subject, seen=seen)
    assert load(office, waiting).keeper == other
    with office.house.node.store.reading() as connection:
        (item,) = connection.execute(
            select(items.c.person).where(items.c.subject == load(office, waiting).id)
        )
    assert item.person == other

    handed(replace(theirs, command="back"), row.keeper)
    seen = seals.load(Seal, row.subject).version
    seals.take_over(replace(office.by(CLERK), command="taken back"), row.subject, seen=seen)
    assert load(office, waiting).keeper == row.keeper


def test_a_leader_decides_by_hand_and_signs_it(office: OfficeApp) -> None:
    house = office.house
    whose = holder(house.directory, kind="person", whose=LEADER)
    house.find(Certificates).issue(
        whose, algorithm=Algorithm.SM2, by="operator:test", pin="835192"
    )
    address = applied(office, "手写批准的证明", file=plain_pdf())
    leader = office.log_in(LEADER)
    leader.open(address)
    refused = leader.press("approve", opinion="", ink=posted(), pin="000000", status=422)
    assert refused.html.select_one("input[name=ink]")["value"], "what was written stays"
    leader.open(address)
    leader.press("approve", opinion="", ink=posted(), pin="835192")
    (said,) = (each for each in events(office, address) if type(each).__name__ == "Approved")
    it = load(office, address)
    assert said.opinion == WRITTEN
    assert said.ink["shown"] == it.file["digest"], "bound to what the leader had before them"
    assert said.ink["place"] == f"{it.id}:1"
    statement = statement_of(said.ink, words=WRITTEN)
    assert verified(statement, said.ink["signed"], trusted=house.find(Trusted)) == ""
    page = opened(office, DRAFTER, address)
    (drawn,) = page.html.select("svg.ink")
    assert drawn["aria-label"] == WRITTEN
    assert "核验有效" in page.text
    kept = house.node.content.get(it.agency, said.ink["digest"])
    assert kept == some_ink().to_bytes()


def test_a_refusal_by_hand_has_its_reason_and_nobody_else_writes_there(office: OfficeApp) -> None:
    address = applied(office, "手写退回的证明")
    other = office.log_in(DRAFTER)
    page = other.open(address)
    assert not page.html.select("input[name=ink]"), "who applied decides nothing"
    ink = some_ink(a_stroke(top=7000))
    token, seen = other.token(), {"seen": "1", "command": str(uuid4())}
    fields = {"csrf_token": token, "act": "approve", "ink": posted(ink), **seen}
    assert other.post(address, fields, status="*").status_int in (403, 422)
    with pytest.raises(Missing):
        office.house.node.content.get(load(office, address).agency, ink.digest)
    leader = office.log_in(LEADER)
    leader.open(address)
    assert "请写明理由" in leader.press("decline", opinion="", status=422).text
    leader.open(address)
    leader.press("decline", opinion="", ink=posted(ink))
    assert load(office, address).state is State.DECLINED
    assert opened(office, DRAFTER, address).html.select("svg.ink")


def events(office: OfficeApp, address: str) -> list[Any]:
    room = office.house.find(SealRequests)
    return list(room.events.get(UUID(address.rpartition("/")[2])))
