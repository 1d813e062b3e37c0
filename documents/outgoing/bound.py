"""What a consent binds (条例 第二十二条; design D7): everything but what later acts fill in."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from documents.manuscript import Manuscript

BOUND = {
    "title": "标题",
    "recipients": "主送",
    "copies": "抄送",
    "text": "正文",
    "enclosures": "附件说明",
    "attachments": "附件",
    "classification": "密级",
    "openness": "公开属性",
}
"""What a later change of makes the consent void; in the order in which it is told."""

NOT_BOUND = {
    "发文字号": "编号时填",
    "成文日期": "签发之日",
    "签发人": "上行文排版时标注",
    "份号": "印制时填",
    "印发机关和印发日期": "排版时填",
    "印章": "用印时加盖",
}
"""What is filled in after the consent, and when; nobody consents to it."""

_ELSEWHERE = (
    *("title", "recipients", "copies", "classification", "attachments"),
    *("number", "date"),
)
"""Fields of the manuscript that are bound by name, or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """`text`: SHA-256 of the text without what stands beside it here; `attachments`: title and
    digest of what each holds; `pages`: digest of the stored pages as they were shown."""

    title: str
    recipients: str
    copies: str
    text: str
    enclosures: tuple[str, ...]
    attachments: tuple[tuple[str, str], ...]
    classification: str
    openness: str
    pages: str

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Bound:
        """As `to_json` wrote it."""
        lists = {
            "enclosures": tuple(value["enclosures"]),
            "attachments": tuple((name, digest) for name, digest in value["attachments"]),
        }
        return cls(**{**value, **lists})

    def to_json(self) -> dict[str, Any]:
        """For an event."""
        value = asdict(self)
        return {**value, "attachments": [list(each) for each in self.attachments]}

    @property
    def digest(self) -> str:
        """SHA-256, hex, of all of it as JSON with sorted keys and no blanks."""
        return _digest(self.to_json())

    def changed(self, now: Bound) -> tuple[str, ...]:
        """Which of `BOUND` are otherwise now."""
        return tuple(name for name in BOUND if getattr(self, name) != getattr(now, name))


def bound_by(manuscript: Manuscript, *, pages: str, openness: str = "") -> Bound:
    """What whoever consents to these pages of this text consents to."""
    said = manuscript.to_json()
    text = {key: each for key, each in said.items() if key not in _ELSEWHERE}
    return Bound(
        title=manuscript.title,
        recipients=manuscript.recipients,
        copies=manuscript.copies,
        text=_digest(text),
        enclosures=tuple(each.title for each in manuscript.attachments),
        attachments=tuple((each["title"], _digest(each)) for each in said["attachments"]),
        classification=manuscript.classification,
        openness=openness,
        pages=pages,
    )


def _digest(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()
