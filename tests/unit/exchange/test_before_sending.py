"""What the other node's snapshot says against a consignment, before anything leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.consignments.states import Code, Kind
from integrations.exchange.leaving.before_sending import objections
from integrations.exchange.ports import Way
from integrations.exchange.shapes import Envelope, PartOf, Party
from tests.certified import NOW

WAY = Way(
    node="清河区政务",
    addresses=("https://qinghe.example/exchange/v1",),
    tls=("0" * 64,),
    envelope_versions=(1,),
    largest=1000,
    classification="无",
)
ENVELOPE = Envelope(
    version=1,
    id="1",
    consignment="2",
    sending=1,
    kind=Kind.DOCUMENT,
    sender=Party("city", "澜州市"),
    addressee=Party("qinghe", "清河区"),
    urgency="",
    classification="",
    made=NOW,
    manifest=PartOf("0" * 64, 400),
    parts=(PartOf("1" * 64, 600),),
)


def codes(way: Way, envelope: Envelope) -> list[Code]:
    return [each.code for each in objections(way, envelope)]


def test_what_fits_goes() -> None:
    assert codes(WAY, ENVELOPE) == []
    assert codes(replace(WAY, kinds=("document",)), ENVELOPE) == []


@pytest.mark.parametrize(
    ("ceiling", "marking", "stays"),
    [
        ("无", "秘密★1年", True),
        ("秘密", "秘密★1年", False),
        ("秘密", "机密★长期", True),
        ("绝密", "绝密★长期", False),
        ("公开", "秘密★1年", True),  # a level nobody knows
        ("公开", "", False),
    ],
)
def test_nothing_leaves_for_a_node_whose_ceiling_is_lower(
    ceiling: str, marking: str, stays: bool
) -> None:
    found = codes(replace(WAY, classification=ceiling), replace(ENVELOPE, classification=marking))
    assert found == ([Code.SECRECY_EXCEEDS] if stays else [])


def test_kinds_and_bytes_are_compared_and_every_reason_is_told() -> None:
    way = replace(WAY, kinds=("answer",), largest=999)
    secret = replace(ENVELOPE, classification="秘密★1年")
    found = objections(way, secret)
    assert [each.code for each in found] == [
        Code.SECRECY_EXCEEDS,
        Code.TYPE_UNMAPPED,
        Code.SIZE_EXCEEDED,
    ]
    assert found[-1].limit == 999
    assert all(way.node in each.sentence and each.remedy for each in found)
