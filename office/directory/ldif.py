"""The embedded source: one LDIF file that the office reads itself, for sites without a server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from office.directory.credentials import acceptable
from office.directory.entries import Entries, login_key
from office.directory.ldif_records import LDIFRecord, read_records
from office.directory.passwords import Verifier, is_known_hash
from office.directory.ports import SourceUnavailable
from office.directory.schema import PERSON, Record, entries_from
from office.kernel.refusals import Refused

SIZE_LIMIT = 64 * 1024 * 1024  # bytes; a province of 100,000 people takes about 60 MB

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True, repr=False)
class _Hashes:
    """The password hashes of one state of the file, by login."""

    stamp: Stamp
    by_login: dict[str, tuple[bytes, ...]]


class LDIFSource:
    """A DirectorySource over an LDIF file. A changed file counts from the next question on."""

    def __init__(self, path: Path, *, verifier: Verifier | None = None) -> None:
        self._path = path
        self._verifier = verifier or Verifier()
        self._hashes: _Hashes | None = None

    def entries(self) -> Entries:
        """All entries of the file; see DirectorySource."""
        return entries_from(_as_text(record) for record in self._read())

    def check_password(self, login: str, password: str) -> bool:
        """Whether the password is right; see DirectorySource. Unknown logins take as long."""
        if not acceptable(login, password):
            return False
        values = self._current_hashes().by_login.get(login_key(login), ())
        return self._verifier.matches(values, password)

    def _current_hashes(self) -> _Hashes:
        stamp = self._stamp()
        known = self._hashes
        if known is None or known.stamp != stamp:
            known = _Hashes(stamp, _hashes_by_login(self._read()))
            self._hashes = known
        return known

    def _stamp(self) -> Stamp:
        try:
            state = self._path.stat()
        except OSError as error:
            raise self._unreadable(error) from error
        return state.st_mtime_ns, state.st_size, state.st_ino

    def _read(self) -> list[LDIFRecord]:
        try:
            with self._path.open("rb") as file:
                content = file.read(SIZE_LIMIT + 1)
        except OSError as error:
            raise self._unreadable(error) from error
        if len(content) > SIZE_LIMIT:
            raise Refused(
                f"目录文件“{self._path.name}”超过 {SIZE_LIMIT // 1024 // 1024} MB。"
                "这样大的目录请改用 LDAP 服务器。"
            )
        return read_records(content)

    def _unreadable(self, error: OSError) -> SourceUnavailable:
        return SourceUnavailable(
            f"读不到目录文件“{self._path}”（{error.strerror}）。请检查设置中的路径和文件权限。"
        )


def _as_text(record: LDIFRecord) -> Record:
    try:
        return Record(
            dn=record.dn,
            attributes={
                name: [value.decode() for value in values]
                for name, values in record.attributes.items()
                if name != "userpassword"
            },
        )
    except UnicodeDecodeError:
        raise Refused(f"目录条目“{record.dn}”含有不是 UTF-8 文字的值。请改正该条目。") from None


def _hashes_by_login(records: list[LDIFRecord]) -> dict[str, tuple[bytes, ...]]:
    """Hashes of everybody. Somebody whose login is another's too can be neither."""
    by_login: dict[str, tuple[bytes, ...]] = {}
    for record in records:
        classes = {value.lower() for value in record.attributes.get("objectclass", [])}
        if PERSON.lower().encode() not in classes:
            continue
        values = tuple(record.attributes.get("userpassword", ()))
        if not all(is_known_hash(value) for value in values):
            raise Refused(
                f"目录条目“{record.dn}”的 userPassword 不是 {{ARGON2}}$argon2id 或 {{SSHA512}} "
                "形式的散列。口令不得以明文或弱散列存放，请重设该人的口令。"
            )
        for uid in record.attributes.get("uid", []):
            login = login_key(uid.decode(errors="replace"))
            by_login[login] = () if login in by_login else values
    return by_login
