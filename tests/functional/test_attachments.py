"""附件 as files: attached, listed, downloaded, sent along; gone when the paper is destroyed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import docx
import pytest
from webtest import TestResponse

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from office.kernel.destruction import Destructions
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    REVIEWER,
    WANGJIANG_CLERK,
    OfficeApp,
    draft,
    office_app,
    sentence,
    value_of,
)

TITLE = "澜州市人民政府办公室关于做好森林防火工作的通知"
NAME = "任务分工表.txt"
TABLE = "清河区：林业局\n望江区：应急局\n".encode()
DIGEST = sha256(TABLE).hexdigest()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as office:
        yield office


def attach(
    office: OfficeApp, id: UUID, data: bytes = TABLE, *, name: str = NAME, **typed: str | int
) -> TestResponse:
    """The drafter chooses a file on the page of a document's attachments."""
    return attach_at(office, f"/documents/{id}", data, name=name, **typed)


def attach_at(
    office: OfficeApp, address: str, data: bytes = TABLE, *, name: str = NAME, **typed: str | int
) -> TestResponse:
    """The same of the paper at this address."""
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"{address}/attachments")
    form = next(each for each in page.forms.values() if "file" in each.fields)
    fields = [
        each for each in form.submit_fields("act", submit_value="attach") if each[0] != "file"
    ]
    fields = [(key, str(typed.get(key, value))) for key, value in fields]
    status = typed.get("status", 303)
    answer = drafter.post(form.action, fields, upload_files=[("file", name, data)], status=status)
    return answer.follow() if answer.status_int == 303 else answer


def test_a_file_is_attached_named_and_downloaded(office: OfficeApp) -> None:
    id = draft(office, TITLE)
    page = attach(office, id)
    assert page.html.select_one(".attached li b").get_text() == "任务分工表"
    answer = office.log_in(REVIEWER).get(f"/documents/{id}/attachments/{DIGEST}")
    assert answer.body == TABLE
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    text = value_of(office.log_in(DRAFTER).open(f"/documents/{id}/draft"), "attachments")
    assert text.startswith("附件1（另附）：任务分工表\n【文件，")


@pytest.mark.slow
def test_the_editor_keeps_the_file_and_can_let_it_go(office: OfficeApp) -> None:
    id = draft(office, TITLE)
    attach(office, id)
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}/draft")
    drafter.press("save", body="一、抓紧落实。")
    page = drafter.open(f"/documents/{id}/attachments")
    assert NAME in page
    drafter.page = page
    drafter.press("remove")
    assert NAME not in drafter.open(f"/documents/{id}/attachments")
    assert drafter.get(f"/documents/{id}/attachments/{DIGEST}").body == TABLE


def test_what_may_not_be_attached_is_refused_and_nothing_is_stored(office: OfficeApp) -> None:
    id = draft(office, TITLE)
    before = office.stored()
    for data, name, why in (
        (b"MZ\x90\0", "表.txt", "程序"),
        (TABLE, "表.pdf", "不符"),
        ("秘密★1年\n内容".encode(), NAME, "超过本系统允许的最高密级"),
        (_word("机密★3年"), "表.docx", "超过本系统允许的最高密级"),
    ):
        answer = attach(office, id, data, name=name, title="分工表", status=422)
        assert why in sentence(answer)
        assert value_of(answer, "title") == "分工表"
    assert office.stored() == before


def _word(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    assert zipfile.is_zipfile(file)
    return file.getvalue()


@pytest.mark.slow
def test_a_text_names_only_files_that_were_attached_to_it_and_as_they_are(
    office: OfficeApp,
) -> None:
    other = draft(office, "澜州市人民政府办公室关于值班安排的通知")
    attach(office, other)
    id = draft(office, TITLE)
    drafter = office.log_in(DRAFTER)
    mark = f"附件1：表\n【文件，{len(TABLE)}字节，text/plain，{DIGEST}】{NAME}"
    drafter.open(f"/documents/{id}/draft")
    answer = drafter.press("save", status=422, attachments=mark)
    assert "附件没有文件" in sentence(answer)
    drafter.get(f"/documents/{id}/attachments/{DIGEST}", status=404)
    drafter.open(f"/documents/{other}/draft")
    wrong = mark.replace("text/plain", "text/html")
    answer = drafter.press("save", status=422, attachments=wrong)
    assert "与附上时不符" in sentence(answer)


def test_another_agency_gets_no_file_before_it_is_sent(office: OfficeApp) -> None:
    id = draft(office, TITLE)
    attach(office, id)
    office.log_in(WANGJIANG_CLERK).get(f"/documents/{id}/attachments/{DIGEST}", status=404)
    page = office.log_in(LEADER).open(f"/documents/{id}/attachments")
    assert not page.html.select("button[name=act]")


@pytest.mark.slow
def test_a_file_travels_with_the_document(office: OfficeApp) -> None:
    id = draft(office, TITLE)
    attach(office, id)
    _send(office, id, to=QINGHE)
    clerk = office.log_in(QINGHE_CLERK)
    page = clerk.open(f"/incoming/{office.arrived(TITLE, at=QINGHE)}")
    link = next(each for each in page.html.select("ul.att a") if each.get_text() == NAME)
    answer = clerk.get(link["href"])
    assert answer.body == TABLE
    assert answer.content_type == "application/octet-stream"


def _send(office: OfficeApp, id: UUID, *, to: str) -> None:
    """Issued and delivered by commands; the pages of issuing have their own tests."""
    rooms = office.house.find(Documents)

    def seen() -> int:
        return rooms.load(Document, id).version

    rooms.submit(office.by(DRAFTER), id, to=[office.person(REVIEWER)], seen=seen())
    rooms.review(
        office.by(REVIEWER),
        id,
        opinion="",
        keeping="经核。",
        to=[office.person(LEADER)],
        seen=seen(),
    )
    rooms.sign_off(office.by(LEADER), id, opinion="", seen=seen())
    assert rooms.load(Document, id).shown["files"][0]["digest"] == DIGEST
    rooms.recheck(office.by(CLERK), id, opinion="", seen=seen())
    for step in (rooms.take_number, rooms.typeset, rooms.release):
        step(office.by(CLERK), id, seen=seen())
    rooms.dispatch(office.by(CLERK), id, addressees=[to], seen=seen())
    office.deliver()


@pytest.mark.slow
def test_with_the_paper_its_files_and_images_are_destroyed(office: OfficeApp) -> None:
    id = draft(office, TITLE)
    attach(office, id)
    content = office.house.node.content
    assert content.has(CITY, DIGEST)
    destructions = Destructions(office.house.node)
    proposal = destructions.propose(office.by("hanji"), subjects=[id], reason="误传")
    destructions.approve(office.by(LEADER), UUID(proposal))
    assert not content.has(CITY, DIGEST)
    office.log_in(DRAFTER).get(f"/documents/{id}/attachments/{DIGEST}", status=410)
