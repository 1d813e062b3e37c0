"""The text of manuscripts and of files, for the index."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from documents.manuscript import (
    Attachment,
    Block,
    Figure,
    Manuscript,
    Paragraph,
    Table,
    files_of,
)
from documents.reading.importing import import_file
from office.kernel.refusals import Refused
from office.searching.indexed import Piece

PARTED = "｜"
"""Between paragraphs: no word goes over it, and a line that quotes two of them shows it."""

log = logging.getLogger(__name__)


def text_of(manuscript: Manuscript) -> str:
    """All that is printed of it, in the order of reading."""
    lines = [manuscript.recipients, *_blocks(manuscript.body), manuscript.note]
    enclosure = manuscript.enclosure
    if enclosure is not None:
        lines += [enclosure.title, *_blocks(enclosure.body), *_attached(enclosure.attachments)]
    lines += _attached(manuscript.attachments)
    return PARTED.join(filter(None, (*lines, *manuscript.unrecognised)))


def files_in(manuscript: Manuscript) -> tuple[Piece, ...]:
    """The files attached to it."""
    return tuple(Piece(f"附件　{each.name}", digest=each.digest) for each in files_of(manuscript))


def text_of_file(data: bytes) -> str:
    """What a .docx, PDF, OFD or plain text says; empty for anything else, and for what is broken.

    A PDF is read in a process of its own with limits of time and memory.
    """
    try:
        return text_of_imported(import_file(data).manuscript)
    except Refused as refusal:
        log.info("a file has no text for the index: %s", refusal)
        return ""


def text_of_imported(manuscript: Manuscript) -> str:
    """Of a file that was recognised, everything that was recognised as something."""
    heads = (manuscript.number, manuscript.title, manuscript.signature, manuscript.date)
    return PARTED.join(filter(None, (*heads, text_of(manuscript))))


def _attached(attachments: Iterable[Attachment]) -> Iterator[str]:
    for each in attachments:
        yield each.title
        yield from _blocks(each.body)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text=text):
                yield text
            case Table(rows=rows, title=title):
                yield title
                yield from ("；".join(row) for row in rows)
            case Figure(title=title, words=words):
                yield from (title, words)
