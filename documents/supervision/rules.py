"""督办规则 as data (TOML): when a light turns, how long a kind of matter may take, the points.

The program brings `data/supervision.toml`; a site's own file replaces the sections it names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from documents.supervision.stages import PROPOSED, Kind
from office.kernel.refusals import Refused

REASON_WORDS = {
    "on_time": "按期反馈",
    "late": "逾期反馈",
    "late_day": "逾期天数",
    "urged": "催办",
    "extended": "延期",
    "sent_back": "退回重办",
    "refused": "退回改派",
    "satisfied": "答复满意",
    "partly": "答复基本满意",
    "dissatisfied": "答复不满意",
}
"""Every reason for which points are given or taken; the keys of `[scoring.points]`."""

_MOST = 366
_KEYS = {
    "lights": frozenset({"yellow"}),
    "urging": frozenset({"every", "most"}),
    "terms": frozenset(map(str, set(Kind) - PROPOSED)),
    "statutory": frozenset({"months", "latest"}),
    "scoring": frozenset({"base", "points"}),
}


@dataclass(frozen=True, slots=True)
class SupervisionRules:
    """`yellow`: working days left from which a light is yellow; `terms`: working days by kind;
    whoever is late is urged `every` so many working days, `urgings` times at most;
    `months` and `latest`: the statutory term and the longest; `points` by reason."""

    yellow: int
    every: int
    urgings: int
    terms: Mapping[str, int]
    months: int
    latest: int
    base: float
    points: Mapping[str, float]


@cache
def standard_rules() -> SupervisionRules:
    """The rules that come with the program."""
    text = (files("documents.supervision") / "data" / "supervision.toml").read_text("utf-8")
    return _rules(_read(text))


def supervision_rules(site: Path | None = None) -> SupervisionRules:
    """The rules, with the sections of the site's file in their place. Raises Refused."""
    if site is None:
        return standard_rules()
    try:
        own = site.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(
            f"读不了督办规则文件 {site}：{fault}。请检查设置 wenshu.supervision。"
        ) from fault
    shipped = (files("documents.supervision") / "data" / "supervision.toml").read_text("utf-8")
    return _rules({**_read(shipped), **_read(own)})


def _read(text: str) -> dict[str, Any]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused(f"督办规则不合 TOML 写法：{fault}。请改正后重试。") from fault
    for section, values in data.items():
        known = _KEYS.get(section)
        if known is None or not isinstance(values, dict) or set(values) != known:
            expected = "、".join(sorted(known or _KEYS))
            raise Refused(f"督办规则的“{section}”一节写得不对，应当写明：{expected}。")
    return data


def _rules(data: Mapping[str, Any]) -> SupervisionRules:
    points = data["scoring"]["points"]
    if not isinstance(points, dict) or set(points) != set(REASON_WORDS):
        raise Refused(f"督办计分标准应当逐条写明分值：{'、'.join(REASON_WORDS)}。")
    numbers = (data["scoring"]["base"], *points.values())
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers):
        raise Refused("督办计分标准的分值应当是数字。请改正后重试。")
    return SupervisionRules(
        yellow=_days(data, "lights", "yellow"),
        every=_days(data, "urging", "every"),
        urgings=_days(data, "urging", "most"),
        terms={kind: _days(data, "terms", kind) for kind in _KEYS["terms"]},
        months=_days(data, "statutory", "months"),
        latest=_days(data, "statutory", "latest"),
        base=data["scoring"]["base"],
        points=points,
    )


def _days(data: Mapping[str, Any], section: str, key: str) -> int:
    value = data[section][key]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _MOST:
        raise Refused(f"督办规则 {section} 节的 {key} 应当是 1 到 366 之间的整数。请改正后重试。")
    return value
