"""保密审查 refused, made more public at the sign-off, and 补签 denied: what is recorded of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from documents.outgoing.clearance import GROUND_WORDS, Ground, Objection
from documents.outgoing.document import Document
from documents.outgoing.route import PLAIN, Move
from documents.outgoing.stages import Stage
from tests.given import Given, given
from tests.unit.documents.test_document import AT, FACTS, ID, ORIGINAL, SHOWN

ASIDE = {"openness": "依申请公开", "openness_reason": "第十六条", "secrecy_reviewer": "keeper"}
PUBLIC = {"openness": "主动公开", "secrecy_reviewer": "keeper"}
CALL = {"kind": "telephone", "by": "secretary", "date": "2026-11-20"}
REFUSING = {"ground": Ground.INTERNAL, "opinion": "属于内部分工。"}


def submitted() -> Document:
    it = Document.draft(
        id=ID,
        agency="A",
        by="drafter",
        identity="i",
        revision="r1",
        facts=FACTS,
        particulars=ASIDE,
        at=AT,
    )
    it.submit(by="drafter", route=PLAIN, to=["reviewer"], shown=SHOWN, at=AT)
    it.note_secrecy_waits(by="drafter", at=AT)
    return it


def refused() -> Document:
    it = submitted()
    it.object_on_secrecy(by="keeper", **REFUSING, shown=SHOWN, at=AT)
    return it


def signing() -> Document:
    it = submitted()
    it.review_secrecy(by="keeper", shown=SHOWN, at=AT)
    it.review(by="reviewer", opinion="", to=["signer"], shown=SHOWN, at=AT)
    return it


def signed(**how: Any) -> Document:
    it = signing()
    it.sign_off(by="signer", opinion="同意", shown=SHOWN, at=AT, **how)
    return it


def made_public() -> Document:
    return signed(particulars=PUBLIC)


def objected_behind() -> Document:
    it = made_public()
    it.object_on_secrecy(by="keeper", **REFUSING, shown=SHOWN, at=AT)
    return it


def entered() -> Document:
    return signed(transcribed=CALL)


def of(it: Document) -> Given:
    return given(it)


def again(before: Callable[[], Document], events: list[Any]) -> Document:
    """The document after what came of a command."""
    it: Document = given(before(), *events).aggregate()
    return it


# 不同意.


def test_who_is_asked_refuses_with_a_ground_and_words() -> None:
    then = of(submitted()).when(
        lambda it: it.object_on_secrecy(by="keeper", **REFUSING, shown=SHOWN, at=AT)
    )
    then.then((Document.SecrecyObjected, {"by": "keeper", "ground": "internal"}))
    it = again(submitted, then.events)
    assert it.objection is not None
    assert it.objection.reason == "属于内部事务、过程性信息（第十六条），属于内部分工"
    assert (it.secrecy_asked, it.is_cleared) == (None, False)


@pytest.mark.parametrize(
    ("given_", "why"),
    [
        ({"ground": ""}, "请选择不同意的理由"),
        ({"ground": "whim"}, "请选择不同意的理由"),
        ({"ground": Ground.OTHER, "opinion": " "}, "写明为什么不同意"),
    ],
)
def test_a_refusal_without_a_reason_is_none(given_: dict[str, Any], why: str) -> None:
    of(submitted()).when(
        lambda it: it.object_on_secrecy(by="keeper", **given_, shown=SHOWN, at=AT)
    ).then_refused(why)


def test_only_who_is_asked_refuses() -> None:
    for who in ("drafter", "reviewer"):
        of(submitted()).when(
            lambda it, who=who: it.object_on_secrecy(by=who, **REFUSING, shown=SHOWN, at=AT)
        ).then_refused("没有等您做保密审查")


def test_every_ground_has_words_and_other_is_said_in_one_s_own() -> None:
    assert set(GROUND_WORDS) == set(Ground)
    said = Objection("k", "k", "r1", "主动公开", Ground.OTHER, "未经信源单位同意。", AT)
    assert said.reason == "未经信源单位同意"


def test_who_drafted_it_and_who_has_it_are_told_until_the_text_is_another() -> None:
    then = of(refused()).when(lambda it: it.note_secrecy_waits(by="keeper", at=AT))
    told = {"told": ["drafter", "reviewer"], "decides": "", "no_longer": []}
    then.then((Document.SecrecyObjectionTold, told))
    it = again(refused, then.events)
    it.revise(by="reviewer", revision="r2", facts=FACTS, at=AT)
    it.note_secrecy_waits(by="reviewer", at=AT)
    assert it.told_of_objection == ()
    assert it.secrecy_asked == "keeper"


def test_what_was_refused_is_not_confirmed_after_all_as_it_stands() -> None:
    of(refused()).when(lambda it: it.review_secrecy(by="keeper", shown=SHOWN, at=AT)).then_refused(
        "没有等您做保密审查"
    )


def test_a_refusal_is_not_passed_to_somebody_who_agrees() -> None:
    it = refused()
    it.hand_over(by="clerk", giver="reviewer", taker="another", at=AT)
    with_keeper = given(it).aggregate()
    with_keeper._pass_review("friend", giver="keeper")
    assert with_keeper.secrecy_reviewer == "keeper"


@pytest.mark.parametrize(
    "stated",
    [{**ASIDE, "openness": "不予公开"}, {**ASIDE, "secrecy_reviewer": "another"}],
)
def test_another_openness_or_another_reviewer_is_asked_anew(stated: dict[str, Any]) -> None:
    it = refused()
    it.revise(by="reviewer", revision="r1", facts=FACTS, particulars=stated, at=AT)
    assert it.objection is None
    assert it.secrecy_asked == stated["secrecy_reviewer"]
    it.revise(by="reviewer", revision="r1", facts=FACTS, particulars=ASIDE, at=AT)
    assert it.objection is not None, "as it was refused it is refused"


# 签发人改得更公开.


def test_a_signer_makes_it_more_public_and_the_reviewer_is_asked_again() -> None:
    then = of(signing()).when(
        lambda it: it.sign_off(by="signer", opinion="", particulars=PUBLIC, shown=SHOWN, at=AT)
    )
    then.then((Document.SignedOff, {"particulars": PUBLIC}))  # type: ignore[attr-defined]
    it = again(signing, then.events)
    assert (it.stage, it.secrecy_asked) == (Stage.RECHECKING, "keeper")
    assert it.awaits_clearing


def test_what_nobody_reviewed_is_not_signed_off_however_public() -> None:
    def unreviewed() -> Document:
        it = submitted()
        it.review(by="reviewer", opinion="", to=["signer"], shown=SHOWN, at=AT)
        return it

    for stated in (PUBLIC, ASIDE):
        of(unreviewed()).when(
            lambda it, stated=stated: it.sign_off(
                by="signer", opinion="", particulars=stated, shown=SHOWN, at=AT
            )
        ).then_refused("还没有做保密审查，不能签发")


def releasing(before: Callable[[], Document]) -> Document:
    it = before()
    it.recheck(by="clerk", opinion="", at=AT)
    it.take_number(by="clerk", number="澜政办发〔2026〕1号", series=uuid4(), at=AT)
    it.typeset(by="clerk", original=ORIGINAL, at=AT)
    return it


def test_what_was_made_more_public_is_not_released_before_it_is_reviewed() -> None:
    of(releasing(made_public)).when(
        lambda it: it.release(by="clerk", reviewer_name="甲", at=AT)
    ).then_refused("改为“主动公开”，还没有重新作保密审查，不能核发")
    it = releasing(made_public)
    it.review_secrecy(by="keeper", shown=ORIGINAL, at=AT)
    assert it.shown == SHOWN, "what was signed stays what it was"
    of(it).when(lambda it: it.release(by="clerk", at=AT)).then(Document.Released)  # type: ignore[attr-defined]


def test_what_was_made_more_public_and_refused_is_not_released_until_it_is_set_back() -> None:
    it = releasing(objected_behind)
    of(it).when(lambda it: it.release(by="clerk", reviewer_name="甲", at=AT)).then_refused(
        "甲不同意此件按“主动公开”办理：属于内部事务、过程性信息（第十六条），属于内部分工，不能核发"
    )
    it = releasing(objected_behind)
    then = of(it).when(lambda it: it.set_openness_back(by="signer", reason="听取意见", at=AT))
    then.then((Document.OpennessSetBack, {"particulars": ASIDE}))
    it = again(lambda: releasing(objected_behind), then.events)
    assert it.cleared is not None
    assert not it.awaits_clearing
    it.release(by="clerk", at=AT)
    assert it.stage is Stage.DISPATCHING


def test_the_signer_decides_and_the_drafter_knows_when_it_is_refused_behind_the_sign_off() -> None:
    of(objected_behind()).when(lambda it: it.note_secrecy_waits(by="keeper", at=AT)).then(
        (Document.SecrecyObjectionTold, {"told": ["drafter"], "decides": "signer"})
    )


def test_what_was_refused_is_not_signed_off_so_again_and_is_as_it_was_reviewed() -> None:
    def back_again() -> Document:
        it = objected_behind()
        it.return_to(2, by="clerk", reason="保密审查不同意主动公开", at=AT)
        return it

    of(back_again()).when(
        lambda it: it.sign_off(by="signer", opinion="", shown=SHOWN, at=AT)
    ).then_refused("不同意此件按“主动公开”办理")
    of(back_again()).when(
        lambda it: it.sign_off(by="signer", opinion="", particulars=ASIDE, shown=SHOWN, at=AT)
    ).then(Document.SignedOff)  # type: ignore[attr-defined]


def test_nothing_is_set_back_that_was_reviewed() -> None:
    of(signed()).when(lambda it: it.set_openness_back(by="signer", at=AT)).then_refused("不必恢复")


def test_a_mended_slip_leaves_what_was_said_of_the_text_as_it_was() -> None:
    it = objected_behind()
    mended = {"revision": "r2", "facts": FACTS, "before": "r1", "difference": []}
    it.recheck(by="clerk", opinion="", correction=mended, at=AT)
    assert it.objection is not None
    it.set_openness_back(by="signer", at=AT)
    assert it.cleared is not None


# 否认.


def test_a_signer_denies_what_was_entered_in_their_name_and_it_goes_back() -> None:
    then = of(releasing(entered)).when(
        lambda it: it.deny_sign_off(by="signer", reason="没有打过电话", transcriber="s", at=AT)
    )
    facts = {"reason": "没有打过电话", "transcriber": "s", "drafter": "drafter"}
    (event,) = then.then((Document.SignOffDenied, facts))
    move = Move.from_json(event.move)
    assert (move.stage, move.begins) == (Stage.REVIEWING, ("reviewer",))
    it = again(lambda: releasing(entered), then.events)
    assert (it.stage, it.holder.person) == (Stage.REVIEWING, "reviewer")
    assert (it.signer, it.signed_off_at, it.awaits_ratification) == ("", None, False)
    assert (it.original, it.number) == ({}, "澜政办发〔2026〕1号")


def test_a_denial_needs_its_reason_and_the_signer() -> None:
    def deny(by: str, reason: str) -> Callable[[Document], None]:
        return lambda it: it.deny_sign_off(by=by, reason=reason, transcriber="s", at=AT)

    of(entered()).when(deny("signer", " ")).then_refused("否认签发必须写明理由")
    of(entered()).when(deny("clerk", "不是")).then_refused("只能由签发人本人否认")
    of(signed()).when(deny("signer", "不是")).then_refused("没有待补签的签发意见")


def test_what_was_ratified_is_not_denied() -> None:
    it = entered()
    it.ratify(by="signer", at=AT)
    of(it).when(
        lambda it: it.deny_sign_off(by="signer", reason="改主意", transcriber="s", at=AT)
    ).then_refused("没有待补签")
