"""印章: in whose keeping it is and when it seals nothing; 用印: voided once, with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from signing.seals.kinds import Made, SealKind
from signing.seals.seal import Seal
from signing.seals.sealing import Matter, Outcome, Sealing
from tests.given import given

NOW = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)
KEEPER, TAKER, CLERK = "监印人", "接收人", "文书"
MADE = Made(
    picture="a" * 64,
    picture_length=1000,
    width=42.0,
    height=42.0,
    begins=NOW.isoformat(),
    ends=(NOW + timedelta(days=365)).isoformat(),
)
REGISTERED: dict[str, Any] = {
    "agency": "990100001",
    "by": CLERK,
    "name": "澜州市人民政府办公室",
    "kind": SealKind.OFFICIAL,
    "identity": "990100001-M2",
    "keeper": KEEPER,
    "record": "99010000100001",
    "made": MADE,
    "at": NOW,
}


def a_seal() -> Seal:
    return Seal.register(**REGISTERED)


def done(command: str, **told: Any) -> Seal:
    """A seal to which this happened."""
    seal = a_seal()
    getattr(seal, command)(**told, at=NOW)
    return seal


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "印章名称"),
        ({"record": ""}, "备案编号"),
        ({"keeper": ""}, "监印人"),
    ],
)
def test_a_seal_comes_on_record_with_its_name_number_and_keeper(
    wrong: dict[str, str], words: str
) -> None:
    given().when(lambda _: Seal.register(**REGISTERED)).then((Seal.Registered, {"keeper": KEEPER}))
    given().when(lambda _: Seal.register(**REGISTERED | wrong)).then_refused(words)


def test_the_old_keeper_answers_for_it_until_the_new_one_has_taken_it_over() -> None:
    taken = given(done("offer", by=KEEPER, to=TAKER, reason="轮岗。"))
    taken.aggregate().must_be_usable(by=KEEPER, at=NOW)
    taken.when(lambda it: it.take_over(by=CLERK, at=NOW)).then_refused("接收人本人")
    events = taken.when(lambda it: it.take_over(by=TAKER, at=NOW)).then(Seal.TakenOver)
    it = given(*taken.history, *events).aggregate()
    assert (it.keeper, it.taker) == (TAKER, "")
    it.must_be_usable(by=TAKER, at=NOW)


@pytest.mark.parametrize("to", ["", KEEPER])
def test_it_is_handed_to_somebody_else(to: str) -> None:
    given(a_seal()).when(
        lambda it: it.offer(by=KEEPER, to=to, reason="轮岗。", at=NOW)
    ).then_refused("接收印章的人")


def test_nobody_hands_it_to_themselves() -> None:
    given(a_seal()).when(
        lambda it: it.offer(by=TAKER, to=TAKER, reason="轮岗。", at=NOW)
    ).then_refused("不能移交给自己")


def test_nobody_takes_over_what_is_not_being_handed_over() -> None:
    given(a_seal()).when(lambda it: it.take_over(by=TAKER, at=NOW)).then_refused("没有待接收")


@pytest.mark.parametrize(
    ("command", "on"),
    [
        ("suspend", a_seal),
        ("deregister", a_seal),
        ("resume", lambda: done("suspend", by=KEEPER, reason="遗失。")),
    ],
)
def test_what_is_decided_about_it_has_a_reason(command: str, on: Any) -> None:
    given(on()).when(lambda it: getattr(it, command)(by=CLERK, reason="", at=NOW)).then_refused(
        "理由"
    )


@pytest.mark.parametrize(
    ("history", "by", "at", "words"),
    [
        (a_seal, CLERK, NOW, "只有监印人"),
        (a_seal, KEEPER, NOW - timedelta(days=1), "有效期"),
        (a_seal, KEEPER, NOW + timedelta(days=366), "有效期"),
        (lambda: done("suspend", by=KEEPER, reason="遗失。"), KEEPER, NOW, "停用"),
        (lambda: done("deregister", by=KEEPER, reason="机构撤销。"), KEEPER, NOW, "注销"),
    ],
)
def test_it_seals_in_its_keepers_hand_within_its_term_and_in_use(
    history: Any, by: str, at: datetime, words: str
) -> None:
    given(a_seal()).aggregate().must_be_usable(by=KEEPER, at=NOW)
    given(history()).when(lambda it: it.must_be_usable(by=by, at=at)).then_refused(words)


def test_what_is_suspended_may_be_resumed_and_what_is_deregistered_is_over() -> None:
    suspended = given(done("suspend", by=KEEPER, reason="遗失。"))
    suspended.when(lambda it: it.suspend(by=KEEPER, reason="又。", at=NOW)).then_refused(
        "不能再停用"
    )
    suspended.when(lambda it: it.resume(by=CLERK, reason="找回。", at=NOW)).then(Seal.Resumed)
    over = given(done("deregister", by=CLERK, reason="机构撤销。"))
    for command, told in (
        ("offer", {"to": TAKER, "reason": "轮岗。"}),
        ("suspend", {"reason": "遗失。"}),
        ("deregister", {"reason": "又。"}),
        ("renew", {"made": MADE}),
    ):
        over.when(
            lambda it, command=command, told=told: getattr(it, command)(by=CLERK, **told, at=NOW)
        ).then_refused("已注销")


def test_a_renewed_one_has_another_term() -> None:
    longer = replace(MADE, ends=(NOW + timedelta(days=3650)).isoformat())
    seal = given(a_seal())
    events = seal.when(lambda it: it.renew(by=CLERK, made=longer, at=NOW)).then(Seal.Renewed)
    it = given(*seal.history, *events).aggregate()
    it.must_be_usable(by=KEEPER, at=NOW + timedelta(days=400))


def a_sealing() -> Sealing:
    return Sealing.record(
        agency="990100001",
        by=KEEPER,
        seal=UUID(int=1),
        seal_name="澜州市人民政府办公室",
        serial="2026-0001",
        proof="b" * 64,
        matter=Matter(
            room="document",
            paper=str(UUID(int=2)),
            title="关于用印的通知",
            number="澜政办发〔2026〕1号",
            copies=12,
            warrant="周怀远",
        ),
        outcomes=[
            Outcome(form="pdf", of="b" * 64, digest="c" * 64, length=10, certificate="d" * 64)
        ],
        at=NOW,
    )


def test_a_use_is_voided_once_with_a_reason_and_stays_what_it_was() -> None:
    given(a_sealing()).when(lambda it: it.void(by=CLERK, reason=" ", at=NOW)).then_refused("理由")
    sealing = given(a_sealing())
    events = sealing.when(lambda it: it.void(by=CLERK, reason="压错位置。", at=NOW)).then(
        Sealing.Voided
    )
    it = given(*sealing.history, *events).aggregate()
    assert (it.voided, it.matter.copies, it.outcomes[0].digest) == (True, 12, "c" * 64)
    given(*sealing.history, *events).when(
        lambda it: it.void(by=CLERK, reason="又。", at=NOW)
    ).then_refused("已经作废")
