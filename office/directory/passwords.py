"""Password hashes that a file may hold and that slapd accepts, and nothing weaker.

{ARGON2} is argon2id as slapd's module argon2 writes it; {SSHA512} is what older exports hold
(module pw-sha2).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from argon2 import PasswordHasher, Type
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.low_level import verify_secret

from office.directory.ports import SourceUnavailable

ARGON2 = b"{ARGON2}"
SSHA512 = b"{SSHA512}"
DIGEST_LENGTH = 64  # bytes of SHA-512; the salt follows them

# Memory and time as OWASP names them for argon2id: 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, type=Type.ID)
# Nobody's password: verified where there is no such login, so that the answer takes as long.
NOBODY = ARGON2 + HASHER.hash("此处无人").encode()


def hashed(password: str) -> str:
    """A {ARGON2} value for userPassword."""
    return (ARGON2 + HASHER.hash(password).encode()).decode()


def is_known_hash(value: bytes) -> bool:
    """Whether `value` is in a form that `matches` verifies. Clear text is not."""
    if value.startswith(ARGON2 + b"$argon2id$"):
        return True
    return value.startswith(SSHA512) and len(_digest_and_salt(value)) > DIGEST_LENGTH


class Verifier:
    """Verifies passwords, a few at a time: each takes about 30 ms and its hash's memory.

    Without the cap, a crowd at the login page would take the memory of the whole office.
    """

    def __init__(self, *, concurrent: int = 4, patience: float = 10.0) -> None:
        """At most `concurrent` at once; `patience` is how long one waits for its turn, in s."""
        self._turns = threading.BoundedSemaphore(concurrent)
        self._patience = patience

    def matches(self, values: Sequence[bytes], password: str) -> bool:
        """Whether `password` fits one of the hashes; takes as long if there are none.

        Raises SourceUnavailable when the turn does not come in time.
        """
        secret = password.encode()
        with self._turn():
            answers = [_matches(value, secret) for value in values]
            if not any(value.startswith(ARGON2) for value in values):
                _matches(NOBODY, secret)
        return any(answers)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=self._patience):
            raise SourceUnavailable("同时登录的人太多，口令来不及核验。请稍候再登录。")
        try:
            yield
        finally:
            self._turns.release()


def _matches(value: bytes, secret: bytes) -> bool:
    if value.startswith(ARGON2):
        try:
            return verify_secret(value.removeprefix(ARGON2), secret, Type.ID)
        except (Argon2Error, InvalidHashError):
            return False
    content = _digest_and_salt(value)
    digest, salt = content[:DIGEST_LENGTH], content[DIGEST_LENGTH:]
    return hmac.compare_digest(digest, hashlib.sha512(secret + salt).digest())


def _digest_and_salt(value: bytes) -> bytes:
    try:
        return base64.b64decode(value.removeprefix(SSHA512), validate=True)
    except (binascii.Error, ValueError):
        return b""
