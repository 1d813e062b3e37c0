"""Parts on their way in: of an envelope that was verified, piece by piece, until all are here.

Nothing here is believed: what is whole is compared with its digest when it is taken out. What was
spoilt while it lay here (nothing is synced to the disk) is thrown away and lacks again; only bytes
that are seen to come wrong are the sender's fault.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.shapes import Envelope, Missing
from office.kernel.durable import locked

_EXPECTED = "expected.json"
MOST = 200
"""Consignments that one caller may have begun and not finished."""
_WAIT = 600
"""Seconds after which a caller whose share is full may ask again."""


class Spoilt(NotTaken):
    """A part was damaged while it lay here, and is gone: it lacks again."""

    def __init__(self) -> None:
        super().__init__(
            Code.BUSY, "对方暂存的文件已损坏并已清除，将自动补送。", retry_after=_WAIT
        )


class Staging:
    """Folders under `root`, one a consignment and caller. `largest`: bytes that one caller may
    have announced in all; `most`: consignments."""

    def __init__(self, root: Path, *, largest: int, most: int = MOST) -> None:
        self._root = root
        self._largest = largest
        self._most = most

    def expect(self, caller: str, envelope: Envelope) -> None:
        """From now on pieces of this envelope's parts are taken from this caller.

        Another envelope of the same consignment takes the place of an unfinished one. Raises
        NotTaken where the caller has too much unfinished.
        """
        folder = self._folder(caller, envelope.consignment)
        expected = {each.digest: each.length for each in envelope.everything}
        share = self._of(caller)
        share.mkdir(parents=True, exist_ok=True)
        with locked(share):
            if folder.is_dir() and _expected(folder) == expected:
                (folder / _EXPECTED).touch()  # somebody goes on with it
                return
            self._must_have_room(folder, expected)
            folder.mkdir(exist_ok=True)
        with locked(folder):
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
            if len(data) == length and sha256(data).hexdigest() != digest:
                raise NotTaken(Code.PART_CORRUPT, "文件在传输中损坏，没有接收。请重新发送。")
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
        """Those that are whole, each read when it is asked for. Raises Spoilt for one whose
        bytes are others; it is thrown away, to be sent again."""
        return _Staged(self._folder(caller, envelope.consignment))

    def clear(self, caller: str, consignment: str) -> None:
        """It is in, or given up."""
        shutil.rmtree(self._folder(caller, consignment), ignore_errors=True)

    def sweep(self, *, untouched_since: datetime) -> int:
        """Remove what nobody went on with since then; gives how many. A long upload goes on in
        its files: the newest of them counts."""
        swept = 0
        for folder in self._root.glob("*/*/"):
            # One that is finished meanwhile is gone.
            with suppress(FileNotFoundError), locked(folder):
                if _touched(folder) < untouched_since.timestamp():
                    shutil.rmtree(folder, ignore_errors=True)
                    swept += 1
        return swept

    def _must_have_room(self, folder: Path, expected: Mapping[str, int]) -> None:
        """By what was announced: what is let in may come whole."""
        others = [each for each in folder.parent.glob("*/") if each != folder]
        announced = sum(sum(_expected(each).values()) for each in others)
        if len(others) >= self._most or announced + sum(expected.values()) > self._largest:
            raise NotTaken(
                Code.BUSY,
                "对方暂存的未发完文件已到上限，稍后再发。",
                retry_after=_WAIT,
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
            raise Spoilt
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


def _touched(folder: Path) -> float:
    """When something was last written in it, in seconds of the epoch."""
    return max(path.stat().st_mtime for path in (folder, *folder.iterdir()))


def _not_expected() -> NotTaken:
    return NotTaken(
        Code.PART_MISSING, "没有等待接收这个文件：请先提交信封，再按答复补送缺少的部分。"
    )
