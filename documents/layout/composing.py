"""Lay a manuscript out: rows on pages, with what its format puts round them."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.flow import Placed, paginate, pictures_of, rules_of, shows_text
from documents.layout.formats import format_of
from documents.layout.formats.ordinary import Ordinary
from documents.layout.header import Header
from documents.layout.imprint import PlacedImprint
from documents.layout.issue import Issue
from documents.layout.pages import Bookmark, Element, Page, Pages, Place, Run
from documents.layout.paragraphs import (
    Groups,
    attachment_groups,
    attachment_note_groups,
    text_groups,
    title_rows,
)
from documents.layout.rows import EMPTY, Row, Style, numbered, run_of
from documents.layout.titles import plain_title
from documents.manuscript import Attachment, Manuscript
from documents.typefaces.role import Role

_PAGE_NUMBER = Style(element=Element.PAGE_NUMBER, role=Role.SONG, size=sheet.SIZE_4)
_DASH_BELOW = 7.0
"""mm from the type area down to the dashes (7.5)."""
_DASH_HEIGHT = 0.36
"""Ems from the baseline of the digits up to their middle, which is that of the dashes."""
_DASH_THICKNESS = 0.25
"""mm, of the dashes' ink."""
_ABOVE_IMPRINT = 3.0
"""mm free at least between the text and the imprint."""


def compose(manuscript: Manuscript, *, issue: Issue | None) -> Pages:
    """The pages of a manuscript: issued with what `issue` fills in, without it a 送审稿.

    The same arguments always give the same pages. No text is lost, whatever is in it.
    """
    return composed(format_of(manuscript, issue=issue))


def composed(form: Ordinary) -> Pages:
    """The pages of what a format lays out."""
    header = form.header()
    laid, moved = _laid_out(form, top=header.title_top)
    pages = _pages(laid, header=header, form=form)
    last = max((run.paragraph for page in pages for run in page.runs), default=0)
    if placed := form.placed_imprint(moved, paragraph=last + 1):
        whole_leaves = form.imprint_on_even_page
        pages = _with_imprint(pages, placed, room=_room(laid[-1]), whole_leaves=whole_leaves)
    if always := form.on_every_page():
        pages = [replace(page, runs=(*always, *page.runs)) for page in pages]
    return Pages(
        plain_title(form.manuscript.title),
        tuple(pages),
        bookmarks=_bookmarks(laid),
        places=_places(laid),
    )


def compose_attachment(manuscript: Manuscript, place: int, *, issue: Issue | None) -> Pages:
    """The pages of an attachment that is not bound with the document (7.3.7).

    `place` counts from 1, as in the attachment note. The document's number stands before 附件 and
    the serial; the pages have numbers of their own. IndexError if there is none at that place.
    """
    if not 0 < place <= len(manuscript.attachments):
        raise IndexError(place)
    form = format_of(manuscript, issue=issue)
    attachment = manuscript.attachments[place - 1]
    serial = str(place) if len(manuscript.attachments) > 1 else ""
    number = clean(issue.number) if issue else ""
    (section,) = _numbered([attachment_groups(attachment, serial=serial, number=number)])
    laid = paginate(section, top=sheet.TOP)
    pages = [_page(placed, number=index) for index, placed in enumerate(laid, start=1)]
    if always := form.on_every_page():
        pages = [replace(page, runs=(*always, *page.runs)) for page in pages]
    return Pages(plain_title(attachment.title), tuple(pages), bookmarks=_bookmarks(laid))


def _laid_out(form: Ordinary, *, top: float) -> tuple[list[list[Placed]], str]:
    """The pages' rows, and 主送 that moved to the imprint: page 1 must show text (7.4.2)."""
    recipients = form.manuscript.recipients
    following = _following_sections(form.manuscript)
    sections, text = _text_pages(form, recipients, following, top=top)
    moved = ""
    if clean(recipients) and not shows_text(text[0]):
        others, shorter = _text_pages(form, "", following, top=top)
        if shows_text(shorter[0]):
            sections, text, moved = others, shorter, recipients
    for section in sections[1:]:
        text += paginate(section, top=sheet.TOP)
    return text, moved


def _text_pages(
    form: Ordinary, recipients: str, following: list[Groups], *, top: float
) -> tuple[list[list[Row]], list[list[Placed]]]:
    sections = _numbered([form.main(recipients), *following])
    return sections, paginate(sections[0], top=top, bottom=form.first_bottom) or [[]]


