"""A paragraph's text as it is shown: insertions in, deletions out, fields as their results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from documents.manuscript import Figure
from documents.reading.word.drawings import is_shape, shown_in
from documents.reading.word.fields import Fields
from documents.reading.word.images import Images
from documents.reading.word.names import DELETED, attribute, child, chosen, is_on, short, value
from documents.reading.word.tally import Tally
from documents.reading.word.unread import take
from office.outside.xml import Element

_SEPARATOR = "\u2029"
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
_OBJECTS = frozenset(("w:drawing", "w:pict", "w:object"))
_EMBEDDED = frozenset(("w:contentPart", "w:control", "w:movie"))
_VML_SHAPES = frozenset(
    f"v:{each}"
    for each in ("shape", "line", "rect", "roundrect", "oval", "arc", "curve", "polyline")
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
_SHAPE = "线条、形状等图形没有导入"
_HIDDEN = "隐藏的图片或对象没有导入"

Atom = str | Figure
"""A piece of a paragraph: text, a paragraph separator for a break, or an image in the flow."""


@dataclass(slots=True)
class Runs:
    """Reads paragraphs of one document one after the other: a field may span several.

    `notes` gives a foot- or endnote's text, `box` takes a text box, `hides` says whether a
    style hides its text. What is read is taken out of its element (see `unread`).
    """

    images: Images
    notes: Callable[[str, str], str]
    box: Callable[[Element], None]
    hides: Callable[[str], bool]
    tally: Tally = field(default_factory=Tally)
    _fields: Fields = field(default_factory=Fields)
    _is_in_hidden: bool = False

    @contextmanager
    def story(self, root: Element) -> Iterator[None]:
        """While a story (the body, a box, a note, a head) is read: no field leaves it."""
        before, self._fields = self._fields, Fields.of(root)
        try:
            yield
        finally:
            self._fields = before

    def paragraph(self, element: Element, *, is_hidden: bool) -> Iterator[Atom]:
        """The pieces of a paragraph in order. `is_hidden`: its style hides its text."""
        self._is_in_hidden = is_hidden
        yield from self.atoms(element)

    def atoms(self, parent: Element) -> Iterator[Atom]:
        """The pieces of whatever stands in a paragraph, in order."""
        for element in parent:
            name = short(element)
            if name in _PROPERTIES or not name:
                continue
            if name in DELETED:
                self.delete(element)
            elif name == "w:r":
                yield from self._run(element)
            elif name == "mc:AlternateContent":
                yield from self._alternative(element)
            elif name == "m:t":
                yield from self._shown(take(element))
            else:
                self.tally.insertions += name in _INSERTED
                self.tally.equations += name == "m:oMath"
                yield from self.atoms(element)

    def delete(self, element: Element) -> None:
        """Counts what a tracked change deleted, and keeps its words."""
        self.tally.deletions += 1
        texts = (take(each) for each in element.iter() if short(each) in ("w:delText", "w:t"))
        self.tally.deleted.extend(filter(None, texts))

    def _run(self, run: Element) -> Iterator[Atom]:
        if self._is_hidden(child(run, "w:rPr")):
            self._hide(run)
        elif child(run, "w:rPr", "w:del") is not None:
            self.delete(run)
        else:
            for element in run:
                yield from self._content(element)

    def _is_hidden(self, properties: Element | None) -> bool:
        """By itself, else by the style of the paragraph or of the run: both together show it, as
        a switch turned twice (ISO/IEC 29500-1, 17.7.3).
        """
        if child(properties, "w:vanish") is not None:
            return is_on(properties, "w:vanish")
        style = value(properties, "w:rStyle")
        return self._is_in_hidden != bool(style and self.hides(style))

    def _hide(self, run: Element) -> None:
        for each in run.iter():
            name = short(each)
            if name == "w:t" and each.text:
                self.tally.hidden.append(take(each))
            elif name == "w:fldChar":
                self._fields.meet(each)
            elif name in _OBJECTS:
                self.images.leave_out(_HIDDEN)

    def _content(self, element: Element) -> Iterator[Atom]:
        """One child of a run."""
        name = short(element)
        if name == "w:t":
            yield from self._shown(take(element))
        elif name in _CHARACTERS:
            yield from self._shown(_CHARACTERS[name])
        elif name == "w:fldChar":
            self._fields.meet(element)
        elif name == "w:sym":
            yield from self._shown(self._symbol(element))
        elif name in _NOTES:
            yield from self._shown(self.notes(name, attribute(element, "w:id")))
        elif name in _DRAWN:
            yield from self._drawn(name, element)
        elif name == "w:ruby":
            yield from self.atoms(element)
        elif name == "w:delText" and element.text:
            self.tally.deleted.append(take(element))
        elif name in _EMBEDDED:
            self.images.leave_out(_OBJECT)

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
        self.tally.count(text)
        if self._fields.are_instructing:
            self.tally.instructed.extend(filter(str.strip, [text]))
        elif text:
            yield text

    def _symbol(self, element: Element) -> str:
        code = attribute(element, "w:char").upper()
        if code in _TICKS:
            return _TICKS[code]
        self.tally.symbols += 1
        return "□"

    def _alternative(self, element: Element) -> Iterator[Atom]:
        for each in chosen(element):
            yield from self._run(each) if short(each) == "w:r" else self._content(each)

    def _drawing(self, drawing: Element) -> Iterator[Atom]:
        for place in drawing:
            elements = list(shown_in(place))
            boxes = self._read_boxes(elements)
            is_picture = any(short(each) == "a:blip" for each in elements)
            is_floating = short(place) == "wp:anchor" and not any(
                short(each) in _WRAPPING for each in place
            )
            if is_picture and is_floating:
                self.images.leave_out(_FLOATING)
            elif is_picture:
                yield from self.images.figures(elements)
            elif not boxes:
                self.images.leave_out(_SHAPE if is_shape(place) else _OBJECT)

    def _vml(self, pict: Element) -> Iterator[Atom]:
        for shape in pict:
            elements = list(shown_in(shape))
            words = [each.get("string", "") for each in elements if short(each) == "v:textpath"]
            names = set(map(short, elements))
            self.tally.drawn.extend(filter(None, words))
            is_told = self._read_boxes(elements) or "v:imagedata" in names or any(words)
            if not is_told and names & _VML_SHAPES:
                self.images.leave_out(_SHAPE)
            yield from self.images.figures_of_vml(elements)

    def _read_boxes(self, elements: list[Element]) -> bool:
        boxes = [each for each in elements if short(each) == "w:txbxContent"]
        for each in boxes:
            self.box(each)
        return bool(boxes)


def lines_and_figures(atoms: Iterator[Atom]) -> Iterator[Atom]:
    """A paragraph's lines, and the images after the line in which they stand."""
    texts: list[str] = []
    figures: list[Figure] = []
    for atom in atoms:
        if isinstance(atom, Figure):
            figures.append(atom)
            continue
        first, *others = atom.split(_SEPARATOR)
        texts.append(first)
        for each in others:
            yield "".join(texts)
            yield from figures
            texts, figures = [each], []
    yield "".join(texts)
    yield from figures
