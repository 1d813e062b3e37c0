"""A whole workbook checked: every row by itself, against the others, and against the registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import select

from documents.numbering.registers import numbers
from documents.numbering.states import STANDING_WORDS, NumberStanding
from documents.registers_import.columns import COLUMNS
from documents.registers_import.faults import Fault
from documents.registers_import.line import OldLine
from documents.registers_import.registers import old_papers
from documents.registers_import.rows import RowReader
from documents.registers_import.scans import Matched, ScanFolder, scan_faults
from documents.registers_import.workbook import Contents
from office.kernel.store import Store

AT_ONCE = 500
"""Numbers asked for by one statement."""

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it, of how much."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be imported, and what stands against it. `unused`: scans that belong to no line."""

    lines: tuple[Matched, ...]
    faults: tuple[Fault, ...]
    unused: tuple[str, ...] = ()

    @property
    def may_be_imported(self) -> bool:
        """Whether nothing stands against it and there is something to import."""
        return bool(self.lines) and not any(each.stops for each in self.faults)


def check(
    contents: Contents,
    *,
    reader: RowReader,
    folder: ScanFolder,
    store: Store,
    agency: str,
    progress: Progress,
) -> Checked:
    """Everything that can be known before the act; nothing is changed."""
    faults = list(contents.faults)
    lines: list[OldLine] = []
    lacking = {each.sheet for each in contents.faults if each.stops}
    for count, row in enumerate(contents.rows, 1):
        progress("核对登记簿", count, len(contents.rows))
        if row.sheet in lacking:
            continue  # a column that is not there is told once, not in every row
        read = reader.read(row)
        if isinstance(read, OldLine):
            lines.append(read)
            faults.extend(reader.notices(read))
        else:
            faults.extend(read)
    faults.extend(_twice(lines))
    faults.extend(_taken(lines, store=store, agency=agency))
    matched: list[Matched] = []
    for line in lines:
        found = folder.match(line)
        (matched if isinstance(found, Matched) else faults).append(found)  # type: ignore[arg-type]
    faults.extend(_scans(matched, progress))
    return Checked(tuple(matched), tuple(sorted(faults, key=_place)), tuple(folder.unused()))


def _scans(matched: Sequence[Matched], progress: Progress) -> Iterator[Fault]:
    having = [each for each in matched if each.files]
    for count, each in enumerate(having, 1):
        progress("核对扫描件", count, len(having))
        yield from scan_faults([each])


def _twice(lines: Iterable[OldLine]) -> Iterator[Fault]:
    by_number: dict[str, list[OldLine]] = defaultdict(list)
    for line in lines:
        by_number[line.number].append(line)
    for number, same in by_number.items():
        for line in same[1:]:
            first = same[0]
            says = f"{number}与“{first.sheet}”表第 {first.row} 行重复"
            yield number_fault(line, says, "一个号只能有一件，请核对后改正或者删去一行")


def _taken(lines: Sequence[OldLine], *, store: Store, agency: str) -> Iterator[Fault]:
    waiting = iter(lines)
    while some := list(islice(waiting, AT_ONCE)):
        standing = _standing(store, agency, [each.number for each in some])
        for line in some:
            row = standing.get(line.number)
            if row is None:
                continue
            if row.old is not None:
                yield number_fault(line, f"{line.number}已经导入过", "请从表中删去这一行")
                continue
            word = STANDING_WORDS[NumberStanding(row.standing)]
            yield number_fault(
                line,
                f"{line.number}在本系统中的情况是“{word}”，不能由旧登记簿占用",
                "请核对：与本系统登记的是同一件的，删去这一行；不是的，改正号",
            )


def _standing(store: Store, agency: str, wanted: Sequence[str]) -> dict[str, Any]:
    query = (
        select(numbers.c.number, numbers.c.standing, old_papers.c.subject.label("old"))
        .outerjoin(
            old_papers,
            (old_papers.c.agency == numbers.c.agency) & (old_papers.c.number == numbers.c.number),
        )
        .where(numbers.c.agency == agency, numbers.c.number.in_(wanted))
    )
    with store.reading() as connection:
        return {row.number: row for row in connection.execute(query)}


def number_fault(line: OldLine, says: str, todo: str) -> Fault:
    """Something about the number of a line."""
    head = next(each.head for each in COLUMNS[line.kind] if each.field == "number")
    return Fault(line.sheet, line.row, head, "", says, todo)


def _place(fault: Fault) -> tuple[str, int]:
    return fault.sheet, fault.row
