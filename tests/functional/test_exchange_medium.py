"""离线交换: papers and receipts travel on a medium, there and back, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.consignments.application import Consignments
from documents.consignments.states import State
from documents.incoming.application import Incomings
from integrations.exchange.medium import Medium
from tests.functional.exchange_nodes import NAMES, Nodes, two_nodes
from tests.functional.office_app import CITY, QINGHE, QINGHE_CLERK, issue


@pytest.fixture
def nodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Nodes]:
    """No line between them."""
    with two_nodes(tmp_path, monkeypatch) as running:
        running.line.before = cut
        yield running


def cut(_: str) -> None:
    raise ConnectionError("no line")


def test_a_paper_and_its_receipts_go_there_and_back_on_a_medium(
    nodes: Nodes, tmp_path: Path
) -> None:
    title, usb = "关于离线交换试运行的通知", tmp_path / "usb"
    document = issue(nodes.city, title, to=[QINGHE])
    city, district = (each.house.find(Medium) for each in (nodes.city, nodes.district))

    out = city.put(usb, node=NAMES[QINGHE])
    assert (out.consignments, out.receipts, out.refused) == (1, 0, [])
    assert district.take(usb).consignments == 1
    assert district.take(usb).refused == [], "taken twice is taken once"
    paper = nodes.district.arrived(title, at=QINGHE)

    assert city.take(usb).receipts == 1
    assert state(nodes, document) == State.ACCEPTED
    room = nodes.district.house.find(Incomings)
    room.sign_for(nodes.district.by(QINGHE_CLERK), paper, seen=1)
    assert district.put(usb, node=NAMES[CITY]).receipts == 2
    assert city.take(usb).refused == []
    assert state(nodes, document) == State.SIGNED_FOR

    nodes.line.mend()
    nodes.tomorrow()
    nodes.deliver()
    assert state(nodes, document) == State.SIGNED_FOR
    assert nodes.district.arrived(title, at=QINGHE) == paper, "the line brings nothing twice"


def test_what_is_changed_on_the_medium_is_refused_and_the_rest_is_taken(
    nodes: Nodes, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    titles = [f"关于介质改动演练之{each}的通知" for each in "甲乙丙丁"]
    for title in titles:
        issue(nodes.city, title, to=[QINGHE])
    nodes.city.house.find(Medium).put(usb, node=NAMES[QINGHE])
    one, two, three, _ = sorted((usb / "consignments").iterdir())
    part = max((each for each in one.iterdir() if each.suffix != ".json"), key=size)
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    next(each for each in two.iterdir() if each.suffix != ".json").unlink()
    envelope = three / "envelope.json"
    said = json.loads(envelope.read_text())
    envelope.unlink()
    (tmp_path / "elsewhere.json").write_text(json.dumps(said))
    envelope.symlink_to(tmp_path / "elsewhere.json")

    done = nodes.district.house.find(Medium).take(usb)
    assert done.consignments == 1
    assert len(done.refused) == 3
    assert any("损坏" in each for each in done.refused)
    assert any("缺少" in each for each in done.refused)
    assert any("读不出来" in each for each in done.refused)


def size(path: Path) -> int:
    return path.stat().st_size


def state(nodes: Nodes, document: object) -> str:
    (row,) = nodes.city.house.find(Consignments).of_document(document)  # type: ignore[arg-type]
    return str(row.state)
