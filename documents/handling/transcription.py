"""代录: a leader decided on paper, in a photograph or by telephone, and somebody else enters it.

It is not 代理: the act stays the leader's. What is entered carries who entered it, from what, the
leader's own date beside the date of entry, and the scan.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from office.kernel.clock import office_day
from office.kernel.refusals import Refused


class Source(StrEnum):
    """What the leader's decision is entered from. The value is in events and never changes."""

    PAPER = "paper"
    PHOTO = "photo"
    TELEPHONE = "telephone"


SOURCE_WORDS = {
    Source.PAPER: "纸质件",
    Source.PHOTO: "照片",
    Source.TELEPHONE: "电话",
}


@dataclass(frozen=True, slots=True)
class Scan:
    """The paper or the photograph in the content store."""

    digest: str
    length: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Transcription:
    """How a leader's act came to be entered by somebody else.

    `by` is the person who entered it, `date` the leader's own day. By telephone there need be no
    scan, and the leader signs afterwards (补签).
    """

    kind: Source
    date: date
    by: str
    scan: Scan | None = None

    @property
    def to_be_ratified(self) -> bool:
        """Nobody has the leader's hand on it yet."""
        return self.kind is Source.TELEPHONE

    def check(self, *, reached: datetime, now: datetime, how: str = "才送到这位领导") -> None:
        """Refused unless it can be so: after the paper reached the leader, and not tomorrow.

        `how` it reached them, or us where nobody laid it before them, as people say it.
        """
        if self.date > office_day(now):
            raise Refused(
                f"领导意见日期 {self.date.isoformat()} 还没有到，不能代录。请填写领导签署的日期。"
            )
        if self.date < office_day(reached):
            raise Refused(
                f"此件 {office_day(reached).isoformat()} {how}，"
                f"领导意见日期不能早于这一天（填写的是 {self.date.isoformat()}）。请核对后再录。"
            )
        if self.scan is None and not self.to_be_ratified:
            raise Refused(
                f"按{SOURCE_WORDS[self.kind]}代录，须附上领导签批的扫描件或照片。"
                "请选择文件；没有书面依据的，按“电话”代录，并请领导补签。"
            )

    def to_json(self) -> dict[str, Any]:
        """As events carry it."""
        return {
            "kind": str(self.kind),
            "date": self.date.isoformat(),
            "by": self.by,
            "scan": asdict(self.scan) if self.scan else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Transcription:
        """As it was recorded."""
        scan = value["scan"]
        return cls(
            kind=Source(value["kind"]),
            date=date.fromisoformat(value["date"]),
            by=value["by"],
            scan=Scan(**scan) if scan else None,
        )
