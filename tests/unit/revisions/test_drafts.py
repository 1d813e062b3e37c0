"""稿次: which texts are drafts, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from documents.revisions.drafts import Draft, drafts_of, revisions_of

DAY = datetime(2026, 11, 20, 1, 26, tzinfo=UTC)


MOVES = {
    "Submitted": "reviewing",
    "Reviewed": "signing",
    "Returned": "drafting",
    "SignedOff": "rechecking",
    "Rechecked": "numbering",
}


def history(*told: str) -> list[Any]:
    """Events from lines such as `Drafted 程 r1`; those with pages shown name their text."""
    events = []
    for version, line in enumerate(told, 1):
        name, by, *revision = line.split()
        facts: dict[str, Any] = {"by": by, "timestamp": DAY, "originator_version": version}
        if name in ("Drafted", "Revised"):
            facts["revision"] = revision[0]
        elif name == "Rechecked":
            facts["correction"] = {"revision": revision[0]} if revision else {}
        elif revision:
            facts["shown"] = {"revision": revision[0]}
        if name in MOVES:
            facts["move"] = {"stage": MOVES[name], "begins": ["somebody"]}
        events.append(type(name, (), facts)())
    return events


def named(drafts: Sequence[Draft]) -> list[str]:
    return [f"{each.name} {each.revision} {each.by}" for each in drafts]


def test_a_text_that_nobody_handed_on_is_in_hand_and_no_draft() -> None:
    events = history("Drafted 程 r1", "Revised 程 r2", "Revised 程 r3")
    assert named(drafts_of(events)) == ["在改稿 r3 程"]


def test_each_hand_over_of_another_text_is_a_draft() -> None:
    events = history(
        *("Drafted 程 r1", "Revised 程 r2", "Submitted 程 r2"),
        *("Revised 许 r3", "Reviewed 许 r3"),
        *("Returned 周", "Revised 程 r4", "Submitted 程 r4"),
        *("Revised 许 r5", "Reviewed 许 r5", "SignedOff 周 r5"),
    )
    assert named(drafts_of(events)) == [
        *("初稿 r2 程", "送审稿 r3 许", "修改稿一 r4 程", "修改稿二、定稿 r5 许"),
    ]


def test_a_text_handed_on_unchanged_is_one_draft_with_all_its_names() -> None:
    events = history("Drafted 程 r1", "Submitted 程 r1", "Reviewed 许 r1", "SignedOff 周 r1")
    assert named(drafts_of(events)) == ["初稿、送审稿、定稿 r1 程"]


def test_what_somebody_changed_and_sent_back_is_his_draft() -> None:
    events = history("Drafted 程 r1", "Submitted 程 r1", "Revised 许 r2", "Returned 许")
    assert named(drafts_of(events)) == ["初稿 r1 程", "修改稿一 r2 许"]


def test_drafts_are_counted_in_chinese() -> None:
    rounds = [
        line
        for number in range(2, 25)
        for line in (f"Revised 程 r{number}", f"Submitted 程 r{number}")
    ]
    names = [each.name for each in drafts_of(history("Drafted 程 r1", "Submitted 程 r1", *rounds))]
    assert names[9:12] == ["修改稿九", "修改稿十", "修改稿十一"]
    assert names[20:22] == ["修改稿二十", "修改稿二十一"]


def test_a_text_saved_twice_the_same_is_one_revision() -> None:
    events = history("Drafted 程 r1", "Revised 程 r1", "Revised 许 r2", "Revised 许 r1")
    found = [(each.digest, each.version) for each in revisions_of(events)]
    assert found == [("r1", 1), ("r2", 3), ("r1", 4)]


@pytest.mark.parametrize("length", [1, 4])
def test_of_the_last_draft_somebody_may_have_changed_the_text(length: int) -> None:
    events = history("Drafted 程 r1", "Submitted 程 r1", "Revised 许 r2", "Revised 许 r3")
    assert named(drafts_of(events[:length]))[-1] == (
        "在改稿 r1 程" if length == 1 else "在改稿 r3 许"
    )


def test_what_the_recheck_mends_is_a_draft_of_its_own() -> None:
    events = history("Drafted 程 r1", "Submitted 程 r1", "SignedOff 周 r1", "Rechecked 段 r2")
    assert named(drafts_of(events)) == ["初稿、定稿 r1 程", "更正稿 r2 段"]
    assert named(drafts_of([*events[:3], *history("Rechecked 段")])) == ["初稿、定稿 r1 程"]


def test_a_number_or_a_print_is_no_draft() -> None:
    events = history("Drafted 程 r1", "Submitted 程 r1", "Reviewed 许 r1", "SignedOff 周 r1")
    later = history("Numbered 段", "Typeset 段")
    assert named(drafts_of([*events, *later])) == ["初稿、送审稿、定稿 r1 程"]
