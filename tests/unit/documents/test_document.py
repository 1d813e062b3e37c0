"""The life of an outgoing document, one act at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from documents.outgoing.document import Document
from documents.outgoing.route import PLAIN, Move
from documents.outgoing.stages import LEAST, Stage
from tests.given import Given, given

AT = datetime(2026, 11, 20, 1, 26, tzinfo=UTC)
ID = uuid4()
FACTS = {
    "type": "通知",
    "title": "关于开展安全检查的通知",
    "recipients": "各区人民政府",
    "urgency": "",
    "classification": "",
    "issuer": "澜州市人民政府办公室",
}
SHOWN = {"revision": "r1", "layout": "1", "pages": "p1", "length": 10, "count": 1}
ORIGINAL = {**SHOWN, "pages": "p2"}


def at_stage(stage: Stage) -> Any:
    """A document that went straight on to `stage`, with its events pending."""
    it = Document.draft(
        id=ID, agency="A", by="drafter", identity="i", revision="r1", facts=FACTS, at=AT
    )
    acts: list[Callable[[], None]] = [
        lambda: it.submit(by="drafter", route=PLAIN, to=["reviewer"], shown=SHOWN, at=AT),
        lambda: it.review(by="reviewer", opinion="", to=["signer"], shown=SHOWN, at=AT),
        lambda: it.sign_off(by="signer", opinion="同意", shown=SHOWN, at=AT),
        lambda: it.recheck(by="clerk", opinion="", at=AT),
        lambda: it.take_number(by="clerk", number="澜政办发〔2026〕1号", series=uuid4(), at=AT),
        lambda: it.typeset(by="clerk", original=ORIGINAL, at=AT),
        lambda: it.release(by="clerk", at=AT),
        lambda: it.dispatch(by="clerk", consignments=[{"consignment": "c"}], at=AT),
    ]
    for act in acts[: LEAST.index(stage)]:
        act()
    return it


def at(stage: Stage) -> Given:
    return given(at_stage(stage))


def test_a_draft_lies_with_its_drafter() -> None:
    it = at(Stage.DRAFTING).aggregate()
    assert (it.stage, it.holder.person, it.agency) == (Stage.DRAFTING, "drafter", "A")


def test_each_act_moves_it_one_step_on() -> None:
    for stage in LEAST:
        assert at(stage).aggregate().stage is stage


def test_a_submitted_draft_lies_with_the_reviewer() -> None:
    then = at(Stage.DRAFTING).when(
        lambda it: it.submit(by="drafter", route=PLAIN, to=["reviewer"], shown=SHOWN, at=AT)
    )
    (event,) = then.then((Document.Submitted, {"by": "drafter", "shown": SHOWN}))  # type: ignore[attr-defined]
    move = Move.from_json(event.move)
    assert (move.stage, move.ends, move.begins) == (Stage.REVIEWING, ("drafter",), ("reviewer",))


def test_nobody_consents_to_pages_of_an_older_text() -> None:
    old = {**SHOWN, "revision": "r0"}
    at(Stage.DRAFTING).when(
        lambda it: it.submit(by="d", route=PLAIN, to=["r"], shown=old, at=AT)
    ).then_refused("又有修改")
    at(Stage.SIGNING).when(
        lambda it: it.sign_off(by="signer", opinion="", shown=old, at=AT)
    ).then_refused("又有修改")


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.REVIEWING])
def test_the_text_may_be_revised_before_it_is_laid_before_the_signer(stage: Stage) -> None:
    at(stage).when(lambda it: it.revise(by="x", revision="r2", facts=FACTS, at=AT)).then(
        (Document.Revised, {"revision": "r2"})  # type: ignore[attr-defined]
    )


def test_the_same_text_again_is_no_event() -> None:
    at(Stage.DRAFTING).when(lambda it: it.revise(by="x", revision="r1", facts=FACTS, at=AT)).then()


@pytest.mark.parametrize("stage", LEAST[2:])
def test_what_lies_before_the_signer_or_was_signed_off_is_not_revised(stage: Stage) -> None:
    at(stage).when(lambda it: it.revise(by="x", revision="r2", facts=FACTS, at=AT)).then_refused(
        "不能直接修改"
    )


def test_a_returned_paper_goes_to_who_acted_there_and_loses_its_sign_off() -> None:
    returned = at(Stage.RECHECKING)
    then = returned.when(lambda it: it.return_to(0, by="clerk", reason="附件缺页", at=AT))
    (event,) = then.then((Document.Returned, {"straight": False}))  # type: ignore[attr-defined]
    assert Move.from_json(event.move).begins == ("drafter",)
    it = given(at_stage(Stage.RECHECKING), *then.events).aggregate()
    assert (it.holder.person, it.signed_revision, it.signed_off_at) == ("drafter", "", None)


def test_returning_needs_a_reason() -> None:
    at(Stage.SIGNING).when(
        lambda it: it.return_to(0, by="signer", reason=" ", at=AT)
    ).then_refused("理由")


@pytest.mark.parametrize(
    ("at_", "to"),
    [
        (Stage.DRAFTING, 0),
        (Stage.SIGNING, 2),
        (Stage.NUMBERING, 0),
        (Stage.DISPATCHED, 0),
    ],
)
def test_a_paper_returns_only_to_earlier_steps_and_not_past_the_recheck(
    at_: Stage, to: int
) -> None:
    at(at_).when(lambda it: it.return_to(to, by="x", reason="r", at=AT)).then_refused("不能退回")


def test_only_the_signed_text_is_typeset() -> None:
    other = {**ORIGINAL, "revision": "r9"}
    at(Stage.TYPESETTING).when(
        lambda it: it.typeset(by="clerk", original=other, at=AT)
    ).then_refused("不一致")


def test_a_dispatch_needs_an_addressee() -> None:
    at(Stage.DISPATCHING).when(
        lambda it: it.dispatch(by="clerk", consignments=[], at=AT)
    ).then_refused("分送名单")


COMMANDS = {
    Stage.DRAFTING: lambda it: it.submit(by="x", route=PLAIN, to=["y"], shown=SHOWN, at=AT),
    Stage.REVIEWING: lambda it: it.review(by="reviewer", opinion="", to=["y"], shown=SHOWN, at=AT),
    Stage.SIGNING: lambda it: it.sign_off(by="x", opinion="", shown=SHOWN, at=AT),
    Stage.RECHECKING: lambda it: it.recheck(by="x", opinion="", at=AT),
    Stage.NUMBERING: lambda it: it.take_number(by="x", number="n", series=ID, at=AT),
    Stage.TYPESETTING: lambda it: it.typeset(by="x", original=ORIGINAL, at=AT),
    Stage.RELEASING: lambda it: it.release(by="x", at=AT),
    Stage.DISPATCHING: lambda it: it.dispatch(by="x", consignments=[{"a": 1}], at=AT),
}


@pytest.mark.parametrize("stage", LEAST)
@pytest.mark.parametrize("command", list(COMMANDS))
def test_each_act_has_one_step_and_is_refused_at_all_others(stage: Stage, command: Stage) -> None:
    outcome = at(stage).when(COMMANDS[command])
    if stage is command:
        assert len(outcome.events) == 1
    else:
        outcome.then_refused("不能")


def test_ids_survive_the_journal() -> None:
    it = at(Stage.DISPATCHED).aggregate()
    assert it.id == ID
    assert isinstance(it.id, UUID)
    assert it.number == "澜政办发〔2026〕1号"
