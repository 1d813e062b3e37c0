"""Kill -9 of `office import registers` in the middle: nothing is in, the next try brings all."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from documents.demonstration.cli import PASSWORD
from documents.numbering.registers import numbers
from documents.registers_import.registers import old_papers
from office.kernel.journal import journal
from tests.faults.installation import OFFICE, Installation
from tests.unit.registers_import.books import book, issued, received

CLERK = "duanwen"
KILLED = """
import os, signal, sys
from office.kernel import room

whole, left = room.execute, iter(range(int(sys.argv.pop(1))))


def striking(connection, operation):
    if next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    whole(connection, operation)


room.execute = striking
from office.cli import main

main()
"""
"""The command, killed when it has carried out so many changes of registers."""


def bring_in(
    node: Installation, file: Path, scans: Path, *, killed_after: int = 0
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(killed_after)] if killed_after else OFFICE
    words = ["import", "registers", str(file), "--scans", str(scans), "--by", CLERK]
    return subprocess.run(
        [*command, *words, "-c", str(node.ini)],
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def standing(node: Installation) -> tuple[int, ...]:
    """Events, old papers, occupied numbers."""
    with node.house() as house, house.node.store.reading() as connection:
        counted = (journal, old_papers, numbers)
        return tuple(
            int(connection.execute(select(func.count()).select_from(each)).scalar_one())
            for each in counted
        )


@pytest.mark.slow
@pytest.mark.timeout(700)
def test_an_import_killed_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    node = Installation(tmp_path, database="sqlite:///office.db")
    file, scans = tmp_path / "登记簿.xlsx", tmp_path / "scans"
    many = [issued(f"澜政办发〔2024〕{n}号") for n in range(3, 40)]
    file.write_bytes(book(received(), outgoing=many).data)
    scans.mkdir()
    Image.new("RGB", (20, 30)).save(scans / "2024-0015.png")
    before = standing(node)
    killed = bring_in(node, file, scans, killed_after=60)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert standing(node) == before
    done = bring_in(node, file, scans)
    assert done.returncode == 0, done.stderr
    assert "已导入收文 1 件，发文 37 件" in done.stdout
    events, papers, taken = standing(node)
    assert (papers - before[1], taken - before[2]) == (38, 38)
    assert events > before[0]
    stored = [each for each in (tmp_path / "content").rglob("*") if each.is_file()]
    assert len(stored) == len({each.name for each in stored})
