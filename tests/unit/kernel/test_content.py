from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from office.kernel.content import Damaged, FolderContentStore
from office.kernel.refusals import Missing


@pytest.fixture
def store(tmp_path: Path) -> FolderContentStore:
    return FolderContentStore(tmp_path / "content")


def test_what_was_put_is_got_by_its_digest(store: FolderContentStore) -> None:
    digest = store.put("A", "公文".encode())
    assert store.get("A", digest).decode() == "公文"
    assert store.put("A", "公文".encode()) == digest
    assert list(store.digests("A")) == [digest]


def test_agencies_do_not_see_each_others_content(store: FolderContentStore) -> None:
    digest = store.put("A", b"x")
    assert not store.has("B", digest)
    with pytest.raises(Missing):
        store.get("B", digest)


def test_a_damaged_object_is_found_at_reading(store: FolderContentStore) -> None:
    digest = store.put("A", b"whole")
    next(store.root.rglob(digest)).write_bytes(b"torn")
    with pytest.raises(Damaged, match=digest):
        store.get("A", digest)


def test_a_write_that_fails_leaves_no_half_file(
    store: FolderContentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put("A", b"never")
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("agency", ["..", "a/b", "", ".hidden", "a\0"])
def test_an_agency_is_no_path(store: FolderContentStore, agency: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        store.put(agency, b"x")


def test_a_digest_is_no_path(store: FolderContentStore) -> None:
    with pytest.raises(ValueError, match="not a name"):
        store.get("A", "../../etc/passwd")
