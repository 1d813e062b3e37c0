"""Old registers brought in: all of a workbook in one act, or nothing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from documents.numbering.application import Numbering
from documents.numbering.states import Occupant
from documents.permissions import Permission
from documents.registers_import.checking import Checked, Progress, check
from documents.registers_import.line import OldLine
from documents.registers_import.old_paper import OldPaper, RegisterImport
from documents.registers_import.rows import RowReader
from documents.registers_import.scans import Matched, ScanFolder, read_scan
from documents.registers_import.workbook import read_workbook
from office.classification import Ceiling
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.entity import Entity
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

Scans = dict[Path, dict[str, Any]]
"""By the file: what an event says of it."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was chosen to be imported."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return sha256(self.data).hexdigest()

    @property
    def command(self) -> str:
        """The same file is the same command, however often it is given (design D5)."""
        return f"registers:{self.digest[:48]}"


def silent(what: str, done: int, total: int) -> None:
    """For whoever does not watch."""


class OldPapers(Room):
    """旧登记簿."""

    def __init__(self, node: Node, *, ceiling: Ceiling, numbering: Numbering) -> None:
        super().__init__(node)
        self._ceiling = ceiling
        self._numbering = numbering

    def check(
        self, agency: str, book: Workbook, *, scans: Path | None, progress: Progress = silent
    ) -> Checked:
        """What would be imported and what stands against it. Changes nothing.

        Raises Refused for a file that is no workbook to be read safely.
        """
        progress("读取工作簿", 0, 1)
        contents = read_workbook(book.data)
        progress("读取工作簿", 1, 1)
        return check(
            contents,
            reader=RowReader(ceiling=self._ceiling, today=office_day(self.clock.now())),
            folder=ScanFolder(scans),
            store=self.node.store,
            agency=agency,
            progress=progress,
        )

    def import_registers(
        self, act: Act, book: Workbook, checked: Checked, *, progress: Progress = silent
    ) -> dict[str, int]:
        """导入: all lines, with their numbers and their scans; gives how many of each kind.

        What breaks it half-way leaves no line, no number and no scan behind.
        """
        self.guard_ahead(act, Permission.OldPaper.IMPORT, act)
        if not checked.may_be_imported:
            raise Refused("登记簿中还有要改正的地方，没有导入。请按核对结果改正后再导入。")
        with self._stored(act.agency, checked.lines, progress) as scans:
            progress("登记入库", 0, 1)

            def decide() -> dict[str, int]:
                self.node.guard(act, Permission.OldPaper.IMPORT, act)
                return self._enter(act, book, checked.lines, scans)

            given = {"workbook": book.digest, "lines": len(checked.lines)}
            name = Permission.OldPaper.IMPORT
            counts = self.perform(act, name=name, given=given, decide=decide)
        # Whoever stops it here stops nothing: the papers are in, and their scans are to stay.
        progress("登记入库", 1, 1)
        return counts

    def imported_before(self, act: Act) -> bool:
        """Whether this very workbook was imported by this person."""
        return self.node.commands.answered(act)

    def _enter(
        self, act: Act, book: Workbook, lines: Sequence[Matched], scans: Scans
    ) -> dict[str, int]:
        now = self.clock.now()
        counts: dict[str, int] = defaultdict(int)
        series: dict[tuple[str, int], list[OldLine]] = defaultdict(list)
        papers: list[Entity] = []
        for each in lines:
            line = each.line
            counts[line.kind.value] += 1
            series[line.word, line.year].append(line)
            papers.append(
                OldPaper.enter(
                    agency=act.agency,
                    kind=line.kind,
                    number=line.number,
                    word=line.word,
                    day=line.day,
                    title=line.title,
                    original=line.original,
                    facts=line.facts,
                    scans=[scans[path] for path in each.files],
                    source={"file": book.name, "sheet": line.sheet, "row": line.row},
                    by=act.person,
                    at=now,
                )
            )
        occupied = [
            self._numbering.occupied(
                act,
                word=word,
                year=year,
                papers=[Occupant(it.serial, it.id(act.agency), it.day) for it in of_year],
                source=book.name,
            )
            for (word, year), of_year in sorted(series.items())
        ]
        whole = RegisterImport.carry_out(
            agency=act.agency,
            file=book.name,
            digest=book.digest,
            counts=dict(counts),
            by=act.person,
            at=now,
        )
        self.save(whole, *occupied, *papers)
        return dict(counts)

    @contextmanager
    def _stored(
        self, agency: str, lines: Sequence[Matched], progress: Progress
    ) -> Iterator[Scans]:
        """The scans in the content store; taken out again if the act does not come to its end."""
        having = [(each.line, path) for each in lines for path in each.files]
        scans: Scans = {}
        undo: list[Callable[[], object]] = []
        try:
            for count, (_, path) in enumerate(having, 1):
                if path not in scans:
                    scans[path] = self._put(agency, path, undo)
                progress("保存扫描件", count, len(having))
            yield scans
        except BaseException:
            for take_out in undo:
                take_out()
            raise

    def _put(self, agency: str, path: Path, undo: list[Callable[[], object]]) -> dict[str, Any]:
        data, media_type = read_scan(path)
        content = self.node.content
        known = content.has(agency, sha256(data).hexdigest())
        digest = content.put(agency, data)
        put_at = content.put_at(agency, digest)
        if not known and put_at is not None:
            # Somebody who puts the same after us needs it, and is spared.
            before = put_at + timedelta(microseconds=1)
            undo.append(lambda: content.discard(agency, digest, put_before=before))
        return {
            "digest": digest,
            "length": len(data),
            "media_type": media_type,
            "name": path.name,
        }
