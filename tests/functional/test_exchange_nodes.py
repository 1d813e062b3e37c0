"""A document travels from node to node: sent, receipted, signed for, sent back, repeated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from documents.consignments.application import Consignments
from documents.consignments.states import State
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from integrations.exchange.kept.application import Exchanged
from tests.functional.exchange_nodes import Nodes, two_nodes
from tests.functional.office_app import QINGHE, QINGHE_CLERK, issue


@pytest.fixture(scope="module", params=[False, True], ids=["open", "encrypted"])
def nodes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nodes]:
    """Sending in the clear, and encrypted for the addressee."""
    with (
        pytest.MonkeyPatch.context() as patch,
        two_nodes(tmp_path_factory.mktemp("nodes"), patch, encrypt=request.param) as running,
    ):
        yield running


def test_a_document_arrives_on_the_other_node_and_its_receipts_come_back(nodes: Nodes) -> None:
    title = "关于跨节点递送试运行的通知"
    document = issue(nodes.city, title, to=[QINGHE])
    nodes.deliver()
    (row,) = nodes.city.house.find(Consignments).of_document(document)
    assert row.state == State.DELIVERED
    paper = nodes.district.arrived(title, at=QINGHE)
    room = nodes.district.house.find(Incomings)
    it = room.load(Incoming, paper)
    sent = nodes.city.house.node.content
    for part in it.capsule.parts:
        there = nodes.district.house.node.content.get(QINGHE, part.digest)
        assert there == sent.get(row.agency, part.digest), "sealed bytes are never made anew"
    room.sign_for(nodes.district.by(QINGHE_CLERK), paper, seen=it.version)
    nodes.deliver()
    (row,) = nodes.city.house.find(Consignments).of_document(document)
    assert (row.state, row.signer) == (State.SIGNED_FOR, "冯小满")
    kept = nodes.city.house.find(Exchanged).sent(str(row.subject))
    assert kept is not None
    assert [each.state for each in kept.receipts] == ["accepted", "delivered", "signed-for"]
    chain = [each.previous for each in kept.receipts]
    assert chain == ["", *(each.signed.digest for each in kept.receipts[:-1])]
