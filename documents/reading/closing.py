"""What stands under a body: signature, date, note and copies."""

from __future__ import annotations

import re

from documents.reading.fragments import Role
from documents.reading.phrases import (
    date_start,
    is_contact,
    is_date,
    is_furniture,
    is_name,
    is_signature,
)
from documents.reading.progress import Progress

_COPIES = re.compile("[抄分][ \u3000]?送(?:机关|单位)?[：:]")
_BRACKETED = re.compile(
    "[（(][^（）()]{1,300}(?:[（(][^（）()]{1,60}[）)][^（）()]{0,200}){0,4}[）)]"
)


def read_furniture(progress: Progress, place: int) -> int:
    """Page numbers and imprint: later acts print them anew."""
    if not is_furniture(progress.lines[place]):
        return 0
    progress.reading.take(progress.lines[place], Role.UNRECOGNISED)
    return 1


def read_copies(progress: Progress, place: int) -> int:
    """抄送 (GB/T 9704-2012 7.4.2), over several lines if need be."""
    line = progress.lines[place]
    label = _COPIES.match(line)
    if not label:
        return 0
    progress.reading.take(label.group(), Role.LABEL)
    progress.reading.take(line[label.end() :], Role.COPIES)
    count = 1
    while not progress.line(place + count - 1).endswith("。") and _lists(
        progress.line(place + count)
    ):
        progress.reading.take(progress.line(place + count), Role.COPIES)
        count += 1
    return count


def _lists(line: str) -> bool:
    return (
        len(line) <= 200
        and not is_furniture(line)
        and all(map(is_name, filter(None, re.split("[，,、；;。]", line))))
        and line != ""
    )


def read_date(progress: Progress, place: int) -> int:
    """成文日期, and before it the signature: on lines of their own, or with line ends lost."""
    line = progress.lines[place]
    if not progress.in_document() or progress.is_closed:
        return 0
    start = 0 if is_date(line) else date_start(line)
    if start < 0:
        return 0
    before = line[:start].rstrip()
    signature = re.split("[。！]", before[-100:])[-1].strip()
    sentences = before[: len(before) - len(signature)]
    if before and not (is_signature(signature) or (sentences and not signature)):
        return 0
    if progress.is_dated_above and not sentences and not progress.reading.texts(Role.BODY):
        progress.reading.take(signature, Role.SIGNATURE)
        progress.reading.take(line[start:], Role.DATE)
        return 1
    progress.reading.take(sentences, Role.BODY)
    progress.reading.take(signature, Role.BODY)
    progress.close()
    progress.reading.take(line[start:], Role.DATE)
    return 1


def read_note(progress: Progress, place: int) -> int:
    """附注 (GB/T 9704-2012 7.3.6): in brackets of its own under the date."""
    line = progress.lines[place]
    if not progress.in_document() or len(line) > 600:
        return 0
    if not _BRACKETED.fullmatch(line) and not is_contact(line):
        return 0
    if not progress.is_closed and not _follows_signature(progress):
        return 0
    progress.close()
    progress.reading.take(line, Role.NOTE)
    return 1


def _follows_signature(progress: Progress) -> bool:
    """A draft has no date yet: there the note stands under the signature."""
    last = progress.reading.fragments[-1:]
    return bool(last and last[0].role is Role.BODY and is_signature(last[0].text))
