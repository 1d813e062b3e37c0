"""An agency's certificate for the exchange is renewed while papers and receipts are under way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.consignments.application import Consignments
from documents.consignments.states import State
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.keys.private import PrivateKey
from tests.certified import two_steps
from tests.functional.exchange_nodes import Nodes, two_nodes
from tests.functional.office_app import CITY, QINGHE, OfficeApp, issue


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Nodes]:
    with pytest.MonkeyPatch.context() as patch, two_nodes(tmp_path, patch) as running:
        yield running


def renew(office: OfficeApp, agency: str) -> None:
    key = PrivateKey.generate(Algorithm.SM2)
    signer = two_steps(Algorithm.SM2)[1].issue(agency, key=key, purpose=Purpose.EXCHANGE)
    office.clock.advance(minutes=1)
    office.house.find(Keystore).keep(
        Owner(OwnerKind.AGENCY, agency),
        key=key,
        certificate=Certificate(signer.certificate),
        issuers=signer.issuers,
        purpose=Purpose.EXCHANGE,
        by="test",
        agency=agency,
    )


@pytest.mark.parametrize("renewed", [CITY, QINGHE])
def test_what_is_sent_and_receipted_meanwhile_arrives(nodes: Nodes, renewed: str) -> None:
    for office in (nodes.city, nodes.district):
        office.clock.advance(minutes=1)
    renew(nodes.city if renewed == CITY else nodes.district, renewed)
    title = "关于换证演练的通知"
    document = issue(nodes.city, title, to=[QINGHE])
    nodes.deliver()
    (row,) = nodes.city.house.find(Consignments).of_document(document)
    assert row.state == State.DELIVERED, row.problem
    assert nodes.district.arrived(title, at=QINGHE)
