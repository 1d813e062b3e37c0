"""Reads a plain text into a manuscript: head, body and closing, what follows, then assembly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from documents.manuscript import Attachment, Enclosure, Format, Manuscript
from documents.reading import attachments, closing, enclosure
from documents.reading.fragments import Reading, Role
from documents.reading.head import read_head
from documents.reading.headings import paragraphs
from documents.reading.lines import clean_lines, source_lines
from documents.reading.minutes import with_attendance
from documents.reading.number import normal_number
from documents.reading.phrases import (
    is_name,
    is_web_tail,
    stem_of,
    type_of,
    with_blanks_between,
    without_blanks,
)
from documents.reading.progress import Progress

_MATTER = re.compile("关于|转发|批转|印发")
_MARK = re.compile("(.{3,60})文[ \u3000]{0,4}件")
_Texts = dict[tuple[Role, int], list[str]]
_TELEGRAM = re.compile("[明密]电〔")
_FORMATS = {"函": Format.LETTER, "命令": Format.ORDER, "纪要": Format.MINUTES}
_SINGLE = (Role.NUMBER, Role.URGENCY, Role.CLASSIFICATION)


def read_text(text: str) -> Manuscript:
    """The manuscript that a plain text prints; never refuses, whatever the text is.

    Recognised words are kept as printed; only the number's brackets and digits are made those of
    GB/T 9704-2012 7.2.5. Several lines of one part (joint signatures, copies) are joined by an
    ideographic space. What found no place is in `unrecognised`.
    """
    return _manuscript(read_fragments(text))


def read_lines(lines: Iterable[str]) -> Manuscript:
    """The same for text that is known by its paragraphs, one a line: none are joined."""
    return _manuscript(_read(clean_lines(lines)))


def read_fragments(text: str) -> Reading:
    """The text cut into fragments with their roles; joined they are the text, blanks aside."""
    return _read(source_lines(text))


def _read(source: Sequence[str]) -> Reading:
    reading = Reading()
    lines = read_head(source, reading)
    _keep_one_of_each(reading)
    title = "".join(reading.texts(Role.TITLE))
    progress = Progress(
        lines=lines,
        reading=reading,
        expected=enclosure.issued_names(title, lines),
        is_dated_above=type_of(title) == "纪要",
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
    texts = reading.grouped()
    signature = _joined(texts, Role.SIGNATURE)
    title = "".join(texts[Role.TITLE, 0])
    if len(texts[Role.TITLE, 0]) > 1:
        title = with_blanks_between(title, signature=signature)
    number = normal_number(_joined(texts, Role.NUMBER))
    type = type_of(title)
    manuscript = Manuscript(
        type=type,
        title=title,
        recipients="".join(texts[Role.RECIPIENTS, 0]),
        body=paragraphs(texts[Role.BODY, 0]),
        attachments=_attachments(reading, texts, owner=0),
        enclosure=_enclosure(reading, texts),
        issuer=_issuer(title, signature=signature, others=texts[Role.UNRECOGNISED, 0]),
        signature=signature,
        date=without_blanks(_joined(texts, Role.DATE)),
        number=number,
        copies="".join(texts[Role.COPIES, 0]),
        note=_joined(texts, Role.NOTE),
        urgency=without_blanks(_joined(texts, Role.URGENCY)),
        classification=without_blanks(_joined(texts, Role.CLASSIFICATION)),
        format=_format(type, number=number, others=texts[Role.UNRECOGNISED, 0]),
        unrecognised=tuple(texts[Role.UNRECOGNISED, 0]),
    )
    return with_attendance(manuscript) if manuscript.format is Format.MINUTES else manuscript


def _format(type: str, *, number: str, others: Sequence[str]) -> Format:
    """The format that its type has (GB/T 9704-2012 10), unless the mark says ×××文件."""
    if _TELEGRAM.search(number):
        return Format.TELEGRAM
    if any(map(_MARK.fullmatch, others[:20])):
        return Format.DOCUMENT
    return _FORMATS.get(type, Format.DOCUMENT)


def _joined(texts: _Texts, role: Role) -> str:
    return "\u3000".join(texts[role, 0])


def _attachments(reading: Reading, texts: _Texts, *, owner: int) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            title="".join(texts[Role.TITLE, index]), body=paragraphs(texts[Role.BODY, index])
        )
        for index, section in enumerate(reading.sections)
        if section.is_attachment and section.owner == owner
    )


def _enclosure(reading: Reading, texts: _Texts) -> Enclosure | None:
    for index, section in enumerate(reading.sections):
        if index and not section.is_attachment:
            return Enclosure(
                title="".join(texts[Role.TITLE, index]),
                body=paragraphs(texts[Role.BODY, index]),
                attachments=_attachments(reading, texts, owner=index),
            )
    return None


def _issuer(title: str, *, signature: str, others: Sequence[str]) -> str:
    """The organ that issues: from signature, else title, else mark (版头)."""
    bare = re.sub("[（(](?:盖章|印章|印|章|公章)[）)]", "", signature)
    if is_name(bare):
        return bare
    matter = _MATTER.search(title)
    before = title[: matter.start()] if matter else stem_of(title)
    if is_name(before):
        return before
    marks = map(_MARK.fullmatch, others[:20])
    return next((mark[1] for mark in marks if mark and is_name(mark[1])), "")
