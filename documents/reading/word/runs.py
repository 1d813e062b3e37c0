"""A paragraph's text as it is shown: insertions in, deletions out, fields as their results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from documents.manuscript import Figure
from documents.reading.safe_xml import Element
from documents.reading.word.images import Images
from documents.reading.word.names import attribute, child, is_on, short

_SEPARATOR = "\u2029"
_DELETED = frozenset(("w:del", "w:moveFrom"))
_INSERTED = frozenset(("w:ins", "w:moveTo"))
_CHARACTERS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": _SEPARATOR,
    "w:cr": _SEPARATOR,
    "w:noBreakHyphen": "-",
}
_DRAWN = frozenset(("w:drawing", "w:pict", "w:object", "mc:AlternateContent"))
_PROPERTIES = frozenset(
    ("w:rPr", "w:pPr", "w:sdtPr", "w:sdtEndPr", "w:rt", "w:rubyPr", "w:instrText", "w:fldData")
)
_NOTES = frozenset(("w:footnoteReference", "w:endnoteReference"))
_WRAPPING = frozenset(("wp:wrapTopAndBottom", "wp:wrapSquare", "wp:wrapTight", "wp:wrapThrough"))
_TICKS = {
    "F0FE": "☑",
    "F052": "☑",
    "F0FD": "☒",
    "F051": "☒",
    "F0A8": "□",
    "F0A3": "□",
    "F06F": "□",
}
_FLOATING = "浮于文字之上的图片（常为印章）没有导入"
_OBJECT = "嵌入的对象或图表没有导入"

Atom = str | Figure
"""A piece of a paragraph: text, a paragraph separator for a break, or an image in the flow."""


@dataclass(slots=True)
class Tally:
    """What was met and is not simply text: for the remarks, and for the ceiling's eye."""

    insertions: int = 0
    deletions: int = 0
    symbols: int = 0
    equations: int = 0
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Runs:
    """Reads paragraphs of one document one after the other: a field may span several.

    `notes` gives a foot- or endnote's text, `box` takes a text box.
    """

    images: Images
    notes: Callable[[str, str], str]
    box: Callable[[Element], None]
    tally: Tally = field(default_factory=Tally)
    _fields: list[bool] = field(default_factory=list)

    def atoms(self, parent: Element) -> Iterator[Atom]:
        """The pieces of a paragraph (or of whatever stands in one), in order."""
        for element in parent:
            name = short(element)
            if name in _PROPERTIES or not name:
                continue
            if name in _DELETED:
                self._delete(element)
            elif name == "w:r":
                yield from self._run(element)
            elif name == "mc:AlternateContent":
                yield from self._alternative(element)
            elif name == "m:t":
                yield from self._shown(element.text or "")
            else:
                self.tally.insertions += name in _INSERTED
                self.tally.equations += name == "m:oMath"
                yield from self.atoms(element)

    def _run(self, run: Element) -> Iterator[Atom]:
        if is_on(run, "w:rPr", "w:vanish"):
            self.tally.hidden.extend(
                each.text for each in run.iter() if short(each) == "w:t" and each.text
            )
            return
        if child(run, "w:rPr", "w:del") is not None:
            self._delete(run)
            return
        for element in run:
            yield from self._content(element)

    def _content(self, element: Element) -> Iterator[Atom]:
        """One child of a run."""
        name = short(element)
        if name == "w:t":
            yield from self._shown(element.text or "")
        elif name in _CHARACTERS:
            yield from self._shown(_CHARACTERS[name])
        elif name == "w:fldChar":
            self._field(attribute(element, "w:fldCharType"))
        elif name == "w:sym":
            yield from self._shown(self._symbol(element))
        elif name in _NOTES:
            yield from self._shown(self.notes(name, attribute(element, "w:id")))
        elif name in _DRAWN:
            yield from self._drawn(name, element)
        elif name == "w:ruby":
            yield from self.atoms(element)
        elif name == "w:delText" and element.text:
            self.tally.deleted.append(element.text)

    def _drawn(self, name: str, element: Element) -> Iterator[Atom]:
        if name == "w:drawing":
            yield from self._drawing(element)
        elif name == "w:pict":
            yield from self._vml(element)
        elif name == "w:object":
            self.images.leave_out(_OBJECT)
        else:
            yield from self._alternative(element)

    def _shown(self, text: str) -> Iterator[str]:
        """Text, unless it stands in a field's instruction."""
        if text and all(self._fields):
            yield text

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _delete(self, element: Element) -> None:
        self.tally.deletions += 1
        texts = (each.text for each in element.iter() if short(each) in ("w:delText", "w:t"))
        self.tally.deleted.extend(filter(None, texts))

    def _symbol(self, element: Element) -> str:
        code = attribute(element, "w:char").upper()
        if code in _TICKS:
            return _TICKS[code]
        self.tally.symbols += 1
        return "□"

    def _alternative(self, element: Element) -> Iterator[Atom]:
        """Of several ways to write the same the first, else the fall-back: never both."""
        chosen = child(element, "mc:Choice")
        if chosen is None:
            chosen = child(element, "mc:Fallback")
        for each in () if chosen is None else chosen:
            yield from self._run(each) if short(each) == "w:r" else self._content(each)

    def _drawing(self, drawing: Element) -> Iterator[Atom]:
        for place in drawing:
            for each in _boxes(place):
                self.box(each)
            is_floating = short(place) == "wp:anchor" and not any(
                short(each) in _WRAPPING for each in place
            )
            if is_floating and any(short(each) == "a:blip" for each in place.iter()):
                self.images.leave_out(_FLOATING)
            elif figure := self.images.figure(place):
                yield figure

    def _vml(self, pict: Element) -> Iterator[Atom]:
        for shape in pict:
            for each in _boxes(shape):
                self.box(each)
            if figure := self.images.figure_of_vml(shape):
                yield figure


def _boxes(element: Element) -> list[Element]:
    """The outermost text boxes in a drawing; those in a box are found when it is read."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if short(current) == "w:txbxContent":
            found.append(current)
        else:
            waiting.extend(reversed(current))
    return found


def lines_and_figures(atoms: Iterator[Atom]) -> Iterator[Atom]:
    """A paragraph's lines, and the images after the line in which they stand."""
    text = ""
    figures: list[Figure] = []
    for atom in atoms:
        if isinstance(atom, Figure):
            figures.append(atom)
            continue
        *whole, text = (text + atom).split(_SEPARATOR)
        for line in whole:
            yield line
            yield from figures
            figures = []
    yield text
    yield from figures
