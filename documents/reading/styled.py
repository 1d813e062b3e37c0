"""A file that bears our own styles: each paragraph says itself what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from documents.layout.titles import title_lines
from documents.manuscript import (
    Attendance,
    Block,
    Enclosure,
    Figure,
    Format,
    Manuscript,
    Paragraph,
    Table,
)
from documents.paper_styles import (
    FORMAT_PROPERTY,
    ISSUER_PROPERTY,
    LEVEL_STYLES,
    SIGNATURE_PROPERTY,
    TITLE_PROPERTY,
    TYPE_PROPERTY,
    PaperStyle,
)
from documents.reading.box import box_fields, box_rows
from documents.reading.headings import marker_of
from documents.reading.named_parts import Part, named_attachments, serial_of
from documents.reading.phrases import type_of, without_blanks
from documents.reading.pieces import Line, Piece, words_of

_LABEL = re.compile(r"(?P<number>.{0,80})附件(?P<serial>\d{0,3})")
_HEAD: Mapping[PaperStyle | None, str] = {
    PaperStyle.CLASSIFICATION: "classification",
    PaperStyle.URGENCY: "urgency",
    PaperStyle.RECIPIENTS: "recipients",
    PaperStyle.IMPRINT_RECIPIENTS: "recipients",
    PaperStyle.DATE: "date",
    PaperStyle.NOTE: "note",
    PaperStyle.COPIES: "copies",
    PaperStyle.SIGNATURE: "signature",
}
_PRINTED_ANEW = (
    PaperStyle.MARK,
    PaperStyle.COPY_NUMBER,
    PaperStyle.PRINTING,
    PaperStyle.PAGE_NUMBER,
)


def bears_our_styles(pieces: Sequence[Piece]) -> bool:
    """Whether a title in our style says where the document begins, or a mark in its place."""
    return bool(_styles(pieces) & {PaperStyle.TITLE, PaperStyle.MARK})


def read_styled(pieces: Sequence[Piece], *, properties: Mapping[str, str]) -> Manuscript:
    """The manuscript, by the paragraphs' styles; text in other styles goes where it stands."""
    reading = _Styled()
    if PaperStyle.TITLE not in _styles(pieces):
        # An order need not repeat its mark as a title.
        reading.main_title(properties.get(TITLE_PROPERTY, ""))
    for piece in _titled(pieces):
        reading.take(piece)
    return reading.manuscript(properties)


def _styles(pieces: Sequence[Piece]) -> set[str]:
    return {each.style for each in pieces if isinstance(each, Line)}


