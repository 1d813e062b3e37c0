"""An archive (.docx, .ofd) that came from outside, opened within limits and never unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from office.kernel.refusals import Refused

MOST_ENTRIES = 4_000
LARGEST_ENTRY = 24_000_000
LARGEST_TOTAL = 96_000_000
HIGHEST_RATIO = 150
"""How many bytes may come of one packed byte: real documents stay below 50, bombs reach 1000."""

_SMALL = 4_000_000
"""Below this no ratio is a danger, and a table of empty cells packs very well."""
_LONGEST_NAME = 240
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_ODD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|[\\\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
SEND_AGAIN = "请向提供者索取完好的文件后重试。"
"""What the person does about a file that is damaged inside, where there is nothing better."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)


class Archive:
    """The entries of an archive, read one by one. What breaks a limit is refused before that.

    `remedy`: what whoever brought it does about one that is refused.
    """

    def __init__(self, data: bytes, *, remedy: str = SEND_AGAIN) -> None:
        self.remedy = remedy
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_FAULTS, OSError, RuntimeError) as fault:
            raise Refused(f"文件已损坏或不完整，无法打开；{self.remedy}") from fault
        self._entries = {each.filename: each for each in self._zip.infolist()}
        self._room = LARGEST_TOTAL
        self._check()

    @property
    def names(self) -> frozenset[str]:
        """The names of all entries."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """An entry's bytes, counted as they come out: its stated length is only a claim.

        Raises KeyError for a name that there is not, Refused for damage and for bombs.
        """
        entry = self._entries[name]
        room = min(LARGEST_ENTRY, self._room, max(_SMALL, entry.compress_size * HIGHEST_RATIO))
        chunks = []
        try:
            with self._zip.open(entry) as source:
                while chunk := source.read(_CHUNK):
                    room -= len(chunk)
                    self._room -= len(chunk)
                    if room < 0:
                        raise Refused(f"文件解开后过大，疑似压缩炸弹；{self.remedy}")
                    chunks.append(chunk)
        except (*_FAULTS, OSError, RuntimeError) as fault:
            raise Refused(f"文件已损坏，其中的“{name[:60]}”读不出来；{self.remedy}") from fault
        return b"".join(chunks)

    def _check(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Refused(f"文件内的部件多于 {MOST_ENTRIES} 个，不像是一件公文；{self.remedy}")
        if len(self._entries) < len(entries):
            raise Refused(f"文件内有重名的部件，可能被改动过；{self.remedy}")
        if sum(each.file_size for each in entries) > LARGEST_TOTAL:
            raise Refused(f"文件解开后过大，疑似压缩炸弹；{self.remedy}")
        for each in entries:
            self._check_entry(each)
        self._refuse_overlaps(entries)

    def _check_entry(self, entry: zipfile.ZipInfo) -> None:
        # The name as written: ZipInfo cuts at a zero byte and turns backslashes on some systems.
        name = entry.orig_filename
        if _ODD_NAME.search(name) or ".." in name.split("/") or len(name) > _LONGEST_NAME:
            raise Refused(f"文件内的部件名称越出目录或不合规范，可能被改动过；{self.remedy}")
        if entry.flag_bits & _ENCRYPTED:
            raise Refused("文件设有打开密码，无法读取。请去掉密码后另存，再重新导入。")
        if entry.compress_type not in _PACKINGS:
            raise Refused(f"文件的压缩方式不是通用的方式；{self.remedy}")
        if entry.file_size > max(_SMALL, entry.compress_size * HIGHEST_RATIO):
            raise Refused(f"文件解开后过大，疑似压缩炸弹；{self.remedy}")

    def _refuse_overlaps(self, entries: list[zipfile.ZipInfo]) -> None:
        """Entries that share their packed bytes multiply them."""
        end = 0
        for each in sorted(entries, key=lambda entry: entry.header_offset):
            if each.header_offset < end:
                raise Refused(f"文件内的部件互相重叠，疑似压缩炸弹；{self.remedy}")
            end = each.header_offset + each.compress_size
