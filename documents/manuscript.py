"""A document's text as structure: what is drafted, imported, laid out and exchanged.

A manuscript holds what the drafter writes (条例 第九条 names the elements). What later acts
fill in (number, copy numbers, print date, seal) is not part of it: see `documents.layout`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from documents.fields import Fields, checked_list, checked_text, checked_weights, wrong

HIGHEST_LEVEL = 4
"""Of headings: 一、（一）1.（1） (GB/T 9704-2012 7.3.3)."""

LARGEST_FILE = 1 << 40
"""Bytes that a structure may say an attached file has; what is taken in has its own limit."""

_TEXTS = (
    *("recipients", "issuer", "signature", "date", "number", "copies", "note"),
    *("urgency", "classification"),
)
"""The fields of a manuscript that are texts and may be missing."""


class Format(StrEnum):
    """In which format it is printed (GB/T 9704-2012 7 and 10; telegrams have other rules)."""

    DOCUMENT = "document"
    LETTER = "letter"
    ORDER = "order"
    MINUTES = "minutes"
    TELEGRAM = "telegram"
    NOTE = "note"


FORMAT_WORDS = {
    Format.DOCUMENT: "文件格式",
    Format.LETTER: "信函格式",
    Format.ORDER: "命令（令）格式",
    Format.MINUTES: "纪要格式",
    Format.TELEGRAM: "明传电报",
    Format.NOTE: "便函",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `level` 0 is running text; 1 to 4 are 一、（一）1.（1）
    (GB/T 9704-2012 7.3.3).

    The text carries its own numeral, as typed.
    """

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `heads`: how many rows at its top are its head, repeated on each page.

    `widths`: of the columns against one another; none: by their text. `landscape`: it lies across
    the page (GB/T 9704-2012 8). Rows are of one length; an empty cell is "".
    """

    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    heads: int = 1
    widths: tuple[float, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """An image in the text. `digest` names its file (PNG or JPEG); `width` and `height` in mm.

    `title` is printed below it; `words` stand in for it where it cannot be seen.
    """

    digest: str
    width: float
    height: float
    title: str = ""
    words: str = ""


Block = Paragraph | Table | Figure
"""A piece of a text."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that is an attachment's content: stored under `digest`, `length` bytes long.

    `name` is what it was called, with its ending; `media_type` what its bytes are.
    """

    digest: str
    name: str
    media_type: str
    length: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: named in the attachment note (附件说明); its body, if given, goes with it.

    It is bound behind the text, or (not `bound`) stands by itself under the document's number
    (GB/T 9704-2012 7.3.7). What cannot be printed, or is not to be, goes along as a `file`.
    """

    title: str
    body: tuple[Block, ...] = ()
    bound: bool = True
    file: AttachedFile | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One list of a 纪要: `label` 出席, 请假 or 列席, and the names (GB/T 9704-2012 10.3)."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """印发件: what a 通知 issues (印发, 转发, 批转). It follows the date on a page of its own."""

    title: str
    body: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A draft's whole text.

    `recipients` and `copies` are the printed words of 主送 and 抄送, not the distribution list.
    `issuer` is the organ that issues; `signature` the name as printed in 署名 (often the same;
    empty where the source prints none). `date` is 成文日期 as printed, empty until sign-off
    for what is drafted here. `unrecognised` holds source lines that found no place.
    """

    type: str
    title: str
    recipients: str = ""
    body: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    enclosure: Enclosure | None = None
    issuer: str = ""
    signature: str = ""
    date: str = ""
    number: str = ""
    copies: str = ""
    note: str = ""
    urgency: str = ""
    classification: str = ""
    format: Format = Format.DOCUMENT
    attendance: tuple[Attendance, ...] = ()
    unrecognised: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value; `from_json` gives the same manuscript back.

        An attachment without a file names none, as before there were any: what was stored then
        and is stored again is the same text.
        """
        value = asdict(self)
        for owner in (value, value["enclosure"] or {"attachments": ()}):
            for each in owner["attachments"]:
                if each["file"] is None:
                    del each["file"]
        return value

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Manuscript:
        """Read what `to_json` wrote, here or elsewhere.

        Raises ValueError with a clause that names the field: for unknown and missing fields and
        for values that no manuscript has (levels beyond 4, ragged rows, sizes that are none).
        """
        given = Fields(value, place="", known=[each.name for each in fields(cls)])
        enclosure = given.value("enclosure", None)
        return cls(
            **{name: given.text(name) for name in ("type", "title")},
            **{name: given.text(name, "") for name in _TEXTS},
            body=_blocks(given),
            attachments=_attachments(given),
            enclosure=None if enclosure is None else _enclosure(enclosure),
            format=_format(given),
            attendance=tuple(_attendance(*each) for each in given.listed("attendance")),
            unrecognised=tuple(checked_text(*each) for each in given.listed("unrecognised")),
        )


def texts_of(manuscript: Manuscript) -> Iterator[str]:
    """Every text in it, one after the other: for whoever must look at all of it."""
    yield from _texts(manuscript.to_json())


def texts_within(part: Attachment | Block | tuple[Attachment | Block, ...]) -> Iterator[str]:
    """Every text in some of its parts."""
    for each in part if isinstance(part, tuple) else (part,):
        yield from _texts(asdict(each))


def blocks_of(manuscript: Manuscript) -> Iterator[Block]:
    """Every block of its texts: its own, its attachments', then the enclosure's."""
    yield from _blocks_behind(manuscript.body, manuscript.attachments)
    if enclosure := manuscript.enclosure:
        yield from _blocks_behind(enclosure.body, enclosure.attachments)


def figures_of(manuscript: Manuscript) -> Iterator[Figure]:
    """Every figure in it, wherever it stands."""
    return (each for each in blocks_of(manuscript) if isinstance(each, Figure))


def files_of(manuscript: Manuscript) -> Iterator[AttachedFile]:
    """Every file that is attached to it."""
    enclosed = manuscript.enclosure.attachments if manuscript.enclosure else ()
    for each in (*manuscript.attachments, *enclosed):
        if each.file is not None:
            yield each.file


def stored_with(manuscript: Manuscript) -> frozenset[str]:
    """The digests of all that it names and does not hold: images of figures, attached files."""
    images = (each.digest for each in figures_of(manuscript))
    return frozenset((*images, *(each.digest for each in files_of(manuscript))))


def _blocks_behind(
    body: tuple[Block, ...], attachments: tuple[Attachment, ...]
) -> Iterator[Block]:
    yield from body
    for each in attachments:
        yield from each.body


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _format(given: Fields) -> Format:
    word = given.text("format", Format.DOCUMENT)
    if word not in list(Format):
        raise wrong(given.path("format"), f"应当是 {'、'.join(Format)} 之一")
    return Format(word)


def _blocks(given: Fields) -> tuple[Block, ...]:
    return tuple(_block(*each) for each in given.listed("body"))


def _block(value: Any, place: str) -> Block:
    names: Collection[str] = value if isinstance(value, dict) else ()
    kind = Table if "rows" in names else Figure if "digest" in names else Paragraph
    given = Fields(value, place=place, known=[each.name for each in fields(kind)])
    if kind is Table:
        return _table(given)
    if kind is Figure:
        return Figure(
            given.text("digest"),
            width=given.size("width"),
            height=given.size("height"),
            title=given.text("title", ""),
            words=given.text("words", ""),
        )
    return Paragraph(level=given.whole("level", most=HIGHEST_LEVEL), text=given.text("text"))


def _table(given: Fields) -> Table:
    rows = tuple(_row(*each) for each in given.listed("rows"))
    columns = {len(row) for row in rows}
    if len(columns) > 1 or 0 in columns:
        raise wrong(given.path("rows"), "的各行应当有同样多的单元格，至少一个")
    return Table(
        rows,
        title=given.text("title", ""),
        heads=given.whole("heads", 1, most=max(len(rows), 1)),
        widths=checked_weights(given.value("widths", ()), given.path("widths")),
        landscape=given.truth("landscape", default=False),
    )


def _row(value: Any, place: str) -> tuple[str, ...]:
    cells = checked_list(value, place)
    return tuple(checked_text(each, f"{place}[{column}]") for column, each in enumerate(cells))


def _attendance(value: Any, place: str) -> Attendance:
    given = Fields(value, place=place, known=["label", "names"])
    return Attendance(label=given.text("label"), names=given.text("names"))


def _attachments(given: Fields) -> tuple[Attachment, ...]:
    return tuple(_attachment(*each) for each in given.listed("attachments"))


def _attachment(value: Any, place: str) -> Attachment:
    given = Fields(value, place=place, known=["title", "body", "bound", "file"])
    bound = given.truth("bound", default=True)
    file = given.value("file", None)
    return Attachment(
        given.text("title"),
        _blocks(given),
        bound=bound,
        file=None if file is None else _file(file, given.path("file")),
    )


def _file(value: Any, place: str) -> AttachedFile:
    names = [each.name for each in fields(AttachedFile)]
    given = Fields(value, place=place, known=names)
    return AttachedFile(
        **{name: given.text(name) for name in names[:-1]},
        length=given.whole("length", most=LARGEST_FILE),
    )


def _enclosure(value: Any) -> Enclosure:
    given = Fields(value, place="enclosure", known=["title", "body", "attachments"])
    return Enclosure(
        title=given.text("title"), body=_blocks(given), attachments=_attachments(given)
    )
