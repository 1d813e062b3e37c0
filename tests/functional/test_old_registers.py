"""Old registers come in by the command, all or nothing, and are found on the real pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from PIL import Image

from documents.registers_import import cli
from documents.registers_import.application import OldPapers, Workbook
from documents.registers_import.checking import Checked
from documents.registers_import.columns import Kind
from documents.registers_import.old_paper import OldPaper
from documents.screens import register_parts
from office.directory.demonstration import PASSWORD
from office.kernel import registers as kernel_registers
from office.kernel.rebuild import rebuild
from office.kernel.refusals import Refused
from tests.functional.office_app import (
    ADMINISTRATORS,
    CITY,
    CLERK,
    DRAFTER,
    QINGHE_CLERK,
    OfficeApp,
    issue,
    office_app,
    page_text,
)
from tests.unit.registers_import.books import book, issued, received

SAID = (
    *("档案室 3 柜", "请财政局研究", "2024年3月5日", "补录日期", "2026年11月20日", "段文"),
    "登记簿.xlsx，“2024年收文登记簿”表第 2 行",
)
"""What the page of an old paper tells."""


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder as it comes from the scanner."""
    folder = tmp_path / "scans"
    (folder / "发文").mkdir(parents=True)
    picture(folder / "2024-0015.png")
    picture(folder / "发文" / "澜政办发〔2024〕3号_2.png", colour="blue")
    picture(folder / "发文" / "澜政办发〔2024〕3号_1.png", colour="red")
    picture(folder / "别的.png", colour="green")
    return folder


def picture(path: Path, *, colour: str = "white") -> None:
    Image.new("RGB", (20, 30), colour).save(path)


def check(office: OfficeApp, given: Workbook, *, scans: Path | None = None) -> Checked:
    return office.house.find(OldPapers).check(CITY, given, scans=scans)


def bring_in(office: OfficeApp, given: Workbook, *, scans: Path | None = None) -> dict[str, int]:
    found = check(office, given, scans=scans)
    assert not [each.sentence for each in found.faults if each.stops]
    return office.house.find(OldPapers).import_registers(office.by(CLERK), given, found)


def run(office: OfficeApp, monkeypatch: pytest.MonkeyPatch, *words: str, typed: str) -> Result:
    class Opened:
        def __enter__(self) -> Any:
            return office.house

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(cli, "opened", lambda config: Opened())
    return CliRunner().invoke(cli.registers, list(words), input=typed)


