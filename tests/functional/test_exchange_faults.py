"""Two nodes and a line between them that breaks: nothing is lost, nothing comes twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from documents.consignments.application import Consignments
from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code, State
from documents.incoming.application import Incomings
from integrations.exchange.answering import Answering
from integrations.exchange.book.lookup import AddressBook
from integrations.exchange.credentials import Credentials
from integrations.exchange.daybooks.reconciling import Books, Settles
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.kept.receipts import lacking
from integrations.exchange.operations import Receipted
from integrations.exchange.shapes import PartOf, Signed
from integrations.exchange.signers import Signers
from integrations.exchange.written.envelopes import read_envelope, written_envelope
from integrations.exchange.written.receipts import read_receipt, written_receipt
from office.kernel.clock import office_day
from tests.functional.exchange_nodes import NAMES, Nodes, signers, two_nodes
from tests.functional.office_app import CITY, QINGHE, QINGHE_CLERK, issue


@pytest.fixture(scope="module")
def _nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    with (
        pytest.MonkeyPatch.context() as patch,
        two_nodes(tmp_path_factory.mktemp("nodes"), patch) as running,
    ):
        yield running


@pytest.fixture
def nodes(_nodes: Nodes) -> Iterator[Nodes]:
    """Shared by the tests of this module; the line is whole before and after each."""
    _nodes.line.mend()
    yield _nodes
    _nodes.line.mend()
    _nodes.tomorrow()
    _nodes.deliver()


def sent(nodes: Nodes, title: str) -> Any:
    """The register's row of what the city sends to the district; nothing is carried again."""
    document = issue(nodes.city, title, to=[QINGHE])
    return row_of(nodes, document)


def row_of(nodes: Nodes, document: UUID) -> Any:
    (row,) = nodes.city.house.find(Consignments).of_document(document)
    return row


def envelope_of(nodes: Nodes, row: Any) -> Signed:
    kept = nodes.city.house.find(Exchanged).sent(str(row.subject))
    assert kept is not None
    return kept.envelopes[1]


def parts_of(nodes: Nodes, signed: Signed) -> dict[str, bytes]:
    content = nodes.city.house.node.content
    everything = read_envelope(signed.content).everything
    return {each.digest: content.get(CITY, each.digest) for each in everything}


def signed_by(nodes: Nodes, content: bytes) -> Signed:
    return signers(nodes.city).signed(content, agency=CITY)


def answering(nodes: Nodes) -> Answering:
    return nodes.district.house.find(Answering)


def submitted(nodes: Nodes, signed: Signed, caller: str = NAMES[CITY]) -> Any:
    return answering(nodes).submit(caller, signed, parts_of(nodes, signed))


def failing(name: str, *, times: int = 1) -> Callable[[str], None]:
    left = [times]

    def fail(asked: str) -> None:
        if asked == name and left[0]:
            left[0] -= 1
            raise ConnectionResetError("cut")

    return fail


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("what", ["submit", "report"])
def test_a_line_that_is_cut_costs_a_retry_and_nothing_else(
    nodes: Nodes, when: str, what: str
) -> None:
    setattr(nodes.line, when, failing(what, times=2))
    title = f"关于线路中断演练（{when}{what}）的通知"
    row = sent(nodes, title)
    nodes.deliver()
    for _ in range(3):
        nodes.tomorrow()
        nodes.deliver()
    assert row_of(nodes, row.document).state == State.DELIVERED
    assert nodes.district.arrived(title, at=QINGHE), "once, or it were not found"
    kept = nodes.city.house.find(Exchanged).sent(str(row.subject))
    assert kept is not None
    assert {each.state for each in kept.receipts} == {"accepted", "delivered"}
    assert lacking(kept.receipts) == []
    assert len(kept.envelopes) == 1


