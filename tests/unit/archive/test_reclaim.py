"""清退: every copy is accounted for, line by line, once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from documents.archive.reclaiming.reclaim import Reclaim, Settled
from tests.given import given

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def drawn(lines: tuple[tuple[str, int], ...] = (("甲", 2), ("乙", 1)), **other: Any) -> Reclaim:
    told = {"title": "办法（征求意见稿）", "due": TODAY, **other}
    return Reclaim.draw_up(
        id=UUID(int=1), agency="A", by="clerk", lines=lines, at=AT, today=TODAY, **told
    )


def settled(line: str, how: Settled, note: str = "") -> Any:
    return lambda it: it.settle(line, how=how, note=note, by="clerk", at=AT)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"title": " "}, "清退什么"),
        ({"due": date(2026, 11, 19)}, "不能早于今天"),
        ({"lines": ()}, "逐行"),
        ({"lines": (("甲", 1), ("甲", 2))}, "一个单位写一行"),
    ],
)
def test_a_list_says_what_by_when_and_who_has_it(other: dict[str, Any], words: str) -> None:
    given().when(lambda _: drawn(**other)).then_refused(words)


def test_the_last_line_ends_it_and_none_is_settled_twice() -> None:
    first = (Reclaim.Settled, {"line": "1", "last": False})  # type: ignore[attr-defined]  # made by its decorator
    given(drawn()).when(settled("1", Settled.BACK)).then(first)
    it = given(drawn()).aggregate()
    settled("1", Settled.BACK)(it)
    settled("2", Settled.MISSING, "已报告，作检查")(it)
    assert it.open_lines == ()
    history = [*drawn().collect_events(), *it.collect_events()]
    assert history[-1].last
    given(*history).when(settled("2", Settled.BACK)).then_refused("已经登记过")


def test_what_is_lost_or_destroyed_elsewhere_takes_words() -> None:
    for how in (Settled.MISSING, Settled.DESTROYED):
        given(drawn()).when(settled("1", how)).then_refused("请写明情况")
