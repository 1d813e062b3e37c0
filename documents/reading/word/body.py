"""A document's body, block by block, to the pieces that recognition takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.manuscript import Figure, Table
from documents.reading.pieces import Line, Piece, words_of
from documents.reading.safe_xml import Element
from documents.reading.word.images import Images
from documents.reading.word.names import attribute, child, number, short, value
from documents.reading.word.numbering import Numbering, read_numbering
from documents.reading.word.package import Package
from documents.reading.word.runs import Runs, lines_and_figures
from documents.reading.word.styles import Style, read_styles
from documents.reading.word.tables import TableReader
from office.kernel.refusals import Refused

_MOST_PIECES = 20_000
_BLOCK_WRAPPERS = frozenset(("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"))
_EMBEDDED = "以“嵌入文档”方式插入的内容没有导入"
_MERGED = "表格中的合并单元格已拆开"
_NO_STYLE = Style()
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}


class Body:
    """Reads the stories of one document: its body, and what stands in boxes, notes and heads."""

    def __init__(self, package: Package) -> None:
        self.images = Images(package)
        self.runs = Runs(self.images, notes=self._note, box=self._box)
        self.numbering: Numbering = read_numbering(package.part("numbering"))
        self._package = package
        self._styles = read_styles(package.part("styles"))
        self._default = _default_style(package.part("styles"))
        self._tables = TableReader(self._cell_lines, lambda style: self._style(style).name)
        self._boxes: list[Element] = []
        self._carried = ""
        self._notes: dict[str, dict[str, str]] = {}
        for kind, part in _NOTES.items():
            self._notes[kind] = self._note_texts(part)

    def pieces(self) -> list[Piece]:
        """The whole text in order; tables of a landscape section lie across the page."""
        body = child(self._package.xml(self._package.main), "w:body")
        if body is None:
            raise Refused("这个 .docx 文件没有正文。请打开原文件检查后另存，再重新导入。")
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
            found.append(Line(self._carried))
        return found

    def story(self, root: Element) -> Iterator[str]:
        """The lines of a head, a foot, a note or a comment."""
        for piece in self._blocks(root):
            if isinstance(piece, Line):
                yield piece.text
            elif isinstance(piece, Table):
                yield from words_of(piece)

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
            elif name in _BLOCK_WRAPPERS:
                yield from self._blocks(element)
            elif name == "w:altChunk":
                self.images.leave_out(_EMBEDDED)

    def _paragraph(self, paragraph: Element) -> Iterator[Piece | bool]:
        properties = child(paragraph, "w:pPr")
        style = self._style(value(properties, "w:pStyle"))
        label = self._label(properties, style)
        atoms = list(lines_and_figures(self.runs.atoms(paragraph)))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self._blocks(box)
        if child(properties, "w:rPr", "w:del") is not None:
            # Its mark is deleted: the next paragraph goes on in its line.
            self._carried += label + "".join(each for each in atoms if isinstance(each, str))
            yield from (each for each in atoms if isinstance(each, Figure))
            return
        is_first = True
        for atom in atoms:
            if isinstance(atom, Figure):
                yield atom
                continue
            text = f"{self._carried}{label}{atom}" if is_first else atom
            self._carried, is_first = "", False
            if text.strip():
                yield Line(text, style=style.name, level=style.level)

    def _table(self, element: Element) -> Iterator[Piece]:
        found, has_merged = self._tables.read(element)
        if has_merged:
            self.images.leave_out(_MERGED)
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
        return self.numbering.label(list_id, number(level) if level else style.list_level)

    def _style(self, id: str) -> Style:
        return self._styles.get(id or self._default, _NO_STYLE)

    def _box(self, content: Element) -> None:
        self._boxes.append(content)

    def _note(self, kind: str, id: str) -> str:
        text = self._notes.get(kind, {}).get(id, "")
        return f"（注：{text}）" if text else ""

    def _note_texts(self, part: str) -> dict[str, str]:
        root = self._package.part(part)
        if root is None:
            return {}
        return {
            attribute(each, "w:id"): "".join(line.strip() for line in self.story(each))
            for each in root
            if attribute(each, "w:type", "normal") == "normal"
        }


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