def test_what_comes_a_hundred_times_is_there_once_and_gets_one_receipt(nodes: Nodes) -> None:
    row = sent(nodes, "关于重复递送演练的通知")
    nodes.deliver()
    signed, events = envelope_of(nodes, row), nodes.district.events()
    answers = [submitted(nodes, signed) for _ in range(100)]
    assert {type(each) for each in answers} == {Receipted}
    assert len({each.receipt for each in answers}) == 1, "byte for byte"
    assert all(each.duplicate for each in answers)
    assert nodes.district.events() == events


def test_a_crash_between_the_arrival_and_its_receipt_is_mended_by_the_next_attempt(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, accept = nodes.district.house.find(Exchanged), Exchanged.accept

    def crash(*_: Any, **__: Any) -> Any:
        monkeypatch.setattr(Exchanged, "accept", accept)
        raise MemoryError

    monkeypatch.setattr(Exchanged, "accept", crash)
    title = "关于收存中断演练的通知"
    row = sent(nodes, title)
    assert room.taken(str(row.subject), addressee=QINGHE) is None
    nodes.tomorrow()
    nodes.deliver()
    assert nodes.district.arrived(title, at=QINGHE)
    assert row_of(nodes, row.document).state == State.DELIVERED


def test_a_crash_before_the_receipt_is_kept_is_mended_by_the_next_attempt(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Exchanged.keep_receipt

    def crash(*_: Any, **__: Any) -> Any:
        monkeypatch.setattr(Exchanged, "keep_receipt", keep)
        raise MemoryError

    monkeypatch.setattr(Exchanged, "keep_receipt", crash)
    row = sent(nodes, "关于回执收存中断演练的通知")
    nodes.tomorrow()
    nodes.deliver()
    assert row_of(nodes, row.document).state == State.DELIVERED


def test_the_same_consignment_with_other_content_is_a_conflict(nodes: Nodes) -> None:
    row = sent(nodes, "关于内容不同演练的通知")
    nodes.deliver()
    envelope = read_envelope(envelope_of(nodes, row).content)
    other = replace(envelope, manifest=PartOf("0" * 64, envelope.manifest.length))
    with pytest.raises(NotTaken) as error:
        answering(nodes).submit(NAMES[CITY], signed_by(nodes, written_envelope(other)), {})
    assert error.value.code is Code.CONFLICT


def test_nobody_signs_or_brings_what_is_not_theirs(nodes: Nodes) -> None:
    row = sent(nodes, "关于冒名演练的通知")
    nodes.deliver()
    signed = envelope_of(nodes, row)
    with pytest.raises(NotTaken) as stranger:
        submitted(nodes, signed, caller="望江区政务")
    assert stranger.value.code is Code.INTERMEDIARY_NOT_LISTED
    forged = signers(nodes.district).signed(signed.content, agency=QINGHE)
    with pytest.raises(NotTaken) as forger:
        submitted(nodes, forged)
    assert forger.value.code is Code.SENDER_MISMATCH
    changed = replace(signed, content=signed.content.replace(b"<sending>1<", b"<sending>2<"))
    with pytest.raises(NotTaken) as changer:
        submitted(nodes, changed)
    assert changer.value.code is Code.SIGNATURE_INVALID


def test_above_the_ceiling_nothing_is_stored(nodes: Nodes) -> None:
    row = sent(nodes, "关于密级演练的通知")
    nodes.deliver()
    envelope = read_envelope(envelope_of(nodes, row).content)
    secret = replace(
        envelope, classification="机密★1年", consignment=str(UUID(int=7)), id=str(UUID(int=8))
    )
    before = nodes.district.stored()
    staging = nodes.district.house.settings.exchange.staging
    staged = set(staging.rglob("*"))
    with pytest.raises(NotTaken) as error:
        signed = signed_by(nodes, written_envelope(secret))
        answering(nodes).submit(NAMES[CITY], signed, parts_of(nodes, envelope_of(nodes, row)))
    assert error.value.code is Code.SECRECY_EXCEEDS
    assert nodes.district.stored() == before
    assert set(staging.rglob("*")) == staged


def test_only_parts_that_lack_travel_and_they_go_on_where_they_broke_off(nodes: Nodes) -> None:
    row = sent(nodes, "关于续传演练的通知")
    nodes.deliver()
    first = read_envelope(envelope_of(nodes, row).content)
    big = b"0123456789" * 100_000
    digest = nodes.city.house.node.content.put(CITY, big)
    again = replace(
        first,
        consignment=str(UUID(int=9)),
        id=str(UUID(int=10)),
        parts=(*first.parts, PartOf(digest, len(big))),
    )
    signed = signed_by(nodes, written_envelope(again))
    desk, caller = answering(nodes), NAMES[CITY]
    missing: Any = desk.submit(caller, signed, {})
    assert {each.digest for each in missing} == {again.manifest.digest, digest}
    consignment = again.consignment
    assert desk.put_part(caller, consignment, digest, 0, big[:400_000]) == 400_000
    assert desk.put_part(caller, consignment, digest, 0, big[:400_000]) == 400_000, "repeated"
    missing = desk.submit(caller, signed, {})
    (left,) = [each for each in missing if each.digest == digest]
    assert left.offset == 400_000
    with pytest.raises(NotTaken) as long:
        desk.put_part(caller, consignment, digest, 400_000, big)
    assert long.value.code is Code.PART_CORRUPT
    with pytest.raises(NotTaken) as stray:
        desk.put_part(caller, consignment, "f" * 64, 0, b"x")
    assert stray.value.code is Code.PART_MISSING


def test_a_receipt_for_other_content_or_by_others_is_no_proof(nodes: Nodes) -> None:
    row = sent(nodes, "关于回执冒用演练的通知")
    nodes.deliver()
    taken = nodes.district.house.find(Exchanged).taken(str(row.subject), addressee=QINGHE)
    assert taken is not None
    true = read_receipt(taken.receipts[-1].signed.content)
    lie = replace(true, id=str(UUID(int=11)), manifest="0" * 64, state=State.SIGNED_FOR)
    signed = signers(nodes.district).signed(written_receipt(lie), agency=QINGHE)
    city = nodes.city.house.find(Answering)
    with pytest.raises(NotTaken) as other:
        city.report(NAMES[QINGHE], signed)
    assert other.value.code is Code.CONFLICT
    mine = replace(true, id=str(UUID(int=12)), state=State.SIGNED_FOR)
    with pytest.raises(NotTaken) as forged:
        city.report(NAMES[QINGHE], signed_by(nodes, written_receipt(mine)))
    assert forged.value.code is Code.SENDER_MISMATCH
    assert row_of(nodes, row.document).state == State.DELIVERED


def test_the_sender_fetches_all_receipts_and_nobody_else_does(nodes: Nodes) -> None:
    row = sent(nodes, "关于取回回执演练的通知")
    nodes.deliver()
    receipts = answering(nodes).status(NAMES[CITY], str(row.subject))
    assert [read_receipt(each.content).state for each in receipts] == ["accepted", "delivered"]
    with pytest.raises(NotTaken):
        answering(nodes).status("望江区政务", str(row.subject))
    assert answering(nodes).status(NAMES[CITY], str(UUID(int=13))) == ()


def test_a_day_is_reconciled_and_each_difference_says_what_settles_it(nodes: Nodes) -> None:
    row = sent(nodes, "关于对账演练的通知")
    nodes.deliver()
    day = office_day(nodes.city.clock.now())
    books = Books(nodes.city.house.node.store)

    def compared() -> dict[str, Settles]:
        found = books.compare(connection(nodes), NAMES[QINGHE], day)
        return {each.consignment: each.settles for each in found}

    before = compared()  # what other tests of this day left
    assert str(row.subject) not in before
    nodes.line.before = failing("report", times=99)
    paper = nodes.district.arrived("关于对账演练的通知", at=QINGHE)
    room = nodes.district.house.find(Incomings)
    room.sign_for(nodes.district.by(QINGHE_CLERK), paper, seen=1)
    nodes.deliver()
    assert compared() == {**before, str(row.subject): Settles.FETCH_RECEIPTS}
    nodes.line.before = failing("submit", times=99)
    lost = sent(nodes, "关于对账演练未到的通知")
    assert compared()[str(lost.subject)] is Settles.SEND_AGAIN


def test_what_crosses_midnight_is_on_both_sides_under_the_day_it_was_made(nodes: Nodes) -> None:
    nodes.deliver()
    for each in (nodes.city, nodes.district):
        each.clock.advance(days=2)  # days of their own
    first = office_day(nodes.city.clock.now())
    nodes.line.before = failing("submit", times=99)
    row = sent(nodes, "关于午夜递送演练的通知")
    for each in (nodes.city, nodes.district):
        each.clock.advance(days=1)
    books = Books(nodes.city.house.node.store)

    def compared() -> dict[str, Settles]:
        days = (first, first + timedelta(days=1))
        found = [
            each for day in days for each in books.compare(connection(nodes), NAMES[QINGHE], day)
        ]
        return {each.consignment: each.settles for each in found}

    assert compared() == {str(row.subject): Settles.SEND_AGAIN}
    nodes.line.mend()
    nodes.deliver()
    assert row_of(nodes, row.document).state == State.DELIVERED
    assert compared() == {}


def connection(nodes: Nodes) -> Any:
    """To the district, as the city's node."""
    called = answering(nodes)

    class Called:
        def reconcile(self, _: str, *given: Any) -> Any:
            return called.reconcile(NAMES[CITY], *given)

    return Called()


def test_a_receipt_that_we_cannot_believe_now_is_asked_for_again(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds, left = Credentials.must_be_signed, [2]

    def doubting(self: Credentials, signed: Signed, *, agency: str) -> None:
        if agency == QINGHE and left[0]:
            left[0] -= 1
            raise NotTaken(Code.SIGNATURE_INVALID, "吊销列表过期。")
        holds(self, signed, agency=agency)

    monkeypatch.setattr(Credentials, "must_be_signed", doubting)
    nodes.line.before = failing("report", times=99)
    row = sent(nodes, "关于吊销列表过期演练的通知")
    now = row_of(nodes, row.document)
    assert (now.state, now.problem) == (State.QUEUED, "吊销列表过期。")
    assert nodes.city.house.find(Consignments).circuits.standing() == {}
    nodes.line.mend()
    for _ in range(3):
        nodes.tomorrow()
        nodes.deliver()
    assert row_of(nodes, row.document).state == State.DELIVERED


def test_nothing_is_in_the_inbox_that_no_receipt_could_be_given_for(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "关于交换证书停用演练的通知"
    with monkeypatch.context() as patch:

        def keyless(*_: Any, **__: Any) -> Any:
            raise NotTaken(Code.INTERNAL, "没有交换证书。")

        patch.setattr(Signers, "receipted", keyless)
        row = sent(nodes, title)
        with pytest.raises(Exception, match="No row"):
            nodes.district.arrived(title, at=QINGHE)
    nodes.tomorrow()
    nodes.deliver()
    assert nodes.district.arrived(title, at=QINGHE)
    assert row_of(nodes, row.document).state == State.DELIVERED


def test_what_the_other_nodes_snapshot_speaks_against_leaves_with_no_byte(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    way_to = AddressBook.way_to

    def narrow(self: AddressBook, agency: str, at: Any) -> Any:
        way = way_to(self, agency, at)
        return replace(way, largest=10) if way and agency == QINGHE else way

    monkeypatch.setattr(AddressBook, "way_to", narrow)
    row = sent(nodes, "关于超过对方限额演练的通知")
    assert "submit" not in nodes.line.asked
    assert row_of(nodes, row.document).state == State.DEAD_LETTERED
