"""签报 with files: attached by the drafter, read by those who handle it, taken into the 公文."""

from __future__ import annotations

from uuid import UUID

import pytest

from documents.manuscript import files_of
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from office.kernel.destruction import Destructions
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE_CLERK,
    REVIEWER,
    OfficeApp,
    page_text,
    sentence,
    value_of,
)
from tests.functional.test_attachments import DIGEST, NAME, TABLE, attach_at
from tests.functional.test_memoranda import decide, drafted

STRANGER = "shenliyan"
"""A colleague who has nothing to do with it."""


def with_file(office: OfficeApp, title: str) -> str:
    """A memorandum with a file, laid before reviewer and leader: its address."""
    drafter, address = drafted(office, title)
    attach_at(office, address)
    drafter.open(address)
    drafter.press(
        "submit", review=office.person(REVIEWER), check="", leaders=[office.person(LEADER)]
    )
    return address


def test_whoever_handles_it_finds_the_file_and_nobody_else_does(office: OfficeApp) -> None:
    address = with_file(office, "关于购置扫雪设备的请示")
    page = office.log_in(REVIEWER).open(address)
    assert f"任务分工表（文件：{NAME}）" in page_text(page)
    link = next(each for each in page.html.select("ul.att a") if each.get_text() == NAME)
    assert link["href"] == f"{address}/attachments/{DIGEST}"
    answer = office.log_in(REVIEWER).get(link["href"])
    assert (answer.body, answer.content_type) == (TABLE, "application/octet-stream")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert office.log_in(CLERK).get(link["href"]).body == TABLE
    assert not office.log_in(CLERK).open(f"{address}/attachments").html.select("[name=act]")
    office.log_in(STRANGER).get(link["href"], status=403)
    office.log_in(QINGHE_CLERK).get(link["href"], status=404)


def test_what_may_not_be_attached_is_refused_and_nothing_is_stored(office: OfficeApp) -> None:
    _, address = drafted(office, "关于误附文件的请示")
    before = office.stored()
    for data, name, why in (
        (b"MZ\x90\0", "表.txt", "程序"),
        (b"", "表.txt", "空文件"),
        ("秘密★1年\n内容".encode(), NAME, "超过本系统允许的最高密级"),
    ):
        answer = attach_at(office, address, data, name=name, title="分工表", status=422)
        assert why in sentence(answer)
        assert value_of(answer, "title") == "分工表"
    assert office.stored() == before


@pytest.mark.slow
def test_a_text_names_only_files_that_were_attached_to_it(office: OfficeApp) -> None:
    with_file(office, "关于另一件的请示")
    drafter, address = drafted(office, "关于借用文件的请示")
    drafter.open(f"{address}/draft")
    mark = f"附件1：表\n【文件，{len(TABLE)}字节，text/plain，{DIGEST}】{NAME}"
    answer = drafter.press("save", status=422, attachments=mark)
    assert "附件没有文件" in sentence(answer)
    drafter.get(f"{address}/attachments/{DIGEST}", status=404)


@pytest.mark.slow
def test_approved_it_becomes_a_document_with_its_file(office: OfficeApp) -> None:
    address = with_file(office, "关于扫雪分工的请示")
    decide(office, address, REVIEWER, "review")
    decide(office, address, LEADER, "approve")
    drafter = office.log_in(DRAFTER)
    drafter.open(address)
    drafter.press("become")
    assert drafter.page is not None
    made = drafter.page.request.path
    assert office.log_in(REVIEWER).get(f"{made}/attachments/{DIGEST}").body == TABLE
    rooms = office.house.find(Documents)
    document = rooms.load(Document, UUID(made.rpartition("/")[2]))
    text = rooms.typesetter.manuscript(CITY, document.revision)
    assert [each.name for each in files_of(text)] == [NAME]


def test_a_destroyed_memorandum_takes_its_file_along(office: OfficeApp) -> None:
    _, address = drafted(office, "关于误传文件的请示")
    own = "只在这件签报里的内容".encode()
    attach_at(office, address, own, name="误传.txt")
    stored = office.stored()
    destructions = Destructions(office.house.node)
    id = UUID(address.rpartition("/")[2])
    proposal = destructions.propose(office.by("hanji"), subjects=[id], reason="误传")
    destructions.approve(office.by(LEADER), UUID(proposal))
    assert office.stored() < stored
    office.log_in(DRAFTER).get(address, status=410)
