"""A document's body, block by block, to the pieces that recognition takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.manuscript import Figure, Table
from documents.reading.pieces import Line, Piece, words_of
from documents.reading.word.images import Images
from documents.reading.word.names import (
    DELETED,
    WRAPPERS,
    attribute,
    child,
    chosen,
    number,
    short,
    value,
)
from documents.reading.word.numbering import Numbering, read_numbering
from documents.reading.word.package import Package
from documents.reading.word.runs import Runs, lines_and_figures
from documents.reading.word.styles import Style, read_styles
from documents.reading.word.tables import TableReader
from documents.reading.word.unread import unread
from office.kernel.refusals import Refused
from office.outside.xml import Element

_MOST_PIECES = 20_000
_EMBEDDED = "以“嵌入文档”方式插入的内容没有导入"
_EMBEDDING = frozenset(("w:altChunk", "w:subDoc"))
_NO_STYLE = Style()
_AS_BEFORE = "同前"
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}


class Body:
    """Reads the stories of one document: its body, and what stands in boxes, notes and heads."""

    def __init__(self, package: Package) -> None:
        self.images = Images(package)
        self._styles = read_styles(package.part("styles"))
        self._boxes: list[Element] = []
        self.runs = Runs(
            self.images,
            notes=self._note,
            box=self._boxes.append,
            hides=lambda style: self._styles.get(style, _NO_STYLE).is_hidden,
        )
        self.numbering: Numbering = read_numbering(package.part("numbering"))
        self._package = package
        self._default = _default_style(package.part("styles"))
        self._tables = TableReader(
            self._cell_lines,
            style_of=lambda style: self._style(style).name,
            delete=self.runs.delete,
            leave_out=self.images.leave_out,
        )
        self._carried: list[str] = []
        self._roots: list[Element] = []
        self._notes: dict[tuple[str, str], str] = {}
        self._referred: set[tuple[str, str]] = set()
        self._repeated: list[str] = []
        for kind, part in _NOTES.items():
            self._read_notes(kind, part)

    def pieces(self) -> list[Piece]:
        """The whole text in order; tables of a landscape section lie across the page."""
        root = self._package.xml(self._package.main)
        body = child(root, "w:body")
        if body is None:
            raise Refused("这个 .docx 文件没有正文。请打开原文件检查后另存，再重新导入。")
        self._roots.append(root)
        with self.runs.story(body):
            return self._pieces(body)

    def _pieces(self, body: Element) -> list[Piece]:
        found: list[Piece] = []
        section = 0
        for piece in self._blocks(body):
            if len(found) > _MOST_PIECES:
                raise Refused(f"文件多于 {_MOST_PIECES} 段，不像是一件公文。请拆分后重新导入。")
            if isinstance(piece, bool):
                if piece:
                    found[section:] = map(_laid_across, found[section:])
                section = len(found)
            else:
                found.append(piece)
        if self._carried:
            found.append(Line("".join(self._carried)))
        return found

    def story(self, root: Element) -> list[str]:
        """The lines of a head, a foot, a note or a comment."""
        self._roots.append(root)
        carried, self._carried = self._carried, []
        lines: list[str] = []
        with self.runs.story(root), self.images.elsewhere():
            for piece in self._blocks(root):
                if isinstance(piece, Line):
                    lines.append(piece.text)
                elif isinstance(piece, Table):
                    lines.extend(words_of(piece))
        if self._carried:
            lines.append("".join(self._carried))
        self._carried = carried
        return lines

    def unread(self, pieces: list[Piece]) -> list[str]:
        """The words of everything read so far that stand where no rule looks for any."""
        known = {text.strip() for each in pieces for text in _texts(each)}
        return [text for root in self._roots for text in unread(root, known=known)]

    def unreferred_notes(self) -> list[str]:
        """The notes to which no place of the text refers."""
        others = (text for place, text in self._notes.items() if place not in self._referred)
        return [*self._repeated, *filter(None, others)]

    def _blocks(self, parent: Element) -> Iterator[Piece | bool]:
        """Pieces; and where a section ends, whether it was landscape."""
        for element in parent:
            name = short(element)
            if name == "w:p":
                yield from self._paragraph(element)
                properties = child(element, "w:pPr", "w:sectPr")
                if properties is not None:
                    yield _is_landscape(properties)
            elif name == "w:tbl":
                yield from self._table(element)
            elif name == "w:sectPr":
                yield _is_landscape(element)
            elif name in WRAPPERS:
                yield from self._blocks(element)
            elif name == "mc:AlternateContent":
                yield from self._blocks(chosen(element))
            elif name in DELETED:
                self.runs.delete(element)
            elif name in _EMBEDDING:
                self.images.leave_out(_EMBEDDED)

    def _paragraph(self, paragraph: Element) -> Iterator[Piece | bool]:
        properties = child(paragraph, "w:pPr")
        style = self._style(value(properties, "w:pStyle"))
        label = self._label(properties, style)
        shown = self.runs.paragraph(paragraph, is_hidden=style.is_hidden)
        atoms = list(lines_and_figures(shown))
        boxes = self._boxes.copy()
        self._boxes.clear()
        for box in boxes:
            with self.runs.story(box):
                yield from self._blocks(box)
        if child(properties, "w:rPr", "w:del") is not None:
            # Its mark is deleted: the next paragraph goes on in its line.
            self._carried += [label, *(each for each in atoms if isinstance(each, str))]
            yield from (each for each in atoms if isinstance(each, Figure))
            return
        is_first = True
        for atom in atoms:
            if isinstance(atom, Figure):
                yield atom
                continue
            text = "".join((*self._carried, label, atom)) if is_first else atom
            self._carried, is_first = [], False
            if text.strip():
                yield Line(text, style=style.name, level=style.level)

    def _table(self, element: Element) -> Iterator[Piece]:
        found = self._tables.read(element)
        if isinstance(found, Table):
            if found.rows:
                yield found
        else:
            yield from found

    def _cell_lines(self, cell: Element) -> tuple[Line, ...]:
        lines: list[Line] = []
        for piece in self._blocks(cell):
            if isinstance(piece, Line):
                lines.append(piece)
            elif isinstance(piece, Table):
                lines.extend(map(Line, words_of(piece)))
            elif isinstance(piece, Figure):
                self.images.leave_out("表格中的图片没有导入")
        return tuple(lines)

    def _label(self, properties: Element | None, style: Style) -> str:
        """The automatic numeral; a paragraph can turn off that of its style with list 0."""
        own = child(properties, "w:numPr")
        list_id = value(own, "w:numId", default=style.list_id)
        level = value(own, "w:ilvl")
        label = self.numbering.label(list_id, number(level) if level else style.list_level)
        self.runs.tally.count(label)
        return label

    def _style(self, id: str) -> Style:
        return self._styles.get(id or self._default, _NO_STYLE)

    def _note(self, kind: str, id: str) -> str:
        """A note's text in brackets; where it is referred to again it only says so."""
        text = self._notes.get((kind, id), "")
        is_known = (kind, id) in self._referred
        self._referred.add((kind, id))
        return f"（注：{_AS_BEFORE if is_known else text}）" if text else ""

    def _read_notes(self, kind: str, part: str) -> None:
        root = self._package.part(part)
        for each in () if root is None else root:
            if attribute(each, "w:type", "normal") != "normal":
                continue
            place = kind, attribute(each, "w:id")
            text = "".join(line.strip() for line in self.story(each))
            if place in self._notes:
                self._repeated += filter(None, [text])
            else:
                self._notes[place] = text


def _texts(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Line):
        yield piece.text
    elif isinstance(piece, Table):
        for row in ((piece.title,), *piece.rows):
            for cell in row:
                yield from cell.split("\n")


def _default_style(root: Element | None) -> str:
    for each in () if root is None else root:
        if attribute(each, "w:default") == "1" and attribute(each, "w:type") == "paragraph":
            return attribute(each, "w:styleId")
    return ""


def _is_landscape(section: Element) -> bool:
    size = child(section, "w:pgSz")
    return size is not None and attribute(size, "w:orient") == "landscape"


def _laid_across(piece: Piece) -> Piece:
    return replace(piece, landscape=True) if isinstance(piece, Table) else piece
