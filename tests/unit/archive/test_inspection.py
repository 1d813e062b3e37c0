"""四性检测: what is planted is named, with its item and its object; what is whole passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from documents.archive.described import PartRole
from documents.archive.eep.writing import write_package
from documents.archive.formats import fault_of, pdf_page_count
from documents.archive.inspection import (
    ONE_BY_ONE,
    Registered,
    inspect_record,
    inspect_shelves,
)
from tests.unit.archive.samples import CODE, CONTENT, FILES, PARTS, PDF

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
PACKAGE = write_package(CONTENT, at=AT, maker="澜州市人民政府办公室", read=FILES.__getitem__)


def registered(package: bytes = PACKAGE) -> Registered:
    from hashlib import sha256

    return Registered(
        room="document",
        code=CODE,
        title=CONTENT.description.title,
        number=CONTENT.description.number,
        parts=PARTS,
        package=sha256(package).hexdigest(),
    )


def test_a_whole_record_passes_every_item() -> None:
    found = inspect_record(registered(), PACKAGE)
    assert found.faults == ()
    assert found.passed == ONE_BY_ONE


def changed(old: str, new: str) -> bytes:
    text = PACKAGE.decode()
    assert old in text
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("old", "new", "items"),
    [
        (CONTENT.description.title, "另一个题名", {"1-14"}),
        ("<日期>20261120<", "<日期>20261399<", {"1-4"}),
        ("<业务行为>分发<", "<业务行为>打印<", {"2-5"}),
        ("<计算机文件大小>", "<计算机文件大小>1", {"1-10"}),
        ('编码ID="编码2"', '编码ID="编码1"', {"1-11", "2-3"}),
    ],
)
def test_what_departs_from_the_register_is_named(old: str, new: str, items: set[str]) -> None:
    package = changed(old, new)
    found = inspect_record(registered(package), package)
    assert {each.item for each in found.faults} == items
    assert all(CODE in each.object for each in found.faults)


def test_another_package_a_missing_and_a_broken_one_are_named() -> None:
    assert {each.item for each in inspect_record(registered(), PACKAGE + b" ").faults} == {"1-1"}
    for data, item in ((None, "2-7"), (b"<broken", "3-1")):
        found = inspect_record(registered(), data)
        assert item in {each.item for each in found.faults}


def test_a_record_without_its_sheet_lacks_a_file() -> None:
    parts = tuple(each for each in PARTS if each.role is not PartRole.SHEET)
    package = write_package(
        replace(CONTENT, parts=parts), at=AT, maker="甲", read=FILES.__getitem__
    )
    found = inspect_record(replace(registered(package), parts=parts), package)
    assert [(each.item, each.evidence) for each in found.faults] == [("2-9", "缺少办理单")]


def test_gaps_and_doubles_are_named_where_they_are() -> None:
    codes = [(f"X043-WS·2026-Y-BGS-{item:04}", f"〔2026〕{item}号", 1) for item in (1, 2, 4)]
    found = inspect_shelves([*codes, (codes[0][0], "〔2026〕2号", 1)], registered=5)
    assert {(each.item, each.object) for each in found.faults} == {
        ("1-8", "X043-WS·2026-Y-BGS-0001"),
        ("1-8", "X043-WS·2026-Y-BGS-0002、X043-WS·2026-Y-BGS-0001"),
        ("2-6", "X043-WS·2026-Y-BGS-0003"),
        ("2-1", "目录"),
    }
    assert inspect_shelves(codes[:2], registered=2).faults == ()


@pytest.mark.parametrize(
    ("data", "type", "item"),
    [
        (PDF, "application/pdf", ""),
        (b"%PDF-1.7 cut off", "application/pdf", "3-4"),
        (PDF.replace(b"%%EOF", b"/Encrypt %%EOF"), "application/pdf", "3-8"),
        (b"PK broken", "application/ofd", "3-4"),
        (b"\xff\xd8 x \xff\xd9", "image/jpeg", ""),
        (b"\x89PN", "image/png", "3-4"),
        (b"PK", "application/zip", "3-3"),
    ],
)
def test_a_file_is_what_it_says_it_is(data: bytes, type: str, item: str) -> None:
    fault = fault_of(data, type)
    assert (fault.item if fault else "") == item


def test_pages_of_a_pdf_are_counted() -> None:
    assert pdf_page_count(PDF * 2) == 2
