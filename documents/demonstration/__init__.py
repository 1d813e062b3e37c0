"""Invented documents of the invented province 云川省, for demonstration and tests."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from documents.manuscript import Manuscript
from documents.reading import read_text


def demonstration_manuscripts() -> tuple[Manuscript, ...]:
    """The demonstration's drafts, in the order of their files' names, all of type 通知.

    They are plain texts in `data/`, read as a clerk's upload would be. Number and date are empty:
    the acts of the demonstration give them.
    """
    folder = files(__package__) / "data"
    texts = sorted((each for each in folder.iterdir() if each.is_file()), key=lambda it: it.name)
    return tuple(read_text(each.read_text(encoding="utf-8")) for each in texts)


def scene_manuscript(name: str) -> Manuscript:
    """The draft of one scene, by the name of its file in `data/scenes/`."""
    text = files(__package__) / "data" / "scenes" / f"{name}.txt"
    return read_text(text.read_text(encoding="utf-8"))


_INSIDE = ("会议", "值班", "车辆", "归档", "信访", "用印", "踏勘")
"""Words in the titles of what is the offices' own affair."""


def stated_of(manuscript: Manuscript, *, reviewer: str) -> dict[str, Any]:
    """What the demonstration's drafters state beside a text; `reviewer` is to do the
    保密审查."""
    is_request = manuscript.type == "请示"
    inside = is_request or any(word in manuscript.title for word in _INSIDE)
    stated = {
        "openness": "不予公开" if inside else "主动公开",
        "secrecy_reviewer": reviewer,
        "necessity": "按年度工作安排，需要统一部署。",
    }
    kind = "过程性信息" if is_request else "内部管理事务信息"
    reason = {"openness_reason": f"第十六条，属于{kind}"}
    return {**stated, **reason} if inside else stated
