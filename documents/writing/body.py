"""The text of a .docx: title, paragraphs in their styles, tables, figures, what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.layout.formats import format_of
from documents.layout.formats.order import Order
from documents.layout.issue import Issue
from documents.layout.titles import title_lines
from documents.manuscript import Attachment, Attendance, Block, Figure, Manuscript, Paragraph
from documents.paper_styles import LEVEL_STYLES, PaperStyle
from documents.writing.closing import imprint, note, signature
from documents.writing.elements import Element, fonts, node, paragraph, run
from documents.writing.head import head
from documents.writing.pictures import drawing
from documents.writing.sections import feet, heads, section
from documents.writing.tables import table
from documents.writing.word_styles import CELL, FANGSONG, HEI

_LABEL = "附件："
_DEEPEST = 12
"""Characters from the left: where names of a list begin at most, whatever its label."""


@dataclass(slots=True)
class BodyWriter:
    """Writes one manuscript. `pictures`: the digests drawn, in the order of their relations."""

    manuscript: Manuscript
    issue: Issue | None
    files: Mapping[str, bytes]
    pictures: list[str] = field(default_factory=list)
    _drawn: int = 0
    _sections: int = 0

    def document(self) -> Element:
        """`document.xml`."""
        content = list(self._content())
        last = self._section(across=False)
        if _closes_section(content[-1]):
            last = content.pop()[0][-1]
        return node("document", node("body", *content, last))

    def _content(self) -> Iterator[Element]:
        manuscript, issue = self.manuscript, self.issue
        yield from head(manuscript, issue=issue)
        if title_is_shown(manuscript, issue=issue):
            yield _title(PaperStyle.TITLE, manuscript.title)
            yield paragraph(PaperStyle.EMPTY_LINE)
        if manuscript.recipients:
            yield paragraph(PaperStyle.RECIPIENTS, _with_colon(manuscript.recipients))
        yield from self._blocks(manuscript.body)
        yield from _attachment_note(manuscript.attachments)
        yield from _attendance(manuscript.attendance)
        yield from signature(manuscript, issue=issue)
        yield from note(manuscript)
        if enclosure := manuscript.enclosure:
            new_page = [node("pageBreakBefore")]
            yield paragraph(PaperStyle.EMPTY_LINE, properties=new_page)
            yield paragraph(PaperStyle.EMPTY_LINE)
            yield _title(PaperStyle.ENCLOSURE_TITLE, enclosure.title)
            yield paragraph(PaperStyle.EMPTY_LINE)
            yield from self._blocks(enclosure.body)
            yield from _attachment_note(enclosure.attachments)
            yield from self._attachments(enclosure.attachments)
        yield from self._attachments(manuscript.attachments)
        foot = list(imprint(manuscript, issue=issue))
        yield from foot
        if foot:
            # A table in the foot is held by the paragraph behind it.
            tiny = node("spacing", before=0, after=0, line=20, lineRule="exact")
            yield paragraph(PaperStyle.EMPTY_LINE, properties=[tiny])

    def _attachments(self, attachments: Sequence[Attachment]) -> Iterator[Element]:
        """Each with a body on a page of its own; apart from the document under its number."""
        several = len(attachments) > 1
        number = (self.issue.number if self.issue else "") or self.manuscript.number
        for serial, each in enumerate(attachments, start=1):
            if each.body:
                label = f"附件{serial if several else ''}"
                yield paragraph(
                    PaperStyle.ATTACHMENT_LABEL, label if each.bound else f"{number}{label}"
                )
                yield paragraph(PaperStyle.EMPTY_LINE)
                if each.title:
                    yield _title(PaperStyle.ATTACHMENT_TITLE, each.title)
                    yield paragraph(PaperStyle.EMPTY_LINE)
                yield from self._blocks(each.body)

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[Element]:
        for each in blocks:
            if isinstance(each, Paragraph):
                yield _paragraph(each)
            elif isinstance(each, Figure):
                yield from self._figure(each)
            elif each.landscape:
                yield self._section_end(across=False)
                yield from table(each)
                yield self._section_end(across=True)
            else:
                yield from table(each)

    def _figure(self, figure: Figure) -> Iterator[Element]:
        """The image, its title below; words in its place where its file is not at hand."""
        if figure.digest in self.files:
            if figure.digest not in self.pictures:
                self.pictures.append(figure.digest)
            self._drawn += 1
            relation = f"image-{self.pictures.index(figure.digest) + 1}"
            picture = drawing(figure, relation=relation, number=self._drawn)
            yield paragraph(PaperStyle.FIGURE, picture)
        else:
            yield paragraph(PaperStyle.FIGURE, f"（图片：{figure.words or '无说明'}）")
        if figure.title:
            yield paragraph(PaperStyle.FIGURE_TITLE, figure.title)

    def _section(self, *, across: bool) -> Element:
        """Only the first can begin with a page that has no number."""
        self._sections += 1
        form = format_of(self.manuscript, issue=self.issue)
        numbered = self._sections > 1 or form.first_page_numbered
        return section(
            across=across,
            heads=heads(self.manuscript, issue=self.issue),
            feet=feet(self.manuscript, issue=self.issue),
            first_numbered=numbered,
        )

    def _section_end(self, *, across: bool) -> Element:
        return node(
            "p",
            node("pPr", node("pStyle", val=PaperStyle.EMPTY_LINE), self._section(across=across)),
        )


def title_is_shown(manuscript: Manuscript, *, issue: Issue | None) -> bool:
    """Not above an order whose mark says it already (10.2)."""
    form = format_of(manuscript, issue=issue)
    return not isinstance(form, Order) or form.titled()


def _closes_section(element: Element) -> bool:
    return len(element) == 1 and len(element[0]) == 2 and element[0][-1].tag.endswith("sectPr")


def _title(style: PaperStyle, title: str) -> Element:
    """Broken between words as the layout does it (7.3.1)."""
    return paragraph(style, "\n".join(title_lines(title)))


def _with_colon(recipients: str) -> str:
    return recipients if recipients.endswith(("：", ":")) else f"{recipients}："


def _paragraph(block: Paragraph) -> Element:
    """A heading's face ends with its first sentence: what runs on behind it is text."""
    style = LEVEL_STYLES[block.level]
    sentence, stop, rest = block.text.partition("。")
    if block.level in (1, 2) and rest:
        return paragraph(style, sentence + stop, run(rest, fonts(FANGSONG)))
    heads = block.level and not rest
    return paragraph(style, block.text, properties=[node("keepNext")] if heads else ())


