"""A node of the exchange on this machine: a listener with certificates, and who may call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from ssl import PEM_cert_to_DER_cert

from integrations.exchange.contract import PATH
from integrations.exchange.operations import Operations
from integrations.exchange.server.application import Exchange
from integrations.exchange.server.listener import Listener
from integrations.exchange.server.quota import Quota
from integrations.exchange.tls import Identity
from tests.servers.certificates import Authority

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Certificates:
    """An authority's folder, and what it issued for nodes: by name, all for 127.0.0.1."""

    folder: Path
    authority: Authority
    issued: dict[str, Identity] = field(default_factory=dict)

    @classmethod
    def make(cls, folder: Path) -> Certificates:
        """A new authority in an empty folder."""
        return cls(folder, Authority.make(folder / "authority.pem"))

    def of(self, node: str, *, host: str = HOST) -> Identity:
        """The node's certificate and key, issued the first time."""
        if node not in self.issued:
            files = self.folder / f"{node}.pem", self.folder / f"{node}.key"
            self.authority.issue(host, certificate=files[0], key=files[1])
            self.issued[node] = Identity(*files, self.folder / "authority.pem")
        return self.issued[node]

    def callers(self, *nodes: str) -> Callable[[bytes], str | None]:
        """Who of these shows a certificate."""
        known: Mapping[bytes, str] = {der(self.of(node)): node for node in nodes}
        return known.get


def der(identity: Identity) -> bytes:
    """Its certificate."""
    return PEM_cert_to_DER_cert(identity.certificate.read_text("ascii"))


def fingerprint(identity: Identity) -> str:
    """SHA-256 of its certificate, hex."""
    return sha256(der(identity)).hexdigest()


@contextmanager
def listening(
    operations: Operations,
    certificates: Certificates,
    *,
    callers: tuple[str, ...] = ("caller",),
    per_minute: int = 600_000,
    threads: int = 8,
    timeout: int = 15,
) -> Iterator[Listener]:
    """Serve until the block is left; the server's certificate is that of the node `server`."""
    application = Exchange(
        operations,
        caller_of=certificates.callers(*callers),
        quota=Quota(per_minute=per_minute),
    )
    listener = Listener(
        (HOST, 0), application, certificates.of("server"), threads=threads, timeout=timeout
    )
    listener.open()
    try:
        yield listener
    finally:
        listener.stop()


def address_of(listener: Listener) -> str:
    """Where it is called."""
    return f"https://{HOST}:{listener.bind_addr[1]}{PATH}"
