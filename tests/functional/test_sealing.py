"""用印: real seals on real files, by the keeper alone, on record, voided when it went wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PageObject, PdfReader
from sqlalchemy import select
from webtest import Upload

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from documents.proving.application import PaperProofs
from documents.proving.inner import Audience
from documents.proving.told import WORDS
from office.kernel.journal import journal
from office.kernel.refusals import Refused
from signing.keys.pin import WrongPIN
from signing.ofd.checking import checked
from signing.seals.application import Seals
from signing.seals.seal import Seal
from signing.seals.sealing import Sealing
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    OfficeApp,
    office_app,
    sentence,
)
from tests.functional.sealed_office import PIN, before_sealing, picture, register_seal
from tests.functional.test_checkpoints_page import certify_node
from tests.readers.pdf_programs import pdfsig

SEAL, PREVIEW = 'image[aria-label="印章"]', 'g[aria-label="印章（预览，尚未用印）"]'


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder: Path = tmp_path_factory.mktemp("office")
    with office_app(folder) as running:
        running.seal = register_seal(running)
        yield running


def load(office: OfficeApp, id: UUID) -> Document:
    return office.house.find(Documents).load(Document, id)


def seal(office: OfficeApp, id: UUID, *, by: str = CLERK, pin: str = PIN) -> None:
    office.house.find(Documents).seal(office.by(by), id, pin=pin, seen=load(office, id).version)


def content(office: OfficeApp, id: UUID, name: str) -> bytes:
    it = load(office, id)
    return office.house.node.content.get(it.agency, it.original[name])


def test_a_name_with_a_seal_on_record_is_sealed_and_what_goes_out_is_the_sealed_file(
    office: OfficeApp, tmp_path: Path
) -> None:
    id = before_sealing(office, "关于真章的通知")
    before = load(office, id)
    assert before.stage is Stage.SEALING
    seal(office, id)

    it = load(office, id)
    assert it.stage is Stage.RELEASING
    assert it.original["pages"] != before.original["pages"]
    assert it.unsealed == before.original
    said = pdfsig(content(office, id, "pages"), tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert content(office, id, "pages").startswith(
        office.house.node.content.get(it.agency, before.original["pages"])
    )
    (found,) = checked(content(office, id, "ofd"))
    assert not found.faults, found
    (use,) = office.house.find(Seals).uses_on(id)
    assert not use.seam, "nobody asked for it"

    rooms = office.house.find(Documents)
    rooms.release(office.by(CLERK), id, seen=it.version)
    rooms.dispatch(office.by(CLERK), id, addressees=[QINGHE], seen=it.version + 1)
    office.deliver()
    arrived = office.arrived("关于真章的通知", at=QINGHE)
    assert office.house.node.content.get(QINGHE, it.original["pages"]), arrived


def test_only_the_keeper_seals_with_the_right_pin_and_the_pin_is_nowhere(
    office: OfficeApp,
) -> None:
    id = before_sealing(office, "关于监印人的通知")
    with pytest.raises(WrongPIN):
        seal(office, id, pin="852742")
    with pytest.raises(Refused):
        seal(office, id, pin="")
    with pytest.raises(Refused):
        seal(office, id, by=LEADER)
    assert load(office, id).stage is Stage.SEALING
    seal(office, id)
    with office.house.node.store.reading() as connection:
        states = connection.execute(select(journal.c.state)).scalars().all()
        commands = connection.exec_driver_sql("select * from state_commands").fetchall()
    assert all(PIN.encode() not in bytes(each) for each in states if each)
    assert PIN not in repr(commands)


def test_each_use_is_a_line_of_the_register_with_the_digests_and_of_one_series(
    office: OfficeApp,
) -> None:
    id = before_sealing(office, "关于用印登记的通知")
    before = load(office, id)
    seal(office, id)
    seals, it = office.house.find(Seals), load(office, id)
    (row,) = seals.uses_on(id)
    done = seals.load(Sealing, row.subject)
    assert str(done.id) == it.sealing
    assert (done.proof, done.matter.number) == (before.original["pages"], it.number)
    assert {(each.of, each.digest) for each in done.outcomes} == {
        (before.original["pages"], it.original["pages"]),
        (before.original["ofd"], it.original["ofd"]),
    }
    serials = [each.serial for each in seals.uses(it.agency)]
    assert serials == list(range(len(serials), 0, -1))


def test_a_wrong_sealing_is_voided_kept_and_done_again(office: OfficeApp) -> None:
    id = before_sealing(office, "关于用印作废的通知")
    before = load(office, id)
    seal(office, id)
    wrong = load(office, id)
    rooms, seals = office.house.find(Documents), office.house.find(Seals)
    with pytest.raises(Refused, match="用印作废理由"):
        rooms.send_back(office.by(CLERK), id, reason=" ", seen=wrong.version)
    rooms.send_back(office.by(CLERK), id, reason="印章压住了日期。", seen=wrong.version)
    back = load(office, id)
    told = office.log_in(CLERK).open(f"/documents/{id}").html.get_text()
    assert "用印作废，退回用印环节：印章压住了日期。" in told
    assert (back.stage, back.original, back.sealing) == (Stage.SEALING, before.original, "")
    seal(office, id)
    first, second = seals.uses_on(id)
    assert (first.voided, first.reason, second.voided) == (True, "印章压住了日期。", False)
    assert office.house.node.content.has(wrong.agency, wrong.original["pages"])
    right = load(office, id)
    assert right.original["pages"] != wrong.original["pages"]

    certify_node(office)
    rooms.release(office.by(CLERK), id, seen=right.version)
    rooms.dispatch(office.by(CLERK), id, addressees=[QINGHE], seen=right.version + 1)
    outside, inside = (proven(office, id, audience) for audience in Audience)
    assert f"documents/{right.original['pages']}.pdf" in outside
    for digest in (wrong.original["pages"], wrong.original["ofd"]):
        assert any(digest in name for name in inside), "kept"
        assert not any(digest in name for name in outside), "a good seal on the wrong pages"


def proven(office: OfficeApp, id: UUID, audience: Audience) -> list[str]:
    """The names of what goes along with a proof."""
    proof = office.house.find(PaperProofs).prove(id, audience=audience, words=WORDS)
    with zipfile.ZipFile(BytesIO(proof)) as pack:
        return pack.namelist()


def test_a_suspended_seal_seals_nothing_and_is_not_gone_round(office: OfficeApp) -> None:
    id = before_sealing(office, "关于停用的通知")
    seals = office.house.find(Seals)
    which = seals.seal_for(load(office, id).agency, load(office, id).identity).subject

    def seen() -> int:
        return seals.load(Seal, which).version

    seals.suspend(office.by(CLERK), which, reason="机构改革。", seen=seen())
    with pytest.raises(Refused, match="停用"):
        seal(office, id)
    with pytest.raises(Refused):
        seals.resume(office.by(CLERK), which, reason="改回。", seen=seen())
    seals.resume(office.by(LEADER), which, reason="改革方案暂缓。", seen=seen())
    seal(office, id)


def test_the_keeper_sees_the_seal_in_its_place_before_it_is_pressed_and_types_the_pin(
    office: OfficeApp,
) -> None:
    id = before_sealing(office, "关于用印页面的通知")
    clerk = office.log_in(CLERK)
    page = clerk.open(f"/documents/{id}")
    (shown,) = page.html.select(PREVIEW)
    assert clerk.get(shown.image["href"]).content_type == "image/png"
    assert shown["role"] == "img", "read aloud as one thing that is not there yet"
    assert shown.select("rect[stroke-dasharray]")
    assert "预览，尚未用印" in shown.get_text(), "said on the page, also where it is printed"
    assert not page.html.select(SEAL), "nothing looks sealed"
    for who in (LEADER, DRAFTER):
        others = office.log_in(who).open(f"/documents/{id}")
        assert not others.html.select(f"{PREVIEW}, {SEAL}"), "who does not seal it sees none"
    assert "PIN 码" in sentence(clerk.press("seal", pin="741963", status=422))
    assert "741963" not in clerk.page.text
    clerk.press("seal", pin=PIN)
    page = clerk.open(f"/documents/{id}")
    assert page.html.select(SEAL), "the stored page bears it"
    assert not page.html.select(PREVIEW)
    assert "用印，印章“澜州市人民政府办公室”" in page.text
    assert "加盖骑缝章" not in page.text
    clerk.press("send_back", opinion="位置偏了。")
    assert load(office, id).stage is Stage.SEALING
    clerk.open("/sealings")
    assert "位置偏了。" in clerk.page.text
    assert "已作废" in clerk.page.text
    assert clerk.get("/sealings.xlsx").body.startswith(b"PK")


@pytest.mark.slow
def test_a_seam_goes_over_every_page_of_pdf_ofd_and_screen_when_the_keeper_asks_for_it(
    office: OfficeApp, tmp_path: Path
) -> None:
    id = before_sealing(office, "关于骑缝章的通知", lines=30)
    pages = load(office, id).original["count"]
    assert pages > 1
    clerk = office.log_in(CLERK)
    page = clerk.open(f"/documents/{id}")
    assert len(page.html.select('.seam.asked g[aria-label="骑缝章（预览，尚未用印）"]')) == pages
    clerk.press("seal", pin=PIN, seam=["yes"])

    page = clerk.open(f"/documents/{id}")
    assert len(page.html.select(".seam")) == pages
    assert not page.html.select(".seam.asked"), "it is there, whatever the form says"
    pdf = PdfReader(BytesIO(content(office, id, "pages")))
    assert [kinds_on(each).count("/Stamp") for each in pdf.pages] == [1] * pages
    said = pdfsig(content(office, id, "pages"), tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    (found,) = checked(content(office, id, "ofd"))
    assert (found.faults, found.pages) == ((), tuple(range(pages)))
    (row,) = office.house.find(Seals).uses_on(id)
    assert row.seam
    told = "用印，印章“澜州市人民政府办公室”，加盖骑缝章"
    assert told in page.text, "the history says so, not only 用印登记簿"
    assert office.house.find(Seals).load(Sealing, row.subject).seam
    assert "加盖骑缝章" in clerk.open("/sealings").text


def kinds_on(page: PageObject) -> list[str]:
    return [str(each.get_object()["/Subtype"]) for each in page.get("/Annots", ())]


def test_a_seal_is_registered_handed_over_and_suspended_on_its_page(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    page = clerk.open("/seals")
    form = page.forms[next(n for n, it in page.forms.items() if "record" in it.fields)]
    form["name"], form["record"] = "澜州市人民政府办公室文电专用章", "99010000100002"
    form["kind"], form["keeper"] = "special", office.person(CLERK)
    form["begins"], form["ends"] = "2026-01-01", "2030-12-31"
    again = form.submit("act", status=422)
    assert "请选择印章图像" in again.text
    form = again.forms[next(n for n, it in again.forms.items() if "record" in it.fields)]
    assert form["record"].value == "99010000100002", "nothing typed is lost"
    form["keeper"] = office.person(CLERK)
    form["picture"] = Upload("seal.png", picture(office.house.settings.here))
    clerk.page = form.submit("act", status=303).follow()
    assert "登记备案" in clerk.page.text
    address = clerk.page.request.path
    clerk.press("suspend", reason="试用。")
    assert "停用" in clerk.page.text
    assert office.log_in(DRAFTER).get(address, status=403)
    assert office.log_in(QINGHE_CLERK).get(address, status=404)
    leader = office.log_in(LEADER)
    leader.open(address)
    leader.press("deregister", reason="不再使用。")
    assert "已注销" in leader.page.text
