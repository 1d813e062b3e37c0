"""The site's secret: a file that only the node's account may read, and what is wrapped under it.

Whoever has the database or a backup of it, and not this file, has no key.
"""

from __future__ import annotations

import os
import stat
from base64 import b64decode, b64encode
from collections.abc import Sequence
from glob import escape
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from office.kernel.durable import locked, make_folder, sync_folder, write_whole
from office.kernel.refusals import Refused

SECRET_BYTES = 32
NONCE_BYTES = 12
NAME_BYTES = 8
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SecretRefused(Refused):
    """The file of the secret cannot be used: why, and what to do."""


class Wrapped(ValueError):
    """What was wrapped cannot be opened: another secret, or the bytes were changed."""


class SiteSecret:
    """The first of `secrets` wraps; the others only open what they once wrapped."""

    def __init__(self, secrets: Sequence[bytes]) -> None:
        self._secrets = {_name(each): each for each in secrets}
        self._current = _name(secrets[0])

    def __repr__(self) -> str:
        return f"SiteSecret({self._current.hex()})"

    @property
    def current(self) -> bytes:
        """The name of the one that wraps."""
        return self._current

    def wrap(self, data: bytes, *, about: bytes) -> bytes:
        """AES-256-GCM under a key of its own for `about`: opened only with the same `about`."""
        nonce = token_bytes(NONCE_BYTES)
        sealed = AESGCM(_derived(self._secrets[self._current], about)).encrypt(nonce, data, about)
        return self._current + nonce + sealed

    def unwrap(self, blob: bytes, *, about: bytes) -> bytes:
        """Raises Wrapped."""
        name, nonce, sealed = _parted(blob)
        if name not in self._secrets:
            raise Wrapped("由另一个密钥保护文件加密")
        try:
            return AESGCM(_derived(self._secrets[name], about)).decrypt(nonce, sealed, about)
        except InvalidTag:
            raise Wrapped("内容被改动过，或者不属于这一条") from None


def read_secret(path: Path) -> SiteSecret:
    """Raises SecretRefused when there is none, or others than its owner may read it."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            text = file.read(10_000)
    except FileNotFoundError:
        raise SecretRefused(
            f"没有密钥保护文件 {path}，签名用的私钥无法存取。"
            "首次使用请执行 office ca secret 建立；"
            "原来有的，请从备份中恢复（设置 wenshu.key_secret）。"
        ) from None
    except OSError as fault:
        raise SecretRefused(f"密钥保护文件 {path} 读不出来：{fault.strerror}。") from None
    if not stat.S_ISREG(status.st_mode) or status.st_mode & _OTHERS:
        raise SecretRefused(
            f"密钥保护文件 {path} 应是只有运行本系统的账号可以读写的普通文件（权限 600）。"
            f"请执行 chmod 600 {path}，并查明此前谁读过；可能已被他人读取的，执行 "
            "office ca secret --rotate 更换。"
        )
    return SiteSecret(_secrets(text, path=path))


def make_secret(path: Path) -> SiteSecret:
    """A new file. Raises SecretRefused if there is one already."""
    try:
        _write(path, [token_bytes(SECRET_BYTES)], new=True)
    except FileExistsError:
        raise SecretRefused(
            f"密钥保护文件 {path} 已经有了。要更换请用 office ca secret --rotate。"
        ) from None
    return read_secret(path)


def begin_rotation(path: Path) -> SiteSecret:
    """A new secret stands first in the file, the old ones behind it until `end_rotation`."""
    read_secret(path)
    _write(path, [token_bytes(SECRET_BYTES), *_secrets(path.read_bytes(), path=path)])
    return read_secret(path)


def end_rotation(path: Path) -> None:
    """Everything is wrapped anew: only the first is kept."""
    _write(path, _secrets(path.read_bytes(), path=path)[:1])


def _secrets(text: bytes, *, path: Path) -> list[bytes]:
    try:
        found = [b64decode(line, validate=True) for line in text.split()]
    except ValueError:
        found = []
    if not found or any(len(each) != SECRET_BYTES for each in found):
        raise SecretRefused(f"密钥保护文件 {path} 的内容不对。请从备份中恢复原来的文件。")
    return found


def _write(path: Path, secrets: Sequence[bytes], *, new: bool = False) -> None:
    """Never half, and durable before anything is wrapped under it: whoever loses it has no key.
    What somebody left who was killed while writing holds secrets and goes."""
    make_folder(path.parent)
    draft = f".{path.name}-"
    with locked(path.parent):
        for left in path.parent.glob(f"{escape(draft)}*"):
            left.unlink()
        text = b"".join(b64encode(each) + b"\n" for each in secrets)
        write_whole(path, text, draft=draft, new=new)
        sync_folder(path.parent)


def _derived(secret: bytes, about: bytes) -> bytes:
    info = b"wenshu key at rest\0" + about
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


def _name(secret: bytes) -> bytes:
    return sha256(b"wenshu secret name\0" + secret).digest()[:NAME_BYTES]


def _parted(blob: bytes) -> tuple[bytes, bytes, bytes]:
    end = NAME_BYTES + NONCE_BYTES
    if len(blob) < end:
        raise Wrapped("内容不完整")
    return blob[:NAME_BYTES], blob[NAME_BYTES:end], blob[end:]
