"""办理结果 with files: handed in with the words, shown with the share, filed with the paper."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from bs4 import Tag

from documents.archive.application import Records
from documents.archive.described import PartRole
from documents.archive.record import Record
from tests.functional.handled import assign
from tests.functional.office_app import (
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    WANGJIANG_CLERK,
    OfficeApp,
    Visitor,
)
from tests.functional.test_entering import PDF, enter, picture, send

PHOTO, LETTER = "现场照片.png", "复函.pdf"
ANSWER = PDF + b"\n% the answer"


@pytest.fixture
def given(office: OfficeApp) -> tuple[Visitor, str]:
    """A paper that somebody was given to handle: who gave it, and its address."""
    clerk = office.log_in(QINGHE_CLERK)
    answer = enter(
        clerk,
        files=[("file", "来函.pdf", PDF)],
        sender_name="云川省水利厅",
        title="关于排查隐患的函",
    )
    clerk.open(answer.location)
    clerk.press("register", track="handling")
    assign(office, clerk, answer.location, to=QINGHE_DEPUTY, opinion="请排查")
    return clerk, answer.location


def files_of(page: object) -> list[Tag]:
    return list(page.html.select(".slip .att a"))  # type: ignore[attr-defined]


def test_files_are_handed_in_with_progress_and_result(
    office: OfficeApp, given: tuple[Visitor, str]
) -> None:
    clerk, address = given
    handler = office.log_in(QINGHE_DEPUTY)
    share = office.share(address)
    page = handler.open(share)
    form = page.html.select_one("form.act")
    assert form["enctype"] == "multipart/form-data"
    assert form.has_attr("data-keeps-files")
    photo = ("file", PHOTO, picture("PNG"))
    send(handler, page, files=[photo], act="report", opinion="已到现场")
    letter = ("file", LETTER, ANSWER)
    send(handler, handler.open(share), files=[photo, letter], act="finish", opinion="已办复")

    page = clerk.open(share)
    assert [each.text for each in files_of(page)] == [PHOTO, LETTER]
    assert "报办理结果（附件 2 个）" in page.html.select_one("aside.slip").text
    got = clerk.get(str(files_of(page)[1]["href"]))
    assert got.body == ANSWER
    assert "attachment" in got.headers["Content-Disposition"]
    stranger = office.log_in(WANGJIANG_CLERK)
    stranger.get(str(files_of(page)[1]["href"]), status=404)

    clerk.open(address)
    clerk.press("complete", way="done", opinion="已办复")
    clerk.open(f"/archive/papers/incoming/{UUID(address.rpartition('/')[2])}")
    record = UUID(clerk.press("file").location.rpartition("/")[2])
    parts = office.house.find(Records).load(Record, record).parts
    reports = [each.name for each in parts if each.role == PartRole.REPORT]
    assert reports == [PHOTO, LETTER]


@pytest.mark.parametrize(
    ("name", "data", "opinion", "said"),
    [
        ("秘密★3年.pdf", PDF, "已办复", "最高密级"),
        ("程序.exe", b"MZ\x90\x00", "已办复", "不能作为附件"),
        (LETTER, PDF, " ", "请填写办理结果"),
    ],
)
def test_what_may_not_be_here_is_refused_and_nothing_is_reported(
    office: OfficeApp, given: tuple[Visitor, str], name: str, data: bytes, opinion: str, said: str
) -> None:
    handler = office.log_in(QINGHE_DEPUTY)
    page = handler.open(office.share(given[1]))
    events = office.events()
    files = [("file", name, data)]
    refused = send(handler, page, files=files, act="finish", status=422, opinion=opinion)
    assert said in refused.html.select_one(".refusal").text
    assert office.events() == events


def test_whoever_does_not_handle_it_stores_nothing(
    office: OfficeApp, given: tuple[Visitor, str]
) -> None:
    share = office.share(given[1])
    page = office.log_in(QINGHE_DEPUTY).open(share)
    leader = office.log_in(QINGHE_LEADER)
    form = page.html.select_one("form.act")
    fields = [
        (str(each["name"]), str(each.get("value", ""))) for each in form.select("input[name]")
    ]
    sent = [each for each in fields if each[0] not in ("file", "csrf_token", "act", "command")]
    typed = [("act", "finish"), ("opinion", "代报")]
    unseen = PDF + b"\n% not seen before"
    answer = leader.post(
        share,
        [*sent, ("csrf_token", leader.token()), ("command", str(uuid4())), *typed],
        upload_files=[("file", LETTER, unseen)],
        status=403,
    )
    assert "不能报办理结果" in answer.html.select_one("main").text
    digest = sha256(unseen).hexdigest()
    assert not office.house.node.content.has(QINGHE, digest)
