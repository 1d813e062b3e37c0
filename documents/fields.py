"""The fields of a JSON object that came from outside, each asked for by the type it must have.

What is wrong is told in a clause that names the field as a path, `字段 body[2].level`: whoever
gets a structure from another program must find the place in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

_MISSING = object()


def wrong(place: str, why: str) -> ValueError:
    """What to raise for a field that is not as it should be."""
    return ValueError(f"字段 {place} {why}" if place else why)


def checked_text(value: Any, place: str) -> str:
    """A text of whole characters. Raises ValueError."""
    if not isinstance(value, str):
        raise wrong(place, "应当是文字")
    try:
        value.encode()
    except UnicodeEncodeError as fault:
        raise wrong(place, "含有不完整的字符（单个代理码位）") from fault
    return value


def checked_list(value: Any, place: str) -> Sequence[Any]:
    """A list; a tuple too, as `to_json` gives it. Raises ValueError."""
    if not isinstance(value, list | tuple):
        raise wrong(place, "应当是列表")
    return value


def checked_size(value: Any, place: str) -> float:
    """A finite number above 0. Raises ValueError."""
    if (size := _finite(value)) is None or size <= 0:
        raise wrong(place, "应当是大于 0 的数")
    return size


def checked_weights(value: Any, place: str) -> tuple[float, ...]:
    """Finite numbers, none below 0 and not all 0, or none at all. Raises ValueError."""
    weights = [_finite(each) for each in checked_list(value, place)]
    found = tuple(each for each in weights if each is not None and each >= 0)
    if len(found) < len(weights) or (found and not any(found)):
        raise wrong(place, "应当是不小于 0、不全为 0 的数")
    return found


def _finite(value: Any) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return float(value) if isfinite(value) else None
    except OverflowError:
        return None


class Fields:
    """The fields of one object. `place` is its path from the outermost one, "" for that itself."""

    def __init__(self, value: Any, *, place: str, known: Sequence[str]) -> None:
        """Raises ValueError for what is no object, and for keys that are not `known`."""
        if not isinstance(value, dict):
            raise wrong(place, "应当是对象" if place else "最外层应当是对象")
        self._value = value
        self._place = place
        if unknown := sorted(str(each) for each in value if each not in known):
            raise ValueError(f"文稿含有未知字段：{'、'.join(map(self.path, unknown))}")

    def path(self, name: str) -> str:
        """Where a field stands, from the outermost object."""
        return f"{self._place}.{name}" if self._place else name

    def value(self, name: str, default: Any = _MISSING) -> Any:
        """Whatever is there. Raises ValueError where nothing is and there is no default."""
        found = self._value.get(name, default)
        if found is _MISSING:
            raise ValueError(f"缺少字段 {self.path(name)}")
        return found

    def text(self, name: str, default: Any = _MISSING) -> str:
        """A text."""
        return checked_text(self.value(name, default), self.path(name))

    def truth(self, name: str, *, default: bool) -> bool:
        """True or false."""
        found = self.value(name, default)
        if not isinstance(found, bool):
            raise wrong(self.path(name), "应当是 true 或 false")
        return found

    def whole(self, name: str, default: Any = _MISSING, *, most: int) -> int:
        """A whole number from 0 to `most`."""
        found = self.value(name, default)
        is_whole = isinstance(found, int) and not isinstance(found, bool)
        if not (is_whole and 0 <= found <= most):
            raise wrong(self.path(name), f"应当是 0 至 {most} 的整数")
        return int(found)

    def size(self, name: str) -> float:
        """A finite number above 0."""
        return checked_size(self.value(name), self.path(name))

    def listed(self, name: str) -> list[tuple[Any, str]]:
        """The values of a list, none where it is missing, each with its path."""
        values = checked_list(self.value(name, ()), self.path(name))
        return [(each, f"{self.path(name)}[{place}]") for place, each in enumerate(values)]
