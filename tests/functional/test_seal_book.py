"""用印登记簿 where a paper was destroyed: no number is missing, and nothing else is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from office.kernel.rebuild import rebuild
from tests.functional.office_app import CLERK, QINGHE, OfficeApp, Visitor, office_app
from tests.functional.sealed_office import PIN, before_sealing, register_seal
from tests.functional.test_destroying import proposed

TITLES = ("关于一号事项的通知", "关于销毁事项的通知", "关于三号事项的通知")
SEAL = "澜州市人民政府办公室"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        running.seal = register_seal(running)
        yield running


def issued(office: OfficeApp, title: str) -> str:
    """Sealed and sent: its 文号."""
    id = before_sealing(office, title)
    room = office.house.find(Documents)
    room.seal(office.by(CLERK), id, pin=PIN, seen=room.load(Document, id).version)
    room.release(office.by(CLERK), id, seen=room.load(Document, id).version)
    seen = room.load(Document, id).version
    room.dispatch(office.by(CLERK), id, addressees=[QINGHE], seen=seen)
    return room.load(Document, id).number


def rows(page: Visitor, address: str) -> list[list[str]]:
    """The lines of the book on a page, without blanks around what stands in a cell."""
    found = page.open(address).html.select('section[aria-label*="年"] tbody tr')
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in found]


def test_a_line_whose_paper_was_destroyed_keeps_number_day_and_seal_and_nothing_else(
    office: OfficeApp,
) -> None:
    numbers = [issued(office, title) for title in TITLES]
    office.deliver()
    leader, where = proposed(office, numbers[1])
    leader.open(where)
    leader.press("approve", status=200)
    leader.press("carry_out")

    clerk = office.log_in(CLERK)
    book = rows(clerk, "/sealings")
    assert [row[1] for row in book] == ["2026-0003", "2026-0002", "2026-0001"]
    (gone,) = (row for row in book if "已销毁" in row[-1])
    day = "2026年11月20日"
    assert gone[1:6] == ["2026-0002", numbers[1], SEAL, "—", day]
    assert f"{day}销毁" in gone[0]
    assert TITLES[1] not in clerk.open("/sealings").text
    assert "2026-0002" in clerk.open(f"/seals/{office.seal}").text, "of that seal, too"

    sheet = load_workbook(BytesIO(clerk.get("/sealings.xlsx").body)).active
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1] for row in told[1:]] == [row[1] for row in book]
    line = dict(zip(told[0], told[2], strict=True))
    assert (line["用印事由"], line["印章"]) == ("文件材料已销毁", SEAL)
    assert line["备注"] == f"已销毁：{day}"

    node = office.house.node
    assert all(each.equal for each in rebuild(node.store, node.registers))
    assert [row[1] for row in rows(clerk, "/sealings")] == [row[1] for row in book]