def _following_sections(manuscript: Manuscript) -> list[Groups]:
    """The enclosure (印发件) with its attachments, then the document's own attachments."""
    sections: list[Groups] = []
    if enclosure := manuscript.enclosure:
        title = title_rows(enclosure.title, element=Element.ENCLOSURE_TITLE)
        sections.append(
            [
                [EMPTY, EMPTY, *title, EMPTY],
                *text_groups(enclosure.body),
                *attachment_note_groups(enclosure.attachments),
            ]
        )
        sections += _attachment_sections(enclosure.attachments)
    return sections + _attachment_sections(manuscript.attachments)


def _attachment_sections(attachments: tuple[Attachment, ...]) -> list[Groups]:
    several = len(attachments) > 1
    return [
        attachment_groups(each, serial=str(place) if several else "")
        for place, each in enumerate(attachments, start=1)
        if each.body and each.bound
    ]


def _numbered(sections: list[Groups]) -> list[list[Row]]:
    """The sections' rows, each paragraph with its own number through the whole document."""
    rows: list[list[Row]] = []
    paragraph, table = 1, 0
    for groups in sections:
        rows.append([])
        for group in groups:
            table += any(row.is_table for row in group)
            rows[-1] += numbered(group, first=paragraph, table=table)
            paragraph += 1 + max((run.paragraph for row in group for run in row.runs), default=0)
    return rows


def _pages(laid: list[list[Placed]], *, header: Header, form: Ordinary) -> list[Page]:
    first, *others = laid
    page = _page(first, number=1 if form.first_page_numbered else None)
    page = replace(page, runs=(*header.runs, *page.runs), rules=(*header.rules, *page.rules))
    return [page, *(_page(placed, number=place) for place, placed in enumerate(others, start=2))]


def _page(placed: list[Placed], *, number: int | None) -> Page:
    runs = [run for each in placed for run in each.row.placed(each.top)]
    if number is not None:
        runs.extend(page_number(number))
    return Page(number, tuple(runs), rules_of(placed), pictures=pictures_of(placed))


def page_number(number: int) -> tuple[Run, ...]:
    """`— 1 —`, one character in from the outer edge; the dashes lie 7 mm below the text (7.5)."""
    indent = sheet.em(sheet.SIZE_4)
    whole = run_of(f"— {number} —", style=_PAGE_NUMBER, x=0.0)
    x = sheet.LEFT + indent if number % 2 == 0 else sheet.RIGHT - indent - whole.width
    middle = sheet.BOTTOM + _DASH_BELOW
    runs = []
    for text in ("— ", str(number), " —"):
        run = run_of(text, style=_PAGE_NUMBER, x=x, y=middle + _DASH_HEIGHT * indent)
        ink_top = middle - _DASH_THICKNESS / 2 if "—" in text else None
        runs.append(replace(run, ink_top=ink_top))
        x += run.width
    return tuple(runs)


def _room(placed: list[Placed]) -> float:
    """Where the last text of the page ends, mm."""
    return max(
        (each.top + each.row.depth for each in placed if each.row.element), default=sheet.TOP
    )


def _with_imprint(
    pages: list[Page], imprint: PlacedImprint, *, room: float, whole_leaves: bool
) -> list[Page]:
    """On the last page, with `whole_leaves` an even one; a page added for it has no number."""
    added = [Page(None, each.runs, each.rules) for each in (*imprint.before, imprint)]
    right_side = len(pages) % 2 == 0 or not whole_leaves
    if right_side and len(added) == 1 and room + _ABOVE_IMPRINT <= imprint.top:
        last = pages[-1]
        text = [run for run in last.runs if run.element is not Element.PAGE_NUMBER]
        runs = (*text, *imprint.runs, *last.runs[len(text) :])
        return [*pages[:-1], replace(last, runs=runs, rules=last.rules + imprint.rules)]
    blank = [Page(None, ())] if whole_leaves and (len(pages) + len(added)) % 2 else []
    return [*pages, *blank, *added]


def _places(laid: list[list[Placed]]) -> tuple[Place, ...]:
    return tuple(
        place
        for index, placed in enumerate(laid)
        for each in placed
        for place in each.row.placed_places(each.top, page=index)
    )


def _bookmarks(laid: list[list[Placed]]) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(level=each.row.heading[0], text=each.row.heading[1], page=index, y=each.top)
        for index, placed in enumerate(laid)
        for each in placed
        if each.row.heading
    )