def _titled(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A table's title stands above it, a figure's below: they become part of them."""
    held: list[Piece] = []
    for piece in pieces:
        before = held[-1] if held else None
        if (
            isinstance(piece, Table)
            and isinstance(before, Line)
            and before.style == PaperStyle.TABLE_TITLE
        ):
            held[-1] = replace(piece, title=before.text.strip())
        elif (
            isinstance(piece, Line)
            and piece.style == PaperStyle.FIGURE_TITLE
            and isinstance(before, Figure)
            and not before.title
        ):
            held[-1] = replace(before, title=piece.text.strip())
        else:
            held.append(piece)
    return iter(held)


@dataclass(slots=True)
class _Styled:
    """The parts read so far, and the body to which the next paragraph belongs."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    enclosure_titles: list[str] = field(default_factory=list)
    attendance: list[Attendance] = field(default_factory=list)
    unrecognised: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    enclosure: list[Block] = field(default_factory=list)
    attachments: list[Part] = field(default_factory=list)
    enclosed: list[Part] = field(default_factory=list)
    entered: int = 0
    current: list[Block] | None = None

    def take(self, piece: Piece) -> None:
        """One piece more."""
        if isinstance(piece, Line):
            if piece.text.strip():
                self._line(piece)
        elif self.current is not None:
            self.current.append(piece)
        elif rows := box_rows(piece) if isinstance(piece, Table) else []:
            for row in rows:
                self.box(row)
        else:
            self.unrecognised += words_of(piece)

    def _line(self, piece: Line) -> None:
        text = piece.text.strip()
        style = PaperStyle(piece.style) if piece.style in set(PaperStyle) else None
        if style in _HEAD:
            self.texts.setdefault(_HEAD[style], []).append(text)
            if style is PaperStyle.DATE:
                self.current = None  # what follows the date says itself what it is, or is stray
        elif style is PaperStyle.ISSUER_AND_DATE:
            self.issuer_and_date(piece.text)
        elif style in _STEPS:
            _STEPS[style](self, text)
        elif style in _PRINTED_ANEW or self.current is None:
            self.unrecognised.append(text)
        elif style in LEVEL_STYLES:
            self.current.append(Paragraph(LEVEL_STYLES.index(style), text))
        else:
            marker = marker_of(text)
            self.current.append(Paragraph(marker.level if marker else piece.level, text))

    def main_title(self, text: str) -> None:
        self.titles.append(text)
        self.current = self.body

    def enclosure_title(self, text: str) -> None:
        self.enclosure_titles.append(text)
        self.current = self.enclosure

    def note(self, text: str) -> None:
        (self.enclosed if self.enclosure_titles else self.attachments).append(Part(text))

    def attend(self, text: str) -> None:
        label, _, names = text.partition("：")
        self.attendance.append(Attendance(label, names.strip()))

    def repeat(self, text: str) -> None:
        """The title on an attachment's page repeats the note (7.3.7); other words are stray."""
        titles = (each.title for each in (*self.enclosed, *self.attachments))
        if not any(without_blanks(text) in without_blanks(title) for title in titles):
            self.unrecognised.append(text)

    def number(self, text: str) -> None:
        """The number; behind it on the line stands 签发人, which a later act prints."""
        number, _, rest = text.partition("\t")
        if "签发人" in number:
            number, rest = "", text
        self.texts.setdefault("number", []).extend(filter(None, [number.strip()]))
        self.unrecognised.extend(filter(None, [rest.replace("\t", "\u3000").strip()]))

    def issuer_and_date(self, line: str) -> None:
        """What 纪要 have above the title, a tab between them."""
        issuer, _, date = line.partition("\t")
        for name, text in (("signature", issuer), ("date", date)):
            self.texts.setdefault(name, []).extend(filter(None, [text.strip()]))

    def box(self, row: str) -> None:
        """A row of a telegram's box: 等级 and 电报号; the rest is printed anew."""
        for name, text in box_fields(row):
            (self.texts.setdefault(name, []) if name else self.unrecognised).append(text)

    def enter(self, text: str) -> None:
        """On the page of an attachment: of those that were not met yet the first of its serial."""
        label = _LABEL.fullmatch(without_blanks(text))
        if label is None:
            self.unrecognised.append(text)
        parts = [*self.enclosed, *self.attachments]
        serial = label["serial"] if label else ""
        for place in range(self.entered, len(parts)):
            if serial_of(parts[place], self.enclosed, self.attachments) == serial:
                break
        else:
            place = len(parts)
            self.attachments.append(Part(""))
            parts.append(self.attachments[-1])
        self.entered = place + 1
        parts[place].bound = not (label and label["number"])
        self.current = parts[place].body

    def manuscript(self, properties: Mapping[str, str]) -> Manuscript:
        """All that was read."""
        title = _joined_title(self.titles)
        format = properties.get(FORMAT_PROPERTY, Format.DOCUMENT)
        enclosure = None
        if self.enclosure_titles:
            enclosure = Enclosure(
                _joined_title(self.enclosure_titles),
                tuple(self.enclosure),
                named_attachments(self.enclosed),
            )
        signature = self._text("signature")
        if signature == properties.get(ISSUER_PROPERTY):
            signature = properties.get(SIGNATURE_PROPERTY, signature)
        return Manuscript(
            type=type_of(title) or properties.get(TYPE_PROPERTY, ""),
            title=title,
            recipients=self._text("recipients").removeprefix("主送：").rstrip("：:。"),
            body=tuple(self.body),
            attachments=named_attachments(self.attachments),
            enclosure=enclosure,
            issuer=properties.get(ISSUER_PROPERTY, signature),
            signature=signature,
            date=self._text("date"),
            number=self._text("number"),
            copies=self._text("copies").removeprefix("抄送："),
            note=self._text("note"),
            urgency=self._text("urgency"),
            classification=self._text("classification"),
            format=Format(format) if format in set(Format) else Format.DOCUMENT,
            attendance=tuple(self.attendance),
            unrecognised=tuple(self.unrecognised),
        )

    def _text(self, name: str) -> str:
        return "\u3000".join(self.texts.get(name, []))


_STEPS: Mapping[PaperStyle | None, Callable[[_Styled, str], None]] = {
    PaperStyle.NUMBER: _Styled.number,
    PaperStyle.BOX_LABEL: _Styled.box,
    PaperStyle.TITLE: _Styled.main_title,
    PaperStyle.ENCLOSURE_TITLE: _Styled.enclosure_title,
    PaperStyle.ATTACHMENT_NOTE: _Styled.note,
    PaperStyle.ATTENDANCE: _Styled.attend,
    PaperStyle.ATTACHMENT_LABEL: _Styled.enter,
    PaperStyle.ATTACHMENT_TITLE: _Styled.repeat,
}


def _joined_title(lines: Sequence[str]) -> str:
    """In one line, unless it was broken otherwise than the layout would: then as broken."""
    joined = "".join(lines)
    return joined if title_lines(joined) == list(lines) else "\n".join(lines)
