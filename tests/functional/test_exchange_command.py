"""`office exchange`: snapshots signed, handed over and taken in from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from integrations.exchange.book.exchanging import in_rows, read, written
from integrations.exchange.book.followers import BookKeeper
from integrations.exchange.cli import exchange
from integrations.exchange.snapshots import DatedCertificate
from office.kernel.refusals import Refused
from tests.functional.exchange_office import ADDRESS, NAME, exchange_office
from tests.unit.exchange.places import Place, agency, node_signer

INI = """\
[app:main]
use = egg:wenshu
wenshu.database = sqlite:///wenshu.db
wenshu.content = content
wenshu.key_secret = key-secret
wenshu.ldif = people.ldif
wenshu.rooms = {rooms}
wenshu.node = {node}
exchange.addresses = {address}
exchange.tls_certificate = tls.pem
exchange.tls_key = tls.key
exchange.tls_authorities = authorities.pem
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with exchange_office(tmp_path, monkeypatch) as office:
        office.house.find(BookKeeper).work(office.house.node)
        monkeypatch.setattr("office.house.House.__init__.__kwdefaults__", {"clock": office.clock})
        write_ini(tmp_path, rooms="documents exchange")
        yield tmp_path


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "province", "云川省政务", agency("yunchuan", "云川省水利厅"))
    yield made
    made.close()


def write_ini(folder: Path, *, rooms: str) -> None:
    (folder / "node.ini").write_text(INI.format(rooms=rooms, node=NAME, address=ADDRESS), "utf-8")


def run(folder: Path, *words: str | Path, typed: str = "") -> Result:
    given = [*map(str, words), "-c", str(folder / "node.ini")]
    return CliRunner().invoke(exchange, given, input=typed)


def test_a_snapshot_is_written_for_others(folder: Path, province: Place) -> None:
    said = run(folder, "snapshot", folder / "own.json")
    assert said.exit_code == 0, said.output
    fingerprint = DatedCertificate(node_signer(NAME).certificate).fingerprint
    assert "没有变化，仍是第 2026112001 号" in said.output
    assert in_rows(fingerprint) in said.output
    brought = province.peers.bring(
        read((folder / "own.json").read_bytes()), by="admin", via="文件"
    )
    assert brought.node == NAME


def test_a_node_is_met_when_the_fingerprint_is_right(folder: Path, province: Place) -> None:
    file = folder / "theirs.json"
    file.write_bytes(written(province.says()))
    assert "还没有其他节点" in run(folder, "peers").output
    right = DatedCertificate(node_signer(province.name).certificate).fingerprint
    wrong = run(folder, "meet", file, "--fingerprint", "0" * 64)
    assert isinstance(wrong.exception, Refused)
    assert "与对方告知的不同" in str(wrong.exception)
    declined = run(folder, "meet", file, typed="n\n")
    assert isinstance(declined.exception, Refused)
    assert "等待核对指纹" in run(folder, "peers").output
    met = run(folder, "meet", file, "--fingerprint", in_rows(right))
    assert "从此与它交换" in met.output
    assert "云川省政务　正常　1 家机关" in run(folder, "peers").output
    assert "已经收存" in run(folder, "meet", file).output


def test_a_node_is_met_when_somebody_says_so_on_the_spot(folder: Path, province: Place) -> None:
    file = folder / "theirs.json"
    file.write_bytes(written(province.says()))
    assert "从此与它交换" in run(folder, "meet", file, typed="y\n").output


def test_without_the_room_it_says_what_to_set(folder: Path) -> None:
    write_ini(folder, rooms="documents")
    refused = run(folder, "peers")
    assert isinstance(refused.exception, Refused)
    assert "wenshu.rooms" in str(refused.exception)
