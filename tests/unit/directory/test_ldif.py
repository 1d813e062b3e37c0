"""The embedded source: a file that may change, be missing, be too large, or hold clear text."""

from __future__ import annotations

import base64
import hashlib
import threading
from pathlib import Path
from typing import Any

import pytest

from office.directory import ldif
from office.directory.ldif import LDIFSource
from office.directory.passwords import Verifier, hashed, is_known_hash
from office.directory.ports import SourceUnavailable
from office.kernel.refusals import Refused

HASH = hashed("right")


def person(uid: str, *, password: str = HASH) -> str:
    return (
        f"dn: uid={uid}\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: 某\nsn: 某\n"
        f"employeeNumber: {uid}\nuserPassword: {password}\n\n"
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "directory.ldif"
    path.write_text(person("a"), encoding="utf-8")
    return path


def test_a_changed_file_counts_from_the_next_question_on(file: Path) -> None:
    source = LDIFSource(file)
    assert source.check_password("a", "right")
    assert not source.check_password("b", "right")

    file.write_text(person("b"), encoding="utf-8")

    assert not source.check_password("a", "right")
    assert source.check_password("b", "right")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    source = LDIFSource(tmp_path / "nowhere.ldif")

    with pytest.raises(SourceUnavailable, match=r"nowhere\.ldif"):
        source.check_password("a", "right")
    with pytest.raises(SourceUnavailable, match=r"nowhere\.ldif"):
        source.entries()


def test_a_file_beyond_the_limit_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ldif, "SIZE_LIMIT", 50)

    with pytest.raises(Refused, match="请改用 LDAP 服务器"):
        LDIFSource(file).entries()


def test_nobody_is_let_in_by_a_login_that_two_people_have(file: Path) -> None:
    twin = person("a").replace("dn: uid=a", "dn: uid=a,ou=other")
    file.write_text(person("a") + twin, encoding="utf-8")

    assert not LDIFSource(file).check_password("a", "right")


@pytest.mark.parametrize(
    "password",
    [
        "right",
        "{CLEARTEXT}right",
        "{SSHA}" + base64.b64encode(hashlib.sha1(b"rightsalt").digest() + b"salt").decode(),
        "{SSHA512}" + base64.b64encode(hashlib.sha512(b"right").digest()).decode(),
        "{SSHA512}!",
        HASH.replace("argon2id", "argon2i"),
    ],
)
def test_clear_text_and_weak_hashes_are_refused_for_the_whole_file(
    file: Path, password: str
) -> None:
    file.write_text(person("a") + person("b", password=password), encoding="utf-8")

    with pytest.raises(Refused, match="“uid=b”的 userPassword") as refusal:
        LDIFSource(file).check_password("a", "right")

    assert password not in str(refusal.value)


def test_a_broken_hash_fits_no_password() -> None:
    value = b"{ARGON2}$argon2id$v=19$m=19456,t=2,p=1$broken"

    assert is_known_hash(value)
    assert not Verifier().matches([value], "right")


def test_an_unknown_login_costs_the_same_work(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verified = []

    def counting(hash_: bytes, secret: bytes, kind: Any) -> bool:
        verified.append(hash_[:30])
        return False

    monkeypatch.setattr("office.directory.passwords.verify_secret", counting)
    source = LDIFSource(file)
    source.check_password("a", "guess")
    source.check_password("nobody", "guess")

    # the same algorithm with the same memory and time
    assert len(verified) == 2
    assert verified[0] == verified[1]


def test_no_more_than_a_few_passwords_are_verified_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once, most, lock = 0, 0, threading.Lock()
    full = threading.Event()

    def slow(*_: object) -> bool:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
            if at_once == 2:
                full.set()
        full.wait(timeout=5)
        with lock:
            at_once -= 1
        return True

    monkeypatch.setattr("office.directory.passwords.verify_secret", slow)
    verifier = Verifier(concurrent=2)
    value = HASH.encode()
    crowd = [threading.Thread(target=verifier.matches, args=([value], "right")) for _ in range(8)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()

    assert most == 2


def test_who_waits_too_long_for_a_turn_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, done = threading.Event(), threading.Event()

    def stuck(*_: object) -> bool:
        begun.set()
        return done.wait(timeout=5)

    monkeypatch.setattr("office.directory.passwords.verify_secret", stuck)
    verifier = Verifier(concurrent=1, patience=0.01)
    first = threading.Thread(target=verifier.matches, args=([HASH.encode()], "right"))
    first.start()
    begun.wait(timeout=5)

    with pytest.raises(SourceUnavailable, match="请稍候再登录"):
        verifier.matches([HASH.encode()], "right")

    done.set()
    first.join()
