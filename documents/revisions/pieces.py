"""A manuscript taken apart into pieces of text, and put together again: what is compared.

Taking apart and putting together lose nothing. Putting together never fails, whatever pieces
somebody left out or put back: rows without the head of a table make a table of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from documents.manuscript import (
    AttachedFile,
    Attachment,
    Attendance,
    Block,
    Enclosure,
    Figure,
    Format,
    Manuscript,
    Paragraph,
    Table,
)

TEXTS = (
    *("urgency", "classification", "number", "title", "recipients"),
    *("signature", "date", "copies", "note", "type", "issuer"),
)
"""The manuscript's fields that are one text each."""

SECTIONS = (
    *TEXTS[:5],
    *("body", "attachments", "enclosure", "enclosure_attachments"),
    *TEXTS[5:9],
    *("attendance", "unrecognised"),
    *TEXTS[9:],
    "format",
)
"""In the order in which a reader meets them."""

CELL_ENDS = "\x1f"
"""Between the cells of a row; no manuscript has this character in its text."""


class Kind(StrEnum):
    """What a piece is."""

    TEXT = "text"
    FORMAT = "format"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    ROW = "row"
    FIGURE = "figure"
    ATTACHMENT = "attachment"
    ENCLOSURE = "enclosure"
    ATTENDANCE = "attendance"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Piece:
    """A field, a paragraph, a row, or the head of what follows it.

    `detail` is what is not text (a level, the widths of columns, an image's digest) as JSON.
    """

    kind: Kind
    text: str
    detail: str = ""

    @property
    def details(self) -> Any:
        """What stands in `detail`."""
        return json.loads(self.detail) if self.detail else None


Sections = Mapping[str, Sequence[Piece]]
"""The pieces of each of the `SECTIONS`."""


def taken_apart(manuscript: Manuscript) -> dict[str, tuple[Piece, ...]]:
    """Every section of the manuscript as pieces; a section without any is empty."""
    enclosure = manuscript.enclosure
    pieces: dict[str, Iterable[Piece]] = {
        name: (Piece(Kind.TEXT, getattr(manuscript, name)),) for name in TEXTS
    }
    pieces |= {
        "format": (Piece(Kind.FORMAT, "", _detail(str(manuscript.format))),),
        "body": _of_blocks(manuscript.body),
        "attachments": _of_attachments(manuscript.attachments),
        "enclosure": _of_enclosure(enclosure),
        "enclosure_attachments": _of_attachments(enclosure.attachments if enclosure else ()),
        "attendance": (
            Piece(Kind.ATTENDANCE, each.names, _detail(each.label))
            for each in manuscript.attendance
        ),
        "unrecognised": (Piece(Kind.LINE, each) for each in manuscript.unrecognised),
    }
    return {name: tuple(pieces[name]) for name in SECTIONS}


def put_together(sections: Sections) -> Manuscript:
    """The manuscript that these pieces are of."""
    texts = {name: "".join(each.text for each in sections[name]) for name in TEXTS}
    formats = [each.details for each in sections["format"]]
    attachments = sections["enclosure_attachments"]
    return Manuscript(
        **texts,
        format=Format(formats[0] if formats else Format.DOCUMENT),
        body=_blocks(sections["body"]),
        attachments=_attachments(sections["attachments"]),
        enclosure=_enclosure(sections["enclosure"], attachments),
        attendance=tuple(
            Attendance(label=each.details, names=each.text) for each in sections["attendance"]
        ),
        unrecognised=tuple(each.text for each in sections["unrecognised"]),
    )


def _detail(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _of_blocks(blocks: Sequence[Block]) -> Iterator[Piece]:
    for each in blocks:
        match each:
            case Paragraph(level, text):
                yield Piece(Kind.PARAGRAPH, text, _detail(level))
            case Table(rows, title):
                shape = {name: getattr(each, name) for name in ("heads", "widths", "landscape")}
                yield Piece(Kind.TABLE, title, _detail(shape))
                yield from (Piece(Kind.ROW, CELL_ENDS.join(row)) for row in rows)
            case Figure(title=title):
                rest = {name: value for name, value in asdict(each).items() if name != "title"}
                yield Piece(Kind.FIGURE, title, _detail(rest))


def _of_attachments(attachments: Sequence[Attachment]) -> Iterator[Piece]:
    for each in attachments:
        head = asdict(replace(each, body=()))
        yield Piece(Kind.ATTACHMENT, head.pop("title"), _detail(_without(head, "body")))
        yield from _of_blocks(each.body)


def _of_enclosure(enclosure: Enclosure | None) -> Iterator[Piece]:
    if enclosure is not None:
        yield Piece(Kind.ENCLOSURE, enclosure.title)
        yield from _of_blocks(enclosure.body)


def _without(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {each: value[each] for each in value if each != name}


def _blocks(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        place += 1
        if piece.kind in (Kind.TABLE, Kind.ROW):
            first = place - (piece.kind is Kind.ROW)
            while place < len(pieces) and pieces[place].kind is Kind.ROW:
                place += 1
            head = piece if piece.kind is Kind.TABLE else None
            blocks.append(_table(head, pieces[first:place]))
        elif piece.kind is Kind.FIGURE:
            blocks.append(Figure(title=piece.text, **piece.details))
        else:
            blocks.append(Paragraph(piece.details or 0, piece.text))
    return tuple(blocks)


def _table(head: Piece | None, rows: Sequence[Piece]) -> Table:
    cells = [tuple(each.text.split(CELL_ENDS)) for each in rows]
    columns = max(map(len, cells), default=0)
    filled = tuple(row + ("",) * (columns - len(row)) for row in cells)
    if head is None:
        return Table(filled)
    shape = head.details
    return Table(
        filled,
        title=head.text,
        heads=min(shape["heads"], max(len(rows), 1)),
        widths=tuple(shape["widths"]),
        landscape=shape["landscape"],
    )


def _groups(pieces: Sequence[Piece], head: Kind) -> Iterator[tuple[Piece | None, list[Piece]]]:
    """Each head with the pieces that follow it; None before the first head."""
    group: tuple[Piece | None, list[Piece]] = (None, [])
    for each in pieces:
        if each.kind is head:
            if group[0] or group[1]:
                yield group
            group = (each, [])
        else:
            group[1].append(each)
    if group[0] or group[1]:
        yield group


def _attachments(pieces: Sequence[Piece]) -> tuple[Attachment, ...]:
    return tuple(
        _attachment(head, body) if head else Attachment(title="", body=_blocks(body))
        for head, body in _groups(pieces, Kind.ATTACHMENT)
    )


def _attachment(head: Piece, body: Sequence[Piece]) -> Attachment:
    details = head.details
    file = details["file"] and AttachedFile(**details["file"])
    return Attachment(head.text, _blocks(body), bound=details["bound"], file=file)


def _enclosure(pieces: Sequence[Piece], attachments: Sequence[Piece]) -> Enclosure | None:
    if not (pieces or attachments):
        return None
    titles = [each.text for each in pieces if each.kind is Kind.ENCLOSURE]
    body = [each for each in pieces if each.kind is not Kind.ENCLOSURE]
    return Enclosure("".join(titles), _blocks(body), _attachments(attachments))
