"""A node of the address book: met, believed by its certificate, suspended and resumed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from integrations.exchange.book.peer import Peer
from integrations.exchange.book.said import Said, said_by
from integrations.exchange.snapshots import DatedCertificate, ListedAgency, Snapshot, Standing
from tests.given import given
from tests.unit.exchange.samples import snapshot

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)
OURS, OTHER = "a" * 64, "b" * 64


def said(it: Snapshot | None = None, *, fingerprint: str = OURS, **changed: Any) -> Said:
    it = replace(it or snapshot(), **changed)
    digest = sha256(repr(it).encode()).hexdigest()
    signed = {"algorithm": "sm2-sm3", "value": "AA==", "certificates": ["AA=="]}
    return said_by(it, digest=digest, fingerprint=fingerprint, signed=signed)


def met() -> Peer:
    return Peer.meet(said(), by="admin", via="文件", at=AT)


def test_a_node_is_met_by_a_person_with_all_that_it_says() -> None:
    (event,) = given().when(lambda _: met()).then(Peer.Met)
    assert (event.node, event.by, event.sequence) == ("澜州市政务节点", "admin", 7)
    assert event.agencies["lanzhou"]["standing"] == "hosted"
    assert event.agencies["lanzhou"]["claimed"] == AT.isoformat()
    assert event.agencies["lanzhou.archive"]["until"] == "2027-01-01"
    uses = sorted(key.rpartition("/")[0] for key in event.certificates)
    signing = ["signer/lanzhou", "signer/lanzhou", "signer/lanzhou.archive"]
    assert uses == ["encryption/lanzhou", *signing, "tls/", "tls/"]
    assert event.moved["linshui"]["node"] == "临水县节点"


def test_an_update_says_what_differs_and_nothing_else() -> None:
    lanzhou, archive = snapshot().agencies
    port = replace(archive, code="lanzhou.port", name="澜州市港务局")
    newer = said(
        sequence=8,
        agencies=(replace(lanzhou, rank=2), port),
        moved=(),
        tls=(DatedCertificate(b"tls"),),
    )
    (event,) = (
        given(met())
        .when(lambda it: it.update(newer, via="https://a.example", at=LATER))
        .then(Peer.Updated)
    )
    assert set(event.agencies) == {"lanzhou", "lanzhou.port", "lanzhou.archive"}
    assert event.agencies["lanzhou.archive"] is None
    assert event.agencies["lanzhou"]["claimed"] == AT.isoformat(), "it has it as long as before"
    assert event.agencies["lanzhou.port"]["claimed"] == LATER.isoformat()
    assert {key.partition("/")[0] for key, line in event.certificates.items()} == {"tls", "signer"}
    assert event.moved == {"linshui": None}


def test_an_agency_that_comes_nearer_is_had_so_from_then_on() -> None:
    lanzhou, archive = snapshot().agencies
    nearer = replace(archive, standing=Standing.HOSTED)
    newer = said(sequence=8, agencies=(lanzhou, nearer))
    (event,) = (
        given(met()).when(lambda it: it.update(newer, via="文件", at=LATER)).then(Peer.Updated)
    )
    assert list(event.agencies) == ["lanzhou.archive"]
    assert event.agencies["lanzhou.archive"]["claimed"] == LATER.isoformat()


def test_what_is_older_is_refused() -> None:
    older = said(sequence=6)
    given(met()).when(lambda it: it.update(older, via="文件", at=LATER)).then_refused("旧")


def test_two_snapshots_of_one_number_are_refused() -> None:
    other = said(sequence=7, classification="秘密")
    given(met()).when(lambda it: it.update(other, via="文件", at=LATER)).then_refused("内容不同")


def test_the_same_again_is_refused_as_such() -> None:
    given(met()).when(lambda it: it.update(said(), via="文件", at=LATER)).then_refused("已经收存")


def test_another_certificate_is_for_people_to_ask_about() -> None:
    newer = said(sequence=8, fingerprint=OTHER)
    history = given(met())
    history.when(lambda it: it.update(newer, via="文件", at=LATER)).then_refused("另一张证书")
    history.when(
        lambda it: it.renew(newer, by="admin", reason=" ", via="文件", at=LATER)
    ).then_refused("怎样向对方核实")
    (event,) = history.when(
        lambda it: it.renew(newer, by="admin", reason="电话核实", via="文件", at=LATER)
    ).then((Peer.Renewed, {"fingerprint": OTHER, "sequence": 8, "reason": "电话核实"}))
    renewed = given(*history.history, event)
    renewed.when(lambda it: it.update(said(sequence=9), via="文件", at=LATER)).then_refused(
        "另一张证书"
    )
    renewed.when(
        lambda it: it.update(said(sequence=9, fingerprint=OTHER), via="文件", at=LATER)
    ).then(Peer.Updated)


def test_a_certificate_that_is_the_same_is_not_renewed_and_an_older_word_neither() -> None:
    same, older = said(sequence=8), said(sequence=6, fingerprint=OTHER)
    history = given(met())
    for each, words in ((same, "没有变"), (older, "旧")):
        history.when(
            lambda it, each=each: it.renew(each, by="a", reason="核实", via="文件", at=LATER)
        ).then_refused(words)


def test_suspending_and_resuming_want_reasons_and_say_them() -> None:
    history = given(met())
    history.when(lambda it: it.suspend(by="a", reason="", gone=False, at=LATER)).then_refused(
        "原因"
    )
    history.when(lambda it: it.resume(by="a", reason="好了", at=LATER)).then_refused("没有暂停")
    (event,) = history.when(
        lambda it: it.suspend(by="a", reason="证书疑被盗用", gone=False, at=LATER)
    ).then((Peer.Suspended, {"reason": "证书疑被盗用", "gone": False}))
    suspended = given(*history.history, event)
    suspended.when(
        lambda it: it.suspend(by="a", reason="再停", gone=False, at=LATER)
    ).then_refused("已经暂停")
    suspended.when(lambda it: it.suspend(by="a", reason="已撤", gone=True, at=LATER)).then(
        (Peer.Suspended, {"gone": True})
    )
    suspended.when(lambda it: it.resume(by="a", reason=" ", at=LATER)).then_refused("原因")
    suspended.when(lambda it: it.resume(by="a", reason="已查清", at=LATER)).then(Peer.Resumed)


def test_an_agency_without_an_end_is_open() -> None:
    listed = ListedAgency(
        code="one",
        name="一",
        level="city",
        kind="government",
        rank=1,
        begins=date(2026, 1, 1),
        ends=date.max,
        standing=Standing.HOSTED,
        signers=(DatedCertificate(b"c"),),
    )
    assert said(agencies=(listed,)).agencies["one"]["until"] == "9999-12-31"
