"""`office demo --network`: four nodes made ready, and made ready again."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from documents.demonstration.cli import demo
from integrations.exchange.book.application import Peers
from integrations.exchange.demonstration.places import PLACES
from integrations.exchange.demonstration.showing import show
from office.house import House
from office.kernel.refusals import Refused
from office.settings import Settings, load_settings
from signing.keys.keystore import Keystore
from tests.functional.exchange_office import install_exchange
from tests.functional.lent_fonts import lend_fonts, skip_without_fonts


@pytest.fixture
def ini(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to show in; the command finds this room, whenever it was installed."""
    skip_without_fonts()
    lend_fonts(tmp_path)
    install_exchange(monkeypatch)
    _offer(monkeypatch, [SimpleNamespace(name="network", load=lambda: show)])
    path = tmp_path / "try.ini"
    path.write_text("[app:main]\nuse = egg:wenshu\n", "utf-8")
    return path


def _offer(patch: pytest.MonkeyPatch, showings: list[Any]) -> None:
    def found(*, group: str, **kwargs: Any) -> list[Any]:
        if group == "office.demonstrations":
            return showings
        return list(entry_points(group=group, **kwargs))

    patch.setattr("documents.demonstration.cli.entry_points", found)


def prepare(ini: Path) -> None:
    result = CliRunner().invoke(demo, ["--network", "--no-serve", "-c", str(ini)])
    assert result.exit_code == 0, (result.output, result.exception)


def nodes(ini: Path) -> dict[str, tuple[list[str], dict[str, tuple[int, bool]]]]:
    """By name: the certificates in use, and of each node known the sequence and whether it is
    suspended."""
    found = {}
    for place in PLACES:
        house = House(load_settings(ini.parent / "var/network" / place.key / "node.ini"))
        held = [each.certificate.fingerprint for each in house.find(Keystore).held()]
        peers = {row.node: (row.sequence, row.suspended) for row in house.find(Peers).all()}
        assert not house.find(Peers).waiting.all()
        assert [each.code for each in house.directory.hosted_on()] == [place.agency]
        found[place.name] = (sorted(held), peers)
        house.close()
    return found


def test_four_nodes_know_each_other_and_stay_what_they_are(ini: Path) -> None:
    prepare(ini)
    first = nodes(ini)
    names = {place.name for place in PLACES}
    for name, (held, peers) in first.items():
        assert set(peers) == names - {name}
        assert held
    files = [ini.parent / "var/network" / each.key / "tls/certificate.pem" for each in PLACES]
    assert len({each.read_text() for each in files}) == len(PLACES)
    prepare(ini)
    again = nodes(ini)
    assert {name: held for name, (held, _) in again.items()} == {
        name: held for name, (held, _) in first.items()
    }
    assert {name: set(peers) for name, (_, peers) in again.items()} == {
        name: set(peers) for name, (_, peers) in first.items()
    }


def test_a_start_that_was_interrupted_is_gone_on_with(
    ini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = "integrations.exchange.demonstration.provisioning._meet"
    with monkeypatch.context() as patch:
        patch.setattr(where, lambda *_: (_ for _ in ()).throw(Refused("the power was cut")))
        result = CliRunner().invoke(demo, ["--network", "--no-serve", "-c", str(ini)])
        assert isinstance(result.exception, Refused)
    prepare(ini)
    assert all(len(peers) == len(PLACES) - 1 for _, peers in nodes(ini).values())


def test_without_the_exchange_the_option_says_what_lacks(
    ini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offer(monkeypatch, [])
    result = CliRunner().invoke(demo, ["--network", "-c", str(ini)])
    assert isinstance(result.exception, Refused)
    assert "没有安装" in str(result.exception)


def test_without_fonts_nothing_is_begun(tmp_path: Path) -> None:
    from documents.demonstration.ports import Wish

    settings = Settings(here=tmp_path, ldif=tmp_path / "none", fonts=tmp_path / "none")
    with pytest.raises(Refused, match="字体"):
        show(settings, Wish(port=1, play=False, serves=False))
    assert not (tmp_path / "var").exists()
