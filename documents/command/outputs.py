"""Files that a command writes: all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from office.file_faults import why
from office.kernel.refusals import Refused

_USUAL_MODE = 0o666


def write_all(files: Mapping[Path, bytes], *, folders: Sequence[Path] = ()) -> None:
    """Write every file beside its place, then put all into place. Raises Refused.

    When one cannot be written the others are not there either, and what stood there stays.
    `folders` are made first, those above them must be there.
    """
    drafts: dict[Path, Path] = {}
    made: list[Path] = []
    current = Path()
    try:
        for current in folders:
            made += _make_folder(current)
        for current, content in files.items():
            if current.is_dir():
                raise IsADirectoryError(21, os.strerror(21))
            drafts[current] = _draft(current, content)
        for current, draft in drafts.items():
            draft.replace(current)
    except OSError as fault:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink()
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise Refused(
            f"写不了文件 {current}：{why(fault)}。没有写出任何文件，请检查目录和权限。"
        ) from fault


def _make_folder(folder: Path) -> list[Path]:
    if folder.is_dir():
        return []
    folder.mkdir()
    return [folder]


def _draft(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        draft.chmod(_USUAL_MODE & ~_umask())
    except BaseException:
        draft.unlink()
        raise
    return draft


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
