"""What a node that is met may not do: read others' receipts, spoil a consignment, be believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.book.application import Peers
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.operations import Preflight
from integrations.exchange.shapes import Envelope
from integrations.exchange.snapshots import Standing
from integrations.exchange.written.envelopes import read_envelope, written_envelope
from integrations.exchange.written.receipts import read_receipt, written_receipt
from integrations.exchange.written.snapshots import read_snapshot
from office.directory.ids import DIRECTORY
from office.kernel.act import Act
from tests.functional.exchange_nodes import NAMES, Nodes, signers, two_nodes
from tests.functional.office_app import CITY, QINGHE
from tests.functional.test_exchange_faults import (
    answering,
    envelope_of,
    parts_of,
    sent,
    signed_by,
)
from tests.unit.exchange.places import Place, agency, node_signer, resigned

CALLER = NAMES[CITY]


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    with (
        pytest.MonkeyPatch.context() as patch,
        two_nodes(tmp_path_factory.mktemp("nodes"), patch) as running,
    ):
        yield running


def another(nodes: Nodes, title: str, **changed: Any) -> tuple[Envelope, Any, dict[str, bytes]]:
    """An envelope that the district does not know, signed, with its parts."""
    row = sent(nodes, title)
    nodes.deliver()
    first = envelope_of(nodes, row)
    parts = parts_of(nodes, first)
    made = replace(
        read_envelope(first.content), consignment=str(uuid4()), id=str(uuid4()), **changed
    )
    return made, signed_by(nodes, written_envelope(made)), parts


def staging_of(nodes: Nodes) -> Path:
    return Path(nodes.district.house.settings.exchange.staging)


def test_whoever_lists_an_agency_as_relayed_reads_none_of_its_receipts(
    nodes: Nodes, tmp_path: Path
) -> None:
    row = sent(nodes, "关于他人回执的通知")
    nodes.deliver()
    third = Place(tmp_path / "third", "第三方节点", agency("third", "第三方机关"))
    true = third.says()
    (own,) = read_snapshot(true.content).agencies
    relayed = replace(own, code=CITY, name="澜州市", standing=Standing.RELAYED)
    claims = resigned(true, by=node_signer(third.name), agencies=(own, relayed))
    room = nodes.district.house.find(Peers)
    room.bring(claims, by="test", via="测试")
    (waits,) = room.waiting.all()
    by = Act(agency=DIRECTORY, person=nodes.district.person("mengchuan"), command=str(uuid4()))
    room.confirm(
        by, waits.node, fingerprint=waits.fingerprint, digest=waits.digest, reason="已核对"
    )
    with pytest.raises(NotTaken) as refused:
        answering(nodes).status(third.name, str(row.subject))
    assert refused.value.code is Code.INTERMEDIARY_NOT_LISTED
    assert answering(nodes).status(CALLER, str(row.subject)), "who brought it reads them"
    third.close()


def test_preflight_refuses_a_kind_that_no_room_takes(nodes: Nodes) -> None:
    def asked(kind: str) -> list[Code]:
        found = answering(nodes).preflight(
            CALLER,
            Preflight(
                envelope_version=1,
                sender=CITY,
                addressee=QINGHE,
                kind=kind,
                classification="",
                length=1,
            ),
        )
        return [each.code for each in found]

    assert asked("document") == []
    assert asked("meeting-notice") == [Code.TYPE_UNMAPPED], "of the protocol, but taken by no room"


def test_a_receipt_id_with_other_bytes_is_a_conflict(nodes: Nodes) -> None:
    row = sent(nodes, "关于回执编号重复的通知")
    nodes.deliver()
    taken = nodes.district.house.find(Exchanged).taken(str(row.subject), addressee=QINGHE)
    assert taken is not None
    true = read_receipt(taken.receipts[-1].signed.content)
    other = signers(nodes.district).signed(
        written_receipt(replace(true, at=true.at + timedelta(minutes=1))), agency=QINGHE
    )
    city = answering(replace(nodes, district=nodes.city))
    city.report(NAMES[QINGHE], taken.receipts[-1].signed)
    with pytest.raises(NotTaken) as refused:
        city.report(NAMES[QINGHE], other)
    assert refused.value.code is Code.CONFLICT


def test_a_part_that_was_spoilt_while_it_lay_here_lacks_again(nodes: Nodes) -> None:
    envelope, signed, parts = another(nodes, "关于断电演练的通知")
    desk = answering(nodes)
    desk.submit(CALLER, signed, {})
    first = envelope.manifest.digest
    desk.put_part(CALLER, envelope.consignment, first, 0, parts[first])
    (file,) = staging_of(nodes).glob(f"*/*/{first}")
    file.write_bytes(bytes(len(parts[first])))  # as after a power cut: as long, and empty
    again: Any = desk.submit(CALLER, signed, {})
    assert [(each.digest, each.offset) for each in again] == [(first, 0)]
    desk.put_part(CALLER, envelope.consignment, first, 0, parts[first])


def test_bytes_that_come_wrong_are_refused_and_leave_nothing(nodes: Nodes) -> None:
    envelope, signed, parts = another(nodes, "关于误码演练的通知")
    before = set(staging_of(nodes).rglob("*"))
    wrong = {**parts, envelope.manifest.digest: b"x" * envelope.manifest.length}
    with pytest.raises(NotTaken) as refused:
        answering(nodes).submit(CALLER, signed, wrong)
    assert refused.value.code is Code.PART_CORRUPT
    left = set(staging_of(nodes).rglob("*")) - before
    assert not [each for each in left if each.is_file()]
