"""The site's secret: nobody else may read its file, and what it wraps opens in its place only."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from signing.keys import secret as secrets
from signing.keys.secret import (
    SecretRefused,
    Wrapped,
    begin_rotation,
    end_rotation,
    make_secret,
    read_secret,
)


def test_what_is_wrapped_opens_with_the_same_file_for_the_same_thing_only(tmp_path: Path) -> None:
    made = make_secret(tmp_path / "var/secret")
    blob = made.wrap(b"the key", about=b"one")
    again = read_secret(tmp_path / "var/secret")
    assert again.unwrap(blob, about=b"one") == b"the key"
    assert blob != made.wrap(b"the key", about=b"one")
    other = make_secret(tmp_path / "other")
    for opener, bytes_, about in (
        (again, blob, b"two"),
        (other, blob, b"one"),
        (again, blob[:-1], b"one"),
        (again, b"", b"one"),
        *((again, blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :], b"one") for at in (9, 25)),
    ):
        with pytest.raises(Wrapped):
            opener.unwrap(bytes_, about=about)


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    make_secret(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for mode in (0o640, 0o604, 0o660, 0o644):
        path.chmod(mode)
        with pytest.raises(SecretRefused, match="chmod 600"):
            read_secret(path)


def test_a_file_that_lacks_or_is_no_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SecretRefused, match="office ca secret"):
        read_secret(tmp_path / "none")
    path = tmp_path / "secret"
    make_secret(path)
    with pytest.raises(SecretRefused, match="已经有了"):
        make_secret(path)
    for text in (b"", b"AAAA", b"!", b"\n"):
        path.write_bytes(text)
        with pytest.raises(SecretRefused, match="内容不对"):
            read_secret(path)


def test_while_it_is_rotated_both_open_and_afterwards_only_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    old = make_secret(path).wrap(b"the key", about=b"one")
    both = begin_rotation(path)
    assert both.unwrap(old, about=b"one") == b"the key"
    new = both.wrap(b"the key", about=b"one")
    end_rotation(path)
    alone = read_secret(path)
    assert alone.unwrap(new, about=b"one") == b"the key"
    with pytest.raises(Wrapped):
        alone.unwrap(old, about=b"one")
    assert [each.name for each in tmp_path.iterdir()] == ["secret"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_its_repr_is_no_secret(tmp_path: Path) -> None:
    made = make_secret(tmp_path / "secret")
    shown = repr(made)
    for each in secrets._secrets((tmp_path / "secret").read_bytes(), path=tmp_path):
        assert each.hex() not in shown
        assert repr(each) not in shown


class PowerCut(Exception):
    """Nothing after it happens."""


def noted(patch: pytest.MonkeyPatch, *, cut_at: int = 0) -> list[str]:
    """What is asked of the disk, in order; the power is cut at that step, from 1."""
    steps: list[str] = []
    told = {
        "fsync": lambda handle: "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file",
        "link": lambda *_: "link",
        "replace": lambda *_: "rename",
    }

    def step(real: Any, word: Any, *given: Any) -> None:
        steps.append(word(*given))
        if len(steps) == cut_at:
            raise PowerCut
        real(*given)

    for name, word in told.items():
        patch.setattr(os, name, partial(step, getattr(os, name), word))
    return steps


def test_bytes_and_name_are_on_the_disk_before_anything_is_wrapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = noted(monkeypatch)
    make_secret(tmp_path / "etc/wenshu/secret")
    assert steps == ["folder", "folder", "file", "link", "folder"]
    steps.clear()
    begin_rotation(tmp_path / "etc/wenshu/secret")
    assert steps == ["file", "rename", "folder"]


@pytest.mark.parametrize("cut_at", [1, 2, 3])
def test_whatever_fails_there_is_a_whole_secret_or_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_at: int
) -> None:
    path, old = tmp_path / "secret", tmp_path / "old"
    kept = make_secret(old)
    for act, place in ((make_secret, path), (begin_rotation, old)):
        with monkeypatch.context() as patch:
            noted(patch, cut_at=cut_at)
            with pytest.raises(PowerCut):
                act(place)
    blob = kept.wrap(b"the key", about=b"one")
    assert read_secret(old).unwrap(blob, about=b"one") == b"the key"
    if path.exists():
        read_secret(path)
    assert {each.name for each in tmp_path.iterdir()} <= {"secret", "old"}


def test_what_a_killed_process_left_holds_secrets_and_goes(tmp_path: Path) -> None:
    (tmp_path / ".secret-abcd").write_text("AAAA")
    (tmp_path / ".others-abcd").write_text("AAAA")
    make_secret(tmp_path / "secret")
    assert {each.name for each in tmp_path.iterdir()} == {"secret", ".others-abcd"}


def test_of_many_who_make_it_at_once_one_does(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    def make(_: int) -> bytes:
        try:
            return make_secret(path).current
        except SecretRefused:
            return b""

    with ThreadPoolExecutor(8) as pool:
        made = [each for each in pool.map(make, range(40)) if each]
    assert made == [read_secret(path).current]
