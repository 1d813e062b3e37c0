from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from documents.deadlines.step_names import STEP_WORDS
from documents.deadlines.table import Allowance, site_deadlines, usual_deadlines
from office.calendar import WorkingHours, statutory
from office.calendar.hours import USUAL, read_sessions
from office.kernel.clock import CHINA
from office.kernel.refusals import Refused

HOURS = WorkingHours(statutory(), read_sessions(USUAL))
FRIDAY = datetime(2026, 11, 20, 16, 30, tzinfo=CHINA)
SIGN_FOR = ("incoming", "sign_for")


def ends(urgency: str) -> str:
    allowed = usual_deadlines().allowance(SIGN_FOR, kinds=("通知",), urgency=urgency)
    assert allowed is not None
    return f"{allowed.ends(FRIDAY, HOURS):%m-%d %H:%M}"


def test_signing_for_is_due_by_urgency_in_working_time() -> None:
    assert [ends(each) for each in ("特急", "加急", "")] == [
        "11-23 10:00",  # two working hours, over the weekend
        "11-23 17:30",
        "11-24 17:30",
    ]


def test_every_step_of_the_usual_table_is_a_step_of_its_room() -> None:
    strange = [step for step in usual_deadlines().steps if step[1] not in STEP_WORDS[step[0]]]
    assert not strange


def test_what_no_line_names_takes_as_long_as_it_takes() -> None:
    table = usual_deadlines()
    assert table.allowance(("incoming", "acknowledge"), kinds=(), urgency="特急") is None


def test_a_sites_own_table_takes_the_place_of_steps_and_of_kinds(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[remind]\nmost = 2\n[incoming.propose."请示"]\n"其他" = "1h"\n'
        '[incoming.sign_for]\n"其他" = ""\n',
        "utf-8",
    )
    table = site_deadlines(own)
    propose = ("incoming", "propose")
    assert table.reminding.most == 2
    assert table.reminding.before == Allowance(4, in_days=False)
    assert table.allowance(propose, kinds=("请示",), urgency="") == Allowance(1, in_days=False)
    assert table.allowance(propose, kinds=("函",), urgency="") == Allowance(2, in_days=True)
    assert table.allowance(SIGN_FOR, kinds=("函",), urgency="特急") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[incoming", "wenshu.deadlines"),
        ('[incoming.sign_of]\n"其他" = "1h"', "incoming.sign_for"),
        ('[incoming.sign_for]\n"其他" = "soon"', "soon"),
        ('[incoming]\nsign_for = "1h"', "应当是一节"),
        ("[remind]\nmost = 0", "remind"),
        ("[remind]\nagain = 1", "remind"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(tmp_path: Path, text: str, words: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(Refused, match=words):
        site_deadlines(own)
    if words != "wenshu.deadlines":
        tomllib.loads(text)
