"""The threat table of docs/security.md names tests that there are."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"\| (?P<id>[A-Z]\d+) \|.*\| (?P<tests>[^|]*) \|")
TEST = re.compile(r"`(?P<path>tests/[\w/]+\.py)::(?P<name>test_\w+)`")


def threats() -> dict[str, str]:
    lines = (ROOT / "docs/security.md").read_text("utf-8").splitlines()
    return {row["id"]: row["tests"] for line in lines if (row := ROW.fullmatch(line))}


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def test_the_table_is_found() -> None:
    assert len(threats()) > 20


@pytest.mark.parametrize("threat", threats())
def test_a_threat_is_met_by_tests_that_there_are(threat: str) -> None:
    named = TEST.findall(threats()[threat])
    assert named
    assert TEST.sub("", threats()[threat]).strip() == "", "something else than tests is named"
    assert [name for path, name in named if name not in names_in(path)] == []
