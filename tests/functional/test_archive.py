"""归档 through the pages: filed, looked at, lent, packed, handed over, and gone by two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest

from documents.archive.acts import foundation
from documents.archive.application import Records
from documents.archive.eep.reading import read_package
from documents.archive.inspecting.application import ShelfInspections
from documents.archive.record import Record
from documents.archive.registers import INSPECT
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.printer import Printer
from documents.screens import register_parts
from office.kernel.destruction import Destructions
from office.kernel.rebuild import rebuild
from office.kernel.refusals import Destroyed
from office.kernel.verify import verify
from office.timers.followers import Timekeeper
from office.timers.timer import Timer
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    OfficeApp,
    draft,
    issue,
    sentence,
)

SHEET = b"%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n%%EOF\n"


def filed(office: OfficeApp, title: str) -> UUID:
    """What was issued and filed by the clerk through its page: the record."""
    document = issue(office, title, to=[QINGHE])
    clerk = office.log_in(CLERK)
    clerk.open(f"/archive/papers/document/{document}")
    return UUID(clerk.press("file").location.rpartition("/")[2])


def test_what_is_issued_is_filed_with_one_click_and_its_package_is_whole(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = filed(office, "关于归档检查的通知")
    rooms = office.house.find(Records)
    it = rooms.load(Record, record)
    assert str(it.code).startswith("X043-WS·2026-D30-BGS-")
    package = read_package(rooms.package(it) or b"")
    assert package.faults == ()
    assert {each.title.partition("：")[0] for each in package.files} >= {"办理单", "正本", "定稿"}
    assert rooms.inspected(it).faults == ()
    assert rooms.remake(it) == rooms.package(it)
    page = office.log_in(CLERK).page
    assert page is not None
    assert "检测合格" in page.text
    clerk = office.log_in(CLERK)
    monkeypatch.setattr(register_parts, "COUNTED", 0)  # a catalogue too long to be read through
    office.deliver()
    clerk = office.log_in(CLERK)
    for asked, found in (("归档检查", True), (str(it.code), True), ("归档检察", False)):
        listed = clerk.open(f"/archive/records?{urlencode({'q': asked})}").html.select("tbody th")
        assert any("关于归档检查的通知" in each.text for each in listed) is found, asked
    for address in (f"/archive/records/{record}/inspection.pdf", "/archive/records.pdf"):
        assert clerk.get(address).body.startswith(b"%PDF")


def test_a_year_is_looked_at_behind_the_page_which_tells_how_far_it_is(
    office: OfficeApp,
) -> None:
    filed(office, "关于成批检测的通知")
    clerk = office.log_in(CLERK)
    clerk.open("/archive/inspections")
    where = clerk.press("begin", year="2026").location
    page = clerk.open(where)
    assert page.html.select_one("progress")["value"] == "0"
    assert "已检测 0 件" in page.text
    while office.house.find(ShelfInspections).go_on():
        pass
    page = clerk.open(where)
    assert page.html.select_one("progress") is None
    assert "全部合格" in page.text
    assert "合格" in clerk.open("/archive/inspections").text
    office.log_in(DRAFTER).get(where, status=403)


def test_a_loan_that_is_not_back_stands_on_the_desks_until_it_is(office: OfficeApp) -> None:
    title = "关于借阅逾期的通知"
    record = filed(office, title)
    clerk = office.log_in(CLERK)
    clerk.open(f"/archive/records/{record}?do=lend")
    clerk.press("lend", to=office.person(DRAFTER), purpose="编写年鉴", until="2026-11-23")
    reader, before = office.log_in(DRAFTER), office.clock.moment
    assert title not in reader.open("/").text
    part = office.house.find(Records).load(Record, record).parts[0]
    file = f"/archive/records/{record}/files/{part.digest}"
    assert reader.get(file).body.startswith(b"%PDF")
    office.clock.moment = datetime(2026, 11, 24, 1, 42, tzinfo=UTC)
    office.house.find(Timekeeper).work(office.house.node)
    assert "归还借阅的档案" in reader.open("/").text
    assert "催还借出的档案" in clerk.open("/").text
    assert "超期未还" in clerk.open("/archive/loans").text
    office.deliver()  # what is on desks is watched for its limits
    office.house.find(Timekeeper).work(office.house.node)
    rows = clerk.open("/statistics/overdue").html.select(".ledger tbody tr")
    late = [text for row in rows if title in (text := row.get_text())]
    assert len(late) == 1, "one loan, though two desks have it"
    assert "归还借阅" in late[0]
    assert "档案" in late[0]
    reader.get(file, status=403)
    assert "借阅已到期" in reader.open(f"/archive/records/{record}").text
    reader.open(f"/archive/records/{record}?do=take_back")
    reader.press("take_back")
    assert title not in reader.open("/").text
    assert title not in clerk.open("/").text
    office.clock.moment = before


def test_filing_again_gives_the_stored_record_and_no_other(office: OfficeApp) -> None:
    record = filed(office, "关于再次归档的通知")
    rooms, it = office.house.find(Records), office.house.find(Records).load(Record, record)
    events = office.events()
    again = rooms.file(office.by(CLERK, agency=CITY), room="document", paper=it.paper)
    assert again == str(record)
    assert office.events() == events


def held_up(office: OfficeApp, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether somebody waited for the journal, of each time that something long was done."""
    store, within = office.house.node.store, []

    def noted(does: Callable[..., Any]) -> Callable[..., Any]:
        def do(*given: Any, **more: Any) -> Any:
            within.append(store.transaction is not None)
            return does(*given, **more)

        return do

    printer = office.house.find(Printer)
    monkeypatch.setattr(printer, "paper", noted(printer.paper))
    for name in ("write_package", "inspect_record"):
        monkeypatch.setattr(foundation, name, noted(getattr(foundation, name)))
    return within