def test_the_command_checks_then_brings_in_under_the_clerks_name(
    office: OfficeApp, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "登记簿.xlsx"
    file.write_bytes(book(received(), outgoing=[issued()]).data)
    words = [str(file), "--scans", str(scans), "--by", CLERK]
    before, stored = office.events(), office.stored()
    tried = run(
        office, monkeypatch, *words, "--dry-run", "--report", str(tmp_path / "r.xlsx"), typed=""
    )
    assert tried.exit_code == 0, tried.output
    assert "可以导入：收文 1 件，发文 1 件，扫描件 3 个；要改正的 0 处" in tried.output
    assert "1 个文件没有对上登记簿中的行（别的.png）" in tried.output
    assert (office.events(), office.stored()) == (before, stored)
    lines = load_workbook(tmp_path / "r.xlsx")["可以导入的行"].iter_rows(values_only=True)
    assert [row[2] for row in lines] == ["号", "收文〔2024〕15号", "澜政办发〔2024〕3号"]
    wrong = run(office, monkeypatch, *words, typed="guess\n")
    assert isinstance(wrong.exception, Refused)
    assert "口令不对" in str(wrong.exception)
    assert office.events() == before
    done = run(office, monkeypatch, *words, typed=f"{PASSWORD}\n")
    assert "已导入收文 1 件，发文 1 件，记在段文名下" in done.output
    after = office.events()
    again = run(office, monkeypatch, *words, typed=f"{PASSWORD}\n")
    assert "已经导入过" in again.output
    assert office.events() == after


def test_who_is_no_clerk_brings_nothing_in(
    office: OfficeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "登记簿.xlsx"
    file.write_bytes(book(received()).data)
    refused = run(office, monkeypatch, str(file), "--by", DRAFTER, typed="")
    assert "您不能导入旧登记簿" in str(refused.exception)
    unknown = run(office, monkeypatch, str(file), "--by", "nobody", typed="")
    assert "通讯录中没有登录名“nobody”" in str(unknown.exception)


def test_an_old_paper_is_found_and_opened_with_its_true_day_and_its_scan(
    office: OfficeApp, scans: Path
) -> None:
    bring_in(office, book(received(领导批示="请财政局研究"), outgoing=[issued()]), scans=scans)
    clerk = office.log_in(CLERK)
    page = clerk.open(f"/incoming?q={quote('预算编制')}").click("旧登记簿")
    assert "收文〔2024〕15号" in page.text
    assert "2024年3月5日" in page.text
    page = page.click("关于预算编制的通知")
    text = page.html.get_text()
    for said in SAID:
        assert said in text
    picture_of = page.html.select_one(".pages img")["src"]
    assert clerk.get(picture_of).content_type == "image/png"
    clerk.get(picture_of.rpartition("/")[0] + "/" + "0" * 64, status=404)
    outgoing = clerk.open("/documents").click("旧登记簿").click("关于工作要点")
    names = [each.get_text() for each in outgoing.html.select("aside.slip a[href*='/scans/']")]
    assert [name.split(".")[0][-1] for name in names] == ["1", "2"]


def test_the_search_finds_an_old_paper_by_what_the_register_said(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(office, book(received(领导批示="请财政局研究")))
    office.deliver()
    for asked in ({"q": "财政局研究"}, {"number": "收文(2024)15号"}, {"when": "2024年3月"}):
        page = office.log_in(DRAFTER).get("/search", params=asked)
        assert "/registers/old/papers/" in page.html.select_one(".finds h2 a")["href"]
    monkeypatch.setattr(register_parts, "COUNTED", 0)  # a register too long to be read through
    clerk = office.log_in(CLERK)
    for asked, count in (("预算编制", "1"), ("预算编造", "0")):
        page = clerk.open(f"/incoming?q={quote(asked)}")
        tab = next(each for each in page.html.select(".tabs a") if "旧登记簿" in each.text)
        assert tab.get_text(strip=True) == f"旧登记簿{count}"
        assert len(clerk.open(str(tab["href"])).html.select("tbody tr")) == int(count)


def test_the_books_and_the_numbers_show_old_papers_in_their_places(office: OfficeApp) -> None:
    bring_in(office, book(outgoing=[issued(), issued("澜政办发〔2024〕5号")]))
    clerk = office.log_in(CLERK)
    lines = clerk.get("/registers/issues.csv?year=2024").body.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [
        "澜政办发〔2024〕3号",
        "澜政办发〔2024〕5号",
    ]
    assert "2024-01-12,关于工作要点的通知" in lines[1]
    assert "周怀远" in lines[1]
    page = clerk.open("/numbers?year=2024").click("澜政办发", index=0)
    assert "由旧登记簿（登记簿.xlsx）占用 3、5 号" in page.click("记录", index=0).text


def test_the_next_number_lies_behind_those_of_the_old_register(office: OfficeApp) -> None:
    bring_in(office, book(outgoing=[issued("澜政办发〔2026〕41号", "2026-10-09")]))
    id = issue(office, "关于导入以后的通知", to=[])
    row = office.log_in(CLERK).open(f"/documents/{id}")
    assert "澜政办发〔2026〕42号" in page_text(row)


def test_a_number_that_is_in_use_stops_the_whole_file(office: OfficeApp) -> None:
    issue(office, "关于第一件事的通知", to=[])
    taken = issued("澜政办发〔2026〕1号", "2026-10-09")
    found = check(office, book(received(), received(), outgoing=[taken]))
    said = [each.sentence for each in found.faults]
    assert any("收文〔2024〕15号与“2024年收文登记簿”表第 2 行重复" in each for each in said)
    assert any("澜政办发〔2026〕1号在本系统中的情况是“已用”" in each for each in said)
    before = office.events()
    with pytest.raises(Refused, match="没有导入"):
        office.house.find(OldPapers).import_registers(office.by(CLERK), book(received()), found)
    assert office.events() == before


def test_an_import_that_breaks_half_way_leaves_nothing_behind(
    office: OfficeApp, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = book(received(), outgoing=[issued(f"澜政办发〔2024〕{n}号") for n in range(3, 40)])
    found = check(office, given, scans=scans)
    before, stored = office.events(), office.stored()
    whole = kernel_registers.execute
    calls = iter(range(10_000))

    def breaking(connection: Any, operation: Any) -> None:
        if next(calls) == 60:
            raise OSError("disk full")
        whole(connection, operation)

    with monkeypatch.context() as broken:
        broken.setattr("office.kernel.room.execute", breaking)
        with pytest.raises(OSError, match="disk full"):
            office.house.find(OldPapers).import_registers(office.by(CLERK), given, found)
    assert (office.events(), office.stored()) == (before, stored)
    assert check(office, given, scans=scans).may_be_imported
    assert bring_in(office, given, scans=scans) == {"incoming": 1, "outgoing": 37}
    assert len(office.stored()) == len(stored) + 3


def test_whoever_breaks_off_at_the_last_word_keeps_papers_and_scans(
    office: OfficeApp, scans: Path
) -> None:
    given = book(received())
    found = check(office, given, scans=scans)
    stored = office.stored()

    def break_off(what: str, done: int, of: int) -> None:
        if (what, done) == ("登记入库", of):
            raise KeyboardInterrupt

    rooms = office.house.find(OldPapers)
    with pytest.raises(KeyboardInterrupt):
        rooms.import_registers(office.by(CLERK), given, found, progress=break_off)
    assert not check(office, given, scans=scans).may_be_imported, "they are in"
    assert len(office.stored()) > len(stored)


def test_a_scan_that_is_none_or_is_not_there_is_told_with_its_row(
    office: OfficeApp, scans: Path
) -> None:
    (scans / "假.pdf").write_bytes(b"MZ")
    found = check(
        office, book(received(扫描件="没有.pdf"), received("16", 扫描件="假.pdf")), scans=scans
    )
    first, second = [each.sentence for each in found.faults]
    assert "第 2 行，“扫描件”列：“没有.pdf”：扫描件目录中没有这个文件" in first
    assert "第 3 行，“扫描件”列：“假.pdf”：扫描件只收完好的 PDF" in second


def test_a_link_out_of_the_folder_brings_nothing_in(
    office: OfficeApp, scans: Path, tmp_path: Path
) -> None:
    picture(tmp_path / "secret.png")
    (scans / "2024-0016.png").symlink_to(tmp_path / "secret.png")
    found = check(office, book(received("2024-16")), scans=scans)
    assert [each.files for each in found.lines] == [()]


def test_an_old_paper_is_its_own_agencys_and_not_for_administrators(office: OfficeApp) -> None:
    bring_in(office, book(received()))
    id = OldPaper.id_of(agency=CITY, kind=Kind.INCOMING, number="收文〔2024〕15号")
    address = f"/registers/old/papers/{id}"
    office.log_in(CLERK).get(address)
    office.log_in(QINGHE_CLERK).get(address, status=404)
    office.log_in(ADMINISTRATORS[0]).get(address, status=403)
    assert "旧登记簿" not in office.log_in(QINGHE_CLERK).open("/incoming").text
    template = office.log_in(CLERK).get("/registers/template.xlsx")
    assert load_workbook(BytesIO(template.body)).sheetnames == ["收文", "发文", "填写说明"]


@pytest.mark.slow
def test_ten_thousand_rows_of_four_years_come_in_and_a_rebuild_gives_them_back(
    office: OfficeApp,
) -> None:
    def row(n: int) -> list[Any]:
        year, serial = 2020 + n % 4, n // 4 + 1
        day = date(year, 1, 1) + timedelta(days=serial % 365)
        return received(f"收文〔{year}〕{serial}号", day)

    assert bring_in(office, book(*map(row, range(10_000)))) == {"incoming": 10_000}
    before = office.log_in(CLERK).open("/registers/old/incoming").text
    rebuild(office.house.node.store, office.house.node.registers)
    assert office.log_in(CLERK).open("/registers/old/incoming").text == before
