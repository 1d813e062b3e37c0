"""Where a directory server listens, and how its conversation is encrypted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class LDAPAddress:
    """One server. `is_ldaps` means TLS from the first byte, otherwise StartTLS before a bind."""

    host: str
    port: int
    is_ldaps: bool

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read `ldap://host[:port]` or `ldaps://host[:port]`; raises Refused."""
        fault = f"设置 ldap.urls 中的“{url}”不是 ldap:// 或 ldaps:// 加主机名的形式。请改正。"
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise Refused(fault) from None
        has_more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
        if parts.scheme not in {"ldap", "ldaps"} or not parts.hostname or has_more:
            raise Refused(fault)
        is_ldaps = parts.scheme == "ldaps"
        return cls(host=parts.hostname, port=port or (636 if is_ldaps else 389), is_ldaps=is_ldaps)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'ldaps' if self.is_ldaps else 'ldap'}://{host}:{self.port}"
