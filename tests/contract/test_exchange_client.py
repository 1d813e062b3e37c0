"""The exchange's client against our listener over real TLS: what is called is what arrives."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.client.connection import Connection
from integrations.exchange.client.handing_over import hand_over
from integrations.exchange.client.wire import Wire, WrongPeer
from integrations.exchange.fitting import fitting, may_lack
from integrations.exchange.operations import Operations, Preflight, Receipted
from integrations.exchange.server.listener import Listener
from integrations.exchange.shapes import Missing
from integrations.exchange.soap import SOAP_11, SOAP_12, Version
from integrations.exchange.written.forms import SNAPSHOT
from tests.in_memory_node import CONSIGNMENT, InMemoryNode, digest_of, envelope, signed
from tests.servers.exchange import Certificates, address_of, fingerprint, listening

ASKED = Preflight(
    envelope_version=1,
    sender="YC01",
    addressee="YC02",
    kind="document",
    classification="秘密",
    length=5,
    media_types=("application/pdf", "application/ofd"),
)
PART = b"%PDF-1.7 \x00\xff\r\n--" * 1000
ENVELOPE = envelope([PART])
SIGNED = signed("内容 <&> \x00".encode())


@pytest.fixture
def listener(node: InMemoryNode, certificates: Certificates) -> Iterator[Listener]:
    with listening(node, certificates, callers=("caller",)) as running:
        yield running


@pytest.fixture
def wire(listener: Listener, certificates: Certificates) -> Iterator[Wire]:
    made = calling(listener, certificates)
    yield made
    made.close()


def calling(listener: Listener, certificates: Certificates, caller: str = "caller") -> Wire:
    return Wire(
        address_of(listener),
        identity=certificates.of(caller),
        pins=[fingerprint(certificates.of("server"))],
        read_timeout=20,
    )


def plain(refusal: NotTaken) -> tuple[Any, ...]:
    return (
        refusal.code,
        refusal.sentence,
        refusal.remedy,
        refusal.retry_after,
        refusal.moved_to,
        refusal.limit,
    )


def everything(operations: Operations) -> list[Any]:
    """What each operation answers, one after another."""
    return [
        operations.ping("caller"),
        [plain(each) for each in operations.preflight("caller", ASKED)],
        tuple(operations.submit("caller", ENVELOPE, {})),  # type: ignore[arg-type]
        operations.put_part("caller", CONSIGNMENT, digest_of(PART), 0, PART[:10]),
        tuple(operations.submit("caller", ENVELOPE, {})),  # type: ignore[arg-type]
        operations.submit("caller", ENVELOPE, {digest_of(PART): PART}),
        operations.submit("caller", ENVELOPE, {digest_of(PART): PART}),
        tuple(operations.status("caller", CONSIGNMENT)),
        operations.report("caller", SIGNED),  # type: ignore[func-returns-value]
        operations.recall("caller", SIGNED),  # type: ignore[func-returns-value]
        operations.amend("caller", SIGNED),  # type: ignore[func-returns-value]
        operations.address_book("caller", {}),
        operations.address_book("caller", {"云川省政务": 3, "临江市政务": 5}),
        operations.reconcile("caller", date(2026, 11, 22), "c" * 64),
        operations.reconcile("caller", date(2026, 11, 22), "0" * 64),
    ]


@pytest.mark.parametrize("version", [SOAP_11, SOAP_12])
def test_over_the_wire_everything_is_as_without_it(
    wire: Wire, node: InMemoryNode, version: Version
) -> None:
    direct = InMemoryNode()
    assert everything(Connection(wire, version=version)) == everything(direct)
    assert (node.calls, node.asked, node.told) == (direct.calls, direct.asked, direct.told)
    assert node.parts == direct.parts


def test_nothing_in_particular_is_nothing_over_the_wire_too(wire: Wire) -> None:
    connection = Connection(wire)
    assert connection.status("", CONSIGNMENT) == ()
    free = Preflight(
        envelope_version=1, sender="A", addressee="B", kind="document", classification="", length=0
    )
    assert connection.preflight("", free) == ()
    assert connection.reconcile("", date(2026, 1, 1), "0" * 64).lines == ()


CALLS = {
    "submit": lambda each: each.submit("", ENVELOPE, {}),
    "putPart": lambda each: each.put_part("", CONSIGNMENT, "a" * 64, 0, b""),
    "status": lambda each: each.status("", CONSIGNMENT),
    "report": lambda each: each.report("", SIGNED),
    "recall": lambda each: each.recall("", SIGNED),
    "amend": lambda each: each.amend("", SIGNED),
    "addressBook": lambda each: each.address_book("", {}),
    "reconcile": lambda each: each.reconcile("", date(2026, 1, 1), "a" * 64),
}


@pytest.mark.parametrize("operation", CALLS)
def test_a_refusal_arrives_with_all_that_it_says(
    wire: Wire, node: InMemoryNode, operation: str
) -> None:
    node.refusal = NotTaken(
        Code.ADDRESSEE_MOVED,
        "该机关已迁往另一节点。",
        remedy="请更新通讯录。",
        retry_after=7,
        moved_to="https://other.example/exchange/v1",
        limit=9,
    )
    with pytest.raises(NotTaken) as caught:
        CALLS[operation](Connection(wire))
    assert plain(caught.value) == plain(node.refusal)


def test_a_fault_says_who_is_to_blame(wire: Wire, node: InMemoryNode) -> None:
    node.failure = RuntimeError("secret")
    with pytest.raises(NotTaken) as ours:
        Connection(wire).ping("")
    assert ours.value.code is Code.INTERNAL
    assert "secret" not in ours.value.sentence
    node.failure = None
    for version in (SOAP_11, SOAP_12):
        with pytest.raises(NotTaken) as theirs:
            Connection(wire, version=version).status("", "not an id")
        assert theirs.value.code is Code.ENVELOPE_INVALID


def test_whom_the_node_does_not_know_is_told_so(
    listener: Listener, certificates: Certificates
) -> None:
    wire = calling(listener, certificates, "stranger")
    with pytest.raises(NotTaken) as caught:
        Connection(wire).ping("")
    assert caught.value.code is Code.SENDER_MISMATCH
    assert "证书" in caught.value.sentence
    wire.close()


def test_a_busy_node_says_when(certificates: Certificates) -> None:
    with listening(InMemoryNode(), certificates, per_minute=6) as listener:
        wire = calling(listener, certificates)
        connection = Connection(wire)
        connection.ping("")
        for call in (connection.ping, lambda caller: connection.status(caller, CONSIGNMENT)):
            with pytest.raises(NotTaken) as caught:
                call("")
            assert caught.value.code is Code.BUSY
            assert 5 <= (caught.value.retry_after or 0) <= 10
        wire.close()


def test_a_certificate_of_another_node_is_refused_though_its_authority_is_trusted(
    listener: Listener, certificates: Certificates, node: InMemoryNode
) -> None:
    other = Wire(
        address_of(listener),
        identity=certificates.of("caller"),
        pins=[fingerprint(certificates.of("other"))],
    )
    with pytest.raises(WrongPeer):
        Connection(other).ping("")
    assert node.calls == []
    other.close()


def test_before_anybody_knows_its_certificate_name_and_authority_are_asked(
    listener: Listener, certificates: Certificates
) -> None:
    wire = Wire(address_of(listener), identity=certificates.of("caller"), pins=None)
    assert Connection(wire).ping("").node == "云川省政务"
    wire.close()
    elsewhere = address_of(listener).replace("127.0.0.1", "localhost")
    misnamed = Wire(elsewhere, identity=certificates.of("caller"), pins=None)
    with pytest.raises(OSError, match=r"IP address mismatch|[Hh]ostname"):
        Connection(misnamed).ping("")
    misnamed.close()


def test_one_of_several_pins_is_enough(listener: Listener, certificates: Certificates) -> None:
    pins = [fingerprint(certificates.of(each)) for each in ("other", "server")]
    wire = Wire(address_of(listener), identity=certificates.of("caller"), pins=pins)
    assert Connection(wire).ping("").node == "云川省政务"
    wire.close()


def test_a_name_that_the_certificate_has_not_is_refused_though_it_is_pinned(
    listener: Listener, certificates: Certificates, node: InMemoryNode
) -> None:
    wire = Wire(
        address_of(listener).replace("127.0.0.1", "localhost"),
        identity=certificates.of("caller"),
        pins=[fingerprint(certificates.of("server"))],
    )
    with pytest.raises(OSError, match=r"IP address mismatch|[Hh]ostname"):
        Connection(wire).ping("")
    assert node.calls == []
    wire.close()


def test_connections_are_used_again_by_several_threads(
    wire: Wire, node: InMemoryNode, listener: Listener
) -> None:
    accepted = []
    original = listener._introduce
    listener._introduce = lambda conn: (accepted.append(conn), original(conn))  # type: ignore
    connection = Connection(wire)
    wrong: list[str] = []

    def work(name: int) -> None:
        for round_ in range(10):
            part = f"{name} {round_}".encode() * 100
            answer = connection.submit("", envelope([part]), {digest_of(part): part})
            if not isinstance(answer, Receipted) or (
                answer.receipt.content.decode() != f"accepted {envelope([part]).digest}"
            ):
                wrong.append(f"{name} {round_}")

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert wrong == []
    assert len(node.calls) == 40
    assert len(accepted) <= 4


def test_all_parts_of_a_consignment_are_handed_over(wire: Wire, node: InMemoryNode) -> None:
    large = bytes(range(256)) * 4000  # four chunks and a bit
    small = [f"附件{n}".encode() for n in range(5)]
    parts = {digest_of(each): each for each in (large, *small)}
    done = hand_over(
        Connection(wire), CONSIGNMENT, envelope([large, *small]), parts, chunk=250_000
    )
    assert not done.duplicate
    assert node.parts == parts
    assert [each for each in node.asked if isinstance(each, tuple)] == [
        (CONSIGNMENT, at, min(250_000, len(large) - at)) for at in range(0, len(large), 250_000)
    ]
    assert [operation for operation, _ in node.calls] == ["submit", *["putPart"] * 5, "submit"]


def test_what_broke_off_goes_on_where_it_was(wire: Wire, node: InMemoryNode) -> None:
    large = bytes(range(256)) * 4000
    node.parts[digest_of(large)] = large[:600_000]
    hand_over(
        Connection(wire), CONSIGNMENT, envelope([large]), {digest_of(large): large}, chunk=250_000
    )
    assert [each for each in node.asked if isinstance(each, tuple)] == [
        (CONSIGNMENT, 600_000, 250_000),
        (CONSIGNMENT, 850_000, 174_000),
    ]
    again = hand_over(Connection(wire), CONSIGNMENT, envelope([large]), {digest_of(large): large})
    assert again.duplicate


def test_a_part_of_the_largest_chunk_fits_in_one_request(wire: Wire, node: InMemoryNode) -> None:
    large = b"\x00\xff<&" * (2 * 2**20)
    done = hand_over(Connection(wire), CONSIGNMENT, envelope([large]), {digest_of(large): large})
    assert not done.duplicate
    assert [operation for operation, _ in node.calls] == ["submit"]
    assert sha256(node.parts[digest_of(large)]).hexdigest() == digest_of(large)


class Forgetful(InMemoryNode):
    """Loses every part."""

    def put_part(
        self, caller: str, consignment: str, digest: str, offset: int, data: bytes
    ) -> int:
        self.calls.append(("putPart", caller))
        return offset + len(data)


def test_a_node_that_never_has_enough_is_left() -> None:
    node = Forgetful()
    with pytest.raises(NotTaken) as caught:
        hand_over(node, CONSIGNMENT, envelope([b"ab"]), {digest_of(b"ab"): b"ab"}, chunk=1)
    assert caught.value.code is Code.INTERNAL
    assert len(node.calls) == 12


def test_a_part_that_nobody_has_is_missing() -> None:
    node = InMemoryNode()
    with pytest.raises(NotTaken) as caught:
        hand_over(node, CONSIGNMENT, envelope([b"ab"]), {})
    assert caught.value.code is Code.PART_MISSING


def test_a_node_that_takes_nothing_is_left() -> None:
    class Full(InMemoryNode):
        def put_part(self, *args: Any) -> int:
            return 0

    with pytest.raises(NotTaken) as caught:
        hand_over(Full(), CONSIGNMENT, envelope([b"ab"]), {digest_of(b"ab"): b"ab"}, chunk=1)
    assert caught.value.code is Code.INTERNAL


def test_missing_says_the_offset(wire: Wire, node: InMemoryNode) -> None:
    node.parts[digest_of(PART)] = PART[:3]
    assert Connection(wire).submit("", ENVELOPE, {}) == (Missing(digest_of(PART), 3),)


def test_snapshots_of_the_allowed_size_travel_as_many_as_fit(
    wire: Wire, node: InMemoryNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = [signed(bytes([number]) * SNAPSHOT.largest) for number in (1, 2)]
    monkeypatch.setattr(
        node, "address_book", lambda _, known: fitting(large[len(known) :]), raising=True
    )
    there = Connection(wire)
    (first,) = there.address_book("", {})
    assert first == large[0]
    assert may_lack([first])
    (second,) = there.address_book("", {"那一个": 1})
    assert second == large[1]
    assert not may_lack([signed(b"small")])
