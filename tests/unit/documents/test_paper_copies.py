"""Copies on paper: handed over, signed for by hand, corrected, back and out again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from documents.consignments.capsule import Capsule
from documents.consignments.channels import Channel
from documents.consignments.consignment import Consignment
from documents.consignments.states import Kind, State
from tests.given import given

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
DOCUMENT = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
CAPSULE = Capsule(
    consignment="6ba7b811-9dad-11d1-80b4-00c04fd430c9",
    kind=Kind.DOCUMENT,
    sender="CITY",
    sender_name="澜州市人民政府办公室",
    addressee="agency:EAST",
    addressee_name="清河区人民政府办公室",
    facts={"title": "通知"},
    parts=(),
)


def prepared(channel: Channel = Channel.POST) -> Consignment:
    return Consignment.prepare(document=DOCUMENT, capsule=CAPSULE, channel=channel, at=NOW)


def handed_over() -> list[Any]:
    it = prepared()
    it.hand_over(by="clerk", at=NOW)
    return list(it.collect_events())


def signed(it: Any, *, person: str = "冯小满", note: str = "", later: int = 0) -> None:
    it.enter_signature(
        by="clerk",
        person=person,
        signed_at=NOW + timedelta(hours=later),
        note=note,
        at=NOW + timedelta(hours=1),
    )


def test_who_signed_and_when_is_entered_with_who_entered_it() -> None:
    (event,) = given(*handed_over()).when(signed).then(Consignment.SignatureEntered)
    assert (event.by, event.person, event.signed_at) == ("clerk", "冯小满", NOW)
    assert given(*handed_over(), event).aggregate().state is State.SIGNED_FOR


def test_nobody_signs_before_it_is_handed_over_nor_in_the_future() -> None:
    given(prepared()).when(signed).then_refused("还没有交出")
    given(*handed_over()).when(lambda it: signed(it, later=2)).then_refused("还没有到")
    given(*handed_over()).when(lambda it: signed(it, person=" ")).then_refused("姓名")


def test_a_second_entry_corrects_the_first_and_needs_its_reason() -> None:
    (first,) = given(*handed_over()).when(signed).then(Consignment.SignatureEntered)
    history = (*handed_over(), first)
    given(*history).when(lambda it: signed(it, person="王晴")).then_refused("更正的原因")
    given(*history).when(lambda it: signed(it, person="王晴", note="录错")).then(
        (Consignment.SignatureEntered, {"person": "王晴", "note": "录错"})
    )


def test_what_comes_back_goes_out_again_with_a_reason() -> None:
    given(*handed_over()).when(
        lambda it: it.come_back(by="clerk", reason="", at=NOW)
    ).then_refused("原因")
    back = given(*handed_over()).when(
        lambda it: it.come_back(by="clerk", reason="地址不详", at=NOW)
    )
    history = (*handed_over(), *back.then(Consignment.CameBack))
    assert given(*history).aggregate().state is State.RETURNED_MISADDRESSED
    given(*history).when(signed).then_refused("还没有交出")
    given(*history).when(lambda it: it.hand_over(by="clerk", at=NOW)).then_refused("新的地址")
    given(*history).when(lambda it: it.hand_over(by="clerk", note="新址", at=NOW)).then(
        Consignment.HandedOver
    )
    given(*handed_over()).when(lambda it: it.hand_over(by="clerk", at=NOW)).then_refused(
        "已经交出"
    )


def test_paper_and_network_do_not_mix() -> None:
    given(prepared()).when(lambda it: it.queue(by="clerk", at=NOW)).then_refused("纸质件")
    network = prepared(Channel.EXCHANGE)
    given(network).when(lambda it: it.hand_over(by="clerk", at=NOW)).then_refused("网络")
