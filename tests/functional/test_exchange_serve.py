"""`office exchange serve`: from the settings to a listener that stops when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from integrations.exchange import cli
from integrations.exchange.client.connection import Connection
from integrations.exchange.client.wire import Wire
from integrations.exchange.contract import PATH
from integrations.exchange.server.serving import Served, identity_of, listening
from office import maintenance
from office.house import House
from office.kernel.refusals import Refused
from office.settings import ExchangeSettings, Settings, SettingsRefused, load_settings
from tests.in_memory_node import InMemoryNode
from tests.servers.exchange import HOST, Certificates, address_of, fingerprint
from tests.servers.slapd import free_port
from tests.waiting import until


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    return Certificates.make(tmp_path)


def settings(certificates: Certificates, listen: str = f"{HOST}:0") -> ExchangeSettings:
    identity = certificates.of("server")
    return ExchangeSettings(
        listen=listen,
        tls_certificate=identity.certificate,
        tls_key=identity.key,
        tls_authorities=identity.authorities,
    )


def served(certificates: Certificates) -> Served:
    return Served(InMemoryNode(), certificates.callers("caller"))


def test_what_is_set_is_served(certificates: Certificates) -> None:
    with listening(served(certificates), settings(certificates)) as listener:
        wire = Wire(
            address_of(listener),
            identity=certificates.of("caller"),
            pins=[fingerprint(certificates.of("server"))],
        )
        assert Connection(wire).ping("").node == "云川省政务"
        wire.close()


@pytest.mark.parametrize("listen", ["", "8443", ":8443", "a:b", "127.0.0.1:99999", "127.0.0.1:٣"])
def test_an_address_that_is_none_is_refused(certificates: Certificates, listen: str) -> None:
    with (
        pytest.raises(Refused, match=r"exchange\.listen"),
        listening(served(certificates), settings(certificates, listen)),
    ):
        pass


def test_a_port_that_is_taken_is_told(certificates: Certificates) -> None:
    before = threading.active_count()
    with socket.create_server((HOST, 0)) as other:
        taken = settings(certificates, f"{HOST}:{other.getsockname()[1]}")
        with pytest.raises(Refused, match="占用"), listening(served(certificates), taken):
            pass
    assert threading.active_count() == before


def test_half_of_the_settings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=r"exchange\.tls_key"):
        Settings.from_mapping({"exchange.listen": "0.0.0.0:1"}, here=tmp_path)
    with pytest.raises(SettingsRefused, match=r"exchange\.tls_key"):
        Settings.from_mapping({"exchange.tls_certificate": "a.pem"}, here=tmp_path)
    given = {"exchange.tls_certificate": "a", "exchange.tls_key": "b"}
    whole = Settings.from_mapping({**given, "exchange.tls_authorities": "c"}, here=tmp_path)
    assert identity_of(whole.exchange).authorities == tmp_path / "c"
    with pytest.raises(Refused, match="没有设置"):
        identity_of(ExchangeSettings())


@pytest.fixture
def config(tmp_path: Path, certificates: Certificates) -> Path:
    identity = certificates.of("server")
    file = tmp_path / "node.ini"
    lines = (
        "[app:main]",
        "wenshu.database = sqlite:///node.db",
        "wenshu.rooms = documents",
        f"exchange.listen = {HOST}:{free_port()}",
        f"exchange.tls_certificate = {identity.certificate}",
        f"exchange.tls_key = {identity.key}",
        f"exchange.tls_authorities = {identity.authorities}",
    )
    file.write_text("\n".join(lines), "utf-8")
    return file


@pytest.fixture(autouse=True)
def _signals_as_they_were() -> Iterator[None]:
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_without_the_room_the_command_says_what_lacks(config: Path) -> None:
    answer = CliRunner().invoke(cli.exchange, ["serve", "-c", str(config)])
    assert isinstance(answer.exception, Refused)
    assert "没有装入公文交换" in str(answer.exception)


def test_the_command_serves_until_it_is_told_to_stop(
    config: Path, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def with_a_room(file: Path) -> Iterator[House]:
        with maintenance.opened(file) as house:
            house.join(served(certificates))
            yield house

    monkeypatch.setattr(cli, "opened", with_a_room)
    listen = load_settings(config).exchange.listen
    told: list[str] = []

    def call_and_stop() -> None:
        wire = Wire(
            f"https://{listen}{PATH}",
            identity=certificates.of("caller"),
            pins=[fingerprint(certificates.of("server"))],
        )

        def answers() -> bool:
            try:
                told.append(Connection(wire).ping("").node)
            except ConnectionError:
                return False
            return True

        try:
            until(answers)
        finally:
            wire.close()
            os.kill(os.getpid(), signal.SIGTERM)

    calling = threading.Thread(target=call_and_stop)
    calling.start()
    answer = CliRunner().invoke(cli.exchange, ["serve", "-c", str(config)])
    calling.join()
    assert (answer.exit_code, told) == (0, ["云川省政务"])
    assert f"https://{listen}" in answer.output
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, int(listen.partition(":")[2])), timeout=5)
