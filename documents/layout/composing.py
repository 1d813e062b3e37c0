"""Lay a manuscript out in the ordinary format (文件格式) of GB/T 9704-2012."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.flow import Placed, first_of, paginate
from documents.layout.header import Header, issued_header, proof_header, proof_notice
from documents.layout.imprint import Imprint, PlacedImprint, placed_imprint
from documents.layout.issue import Issue
from documents.layout.pages import Bookmark, Element, Page, Pages, Role, Rule, Run
from documents.layout.paragraphs import (
    Groups,
    attachment_groups,
    attachment_note_groups,
    recipients_rows,
    text_groups,
    title_rows,
)
from documents.layout.rows import EMPTY, Row, Style, numbered, run_of
from documents.layout.signature import note_rows, signature_rows
from documents.manuscript import Attachment, Manuscript

_PAGE_NUMBER = Style(element=Element.PAGE_NUMBER, role=Role.SONG, size=sheet.SIZE_4)
_DASH_BELOW = 7.0
_DASH_HEIGHT = 0.36
"""Ems from the baseline up to the middle of the dash, which is what stands 7 mm below (7.5)."""
_ABOVE_IMPRINT = 3.0
_SHORTEST_ORGAN = 3


def compose(manuscript: Manuscript, *, issue: Issue | None) -> Pages:
    """The pages of a manuscript: issued with what `issue` fills in, without it a 送审稿.

    The same arguments always give the same pages. No text is lost, whatever is in it.
    """
    header = issued_header(manuscript, issue=issue) if issue else proof_header(manuscript)
    recipients, moved = _recipients(manuscript, issue=issue, header=header)
    main = _main_groups(manuscript, issue=issue, recipients=recipients)
    sections = _numbered([main, *_following_sections(manuscript)])
    laid: list[list[Placed]] = paginate(sections[0], top=header.title_top) or [[]]
    for section in sections[1:]:
        laid += paginate(section, top=sheet.TOP)
    pages = _pages(laid, header=header)
    imprint = _imprint(manuscript, issue=issue, recipients=moved)
    if imprint:
        last = max((run.paragraph for page in pages for run in page.runs), default=0)
        placed = placed_imprint(imprint, paragraph=last + 1)
        pages = _with_imprint(pages, placed, room=_room(laid[-1]), issued=issue is not None)
    if issue is None:
        pages = [replace(page, runs=(proof_notice(), *page.runs)) for page in pages]
    return Pages(clean(manuscript.title), tuple(pages), bookmarks=_bookmarks(laid))


def _main_groups(manuscript: Manuscript, *, issue: Issue | None, recipients: str) -> Groups:
    names = (issue.signatures if issue else ()) or _names(manuscript.signature)
    date = (issue.date if issue else "") or manuscript.date
    first = recipients_rows(recipients)
    return [
        title_rows(manuscript.title, element=Element.TITLE),
        [EMPTY, *first],
        *text_groups(manuscript.body),
        *attachment_note_groups(manuscript.attachments),
        *signature_rows(names, date=date, sealed=bool(issue and issue.sealed)),
        note_rows(manuscript.note),
    ]


def _names(signature: str) -> tuple[str, ...]:
    """Joint issuers stand in one field with full blanks between; 张　三 is still one name."""
    names = tuple(signature.split("\u3000"))
    return names if all(len(each) >= _SHORTEST_ORGAN for each in names) else (signature,)


def _recipients(manuscript: Manuscript, *, issue: Issue | None, header: Header) -> tuple[str, str]:
    """主送 for above the text and for the imprint: page 1 must show text (7.4.2)."""
    groups = _main_groups(manuscript, issue=issue, recipients=manuscript.recipients)
    text = first_of([row for group in groups for row in group], Element.BODY)
    if text is None or text < sheet.lines_below(header.title_top):
        return manuscript.recipients, ""
    return "", manuscript.recipients


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
        if each.body
    ]


def _numbered(sections: list[Groups]) -> list[list[Row]]:
    """The sections' rows, each paragraph with its own number through the whole document."""
    rows: list[list[Row]] = []
    paragraph = 1
    for groups in sections:
        rows.append([])
        for group in groups:
            rows[-1] += numbered(group, first=paragraph)
            paragraph += 1
    return rows


def _pages(laid: list[list[Placed]], *, header: Header) -> list[Page]:
    pages = []
    for index, placed in enumerate(laid):
        runs: list[Run] = list(header.runs) if index == 0 else []
        rules: tuple[Rule, ...] = header.rules if index == 0 else ()
        runs += [run for each in placed for run in each.row.placed(each.top)]
        pages.append(Page(index + 1, (*runs, page_number(index + 1)), rules))
    return pages


def page_number(number: int) -> Run:
    """`— 1 —`, one character in from the outer edge (7.5)."""
    y = sheet.BOTTOM + _DASH_BELOW + _DASH_HEIGHT * sheet.em(sheet.SIZE_4)
    run = run_of(f"— {number} —", style=_PAGE_NUMBER, x=sheet.LEFT + sheet.em(sheet.SIZE_4), y=y)
    if number % 2 == 0:
        return run
    return replace(run, x=sheet.RIGHT - sheet.em(sheet.SIZE_4) - run.width)


def _imprint(manuscript: Manuscript, *, issue: Issue | None, recipients: str) -> Imprint:
    if issue is None:
        return Imprint(recipients=recipients, copies=manuscript.copies)
    return Imprint(
        recipients=recipients,
        copies=issue.copies or manuscript.copies,
        printing_office=issue.printing_office,
        print_date=issue.print_date,
    )


def _room(placed: list[Placed]) -> float:
    """Where the last text of the page ends, mm."""
    return max((each.top + sheet.CELL for each in placed if each.row.runs), default=sheet.TOP)


def _with_imprint(
    pages: list[Page], imprint: PlacedImprint, *, room: float, issued: bool
) -> list[Page]:
    """On the last page; when issued that page is an even one, and what is added has no number."""
    right_side = len(pages) % 2 == 0 or not issued
    if right_side and room + _ABOVE_IMPRINT <= imprint.top:
        last = pages[-1]
        runs = (*last.runs[:-1], *imprint.runs, last.runs[-1])
        return [*pages[:-1], replace(last, runs=runs, rules=last.rules + imprint.rules)]
    blank = [Page(None, ())] if issued and right_side else []
    return [*pages, *blank, Page(None, imprint.runs, imprint.rules)]


def _bookmarks(laid: list[list[Placed]]) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(level=each.row.heading[0], text=each.row.heading[1], page=index, y=each.top)
        for index, placed in enumerate(laid)
        for each in placed
        if each.row.heading
    )
