"""Files inside the file (GB/T 33190-2016 20), and what an archive keeps of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import PurePath

from documents.layout.attached import Attached
from documents.layout.ofd.markup import Node, child, number, root
from documents.layout.ofd.package import Package
from documents.layout.xml_text import sayable

ATTACHMENTS = "Attachs"
LIST = "Attachments.xml"

_SAFE_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_ARCHIVED = (".txt", ".xml")
_REMOVED = "移出的附件"


def sorted_out(
    attachments: Sequence[Attached], *, archive: bool
) -> tuple[list[Attached], list[Attached]]:
    """Which go into the file and which are only named: an archive keeps text (GB/T 42133 6.15)."""
    if not archive:
        return list(attachments), []
    text = {ending: ending in _ARCHIVED for ending in map(_ending, attachments)}
    kept = [each for each in attachments if text[_ending(each)]]
    return kept, [each for each in attachments if not text[_ending(each)]]


def add_attachments(package: Package, attachments: Sequence[Attached], *, folder: str) -> None:
    """The list and the files, under names of our own; sizes in thousands of bytes (20.1)."""
    if not attachments:
        return
    part = root("Attachments")
    for place, attached in enumerate(attachments, start=1):
        ending = _ending(attached)
        own_name = f"attachment_{place}"
        entry = child(
            part,
            "Attachment",
            ID=own_name,
            Name=sayable(attached.name),
            Format=ending[1:],
            Size=number(len(attached.content) / 1000),
        )
        child(entry, "FileLoc", f"{own_name}{ending}")
        package.add(f"{folder}/{own_name}{ending}", attached.content)
    package.add(f"{folder}/{LIST}", part)


def add_summaries(facts: Node, removed: Sequence[Attached]) -> None:
    """Name, length and digest of what an archive does not keep (GB/T 42133-2022 6.2.2)."""
    if not removed:
        return
    custom = child(facts, "CustomDatas")
    for each in removed:
        digest = sha256(each.content).hexdigest()
        words = f"{sayable(each.name)}；{len(each.content)} 字节；SHA-256 {digest}"
        child(custom, "CustomData", words, Name=_REMOVED)


def _ending(attached: Attached) -> str:
    ending = PurePath(attached.name).suffix.lower()
    return ending if _SAFE_ENDING.fullmatch(ending) else ".bin"
