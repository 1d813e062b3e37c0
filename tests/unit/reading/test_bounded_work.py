"""Reading takes time in proportion to the text, however hostile the text is."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable

import pytest

import documents.reading
from documents.reading import read_text
from tests.work import work


def noted_attachments(size: int) -> str:
    note = "\n".join(f"{each}.表{each}" for each in range(1, 90))
    return f"关于甲的通知\n各局：\n附件：\n{note}\n2026年3月6日\n" + "附件\n表\n" * size


HOSTILE: dict[str, Callable[[int], str]] = {
    "one line of blanks": lambda size: "一、甲" + " " * 9 * size + "乙",
    "one line of numerals": lambda size: "一、" * 4 * size,
    "one line of brackets": lambda size: "（" * 9 * size,
    "one line of items": lambda size: "一、甲。" + "".join(f"{each}.乙。" for each in range(size)),
    "years without numbers": lambda size: "〔2026〕" * size,
    "titles": lambda size: "关于甲的通知\n" * size,
    "halves of titles": lambda size: "关于\n的通知\n" * size,
    "organs": lambda size: "市政府\n" * 2 * size + "关于甲的通知\n",
    "recipients without an end": lambda size: "关于甲的通知\n" + "各局，\n" * 2 * size,
    "attachments": lambda size: "附件\n" * 2 * size,
    "attachments that a note names": noted_attachments,
    "dates": lambda size: "2026年3月6日\n" * size,
    "copies": lambda size: "抄送：" + "市局，\n" * 2 * size,
    "contents": lambda size: "目录\n" + "一、甲……1\n" * size,
    "an enclosure that never comes": lambda size: (
        f"关于印发《{'甲' * 90}》的通知\n" + f"{'甲' * 40}\n" * size
    ),
    "wrapped lines": lambda size: f"　　{'甲' * 28}\n{'甲' * 30}\n" * size,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_four_times_the_text_is_four_times_the_work(make: Callable[[int], str]) -> None:
    few, many = make(200), make(800)
    assert work(lambda: read_text(many)) <= 4.4 * work(lambda: read_text(few)) + 4_000


def test_no_pattern_repeats_without_a_bound() -> None:
    """What a pattern does inside one call is linear when none of its repetitions is open."""
    patterns = [
        value.pattern
        for module in pkgutil.walk_packages(documents.reading.__path__, "documents.reading.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, re.Pattern)
    ]
    assert len(patterns) > 20
    for pattern in patterns:
        outside_classes = re.sub(
            r"\[[^\]]+\]", "C", pattern.replace(r"\[", "L").replace(r"\]", "R")
        )
        assert not re.search(r"(?<!\\)[*+]|\{\d*,\}", outside_classes), pattern


def test_a_line_of_two_hundred_kilobytes_is_read() -> None:
    for line in ("1." * 100_000, "（一" * 60_000, "各区人民政府，" * 30_000, "\u3000" * 200_000):
        assert read_text(f"关于甲的通知\n{line}\n").title == "关于甲的通知"
