"""待归档: what stands there, what stands there no more, and what it waits for."""

from __future__ import annotations

from uuid import UUID

from documents.archive.application import Records
from documents.archive.eep.reading import read_package
from documents.archive.record import Record
from documents.circulation.application import Circulations
from documents.circulation.stages import Mode
from tests.functional.office_app import (
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    OfficeApp,
    issue,
    sentence,
)
from tests.functional.test_entering import twice


def test_a_copy_that_goes_with_another_paper_is_not_missed_until_it_is_taken_out_again(
    office: OfficeApp,
) -> None:
    title = "关于水库调度归档的函"
    clerk, _, copy = twice(office, "云水函〔2026〕21号", title)

    def missed() -> int:
        return len(
            [a for a in clerk.open("/archive?of=missing").html.select("th a") if title in a]
        )

    clerk.open(copy)
    clerk.press("register", track="handling")
    assert missed() == 2
    clerk.open(f"{copy}?form=fold")
    clerk.press("fold")
    assert missed() == 1
    clerk.open(f"{copy}?form=unfold")
    clerk.press("unfold", opinion="附件不同")
    assert missed() == 2


def test_what_still_goes_round_waits_and_its_record_tells_who_read_it(office: OfficeApp) -> None:
    title = "关于传阅以后归档的通知"
    issue(office, title, to=[QINGHE])
    office.player.handle(QINGHE, title, steps=7)
    paper = office.arrived(title, at=QINGHE)
    clerk, rooms = office.log_in(QINGHE_CLERK), office.house.find(Circulations)
    assert title in clerk.open("/archive").text
    reading = rooms.begin(
        office.by(QINGHE_CLERK),
        paper,
        room="incoming",
        readers=[office.person(QINGHE_LEADER)],
        mode=Mode.AT_ONCE,
        note="",
    )
    assert title not in clerk.open("/archive").text
    missing = clerk.open("/archive?of=missing").text
    assert title in missing
    assert "传阅还没有阅完" in missing
    clerk.open(f"/archive/papers/incoming/{paper}")
    clerk.press("file", status=422)
    assert clerk.page is not None
    assert "请等阅毕，或者收回传阅" in sentence(clerk.page)

    leader = office.log_in(QINGHE_LEADER)
    leader.open(f"/circulations/{reading}")
    leader.press("initial", opinion="已阅")
    clerk.open(f"/archive/papers/incoming/{paper}")
    it = office.house.find(Records).load(
        Record, UUID(clerk.press("file").location.rpartition("/")[2])
    )
    package = read_package(office.house.find(Records).package(it) or b"")
    acts = [str(each.text) for each in package.all("业务实体块/业务实体/业务行为")]
    assert {"传阅", "办结"} <= set(acts)
    said = [str(each.text) for each in package.all("业务实体块/业务实体/行为描述")]
    assert "已阅" in said
    received = next(each for each in it.parts if each.role == "received")
    assert received.pages > 0
    assert it.description["pages"] == received.pages
