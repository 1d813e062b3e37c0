"""What a record says of itself (DA/T 46-2009), as plain values that go through JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class PartRole(StrEnum):
    """What a file is within its 件, in the order of DA/T 22-2015. The value is in events."""

    SHEET = "sheet"
    ORIGINAL = "original"
    ATTACHMENT = "attachment"
    FINAL = "final"
    DRAFT = "draft"
    RECEIVED = "received"
    REPORT = "report"


ROLE_WORDS = {
    PartRole.SHEET: "办理单",
    PartRole.ORIGINAL: "正本",
    PartRole.ATTACHMENT: "附件",
    PartRole.FINAL: "定稿",
    PartRole.DRAFT: "重要修改稿",
    PartRole.RECEIVED: "来文",
    PartRole.REPORT: "办理报告",
}


@dataclass(frozen=True, slots=True)
class RecordPart:
    """One file of a record. `length` in bytes, `pages` 0 where files of its kind have none; `of`:
    the digest of what it was made of, where a time stamp was added for the archive."""

    role: PartRole
    name: str
    media_type: str
    digest: str
    length: int
    pages: int = 0
    of: str = ""

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> RecordPart:
        """Read what `asdict` wrote."""
        return cls(**{**value, "role": PartRole(value["role"])})


@dataclass(frozen=True, slots=True)
class Description:
    """内容描述 and 形式特征. `date` in 8 digits; `persons` named people of the sign-off."""

    title: str
    number: str
    responsible: str
    date: str
    type: str
    urgency: str = ""
    recipients: str = ""
    copies: str = ""
    classification: str = ""
    secrecy_period: str = ""
    pages: int = 0

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Deed:
    """业务实体: one act. `at` as ISO 8601, `agent` an id among the record's agents."""

    act: str
    at: str
    agent: str
    words: str = ""
    basis: str = "《党政机关公文处理工作条例》"
    state: str = "历史行为"


@dataclass(frozen=True, slots=True)
class Agent:
    """机构人员实体: a person, or a part of the system, as they were called at their first act."""

    id: str
    name: str
    post: str = ""
    kind: str = "内部人员"


@dataclass(frozen=True, slots=True)
class Provenance:
    """来源: the archive, the fonds, who made the record."""

    archive_name: str
    archive_code: str
    fonds_name: str
    agency_name: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a package says of a record, but for the bytes of its files."""

    identifier: str
    code: str
    provenance: Provenance
    description: Description
    parts: tuple[RecordPart, ...]
    deeds: tuple[Deed, ...]
    agents: tuple[Agent, ...]
    notes: tuple[str, ...] = ()
    related: tuple[tuple[str, str], ...] = field(default=())
    """Identifiers of other papers, each with what this one is to them (复文, 来文)."""


def content_from_json(value: dict[str, Any]) -> Content:
    """Read what `asdict` wrote."""
    return Content(
        identifier=value["identifier"],
        code=value["code"],
        provenance=Provenance(**value["provenance"]),
        description=Description(**value["description"]),
        parts=tuple(map(RecordPart.from_json, value["parts"])),
        deeds=tuple(Deed(**each) for each in value["deeds"]),
        agents=tuple(Agent(**each) for each in value["agents"]),
        notes=tuple(value["notes"]),
        related=tuple((other, words) for other, words in value["related"]),
    )
