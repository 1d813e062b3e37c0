"""One connection a node: kept while nothing has changed, closed when something has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from integrations.exchange.client.wire import Wire
from integrations.exchange.connecting import Connections
from integrations.exchange.ports import Way
from office.settings import ExchangeSettings
from tests.servers.exchange import Certificates


def way(node: str = "清河区政务") -> Way:
    return Way(
        node=node,
        addresses=("https://localhost:1/exchange/v1",),
        tls=("0" * 64,),
        envelope_versions=(1,),
        largest=1,
        classification="无",
    )


def test_a_connection_is_kept_until_the_way_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificates = Certificates.make(tmp_path)
    closed: list[Wire] = []
    monkeypatch.setattr(Wire, "close", lambda wire: closed.append(wire))
    connections = Connections(settings_of(certificates))
    one = connections(way())
    assert connections(way()) is one
    assert connections(replace(way(), largest=2)) is one, "nothing of the line has changed"
    other = connections(replace(way(), tls=("1" * 64,)))
    assert other is not one
    assert len(closed) == 1
    assert connections(way("望江区政务")) is not other
    assert len(closed) == 1


def settings_of(certificates: Certificates) -> ExchangeSettings:
    identity = certificates.of("caller")
    return ExchangeSettings(
        tls_certificate=identity.certificate,
        tls_key=identity.key,
        tls_authorities=identity.authorities,
    )
