"""The folder of scans: which files belong to which line, by their names or by the number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.opinions.scans import LARGEST_SCAN, scan_type
from documents.registers_import.columns import KIND_WORDS, Kind
from documents.registers_import.faults import Fault
from documents.registers_import.line import OldLine
from documents.registers_import.values import Number, read_number
from office.file_faults import why
from office.kernel.refusals import Refused

ENDINGS = (".pdf", ".png", ".jpg", ".jpeg")
MOST_FILES = 200_000
MOST_OF_A_PAPER = 20
_PART = re.compile(r"\s*[-_ (（第]+\d{1,3}[)）]?(?:页)?$")
"""What tells the files of one paper apart: 2024-0015_2.pdf, 2024-0015(2).pdf."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The files of a line, in the order of their names or as the line gives them."""

    line: OldLine
    files: tuple[Path, ...]


class ScanFolder:
    """The scans below one folder. In folders called 收文 and 发文 lie those of that register."""

    def __init__(self, root: Path | None) -> None:
        self._root = root.resolve() if root else None
        self._by_name: dict[str, Path] = {}
        self._by_number: dict[Number, list[tuple[Kind | None, Path]]] = defaultdict(list)
        self._used: set[Path] = set()
        for path in self._files():
            self._by_name[path.relative_to(self._top).as_posix().lower()] = path
            self._by_name.setdefault(path.name.lower(), path)
            for number in _numbers_of(path.stem):
                self._by_number[number].append((self._kind_of(path), path))

    def match(self, line: OldLine) -> Matched | Fault:
        """The files of the line: those that it names, else those that bear its number."""
        if not line.scans:
            return Matched(line, self._of_number(line))
        found = []
        for name in line.scans:
            path = self._by_name.get(name.replace("\\", "/").lower().removeprefix("./"))
            if path is None:
                where = "扫描件目录中没有这个文件" if self._root else "没有给出扫描件目录"
                todo = "请核对文件名（包括扩展名），或者用 --scans 指明目录；没有扫描件的留空"
                return _fault(line, f"“{name[:60]}”：{where}", todo)
            found.append(path)
        if len(found) > MOST_OF_A_PAPER:
            todo = "请合并成较少的 PDF 文件"
            return _fault(line, f"一件有 {len(found)} 个扫描件，超过 {MOST_OF_A_PAPER} 个", todo)
        self._used.update(found)
        return Matched(line, tuple(found))

    def unused(self) -> list[str]:
        """Files that belong to no line, by their names."""
        left = set(self._by_name.values()) - self._used
        return sorted(path.relative_to(self._top).as_posix() for path in left)

    @property
    def _top(self) -> Path:
        assert self._root is not None, "there are files only below a folder"
        return self._root

    def _of_number(self, line: OldLine) -> tuple[Path, ...]:
        wanted = (
            Number(line.word, line.year, line.serial),
            Number("", line.year, line.serial),
            read_number(line.facts.get("written_number", "")) or Number("", 0, 0),
        )
        found = [
            path
            for number in wanted
            for kind, path in self._by_number.get(number, ())
            if kind in (line.kind, None)
            # 2024-15 may be anybody's: what a bare number outside of the folders belongs to is
            # known for the received, which are counted so, and not for the issued.
            and (number.word or kind or line.kind is Kind.INCOMING)
        ]
        files = tuple(sorted(set(found)))[:MOST_OF_A_PAPER]
        self._used.update(files)
        return files

    def _kind_of(self, path: Path) -> Kind | None:
        folders = path.relative_to(self._top).parts[:-1]
        return next(
            (kind for kind, word in KIND_WORDS.items() for each in folders if word in each), None
        )

    def _files(self) -> Iterator[Path]:
        if self._root is None:
            return
        if not self._root.is_dir():
            raise Refused(f"扫描件目录 {self._root} 不存在，或者不是目录。请核对 --scans 的路径。")
        count = 0
        for path in sorted(self._root.rglob("*")):
            # A link that leads out of the folder would bring in what nobody meant to bring.
            inside = path.resolve().is_relative_to(self._root)
            if path.suffix.lower() in ENDINGS and path.is_file() and inside:
                count += 1
                if count > MOST_FILES:
                    raise Refused(
                        f"扫描件目录中的文件超过 {MOST_FILES} 个。请按年分成几个目录，分次导入。"
                    )
                yield path


def read_scan(path: Path) -> tuple[bytes, str]:
    """A scan and its media type, told by its bytes. Refused for what is none."""
    try:
        if path.stat().st_size > LARGEST_SCAN:
            raise Refused(
                f"扫描件有 {path.stat().st_size / 1_000_000:.0f} MB，"
                f"超过 {LARGEST_SCAN // 1_000_000} MB。请降低分辨率后重新扫描。"
            )
        data = path.read_bytes()
    except OSError as fault:
        raise Refused(f"扫描件读不出来：{why(fault)}。请检查文件。") from fault
    return data, scan_type(data)


def scan_faults(matched: Iterable[Matched]) -> Iterator[Fault]:
    """Files that are no scans, each with its line; one after the other, as they are read."""
    for each in matched:
        for path in each.files:
            try:
                read_scan(path)
            except Refused as refusal:
                says, _, todo = str(refusal).rstrip("。").partition("。")
                yield _fault(each.line, f"“{path.name}”：{says}", todo or "请重新扫描")


def _numbers_of(stem: str) -> set[Number]:
    """What number a file's name says, with or without a part behind it."""
    found = set()
    for text in (stem, _PART.sub("", stem)):
        number = read_number(text)
        if number is not None and number.year:
            found.add(number)
    return found


def _fault(line: OldLine, says: str, todo: str) -> Fault:
    return Fault(line.sheet, line.row, "扫描件", "", says, todo)
