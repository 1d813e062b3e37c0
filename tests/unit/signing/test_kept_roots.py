"""Roots that are kept beside the journal are no word of it: a wrong one is found and goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from office.kernel.refusals import Refused
from signing.checkpoints import auditing, subtrees
from tests.unit.signing.test_checkpoints import Place

WRONG = b"\1" * 32


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    for module in (auditing, subtrees):
        monkeypatch.setattr(module, "BLOCK", 2)
    made = Place(tmp_path / "here", name="澜州")
    made.go_on(12)
    yield made
    made.node.close()


def spoil(place: Place, *, level: int) -> None:
    """One row, by somebody with the database."""
    which = (subtrees.subtrees.c.level == level) & (subtrees.subtrees.c.index == 0)
    with place.node.store.changing_state() as connection:
        connection.execute(update(subtrees.subtrees).where(which).values(root=WRONG))


@pytest.mark.parametrize("level", [2, 3])
def test_a_wrong_root_signs_nothing_is_named_and_grows_again(place: Place, level: int) -> None:
    place.checkpoints.write()
    assert place.verified()[1][0].startswith("检查点 1 个"), "nothing is wrong"
    place.go_on(9)
    spoil(place, level=level)
    if level == 3:
        with pytest.raises(Refused, match="与上一个检查点不相衔接"):
            place.checkpoints.write()
    fault, told = place.verified()
    assert not fault
    assert "处与日志不符，已经清除" in told[0]
    place.checkpoints.write()
    fault, told = place.verified()
    assert not fault
    assert told[0].startswith("检查点 2 个")


def test_a_checkpoint_over_a_wrong_root_does_not_accuse_the_events(place: Place) -> None:
    while place.checkpoints.nodes.grow(size=13):
        pass
    spoil(place, level=3)
    place.checkpoints.write()
    assert "而链值相符：事件没有改动" in place.verified()[0]
