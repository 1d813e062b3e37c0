"""Reads a plain text into a manuscript: head, body and closing, what follows, then assembly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from documents.manuscript import Attachment, Enclosure, Manuscript, Paragraph
from documents.reading import attachments, closing, enclosure
from documents.reading.fragments import Reading, Role
from documents.reading.head import read_head
from documents.reading.headings import paragraphs
from documents.reading.lines import source_lines
from documents.reading.number import normal_number
from documents.reading.phrases import is_name, is_web_tail, type_of, without_blanks
from documents.reading.progress import Progress

_MATTER = re.compile("关于|转发|批转|印发")
_MARK = re.compile("(.{3,60})文[ \u3000]*件")
_SINGLE = (Role.NUMBER, Role.URGENCY, Role.CLASSIFICATION)


def read_text(text: str) -> Manuscript:
    """The manuscript that a plain text prints; never refuses, whatever the text is.

    Recognised words are kept as printed; only the number's brackets and digits are made those of
    GB/T 9704-2012 7.2.5. Several lines of one part (joint signatures, copies) are joined by an
    ideographic space. What found no place is in `unrecognised`.
    """
    return _manuscript(read_fragments(text))


def read_fragments(text: str) -> Reading:
    """The text cut into fragments with their roles; joined they are the text, blanks aside."""
    reading = Reading()
    lines = read_head(source_lines(text), reading)
    _keep_one_of_each(reading)
    progress = Progress(
        lines=lines,
        reading=reading,
        expected=enclosure.issued_names("".join(reading.texts(Role.TITLE)), lines),
    )
    _read_rest(progress)
    return reading


def _keep_one_of_each(reading: Reading) -> None:
    """Of several numbers the one nearest to the title counts, of several urgencies the first."""
    titles = [index for index, each in enumerate(reading.fragments) if each.role is Role.TITLE]
    for role in _SINGLE:
        found = [index for index, each in enumerate(reading.fragments) if each.role is role]
        kept = min(found, key=lambda index: abs(index - min(titles, default=0)), default=-1)
        for index in found:
            if index != kept:
                reading.recast(index, Role.UNRECOGNISED)


def _read_rest(progress: Progress) -> None:
    """Takes every line below the head: of the steps the first that takes any lines wins."""
    steps: tuple[Callable[[Progress, int], int], ...] = (
        closing.read_furniture,
        closing.read_copies,
        closing.read_date,
        closing.read_note,
        attachments.read_note,
        attachments.read_page,
        attachments.read_unmarked_page,
        enclosure.read_title,
        _read_paragraph,
    )
    place, tail = 0, _web_tail(progress.lines)
    while place < tail:
        place += next(filter(None, (step(progress, place) for step in steps)))
    progress.close()
    for line in progress.lines[place:]:
        progress.reading.take(line, Role.UNRECOGNISED)


def _web_tail(lines: Sequence[str]) -> int:
    """Where, after the document's last line, the web page goes on."""
    place = len(lines)
    while place and is_web_tail(lines[place - 1]):
        place -= 1
    return place


def _read_paragraph(progress: Progress, place: int) -> int:
    is_stray = progress.in_document() and progress.is_closed
    role = Role.UNRECOGNISED if is_stray else Role.BODY
    section = 0 if is_stray else progress.section
    progress.reading.take(progress.lines[place], role, section=section)
    return 1


def _manuscript(reading: Reading) -> Manuscript:
    title = "".join(reading.texts(Role.TITLE))
    signature = _joined(reading, Role.SIGNATURE)
    return Manuscript(
        type=type_of(title),
        title=title,
        recipients="".join(reading.texts(Role.RECIPIENTS)),
        body=_body(reading, 0),
        attachments=_attachments(reading, owner=0),
        enclosure=_enclosure(reading),
        issuer=_issuer(reading, title=title, signature=signature),
        signature=signature,
        date=without_blanks(_joined(reading, Role.DATE)),
        number=normal_number(_joined(reading, Role.NUMBER)),
        copies="".join(reading.texts(Role.COPIES)),
        note=_joined(reading, Role.NOTE),
        urgency=without_blanks(_joined(reading, Role.URGENCY)),
        classification=without_blanks(_joined(reading, Role.CLASSIFICATION)),
        unrecognised=tuple(reading.texts(Role.UNRECOGNISED)),
    )


def _joined(reading: Reading, role: Role) -> str:
    return "\u3000".join(reading.texts(role))


def _body(reading: Reading, section: int) -> tuple[Paragraph, ...]:
    return paragraphs(reading.texts(Role.BODY, section=section))


def _attachments(reading: Reading, *, owner: int) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(title=_title(reading, index), body=_body(reading, index))
        for index, section in enumerate(reading.sections)
        if section.is_attachment and section.owner == owner
    )


def _enclosure(reading: Reading) -> Enclosure | None:
    for index, section in enumerate(reading.sections):
        if index and not section.is_attachment:
            return Enclosure(
                title=_title(reading, index),
                body=_body(reading, index),
                attachments=_attachments(reading, owner=index),
            )
    return None


def _title(reading: Reading, section: int) -> str:
    return "".join(reading.texts(Role.TITLE, section=section))


def _issuer(reading: Reading, *, title: str, signature: str) -> str:
    """The organ that issues: from signature, else title, else mark (版头)."""
    bare = re.sub("[（(](?:盖章|印章|印|章|公章)[）)]", "", signature)
    if is_name(bare):
        return bare
    matter = _MATTER.search(title)
    before = title[: matter.start()] if matter else title[: -len(type_of(title)) or None]
    if is_name(before):
        return before
    marks = (_MARK.fullmatch(text) for text in reading.texts(Role.UNRECOGNISED)[:20])
    return next((mark[1] for mark in marks if mark and is_name(mark[1])), "")
