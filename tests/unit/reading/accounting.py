"""Counts what a reading did with every character of its source."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from documents.manuscript import Attachment, Manuscript, Paragraph
from documents.reading.fragments import Role
from documents.reading.number import normal_number
from documents.reading.reading import read_fragments


def bare(text: str) -> str:
    """The text without blanks and invisible characters."""
    return "".join(
        each
        for each in text
        if not each.isspace() and unicodedata.category(each) not in ("Cc", "Cf")
    )


def fragments_text(source: str) -> str:
    """What the fragments hold, in their order."""
    return bare("".join(each.text for each in read_fragments(source).fragments))


def manuscript_text(manuscript: Manuscript, source: str) -> Counter[str]:
    """The characters of the manuscript and of the labels and repetitions it leaves out."""
    left_out = [
        each.text
        for each in read_fragments(source).fragments
        if each.role in (Role.LABEL, Role.REPEATED)
    ]
    return Counter(bare("".join([*_texts(manuscript), *left_out])))


def source_text(source: str) -> Counter[str]:
    """The characters of the source, with the number as a manuscript writes it."""
    numbers = [each for each in read_fragments(source).fragments if each.role is Role.NUMBER]
    counted = Counter(bare(source))
    for each in numbers:
        counted = counted - Counter(bare(each.text)) + Counter(normal_number(each.text))
    return counted


def _texts(manuscript: Manuscript) -> Iterator[str]:
    yield from (manuscript.title, manuscript.recipients, manuscript.signature, manuscript.date)
    yield from (manuscript.number, manuscript.copies, manuscript.note, manuscript.urgency)
    yield from (manuscript.classification, *manuscript.unrecognised)
    yield from _body(manuscript.body)
    yield from _attachments(manuscript.attachments)
    if manuscript.enclosure:
        yield manuscript.enclosure.title
        yield from _body(manuscript.enclosure.body)
        yield from _attachments(manuscript.enclosure.attachments)


def _attachments(attachments: tuple[Attachment, ...]) -> Iterator[str]:
    for each in attachments:
        yield each.title
        yield from _body(each.body)


def _body(body: tuple[Paragraph, ...]) -> Iterator[str]:
    for each in body:
        yield each.text
