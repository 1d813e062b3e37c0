"""Files from outside are worked on in a process of its own, which can take only so much."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.outside.own_process import Failed, answer_of

HUNGRY = "tests.unit.documents.hungry"


def test_a_process_reads_what_it_is_given_and_answers() -> None:
    assert answer_of(HUNGRY, "nothing", data=b"12345", seconds=1) == {"read": 5}


@pytest.mark.parametrize("wanted", ["time", "memory", "disk", "no answer"])
def test_a_process_that_wants_too_much_is_ended(wanted: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    with pytest.raises(Failed):
        answer_of(HUNGRY, wanted, str(file), data=b"", seconds=1)
    assert not file.exists() or not file.read_bytes()
