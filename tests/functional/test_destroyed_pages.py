"""Pages of drafts are kept in memory while their text is there, and not a moment longer."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

import pytest

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from office.kernel.destruction import Destructions
from tests.functional.office_app import CITY, DRAFTER, OFFICE, OfficeApp, draft
from tests.unit.reading.word_files import docx_of, drawing, image, p

PICTURE = image()


def looked_at(office: OfficeApp, id: UUID) -> list[str]:
    """The addresses of a draft and its proof, all of which were just seen."""
    drafter = office.log_in(DRAFTER)
    here = f"/documents/{id}"
    folder = drafter.open(here).html.select_one("link[href$='/fonts.css']")["href"]
    found = [here, f"{here}/text.docx", folder, folder.replace("fonts.css", "page-001.svg")]
    for each in found:
        drafter.get(each, status=200)
    return found


def must_be_gone(office: OfficeApp, addresses: list[str]) -> None:
    for each in addresses:
        answer = office.log_in(DRAFTER).get(each, status=404)
        assert "可能已经销毁" in answer.text


def test_a_proof_does_not_outlive_the_destruction_of_its_text(office: OfficeApp) -> None:
    id = draft(office, "关于销毁文稿的通知", body="误传的文字。")
    seen = looked_at(office, id)
    revision = office.house.find(Documents).load(Document, id).revision
    office.house.node.content.destroy(CITY, revision)
    must_be_gone(office, seen)


@pytest.mark.slow
def test_a_proof_does_not_outlive_the_destruction_of_its_picture(office: OfficeApp) -> None:
    word = docx_of(
        p("关于销毁插图的通知") + p("各区人民政府：") + p(drawing("i")),
        parts={"word/media/a.png": PICTURE},
        links={"i": ("image", "media/a.png")},
    )
    drafter = office.log_in(DRAFTER)
    drafter.upload(word, name="通知.docx")
    saved = drafter.press("save", title="关于销毁插图的通知", identity=OFFICE)
    seen = looked_at(office, UUID(saved.location.rpartition("/")[2]))
    office.house.node.content.destroy(CITY, sha256(PICTURE).hexdigest())
    must_be_gone(office, seen)


def test_after_an_act_of_destruction_no_page_is_shown(office: OfficeApp) -> None:
    id = draft(office, "关于按规定销毁的通知", body="误传的文字。")
    seen = looked_at(office, id)
    room = Destructions(office.house.node)
    proposal = room.propose(office.by("hanji", agency=CITY), subjects=[id], reason="误传")
    room.approve(office.by("luchengjun", agency=CITY), UUID(proposal))
    for each in seen:
        assert "误传的文字" not in office.log_in(DRAFTER).get(each, status=(404, 410)).text