def _attendance(lists: Sequence[Attendance]) -> Iterator[Element]:
    """出席, 请假 and 列席 after a blank line, the names aligned after the colon (10.3)."""
    if lists:
        yield paragraph(PaperStyle.EMPTY_LINE)
    for each in lists:
        label = f"{each.label}："
        hanging = min(2 + len(label), _DEEPEST)
        indent = node("ind", left=round(hanging * CELL), hanging=round((hanging - 2) * CELL))
        words = run(label, fonts(HEI))
        yield paragraph(PaperStyle.ATTENDANCE, words, each.names, properties=[indent])


def _attachment_note(attachments: Sequence[Attachment]) -> Iterator[Element]:
    """附件说明 after a blank line, numbered when there are several (7.3.4)."""
    if not any(each.title for each in attachments):
        return
    yield paragraph(PaperStyle.EMPTY_LINE)
    several = len(attachments) > 1
    hanging = 2 + len(_LABEL) + several
    for serial, each in enumerate(attachments, start=1):
        first = 2 if serial == 1 else 2 + len(_LABEL)
        label = _LABEL if serial == 1 else ""
        indent = node("ind", left=round(hanging * CELL), hanging=round((hanging - first) * CELL))
        text = f"{label}{f'{serial}.' if several else ''}{each.title}"
        yield paragraph(PaperStyle.ATTACHMENT_NOTE, text, properties=[indent])
