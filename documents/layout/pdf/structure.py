"""The tagged tree for screen readers (ISO 32000-1 14.7 and 14.8): what each piece of text is.

A paragraph that goes over a page is one P; page numbers, rules, seals and watermarks belong to
the sheet and are artifacts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from documents.layout.pages import Element, Page, Picture, Run
from documents.layout.pdf.metadata import plain_line
from documents.layout.pdf.objects import Array, Dictionary, File, Name, Reference
from documents.typefaces.role import Role

_TITLES = {Element.TITLE, Element.ENCLOSURE_TITLE, Element.ATTACHMENT_TITLE}
_ARTIFACTS = {
    Element.PAGE_NUMBER: "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    Element.PROOF_NOTICE: "/Artifact <</Type /Pagination /Subtype /Header>> BDC",
    Element.WATERMARK: "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC",
    Element.SEAL: "/Artifact <</Type /Layout>> BDC",
}

REPEATED = "/Artifact <</Type /Layout>> BDC"

Mark = tuple[int, int]
"""Page, from 0, and the number of the marked content on it."""


@dataclass(slots=True, eq=False)
class Part:
    """An element of the tree."""

    kind: str
    within: Part | None = None
    holds: list[Part | Mark] = field(default_factory=list)
    words: str = ""


@dataclass(frozen=True, slots=True)
class PageTags:
    """How the content of a page is bracketed: for each picture, and for runs in their order."""

    pictures: list[str]
    runs: list[tuple[str, list[Run]]]


class Structure:
    """The tree of one file; it grows page by page."""

    def __init__(self) -> None:
        self.document = Part("Document")
        self._parts: dict[tuple[object, ...], Part] = {}
        self._marked: list[list[Part]] = []
        self._depth = 0

    def tags(self, page: Page) -> PageTags:
        """Take the next page into the tree, in reading order, and say how to mark its content."""
        self._marked.append([])
        tags = PageTags([_ARTIFACTS[Element.SEAL]] * len(page.pictures), [])
        waiting = _in_order(page.pictures)
        for key, group in groupby(page.runs, key=_key):
            runs = list(group)
            if runs[0].element in _ARTIFACTS:
                tags.runs.append((_ARTIFACTS[runs[0].element], runs))
                continue
            while waiting and not runs[0].turned and waiting[0][1].y < runs[0].y:
                self._figure(tags, *waiting.pop(0))
            part = self._part(key, runs[0])
            again = part.kind == "TH" and self._is_of_earlier_page(part)
            tags.runs.append((REPEATED if again else self._mark(part), runs))
        for place, picture in waiting:
            self._figure(tags, place, picture)
        return tags

    def written(self, pdf: File, *, pages: Sequence[Reference]) -> Reference:
        """The StructTreeRoot; page i of the file has StructParents i."""
        objects: dict[Part, Reference] = {}
        root = Dictionary(Type=Name("StructTreeRoot"))
        written = pdf.indirect(root)
        whole = _written(pdf, self.document, parent=written, pages=pages, objects=objects)
        numbers: list[int | Reference] = []
        for index, marked in enumerate(self._marked):
            numbers += (index, pdf.indirect(Array(objects[part] for part in marked)))
        root.add(
            K=whole,
            ParentTree=pdf.indirect(Dictionary(Nums=Array(numbers))),
            ParentTreeNextKey=len(self._marked),
        )
        return written

    def _figure(self, tags: PageTags, place: int, picture: Picture) -> None:
        part = self._added("Figure", within=self.document)
        part.words = picture.words or "图"
        tags.pictures[place] = self._mark(part)

    def _mark(self, part: Part) -> str:
        marked = self._marked[-1]
        part.holds.append((len(self._marked) - 1, len(marked)))
        marked.append(part)
        return f"/{part.kind} <</MCID {len(marked) - 1}>> BDC"

    def _part(self, key: tuple[object, ...], run: Run) -> Part:
        if run.cell:
            return self._cell(run.cell, is_head=run.role is Role.HEI)
        if not run.paragraph:
            return self._added(self._kind(run), within=self.document)
        if key not in self._parts:
            self._parts[key] = self._added(self._kind(run), within=self.document)
        return self._parts[key]

    def _kind(self, run: Run) -> str:
        """A heading is at most one level deeper than the one before, as readers expect."""
        if run.element in _TITLES:
            self._depth = 1
        elif run.level:
            self._depth = min(run.level, self._depth) + 1
        else:
            return "P"
        return f"H{self._depth}"

    def _is_of_earlier_page(self, part: Part) -> bool:
        """As the heads of a table are that stand again above its rows on the next page."""
        return any(
            isinstance(each, tuple) and each[0] < len(self._marked) - 1 for each in part.holds
        )

    def _cell(self, cell: tuple[int, int, int], *, is_head: bool) -> Part:
        table, row, _ = cell
        whole = self._known(("table", table), kind="Table", within=self.document)
        line = self._known(("row", table, row), kind="TR", within=whole)
        return self._known(("cell", *cell), kind="TH" if is_head else "TD", within=line)

    def _known(self, key: tuple[object, ...], *, kind: str, within: Part) -> Part:
        if key not in self._parts:
            self._parts[key] = self._added(kind, within=within)
        return self._parts[key]

    def _added(self, kind: str, *, within: Part) -> Part:
        part = Part(kind, within)
        within.holds.append(part)
        return part


def _key(run: Run) -> tuple[object, ...]:
    """Runs that follow one another with the same key belong together."""
    return (run.element, run.paragraph, run.level, run.cell)


def _in_order(pictures: Sequence[Picture]) -> list[tuple[int, Picture]]:
    """Pictures that say something, from the top down, each with its place in the page."""
    told = [each for each in enumerate(pictures) if each[1].element not in _ARTIFACTS]
    return sorted(told, key=lambda each: each[1].y)


def _written(
    pdf: File,
    part: Part,
    *,
    parent: Reference,
    pages: Sequence[Reference],
    objects: dict[Part, Reference],
) -> Reference:
    element = Dictionary(Type=Name("StructElem"), S=Name(part.kind), P=parent)
    written = objects[part] = pdf.indirect(element)
    if part.words:
        element.add(Alt=plain_line(part.words))
    if part.kind == "TH":
        element.add(A=Dictionary(O=Name("Table"), Scope=Name("Column")))
    own = next((each[0] for each in part.holds if isinstance(each, tuple)), None)
    if own is not None:
        element.add(Pg=pages[own])
    kids = (
        _reference(each, own=own, pages=pages)
        if isinstance(each, tuple)
        else _written(pdf, each, parent=written, pages=pages, objects=objects)
        for each in part.holds
    )
    element.add(K=Array(kids))
    return written


def _reference(mark: Mark, *, own: int | None, pages: Sequence[Reference]) -> int | Dictionary:
    """The number alone on the element's own page, else with its page."""
    page, place = mark
    return place if page == own else Dictionary(Type=Name("MCR"), Pg=pages[page], MCID=place)
