"""What a change of the directory says to the person who looks before it is done."""

from __future__ import annotations

from typing import Any

from office.directory.kinds import KIND_NAMES, LEVEL_NAMES, ROLE_NAMES
from office.directory.person import PostChanged
from office.directory.timeline import EVER, OPEN, Facts, Timeline

VERBS = {
    "Established": "新设",
    "Registered": "新增",
    "Renamed": "更名",
    "Reclassified": "改变层级或性质",
    "PlacedUnder": "改变隶属",
    "Transferred": "调动",
    "SeriesAssigned": "改变机关代字",
    "SignersNamed": "改变签发人",
    "Ranked": "改变排序",
    "LoginChanged": "改变登录名",
    "Retitled": "改变职务",
    "Entrusted": "改变职责",
    "Appointed": "任职",
    "Ended": "终止",
    "Relieved": "免职",
    "Resumed": "恢复或延长",
    "Reinstated": "恢复或延长任职",
    "Redated": "更正起始日期",
    "AppointmentRedated": "更正任职起始日期",
}

FACT_NAMES = {
    "agency": "机关",
    "kind": "性质",
    "level": "层级",
    "login": "登录名",
    "mark": "发文机关标志",
    "name": "名称",
    "printing_office": "印发机关",
    "rank": "排序号",
    "roles": "职责",
    "series": "机关代字",
    "short_name": "简称",
    "signature": "署名",
    "signers": "签发人",
    "superior": "上级",
    "title": "职务",
    "unit": "内设机构",
}

WORDS: dict[Any, str] = {**KIND_NAMES, **LEVEL_NAMES, **ROLE_NAMES}


def sentence(word: str, event: Any, *, before: Timeline, owner: str = "") -> str:
    """What the event says of an entry that stood as `before`; `owner` is a post's person.

    `before` takes the event's periods over, ready for the next event.
    """
    was = before.latest
    before.apply(event.periods)
    now = before.latest or was
    name = str(now.get("name") or f"{owner}　{now.get('title')}")
    key = event.post if isinstance(event, PostChanged) else now.get("code") or now.get("key")
    verb = VERBS[type(event).__name__]
    details = "，".join([*_differences(was, now), *_days(before)])
    return f"{word}“{name}”（{key}）{verb}" + (f"：{details}。" if details else "。")


def moved(agency: Timeline, *, node: str) -> str:
    """That another node tells of an agency from now on, or this one's own source."""
    facts = agency.latest
    by = f"节点“{node}”的通讯录" if node else "本节点的组织机构来源"
    return f"机关“{facts.get('name')}”（{facts.get('code')}）改由{by}维护。"


def _differences(was: Facts, now: Facts) -> list[str]:
    return [
        f"{FACT_NAMES[name]}由“{_text(was[name])}”改为“{_text(value)}”"
        for name, value in now.items()
        if name in was and was[name] != value
    ]


def _days(timeline: Timeline) -> list[str]:
    if not timeline.periods:
        return ["不再生效"]
    since = next(reversed(timeline.periods))
    begins = [] if since == EVER else [f"{since} 起"]
    return begins if timeline.until == OPEN else [*begins, f"{timeline.until} 止"]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_text(each) for each in value)
    return WORDS.get(value, str(value))