def test_nobody_waits_while_packages_are_made_and_looked_at(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = held_up(office, monkeypatch)
    record = filed(office, "关于长时间封装的通知")
    clerk = office.log_in(CLERK)
    clerk.open(f"/archive/records/{record}?do=inspect")
    clerk.press("inspect")
    rooms = office.house.find(Records)
    rooms.hand_over(office.by(CLERK, agency=CITY), [record], archive="澜州市档案馆")
    timer = Timer(record, slot="", kind=INSPECT, agency=CITY, at=office.clock.moment, data="")
    rooms.inspect_on_schedule(timer.act, timer)
    assert len(within) >= 6
    assert not any(within)


def test_what_was_made_ready_is_made_anew_if_somebody_took_its_number(office: OfficeApp) -> None:
    papers = [issue(office, f"关于先后归档第{n}件的通知", to=[QINGHE]) for n in (1, 2)]
    rooms, acts = office.house.find(Records), [office.by(CLERK, agency=CITY) for _ in papers]
    ready = [
        rooms.make_ready(act, room="document", paper=paper, sheet=SHEET)
        for act, paper in zip(acts, papers, strict=True)
    ]
    assert ready[0] is not None
    assert ready[1] is not None
    assert ready[0].code == ready[1].code
    filed = [
        rooms.load(
            Record, UUID(rooms.file(act, room="document", paper=paper, sheet=SHEET, ahead=ahead))
        )
        for act, paper, ahead in zip(acts, papers, ready, strict=True)
    ]
    assert filed[1].code.item == filed[0].code.item + 1
    for it in filed:
        package = read_package(rooms.package(it) or b"")
        assert package.told("文件实体块/文件实体/存储位置/当前位置") == str(it.code)


@pytest.mark.slow
def test_several_are_filed_in_batch_and_the_item_numbers_follow_each_other(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = held_up(office, monkeypatch)
    papers = [issue(office, f"关于批量归档第{n}件的通知", to=[QINGHE]) for n in (1, 2, 3)]
    clerk = office.log_in(CLERK)
    clerk.open("/archive")
    clerk.extra_environ["HTTP_REFERER"] = "http://localhost/archive"
    clerk.press("file", status=200, item=[str(each) for each in papers])
    del clerk.extra_environ["HTTP_REFERER"]
    assert within == [False] * 9, "printed, packed and looked at"
    assert clerk.page is not None
    assert clerk.page.html.select_one(".ways a")["href"] == "/archive", "back to where they were"
    rooms = office.house.find(Records)
    items = sorted(rooms.load(Record, Record.id_of(each)).code.item for each in papers)
    assert items == list(range(items[0], items[0] + 3))
    assert "关于批量归档" not in clerk.open("/archive").text


def test_a_refused_list_keeps_what_was_chosen_and_garbage_is_refused(office: OfficeApp) -> None:
    record = filed(office, "关于勾选的通知")
    clerk = office.log_in(CLERK)
    clerk.open(f"/archive/records/{record}?do=lend")
    clerk.press("lend", to=office.person(DRAFTER), purpose="编写年鉴", until="2026-12-01")
    clerk.open("/archive/records?of=kept")
    clerk.press("hand_over", status=422, item=[str(record)])
    assert clerk.page is not None
    assert "正在借阅中" in sentence(clerk.page)
    chosen = [each["value"] for each in clerk.page.html.select("input[data-pick][checked]")]
    assert chosen == [str(record)]
    clerk.press("hand_over", status=422, item=["garbage"])
    assert "重新勾选" in sentence(clerk.page)


def test_what_is_missing_is_listed_with_the_reason_and_is_not_filed(office: OfficeApp) -> None:
    document = issue(office, "关于尚未分发的通知", to=[])
    clerk = office.log_in(CLERK)
    listed = clerk.open("/archive?of=missing")
    assert "关于尚未分发的通知" in listed.text
    assert "尚未办结" in listed.text
    page = clerk.open(f"/archive/papers/document/{document}")
    assert "印发完毕以后才能归档" in page.text
    assert not office.house.find(Records).exists(Record.id_of(document))


def test_another_term_than_the_rules_propose_takes_a_reason(office: OfficeApp) -> None:
    document = issue(office, "关于保管期限的通知", to=[QINGHE])
    clerk = office.log_in(CLERK)
    clerk.open(f"/archive/papers/document/{document}")
    clerk.press("file", status=422, retention="Y")
    assert clerk.page is not None
    assert "请写明理由" in sentence(clerk.page)
    clerk.press("file", retention="Y", reason="本市首次部署，具有长久查考价值")
    it = office.house.find(Records).load(Record, Record.id_of(document))
    assert it.retention == "Y"


def test_who_has_it_on_loan_may_read_the_files_and_nobody_else(office: OfficeApp) -> None:
    record = filed(office, "关于借阅的通知")
    it = office.house.find(Records).load(Record, record)
    file = f"/archive/records/{record}/files/{it.parts[0].digest}"
    office.log_in(DRAFTER).get(file, status=403)
    clerk = office.log_in(CLERK)
    page = clerk.open(f"/archive/records/{record}?do=lend")
    assert "安全审计员" not in page.html.select_one("select[name=to]").get_text(), "sees no papers"
    clerk.press("lend", to=office.person(DRAFTER), purpose="编写年鉴", until="2026-12-01")
    assert office.log_in(DRAFTER).get(file).content_type == "application/pdf"
    assert "编写年鉴" in clerk.open("/archive/loans").text
    clerk.open(f"/archive/records/{record}?do=take_back")
    clerk.press("take_back")
    office.log_in(DRAFTER).get(file, status=403)


def test_a_received_paper_is_filed_by_who_received_it(office: OfficeApp) -> None:
    title = "关于来文归档的通知"
    issue(office, title, to=[QINGHE])
    id = completed(office, title)
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(f"/incoming/{id}")
    way = clerk.page.html.find("a", href=f"/archive/papers/incoming/{id}") if clerk.page else None
    assert way is not None, "what is done says how it is filed"
    clerk.open(str(way["href"]))
    clerk.press("file")
    rooms = office.house.find(Records)
    it = rooms.load(Record, Record.id_of(id))
    assert f"已归档 {it.code}" in " ".join(clerk.open(f"/incoming/{id}").text.split())
    office.deliver()
    for asked in (str(it.code), str(it.code).rpartition("·")[2]):
        found = clerk.get("/search", params={"q": asked}).html.select(".finds h2 a")
        assert [each["href"] for each in found] == [f"/incoming/{id}"], asked
    assert (it.agency, it.code.fonds) == (QINGHE, "Q102")
    assert rooms.inspected(it).faults == ()
    office.log_in(CLERK).get(f"/archive/records/{it.id}", status=404)


def completed(office: OfficeApp, title: str) -> UUID:
    """What arrived at Qinghe, handled to its end by commands."""
    office.player.handle(QINGHE, title, steps=7)
    return office.arrived(title, at=QINGHE)


@pytest.mark.slow
def test_a_hand_over_is_packed_and_ends_with_the_archives_receipt(office: OfficeApp) -> None:
    records = [filed(office, f"关于移交第{n}件的通知") for n in (1, 2)]
    clerk = office.log_in(CLERK)
    clerk.open("/archive/records?of=kept")
    clerk.press("hand_over", item=[str(each) for each in records])
    assert clerk.page is not None
    where = str(clerk.page.request.path)
    bundle = clerk.get(f"{where}/package.zip").body
    with ZipFile(BytesIO(bundle)) as box:
        packages = [each for each in box.namelist() if each.startswith("封装包/")]
        assert len(packages) == 2
        assert all(read_package(box.read(each)).faults == () for each in packages)
    assert clerk.get(f"{where}/package.zip").body == bundle
    assert clerk.get(f"{where}/list.pdf").body.startswith(b"%PDF")
    clerk.open(where)
    clerk.press("confirm", status=422)
    assert "交接文据" in sentence(clerk.page)
    clerk.press("confirm", receipt="澜档接〔2026〕3号")
    it = office.house.find(Records).load(Record, records[0])
    assert it.imported
    assert "澜档接〔2026〕3号" in clerk.open(f"/archive/records/{records[0]}").text


def test_a_secret_typed_here_is_proposed_by_one_and_destroyed_by_another(
    office: OfficeApp,
) -> None:
    document = issue(office, "关于误传的通知", to=[QINGHE])
    record = Record.id_of(document)
    rooms = office.house.find(Records)
    rooms.file(office.by(CLERK, agency=CITY), room="document", paper=document, sheet=b"")
    gone = str(rooms.load(Record, record).code)
    keeper = office.log_in("hanji")
    keeper.open("/destructions")
    keeper.press("propose", paper=f"http://localhost/documents/{document}", reason="误传")
    assert keeper.page is not None
    assert "递送件" in keeper.page.text
    where = str(keeper.page.request.path)
    leader = office.log_in("luchengjun")
    page = leader.open(where)
    assert "关于误传的通知" not in page.text
    leader.press("approve", status=200)
    assert office.house.find(Documents).load(Document, document).agency == CITY
    leader.press("carry_out")
    for kind, id, room in (
        (Document, document, Documents),
        (Record, record, Records),
    ):
        with pytest.raises(Destroyed):
            office.house.find(room).load(kind, id)
    assert "关于误传的通知" not in leader.open("/archive/records").text
    again = filed(office, "关于误传之后的通知")
    code = rooms.load(Record, again).code
    assert str(code) != gone, "a 档号 is never given twice"
    faults = office.house.find(Records).inspect_between(CITY, year=2026).faults
    assert faults == (), "the gap is explained"
    store = office.house.node.store
    assert verify(store).fault is None
    assert all(each.equal for each in rebuild(store, office.house.node.registers))


def test_a_proposal_may_be_declined_and_then_nothing_is_destroyed(office: OfficeApp) -> None:
    document = draft(office, "关于不予销毁的通知")
    room = office.house.find(Destructions)
    proposal = room.propose(office.by("hanji", agency=CITY), subjects=[document], reason="误传")
    leader = office.log_in("luchengjun")
    leader.open(f"/destructions/{proposal}")
    leader.press("decline", status=422)
    assert leader.page is not None
    assert "理由" in sentence(leader.page)
    leader.press("decline", opinion="查明并非涉密")
    assert office.house.find(Documents).load(Document, document).facts["title"]
    office.log_in(LEADER).get(f"/destructions/{uuid4()}", status=404)


def test_a_draft_sent_for_comments_is_reclaimed_line_by_line(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    clerk.open("/archive/reclaims")
    clerk.press("draw_up", status=422, title="办法（征求意见稿）", holders="")
    assert clerk.page is not None
    assert "逐行" in sentence(clerk.page)
    clerk.press("draw_up", title="办法（征求意见稿）", holders="清河区人民政府 2\n望江县人民政府")
    assert clerk.page is not None
    where = str(clerk.page.request.path)
    clerk.press("settle", line="1", how="back")
    assert clerk.get(f"{where}/list.pdf").body.startswith(b"%PDF")
    clerk.press("settle", line="2", how="missing", status=422)
    assert "请写明情况" in sentence(clerk.page)
    clerk.press("settle", line="2", how="missing", note="已报告，通报批评")
    assert "已清退" in clerk.open("/archive/reclaims").text
