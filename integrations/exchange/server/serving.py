"""What the listener serves and how, from the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from integrations.exchange.operations import Operations
from integrations.exchange.server.application import Exchange
from integrations.exchange.server.listener import Listener
from integrations.exchange.server.quota import Quota
from integrations.exchange.tls import Identity
from office.kernel.refusals import Refused
from office.settings import ExchangeSettings


@dataclass(frozen=True, slots=True)
class Served:
    """What a house gives to other nodes. `caller_of`: the node that shows a certificate (DER),
    None if it is no one's."""

    operations: Operations
    caller_of: Callable[[bytes], str | None]


def identity_of(settings: ExchangeSettings) -> Identity:
    """By what this node is known and whom it trusts. Raises Refused if it is not set."""
    certificate, key = settings.tls_certificate, settings.tls_key
    if certificate is None or key is None or settings.tls_authorities is None:
        raise Refused(
            "没有设置公文交换的证书。请在配置文件中设置 exchange.tls_certificate、"
            "exchange.tls_key 和 exchange.tls_authorities，说明见 development.ini。"
        )
    return Identity(certificate, key, settings.tls_authorities)


@contextmanager
def listening(served: Served, settings: ExchangeSettings) -> Iterator[Listener]:
    """Serve until the block is left. Raises Refused for settings that cannot be used."""
    application = Exchange(
        served.operations,
        caller_of=served.caller_of,
        quota=Quota(per_minute=settings.requests_per_minute),
    )
    listener = Listener(
        _address(settings.listen), application, identity_of(settings), threads=settings.threads
    )
    try:
        listener.open()
    except OSError as fault:
        raise Refused(
            f"不能在 {settings.listen} 上监听：{fault}。请核对设置 exchange.listen，"
            "或者停下占用这个端口的程序。"
        ) from fault
    try:
        yield listener
    finally:
        listener.stop()


def _address(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit() and int(port) < 2**16):
        raise Refused(
            f"设置 exchange.listen 的值“{listen}”不能用，应为“地址:端口”，如 0.0.0.0:8443。"
            "请在配置文件中改正。"
        )
    return host, int(port)
