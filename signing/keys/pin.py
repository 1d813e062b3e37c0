"""A person's PIN: what is sealed with it opens with nothing else, and it is kept nowhere."""

from __future__ import annotations

import threading
from itertools import pairwise
from secrets import token_bytes

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from office.kernel.refusals import Refused

SHORTEST = 6
_WRONG = (
    "PIN 码不对。请核对后重新输入；忘记的，由持证人（印章由监印人）请系统管理员换发证书，"
    "换发时另设 PIN 码。"
)
_MEMORY = 64 * 1024  # KiB; RFC 9106 section 4, the second choice
_SALT_BYTES = 16
_NONCE_BYTES = 12
# One derivation takes 64 MiB: many at once would be a way to stop the server.
_deriving = threading.BoundedSemaphore(2)


class WrongPIN(Refused):
    """It is another one."""


def check_new(pin: str, *, field: str = "pin") -> None:
    """Raises Refused, about the form's `field`, for one that is too easy to guess."""
    if len(pin) < SHORTEST or len(set(pin)) < 3 or _runs(pin):
        raise Refused(
            f"PIN 码至少 {SHORTEST} 位，不能是 111111、123456 这样容易猜到的。请换一个。",
            field=field,
        )


def seal(data: bytes, *, pin: str, about: bytes) -> bytes:
    """AES-256-GCM under a key that Argon2id makes of the PIN."""
    salt, nonce = token_bytes(_SALT_BYTES), token_bytes(_NONCE_BYTES)
    return salt + nonce + AESGCM(_derived(pin, salt)).encrypt(nonce, data, about)


def unseal(blob: bytes, *, pin: str, about: bytes) -> bytes:
    """Raises WrongPIN."""
    end = _SALT_BYTES + _NONCE_BYTES
    salt, nonce = blob[:_SALT_BYTES], blob[_SALT_BYTES:end]
    try:
        return AESGCM(_derived(pin, salt)).decrypt(nonce, blob[end:], about)
    except InvalidTag:
        raise WrongPIN(_WRONG, field="pin") from None


def _derived(pin: str, salt: bytes) -> bytes:
    with _deriving:
        return hash_secret_raw(
            pin.encode(),
            salt,
            time_cost=3,
            memory_cost=_MEMORY,
            parallelism=1,
            hash_len=32,
            type=Type.ID,
        )


def _runs(pin: str) -> bool:
    """123456, 654321, abcdef."""
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    return steps in ({1}, {-1})
