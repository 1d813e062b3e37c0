"""One encrypted conversation with one directory server, in ldap3's words.

What ldap3 2.9.1 leaves open is closed here: TLS before anything else, checked by the standard
library's rules, time-outs everywhere, no delay of small packets, no referrals.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from ldap3 import NONE, SUBTREE, SYNC, Connection, Server, Tls
from ldap3.core.exceptions import LDAPExceptionError

from integrations.ldap.address import LDAPAddress
from office.directory.ports import SourceUnavailable
from office.settings import LDAPSettings

PAGED_RESULTS = "1.2.840.113556.1.4.319"  # RFC 2696
SUCCESS = 0
INVALID_CREDENTIALS = 49
INAPPROPRIATE_AUTHENTICATION = 48  # the entry has no password at all

Attributes = Mapping[str, Sequence[bytes]]


class ServerDown(Exception):
    """This server cannot be used just now; another one may be."""


@contextmanager
def session(address: LDAPAddress, settings: LDAPSettings) -> Iterator[Session]:
    """Open a conversation, encrypted before it is handed out. Raises ServerDown."""
    connection = _connection(address, settings)
    try:
        yield Session(connection, address)
    except (LDAPExceptionError, OSError) as error:
        raise ServerDown(f"{address}：{_cause(error)}") from error
    finally:
        _close(connection)


class CheckedTls(Tls):  # type: ignore[misc]  # ldap3 has no types
    """TLS as the standard library's context says: 1.2 and up, certificate and host name checked.

    ldap3's own wrapping switches the context's host name check off and does it by hand.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED)
        self._context = context

    def wrap_socket(self, connection: Connection, do_handshake: bool = False) -> None:  # noqa: FBT001, FBT002 - ldap3's signature
        connection.socket = self._context.wrap_socket(
            connection.socket, server_hostname=connection.server.host
        )


class Session:
    """Bind and search over an encrypted connection."""

    def __init__(self, connection: Connection, address: LDAPAddress) -> None:
        self._connection = connection
        self._address = address

    def bind(self, dn: str, password: str) -> bool:
        """Whether the server accepts this password for `dn`. Neither may be empty."""
        if not dn or not password:
            return False
        # as bytes, since ldap3 would normalise text, and the LDIF source does not
        if self._connection.rebind(user=dn, password=password.encode()):
            return True
        if self._connection.result["result"] in {
            INVALID_CREDENTIALS,
            INAPPROPRIATE_AUTHENTICATION,
        }:
            return False
        raise self._refusal()

    def search(
        self, *, base: str, query: str, attributes: Sequence[str], page_size: int
    ) -> Iterator[tuple[str, Attributes]]:
        """All hits as (name, attributes), page by page; an incomplete answer raises."""
        cookie: bytes | None = None
        while True:
            self._connection.search(
                base,
                query,
                search_scope=SUBTREE,
                attributes=list(attributes),
                paged_size=page_size,
                paged_cookie=cookie,
            )
            # ldap3 calls an answer that was cut short a success
            if self._connection.result["result"] != SUCCESS:
                raise self._refusal()
            yield from self._page()
            controls = self._connection.result.get("controls", {})
            cookie = controls.get(PAGED_RESULTS, {}).get("value", {}).get("cookie")
            if not cookie:
                return

    def _page(self) -> Iterator[tuple[str, Attributes]]:
        for item in self._connection.response or ():
            if item["type"] != "searchResEntry":
                raise SourceUnavailable(
                    f"目录服务器 {self._address} 把一部分目录转介到别处（referral）。"
                    "为安全起见不跟随转介；请把 ldap.base 指到不含转介的分支。"
                )
            yield item["dn"], item["raw_attributes"]

    def _refusal(self) -> SourceUnavailable:
        result = self._connection.result
        return SourceUnavailable(
            f"目录服务器 {self._address} 拒绝了请求（{result['description']}）。"
            "请系统管理员检查 ldap.* 设置和服务器日志。"
        )


def _connection(address: LDAPAddress, settings: LDAPSettings) -> Connection:
    server = Server(
        address.host,
        port=address.port,
        use_ssl=address.is_ldaps,
        tls=_tls(settings),
        connect_timeout=settings.timeout,
        get_info=NONE,
        allowed_referral_hosts=[],
    )
    connection = Connection(
        server,
        client_strategy=SYNC,
        auto_referrals=False,
        receive_timeout=settings.timeout,
        check_names=False,
        raise_exceptions=False,
    )
    try:
        connection.open(read_server_info=False)
        # without it every small packet after TLS waits 40 ms for an acknowledgement
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not address.is_ldaps and not connection.start_tls(read_server_info=False):
            raise ServerDown(f"{address}：服务器不肯加密（StartTLS）")
    except (LDAPExceptionError, OSError) as error:
        _close(connection)
        raise ServerDown(f"{address}：{_cause(error)}") from error
    return connection


def _tls(settings: LDAPSettings) -> CheckedTls:
    try:
        return CheckedTls(ssl.create_default_context(cafile=settings.ca))
    except OSError as error:
        raise SourceUnavailable(
            f"读不到目录服务器的根证书“{settings.ca}”。请检查设置 ldap.ca。"
        ) from error


def _close(connection: Connection) -> None:
    """Also what ldap3 leaves open when it fails half-way."""
    with suppress(LDAPExceptionError, OSError):
        connection.unbind()
    if connection.socket is not None:
        connection.socket.close()


def _cause(error: BaseException) -> str:
    """The words of the innermost error; ldap3 wraps it several times."""
    while error.__cause__ is not None or error.__context__ is not None:
        error = error.__cause__ or error.__context__ or error
    return str(error) or type(error).__name__
