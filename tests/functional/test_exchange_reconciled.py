"""Two nodes compare their books: by night, by hand, and as administrators read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code, State
from documents.incoming.application import Incomings
from integrations.exchange.answering import Answering
from integrations.exchange.book.followers import BookKeeper
from integrations.exchange.book.held import AskedNodes
from integrations.exchange.book.lookup import AddressBook
from integrations.exchange.book.peer import Peer
from integrations.exchange.cli import exchange
from integrations.exchange.daybooks.balancing import DayComparer
from integrations.exchange.entering.turned_away import MOST, TurnedAway
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.moving import MovedWatcher
from integrations.exchange.shapes import Signed
from integrations.exchange.written.envelopes import read_envelope, written_envelope
from office.kernel.clock import office_day
from office.kernel.followers import Followers
from tests.functional.exchange_nodes import NAMES, Nodes, two_nodes
from tests.functional.office_app import CITY, QINGHE, QINGHE_CLERK
from tests.functional.test_exchange_faults import (
    answering,
    envelope_of,
    failing,
    sent,
    signed_by,
)

THERE = NAMES[QINGHE]


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Nodes]:
    """Each test has days of its own."""
    with pytest.MonkeyPatch.context() as patch, two_nodes(tmp_path, patch) as running:
        yield running


def pass_days(nodes: Nodes, days: float) -> None:
    for each in (nodes.city, nodes.district):
        each.clock.advance(days=days)


def compared(nodes: Nodes) -> str:
    """What the page of the district's node says to the city's administrator."""
    comparer, node = nodes.city.house.find(DayComparer), nodes.city.house.node
    while comparer.work(node):
        pass
    page = nodes.city.log_in("mengchuan").open(f"/exchange/{Peer.id_of(THERE)}")
    return str(page.text)


def test_by_night_receipts_that_lack_are_fetched_and_nothing_is_sent_again(nodes: Nodes) -> None:
    told = sent(nodes, "关于夜间对账的通知")
    nodes.deliver()
    nodes.line.before = failing("report", times=99)
    room = nodes.district.house.find(Incomings)
    paper = nodes.district.arrived("关于夜间对账的通知", at=QINGHE)
    room.sign_for(nodes.district.by(QINGHE_CLERK), paper, seen=1)
    nodes.deliver()
    nodes.line.before = failing("submit", times=99)
    lost = sent(nodes, "关于夜间对账未到的通知")
    pass_days(nodes, 1)
    page = compared(nodes)
    kept = nodes.city.house.find(Exchanged).sent(str(told.subject))
    assert kept is not None
    assert [each.state for each in kept.receipts][-1] == "signed-for"
    assert str(told.subject) not in page, "settled"
    assert "1 件不一致" in page
    assert str(lost.subject) in page
    assert "对方没有收到：重新发送" in page


def test_a_day_on_which_both_agree_and_a_node_that_does_not_answer(nodes: Nodes) -> None:
    sent(nodes, "关于对账一致的通知")
    nodes.deliver()
    pass_days(nodes, 1)
    nodes.line.before = failing("reconcile")
    assert "没有应答，没有对账" in compared(nodes)
    assert "没有应答，没有对账" in compared(nodes), "not before an hour has gone"
    pass_days(nodes, 1 / 24)
    assert "一致" in compared(nodes)
    asked = len(nodes.line.asked)
    compared(nodes)
    assert len(nodes.line.asked) == asked, "once a day"


def run(nodes: Nodes, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    @contextmanager
    def room(_: Any) -> Iterator[Any]:
        yield nodes.city.house

    monkeypatch.setattr("integrations.exchange.cli._room", room)
    return CliRunner().invoke(exchange, ["reconcile", *words])


def test_by_hand_each_difference_says_what_settles_it(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    nodes.line.before = failing("submit", times=99)
    lost = sent(nodes, "关于手工对账的通知")
    today = office_day(nodes.city.clock.now())
    said = run(nodes, monkeypatch, today.isoformat(), "--node", THERE)
    assert said.exit_code == 0, said.output
    assert f"{THERE}　1 件不一致" in said.output
    assert f"{lost.subject}　本节点：已发出　对方：无　对方没有收到：重新发送" in said.output
    before = (today - timedelta(days=400)).isoformat()
    assert f"{THERE}　一致" in run(nodes, monkeypatch, before).output
    unknown = run(nodes, monkeypatch, before, "--node", "无此节点")
    assert "没有节点“无此节点”" in unknown.output
    assert unknown.exit_code


def test_what_is_refused_leaves_a_trace_without_its_content(nodes: Nodes) -> None:
    row = sent(nodes, "关于拒收留痕的通知")
    nodes.deliver()
    true = envelope_of(nodes, row)
    secret = replace(
        read_envelope(true.content), classification="机密★1年", consignment=str(uuid4())
    )
    signed = signed_by(nodes, written_envelope(secret))
    desk, caller = answering(nodes), NAMES[CITY]
    for _ in range(2):
        with pytest.raises(NotTaken):
            desk.submit(caller, signed, {})
    with pytest.raises(NotTaken):
        desk.submit(caller, Signed(b"<no/>", "sm2-sm3", b"", (b"",)), {})
    trace = nodes.district.house.find(TurnedAway)
    found = {(each.code, each.agency, each.consignment): each.times for each in trace.of(caller)}
    assert found[Code.SECRECY_EXCEEDS, CITY, secret.consignment] == 2
    assert sum(found.values()) == 3
    # No administrator of the district is at hand: the other side shows its own.
    nodes.city.house.find(TurnedAway).note(THERE, Code.SECRECY_EXCEEDS, signed)
    page = nodes.city.log_in("mengchuan").open(f"/exchange/{Peer.id_of(THERE)}").text
    assert "没有接收的来件" in page
    assert secret.consignment in page
    assert "Secrecy.Exceeds" in page


def test_the_trace_is_bounded_and_the_newest_stay(nodes: Nodes) -> None:
    row = sent(nodes, "关于拒收留痕上限的通知")
    true = read_envelope(envelope_of(nodes, row).content)
    trace = nodes.district.house.find(TurnedAway)
    last = ""
    for _ in range(MOST + 20):
        nodes.district.clock.advance(seconds=1)
        last = str(uuid4())
        made = written_envelope(replace(true, consignment=last))
        trace.note("某节点", Code.CONFLICT, Signed(made, "sm2-sm3", b"", (b"",)))
    assert len(trace.of("某节点", most=10 * MOST)) == MOST
    assert trace.of("某节点")[0].consignment == last
    trace.note("某节点", Code.BUSY, Signed(b"", "sm2-sm3", b"", (b"",)))
    assert trace.of("某节点")[0].consignment == last


def test_who_moved_is_told_with_the_address_and_its_old_node_is_asked(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://new.example/exchange/v1"
    monkeypatch.setattr(AddressBook, "moved_to", lambda *_: address)
    monkeypatch.setattr(nodes.district.house.find(Answering)._accepting, "_hosts", lambda _: False)
    row = sent(nodes, "关于机关迁移的通知")
    assert row.state == State.DEAD_LETTERED
    assert address in row.problem
    assert "重新发送" in row.problem
    asked = nodes.city.house.find(AskedNodes)
    followed = MovedWatcher(nodes.city.house.find(BookKeeper).want_home_of)
    node = nodes.city.house.node
    while Followers(node, [followed]).step(followed):
        pass
    assert asked.all()[THERE].wanted
