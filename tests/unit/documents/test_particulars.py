"""What is stated beside the text goes into an event and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.outgoing.particulars import (
    LASTING,
    NOTHING_STATED,
    TRUTHS,
    Override,
    Particulars,
)
from documents.rules.openness import OPENNESS

WORDS = st.text(alphabet="行文理由保密，。", max_size=8)
STATED = st.builds(
    Particulars,
    openness=st.sampled_from(("", *OPENNESS)),
    openness_reason=WORDS,
    necessity=WORDS,
    regulatory=st.booleans(),
    valid_until=st.sampled_from(("", LASTING, "2031-12-31")),
    partners=st.lists(st.sampled_from(("990100011", "990100012"))).map(tuple),
    overrides=st.lists(st.builds(Override, WORDS, reason=WORDS, by=WORDS)).map(tuple),
    **{name: st.sampled_from((None, True, False)) for name in TRUTHS},
)


@given(STATED)
def test_what_was_stated_comes_back_from_json(stated: Particulars) -> None:
    assert Particulars.from_json(json.loads(json.dumps(stated.to_json()))) == stated


def test_what_nobody_said_takes_no_room_in_an_event() -> None:
    assert NOTHING_STATED.to_json() == {}
    assert Particulars(is_major=False).to_json() == {"is_major": False}
    assert Particulars.from_json(None) == NOTHING_STATED


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"openness": "公开"}, "openness"),
        ({"effective_from": "昨天"}, "effective_from"),
        ({"valid_until": "五年"}, "valid_until"),
        ({"regulatory": "yes"}, "regulatory"),
        ({"is_major": 1}, "is_major"),
        ({"partners": [""]}, r"partners\[0\]"),
        ({"overrides": [{"rule": "R13", "reason": "急"}]}, r"overrides\[0\]\.by"),
        ({"mood": "good"}, "mood"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(value: dict[str, Any], place: str) -> None:
    with pytest.raises(ValueError, match=place):
        Particulars.from_json(value)


def test_a_later_answer_to_a_warning_takes_the_earlier_ones_place() -> None:
    once = NOTHING_STATED.keeping(Override("R13", reason="例行", by="a"))
    twice = once.keeping(Override("R15i", reason="已口头告知", by="a"))
    again = twice.keeping(Override("R13", reason="年度例行报告", by="b"))
    assert [each.rule for each in again.overrides] == ["R15i", "R13"]
    kept = again.kept("R13")
    assert kept is not None
    assert (kept.reason, kept.by) == ("年度例行报告", "b")
    assert again.kept("R14a") is None


def test_the_rules_are_told_what_was_asked_and_not_said() -> None:
    facts = NOTHING_STATED.facts()
    assert (facts.openness, facts.secrecy_reviewer_named, facts.necessity) == ("", False, "")
    assert facts.is_major is None
    reviewed = Particulars(secrecy_reviewer="a")
    assert reviewed.facts().secrecy_reviewer_named
