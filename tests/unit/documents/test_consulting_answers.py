"""An answer to a consultation is taken once, from who was asked, about the text that was asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from documents.consignments.capsule import Capsule, NotTaken
from documents.consignments.consignment import Consignment
from documents.consignments.states import Code
from documents.consulting.verdicts import AgencyVerdict, Asking
from tests.asking import (
    answer,
    ask,
    drafted,
    seen,
    standing,
)
from tests.offices import CITY, EAST, WEST, Offices


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def answering_capsule(office: Offices, it: UUID) -> Capsule:
    row = office.consignments.of_document(it)[0]
    return office.consignments.load(Consignment, row.subject).capsule


def test_an_answer_that_arrives_a_hundred_times_is_one(office: Offices) -> None:
    asked = ask(office, drafted(office), Asking.COUNTERSIGN, agencies=[EAST])
    it = answer(office, EAST, AgencyVerdict.AGREE)
    before = seen(office, asked)
    capsule = answering_capsule(office, it)
    receipts = {office.arrivals.take(capsule, {}).receipt for _ in range(100)}
    receipts.add(office.arrivals.take(replace(capsule, sending=2), {}).receipt)
    assert len(receipts) == 1
    assert seen(office, asked) == before


def changed(capsule: Capsule, **answer: Any) -> Capsule:
    """The capsule with another answer, under a consignment of its own."""
    facts = {**capsule.facts, "answer": {**capsule.facts["answer"], **answer}}
    return replace(capsule, consignment=str(UUID(int=7)), facts=facts)


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"opinion": "另有看法"}, Code.ANSWER_REPEATED, "已经答复过"),
        ({"verdict": "perhaps"}, Code.ENVELOPE_INVALID, "不完整"),
    ],
)
def test_a_second_answer_is_refused_with_its_code(
    office: Offices, changes: dict[str, str], code: Code, words: str
) -> None:
    asked = ask(office, drafted(office), Asking.COUNTERSIGN, agencies=[EAST])
    it = answer(office, EAST, AgencyVerdict.AGREE)
    before = seen(office, asked)
    with pytest.raises(NotTaken, match=words) as error:
        office.arrivals.take(changed(answering_capsule(office, it), **changes), {})
    assert error.value.code is code
    assert seen(office, asked) == before


def test_the_same_consignment_with_another_answer_is_a_conflict(office: Offices) -> None:
    ask(office, drafted(office), Asking.COUNTERSIGN, agencies=[EAST])
    capsule = answering_capsule(office, answer(office, EAST, AgencyVerdict.AGREE))
    forged = replace(changed(capsule, opinion="另一种答复"), consignment=capsule.consignment)
    with pytest.raises(NotTaken) as error:
        office.arrivals.take(forged, {})
    assert error.value.code is Code.CONFLICT


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"revision": "0" * 64}, Code.ANSWER_OTHER_REVISION),
        ({"pages": "0" * 64}, Code.ANSWER_OTHER_REVISION),
        ({"verdict": "no-comment"}, Code.ENVELOPE_INVALID),
    ],
)
def test_an_answer_about_another_text_is_refused(
    office: Offices, changes: dict[str, str], code: Code
) -> None:
    asked = ask(office, drafted(office), Asking.COUNTERSIGN, agencies=[EAST])
    it = answer(office, EAST, AgencyVerdict.AGREE, deliver=False)
    capsule = answering_capsule(office, it)
    with pytest.raises(NotTaken) as error:
        office.arrivals.take(changed(capsule, **changes), {})
    assert error.value.code is code
    assert not standing(office, asked).complete
    office.deliver()
    assert standing(office, asked).complete


def test_nobody_but_the_asked_agency_answers(office: Offices) -> None:
    asked = ask(office, drafted(office), Asking.COUNTERSIGN, agencies=[EAST])
    capsule = answering_capsule(office, answer(office, EAST, AgencyVerdict.AGREE, deliver=False))
    strange = {**capsule.facts, "answers": "no consignment"}
    for forged in (
        replace(capsule, sender=WEST),
        replace(capsule, facts=strange),
        replace(capsule, addressee=WEST, sender=CITY),
    ):
        with pytest.raises(NotTaken) as error:
            office.arrivals.take(replace(forged, consignment=str(UUID(int=8))), {})
        assert error.value.code is Code.ANSWER_NOT_AWAITED
    assert not standing(office, asked).complete
