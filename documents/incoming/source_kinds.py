"""来文类别: what kind of source a paper comes from."""

from __future__ import annotations

from enum import StrEnum


class SourceKind(StrEnum):
    """Where a paper comes from. The value is in events and never changes."""

    SUPERIOR = "superior"
    PEER = "peer"
    SUBORDINATE = "subordinate"
    MEETING = "meeting"
    BRIEFING = "briefing"
    TELEGRAM = "telegram"
    SUPERVISION = "supervision"
    SECRET = "secret"  # noqa: S105 (a 涉密件: a kind of paper, no password)


SOURCE_WORDS = {
    SourceKind.SUPERIOR: "上级来文",
    SourceKind.PEER: "平级来文",
    SourceKind.SUBORDINATE: "下级来文",
    SourceKind.MEETING: "会议",
    SourceKind.BRIEFING: "简报",
    SourceKind.TELEGRAM: "电报",
    SourceKind.SUPERVISION: "督办",
    SourceKind.SECRET: "涉密件",
}

REGISTERED = frozenset(SourceKind) - {SourceKind.SECRET}
"""What a registrar may say of a paper that is handled here."""
