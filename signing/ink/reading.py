"""Ink as a browser sends it, believed in nothing: bounded, whole numbers only, nothing besides."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from office.kernel.refusals import Refused
from signing.ink.ink import FULL, SCHEME, UNIT, Colour, Ink, Point, Stroke, Tool

LONGEST = 400_000
"""Characters of what a form may carry."""
MOST_STROKES = 600
MOST_POINTS = 12_000
LARGEST = 300 * UNIT
"""Of a box's side."""
LONGEST_TIME = 24 * 60 * 60 * 1000

T = TypeVar("T")


def read_ink(text: str) -> Ink | None:
    """None where nothing was written. Raises Refused for anything that is not ink."""
    if not text.strip():
        return None
    if len(text) > LONGEST:
        raise _refused("手写内容太多")
    try:
        # A number that is no whole number is none of ours, be it NaN or 1e999.
        value = json.loads(text, parse_float=_no_number, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise _refused("手写内容不完整或者被改动过") from fault
    whole = _fields(value, {"scheme", "width", "height", "strokes"})
    if _number(whole["scheme"], least=0, most=FULL) != SCHEME:
        raise _refused("手写内容是本系统不认识的格式")
    width = _number(whole["width"], least=UNIT, most=LARGEST)
    height = _number(whole["height"], least=UNIT, most=LARGEST)
    strokes = _list(whole["strokes"], most=MOST_STROKES)
    if not strokes:
        return None
    ink = Ink(width, height, tuple(_stroke(each, width=width, height=height) for each in strokes))
    if sum(len(each.points) for each in ink.strokes) > MOST_POINTS:
        raise _refused("手写内容太多")
    return ink


def _stroke(value: Any, *, width: int, height: int) -> Stroke:
    whole = _fields(value, {"colour", "tool", "points"})
    points = _list(whole["points"], most=MOST_POINTS)
    if not points:
        raise _refused("手写内容不完整或者被改动过")
    return Stroke(
        _one_of(Colour, whole["colour"]),
        _one_of(Tool, whole["tool"]),
        tuple(_point(each, width=width, height=height) for each in points),
    )


def _point(value: Any, *, width: int, height: int) -> Point:
    if len(_list(value, most=4)) != 4:
        raise _refused("手写内容不完整或者被改动过")
    x, y, pressure, time = value
    return Point(
        _number(x, least=0, most=width),
        _number(y, least=0, most=height),
        _number(pressure, least=0, most=FULL),
        _number(time, least=0, most=LONGEST_TIME),
    )


def _fields(value: Any, names: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != names:
        raise _refused("手写内容不完整或者被改动过")
    return value


def _list(value: Any, *, most: int) -> list[Any]:
    if not isinstance(value, list):
        raise _refused("手写内容不完整或者被改动过")
    if len(value) > most:
        raise _refused("手写内容太多")
    return value


def _number(value: Any, *, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:  # a bool is an int to isinstance
        raise _refused("手写内容不完整或者被改动过")
    return value


def _one_of(kind: type[T], value: Any) -> T:
    try:
        return kind(value)  # type: ignore[call-arg]  # an enum is called with its value
    except ValueError as fault:
        raise _refused("手写内容不完整或者被改动过") from fault


def _no_number(text: str) -> int:
    raise ValueError(text)


def _refused(what: str) -> Refused:
    return Refused(f"{what}，没有办理。请清除后重新手写，或者改用键盘输入意见。", field="ink")
