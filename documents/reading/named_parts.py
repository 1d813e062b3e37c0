"""Attachments in a file of ours: what the note names, and the bodies on pages of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.manuscript import Attachment, Block

_ITEM = re.compile(r"(\d{1,3})[.．、]")


@dataclass(slots=True)
class Part:
    """An attachment that a note names, with the body that follows under its label."""

    title: str
    body: list[Block] = field(default_factory=list)
    bound: bool = True


def serial_of(part: Part, *groups: Sequence[Part]) -> str:
    """Its number on the label, if its group has several."""
    group = next(group for group in groups if any(each is part for each in group))
    place = next(place for place, each in enumerate(group, start=1) if each is part)
    return str(place) if len(group) > 1 else ""


def named_attachments(parts: Sequence[Part]) -> tuple[Attachment, ...]:
    """The words of the note without 附件： and, where there are several, without their serials."""
    titles = [each.title.removeprefix("附件：") for each in parts]
    if len(parts) > 1:
        titles = [
            _ITEM.sub("", title, count=1) if _ITEM.match(title) else title for title in titles
        ]
    return tuple(
        Attachment(title.strip(), tuple(each.body), bound=each.bound)
        for title, each in zip(titles, parts, strict=True)
    )
