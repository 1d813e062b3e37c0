"""稿次: a draft is the text as somebody handed it on; saving it again does not make another.

The text that first left its drafter is the 初稿, the one that first went to the signer the
送审稿, what was changed after that 修改稿一, 修改稿二 …, what was signed off the 定稿, and
what the recheck mended of it the 更正稿.
One text that was handed on several times is one draft with several names. What has been changed
since the last hand-over is the text in hand (在改稿), which is no draft yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

FIRST, FOR_SIGNING, CHANGED, FINAL = "初稿", "送审稿", "修改稿", "定稿"
CORRECTED = "更正稿"
IN_HAND = "在改稿"

SIGNING = "signing"
"""The stage before a signer, as moves name it."""
SIGNED, RECHECKED = "SignedOff", "Rechecked"


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved text: its digest, who saved it and when, at which version of the paper."""

    digest: str
    by: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Draft:
    """稿次: what it is called, its text's digest, who handed it on and when.

    `version` is the paper's version at the hand-over, which names the draft in addresses.
    """

    names: tuple[str, ...]
    revision: str
    by: str
    at: datetime
    version: int

    @property
    def name(self) -> str:
        """As it is called on a page: 初稿, or 送审稿、定稿."""
        return "、".join(self.names)


def revisions_of(events: Iterable[Any]) -> tuple[Revision, ...]:
    """Every text that the paper had, in order; the same one again is no other."""
    found: list[Revision] = []
    for event in events:
        digest = _text_of(event)
        if digest and (not found or found[-1].digest != digest):
            version = event.originator_version
            found.append(Revision(digest, event.by, event.timestamp, version))
    return tuple(found)


def drafts_of(events: Iterable[Any]) -> tuple[Draft, ...]:
    """Every draft in order, the text in hand last if it is no draft."""
    events = list(events)
    drafts: list[Draft] = []
    revision = ""
    for event in events:
        revision = _text_of(event) or revision
        if not _hands_on(event):
            continue
        name = _name(event, drafts)
        if not drafts or drafts[-1].revision != revision:
            version = event.originator_version
            drafts.append(Draft((name,), revision, event.by, event.timestamp, version))
        elif name in (FOR_SIGNING, FINAL) and name not in drafts[-1].names:
            drafts[-1] = replace(drafts[-1], names=(*drafts[-1].names, name))
    return (*drafts, *_in_hand(events, drafts))


def _text_of(event: Any) -> str:
    """The text that an event brings, if any; a recheck may bring one with slips mended."""
    correction = getattr(event, "correction", None) or {}
    return str(getattr(event, "revision", "") or correction.get("revision", ""))


def _move(event: Any) -> Mapping[str, Any]:
    return getattr(event, "move", None) or {}


def _hands_on(event: Any) -> bool:
    """Whether somebody else has the paper after it, or said something to these very pages."""
    move = _move(event)
    return bool(getattr(event, "shown", None) or move.get("begins") or move.get("role"))


def _name(event: Any, drafts: Sequence[Draft]) -> str:
    names = [name for draft in drafts for name in draft.names]
    kind = type(event).__name__
    if kind == SIGNED:
        return FINAL
    if kind == RECHECKED:
        return CORRECTED
    if not drafts:
        return FIRST
    if _move(event).get("stage") == SIGNING and FOR_SIGNING not in names:
        return FOR_SIGNING
    return f"{CHANGED}{_numeral(1 + sum(name.startswith(CHANGED) for name in names))}"


def _numeral(number: int) -> str:
    """As drafts are counted in Chinese: 一, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    ten = ("" if tens < 2 else digits[tens % 10]) + "十" if tens else ""
    return ten + (digits[ones] if ones or not tens else "")


def _in_hand(events: Sequence[Any], drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    newest = revisions_of(events)[-1:]
    if not newest or (drafts and drafts[-1].revision == newest[0].digest):
        return ()
    last = newest[0]
    return (Draft((IN_HAND,), last.digest, last.by, last.at, last.version),)
