"""The directory source that speaks LDAP (RFC 4511) with an agency's own server."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TypeVar

from ldap3.utils.conv import escape_filter_chars

from integrations.ldap.address import LDAPAddress
from integrations.ldap.session import Attributes, ServerDown, Session, session
from office.directory.credentials import acceptable
from office.directory.entries import Entries, login_key
from office.directory.ports import SourceUnavailable
from office.directory.schema import ATTRIBUTES, OBJECT_CLASSES, PERSON, Record, entries_from
from office.kernel.refusals import Refused
from office.settings import LDAPSettings

log = logging.getLogger(__name__)

OURS = "(|" + "".join(f"(objectClass={name})" for name in OBJECT_CLASSES) + ")"

Answer = TypeVar("Answer")


class LDAPSource:
    """A DirectorySource over one directory on one or several servers, asked in turn."""

    def __init__(self, settings: LDAPSettings, *, page_size: int = 500) -> None:
        """`page_size` is the number of entries asked for at a time. Clear text is refused."""
        self._settings = settings
        self._page_size = page_size
        self._addresses = tuple(LDAPAddress.parse(url) for url in settings.urls)
        if not settings.start_tls and not all(each.is_ldaps for each in self._addresses):
            raise Refused(
                "设置 ldap.start_tls 为 no 时口令会以明文经过网络，不予连接。"
                "请删去该设置，或把 ldap.urls 全部改为 ldaps://。"
            )

    def entries(self) -> Entries:
        """All entries under the base; see DirectorySource."""
        return entries_from(self._ask(self._all_records))

    def check_password(self, login: str, password: str) -> bool:
        """Whether the password is right, by search and bind; see DirectorySource."""
        if not acceptable(login, password):
            return False
        return self._ask(lambda server: self._is_right(server, login=login, password=password))

    def _ask(self, question: Callable[[Session], Answer]) -> Answer:
        """Put the question to the first server that answers; one that fails is asked last."""
        failures = []
        for address in self._addresses:
            try:
                with session(address, self._settings) as server:
                    return question(server)
            except ServerDown as failure:
                log.warning("directory server left out: %s", failure)
                failures.append(str(failure))
                self._addresses = (
                    *(each for each in self._addresses if each != address),
                    address,
                )
        raise SourceUnavailable(
            f"目录服务器都没有应答（{'；'.join(failures)}）。"
            "请稍后再试；仍不行，请系统管理员检查网络、证书和 ldap.* 设置。"
        )

    def _all_records(self, server: Session) -> list[Record]:
        self._bind_as_reader(server)
        found = server.search(
            base=self._settings.base,
            query=OURS,
            attributes=ATTRIBUTES,
            page_size=self._page_size,
        )
        return [_record(dn, attributes) for dn, attributes in found]

    def _is_right(self, server: Session, *, login: str, password: str) -> bool:
        self._bind_as_reader(server)
        names = list(self._people(server, login))
        # several would mean that one password opens another's desk
        return len(names) == 1 and server.bind(names[0], password)

    def _people(self, server: Session, login: str) -> Iterator[str]:
        """The names of entries whose uid is this login, compared by our own rule as well."""
        query = f"(&(objectClass={PERSON})(uid={escape_filter_chars(login.strip(' '))}))"
        found = server.search(
            base=self._settings.base, query=query, attributes=("uid",), page_size=2
        )
        for dn, attributes in found:
            uids = [value.decode(errors="replace") for value in attributes.get("uid", ())]
            if login_key(login) in {login_key(uid) for uid in uids}:
                yield dn

    def _bind_as_reader(self, server: Session) -> None:
        """Anonymous where no account is set; the server then decides what it shows."""
        reader = self._settings.bind_dn
        if reader and not server.bind(reader, self._reader_password()):
            raise SourceUnavailable(
                f"目录服务器不认可账号“{reader}”的口令。请系统管理员检查 ldap.bind_dn 和口令文件。"
            )

    def _reader_password(self) -> str:
        """Read anew each time, so that it can be changed without a restart."""
        file = self._settings.bind_password_file
        if file is None:
            raise Refused(
                "设置了 ldap.bind_dn 而没有 ldap.bind_password_file。请补上口令文件的路径。"
            )
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            raise SourceUnavailable(
                f"读不到口令文件“{file}”（{error.strerror}）。"
                "请检查设置 ldap.bind_password_file 和文件权限。"
            ) from error


def _record(dn: str, attributes: Attributes) -> Record:
    try:
        return Record(
            dn=dn,
            attributes={
                name.lower(): [value.decode() for value in values]
                for name, values in attributes.items()
            },
        )
    except UnicodeDecodeError:
        raise Refused(f"目录条目“{dn}”含有不是 UTF-8 文字的值。请改正该条目。") from None
