"""A package: the same bytes every time, valid against the schema, whole for who unpacks it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.archive.eep.reading import NotAPackage, read_package
from documents.archive.eep.writing import Wrapped, write_package
from tests.unit.archive.samples import CODE, CONTENT, FILES, PARTS, SMALL

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SCRIPT = Path(__file__).parents[3] / "tools/unpack_eep.py"


def packed(content=CONTENT, supplements: Wrapped | None = None) -> bytes:  # type: ignore[no-untyped-def]  # a test's shorthand
    return write_package(
        content,
        at=AT,
        maker="澜州市人民政府办公室",
        read=FILES.__getitem__,
        supplements=supplements,
    )


def test_the_same_content_is_the_same_bytes() -> None:
    assert packed() == packed()


def test_a_package_is_valid_and_says_what_was_put_in() -> None:
    package = read_package(packed())
    assert package.faults == ()
    assert package.told("文件实体块/文件实体/内容描述/题名") == CONTENT.description.title
    assert package.told("文件实体块/文件实体/档号/室编件号") == "0007"
    assert [each.name for each in package.files] == [each.name for each in PARTS]
    assert all(each.is_whole for each in package.files)


def test_a_supplement_is_valid_and_holds_the_package_before_as_it_was() -> None:
    first = packed()
    package = read_package(packed(SMALL, Wrapped("第2次", first)))
    assert package.faults == ()
    assert package.before == first
    assert len(package.files) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<日期>20261120</日期>", "<日期>2026年</日期>"),
        ("<责任者>澜州市人民政府办公室</责任者>", ""),
        ("<保管期限>30年</保管期限>", "<保管期限>20年</保管期限>"),
        ("<行为时间>2026-11-20T09", "<行为时间>今天"),
    ],
)
def test_the_schema_refuses_what_the_standard_does_not_know(old: str, new: str) -> None:
    text = packed().decode()
    assert old in text
    assert read_package(text.replace(old, new).encode()).faults


def test_what_is_no_package_says_so() -> None:
    for data in (b"", b"<a/>", b"%PDF-1.7"):
        with pytest.raises(NotAPackage):
            read_package(data)


def unpack(package: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """With the separate script, in a Python that cannot see our packages."""
    (folder / "p.xml").write_bytes(package)
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(folder / "p.xml"), str(folder / "out")],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )


def test_a_separate_script_unpacks_it_and_checks_every_digest(tmp_path: Path) -> None:
    done = unpack(packed(SMALL, Wrapped("第2次", packed())), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 个文件，0 个不符" in done.stdout
    out = tmp_path / "out"
    assert (out / "001_发文稿纸.pdf").read_bytes() == FILES[PARTS[0].digest]
    assert (out / "original.xml").read_bytes() == packed()
    assert CODE.rpartition("-")[2] in (out / "metadata.txt").read_text("utf-8")


def test_the_script_names_a_file_that_was_changed_and_fails(tmp_path: Path) -> None:
    text = packed().decode()
    start = text.index("<编码数据>") + len("<编码数据>")
    other = "A" if text[start] != "A" else "B"
    done = unpack((text[:start] + other + text[start + 1 :]).encode(), tmp_path)
    assert done.returncode == 1
    assert "不符　001_发文稿纸.pdf" in done.stdout


def test_the_script_writes_no_file_outside_its_folder_and_reads_no_entity(tmp_path: Path) -> None:
    text = packed().decode().replace("发文稿纸.pdf<", "../../../evil.pdf<")
    assert unpack(text.encode(), tmp_path).returncode == 0
    assert {path.parent for path in tmp_path.rglob("*evil*")} == {tmp_path / "out"}
    assert unpack(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', tmp_path).returncode == 2
