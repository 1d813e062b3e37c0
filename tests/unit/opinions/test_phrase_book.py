"""Who arranged phrases and defaults is in events; what each step offers now, in a register."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from documents.opinions.application import Opinions
from documents.opinions.phrase_book import PhraseBook
from documents.opinions.steps import CIRCLE_MEANS, STANDARD, STEP_WORDS, Arrangement, OpinionStep
from office.access.permissions import NotAllowed
from office.kernel.refusals import Conflict
from tests.given import given
from tests.offices import CITY, EAST, Offices, by

AT = datetime(2026, 11, 20, 1, 26, tzinfo=UTC)
SIGN_OFF, REVIEW = OpinionStep.SIGN_OFF, OpinionStep.REVIEW
BARE = {SIGN_OFF: Arrangement(("同意",), "")}


def book() -> Any:
    return PhraseBook.open(agency="A", at=AT)


def test_every_step_has_a_word_and_an_arrangement() -> None:
    assert set(STEP_WORDS) == set(STANDARD) == set(OpinionStep)
    assert set(CIRCLE_MEANS) < set(OpinionStep)


def test_the_trades_defaults_are_the_standard() -> None:
    words = {STEP_WORDS[step]: each.default for step, each in STANDARD.items() if each.default}
    assert words == {
        "签发": "同意",
        "核稿": "已核",
        "传阅": "已阅",
        "会签": "同意",
        "审签": "同意",
        "审批": "同意",
    }


def test_what_is_arranged_alike_is_no_event() -> None:
    given(book()).when(lambda it: it.arrange({SIGN_OFF: STANDARD[SIGN_OFF]}, by="c", at=AT)).then()


def test_an_arrangement_survives_the_journal() -> None:
    it = book()
    it.arrange(BARE, by="c", at=AT)
    after = given(it).aggregate()
    assert after.steps[SIGN_OFF] == BARE[SIGN_OFF]
    assert after.steps[REVIEW] == STANDARD[REVIEW]


def test_an_agency_s_clerk_changes_the_agency_s_own_and_no_other_s(office: Offices) -> None:
    opinions = Opinions(office.node)
    opinions.arrange(by(f"{CITY}/clerk"), BARE, seen=0)
    assert opinions.default(CITY, SIGN_OFF) == ""
    assert opinions.default(EAST, SIGN_OFF) == "同意"
    assert opinions.default(CITY, REVIEW) == "已核"


def test_who_is_no_clerk_changes_nothing(office: Offices) -> None:
    opinions = Opinions(office.node)
    with pytest.raises(NotAllowed, match="文书"):
        opinions.arrange(by(f"{CITY}/signer"), BARE, seen=0)
    assert opinions.version(CITY) == 0
    assert opinions.default(CITY, SIGN_OFF) == "同意"


def test_two_clerks_at_once_do_not_overwrite_each_other(office: Offices) -> None:
    opinions = Opinions(office.node)
    opinions.arrange(by(f"{CITY}/clerk"), BARE, seen=0)
    with pytest.raises(Conflict):
        opinions.arrange(by(f"{CITY}/clerk"), {SIGN_OFF: Arrangement(("好",), "")}, seen=0)
    with pytest.raises(Conflict):
        opinions.arrange(by(f"{EAST}/clerk"), BARE, seen=3)
    assert opinions.arranged(CITY)[SIGN_OFF] == BARE[SIGN_OFF]


def test_a_person_s_own_phrases_come_first_and_are_theirs_alone(office: Offices) -> None:
    opinions = Opinions(office.node)
    opinions.personal.keep("a", {SIGN_OFF: ("可", "同意"), REVIEW: ()})
    offered = opinions.offered(agency=CITY, person="a", step=SIGN_OFF)
    assert offered == ("可", "同意", "同意印发", "请修改后再送")
    assert opinions.personal.of("b") == {}
    opinions.personal.keep("a", {})
    assert opinions.personal.of("a") == {}
