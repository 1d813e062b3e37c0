"""Parts on their way in: of an envelope that was verified, piece by piece, until all are here.

Nothing here is believed: what is whole is compared with its digest when it is taken out.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.shapes import Envelope, Missing
from office.kernel.durable import locked

_EXPECTED = "expected.json"


class Staging:
    """Folders under `root`, one a consignment and caller."""

    def __init__(self, root: Path, *, largest: int) -> None:
        self._root = root
        self._largest = largest

    def expect(self, caller: str, envelope: Envelope) -> None:
        """From now on pieces of this envelope's parts are taken from this caller.

        Another envelope of the same consignment takes the place of an unfinished one.
        """
        folder = self._folder(caller, envelope.consignment)
        expected = {each.digest: each.length for each in envelope.everything}
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            if _expected(folder) == expected:
                return
            for path in folder.iterdir():
                path.unlink()
            for digest, length in expected.items():
                if not length:
                    (folder / digest).touch()  # whole as it is
            (folder / _EXPECTED).write_text(json.dumps(expected))

    def put(self, caller: str, consignment: str, digest: str, offset: int, data: bytes) -> int:
        """A piece; how many bytes are here now. One that does not begin where the last ended
        changes nothing: the answer says where to go on. Raises NotTaken."""
        folder = self._folder(caller, consignment)
        if not folder.is_dir():
            raise _not_expected()
        with locked(folder):
            length = _expected(folder).get(digest)
            if length is None:
                raise _not_expected()
            path = folder / digest
            here = path.stat().st_size if path.exists() else 0
            if offset != here:
                return here
            if here + len(data) > length:
                raise NotTaken(
                    Code.PART_CORRUPT, "发来的文件比信封中写明的长，没有接收。请重新发送。"
                )
            self._must_have_room(caller, len(data))
            with path.open("ab") as file:
                file.write(data)
            return here + len(data)

    def missing(self, caller: str, envelope: Envelope, *, known: frozenset[str]) -> list[Missing]:
        """What has yet to come; `known`: digests that the addressee has from this sender."""
        folder = self._folder(caller, envelope.consignment)
        found = []
        for each in dict.fromkeys(envelope.everything):
            path = folder / each.digest
            here = path.stat().st_size if path.exists() else 0
            if each.digest not in known and here < each.length:
                found.append(Missing(each.digest, here))
        return found

    def parts(self, caller: str, envelope: Envelope) -> Mapping[str, bytes]:
        """Those that are whole, each read when it is asked for. Raises NotTaken for one whose
        bytes are others; it is thrown away, to be sent again."""
        return _Staged(self._folder(caller, envelope.consignment))

    def clear(self, caller: str, consignment: str) -> None:
        """It is in, or given up."""
        shutil.rmtree(self._folder(caller, consignment), ignore_errors=True)

    def sweep(self, *, begun_before: datetime) -> int:
        """Remove what nobody went on with; gives how many."""
        old = [
            folder
            for folder in self._root.glob("*/*")
            if folder.stat().st_mtime < begun_before.timestamp()
        ]
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)
        return len(old)

    def _must_have_room(self, caller: str, more: int) -> None:
        files = self._of(caller).glob("*/*")
        if sum(path.stat().st_size for path in files) + more > self._largest:
            raise NotTaken(
                Code.BUSY,
                "对方暂存的未发完文件已到上限，稍后再发。",
                retry_after=600,
            )

    def _of(self, caller: str) -> Path:
        return self._root / sha256(caller.encode()).hexdigest()[:32]

    def _folder(self, caller: str, consignment: str) -> Path:
        # Hashed: a consignment's id has a form, but this is where a path would be gone wrong.
        return self._of(caller) / sha256(consignment.encode()).hexdigest()[:32]


class _Staged(Mapping[str, bytes]):
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole = {
            digest: length
            for digest, length in (_expected(folder) if folder.is_dir() else {}).items()
            if (folder / digest).exists() and (folder / digest).stat().st_size == length
        }

    def __getitem__(self, digest: str) -> bytes:
        path = self._folder / digest
        if digest not in self._whole:
            raise KeyError(digest)
        data = path.read_bytes()
        if sha256(data).hexdigest() != digest:
            path.unlink(missing_ok=True)
            raise NotTaken(Code.PART_CORRUPT, "文件在传输中损坏，没有接收。请重新发送。")
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


def _expected(folder: Path) -> dict[str, int]:
    try:
        found: dict[str, int] = json.loads((folder / _EXPECTED).read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found


def _not_expected() -> NotTaken:
    return NotTaken(
        Code.PART_MISSING, "没有等待接收这个文件：请先提交信封，再按答复补送缺少的部分。"
    )
