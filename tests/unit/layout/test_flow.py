"""Where pages end: what stands together, what never stands alone, and at what price."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.layout import Pages, compose, sheet
from documents.layout.flow import paginate
from documents.layout.glyphs import glyphs
from documents.layout.pages import Element, Page
from documents.layout.rows import Frame, Row, Style, numbered, paragraph_rows, run_of
from documents.manuscript import Attachment, Paragraph
from documents.typefaces.faces import Faces
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.specimens import ISSUE, SENTENCE, lines, short_notice
from tests.work import work

STYLE = Style(element=Element.BODY, indent=2.0)


def paragraphs(*lengths: int) -> list[Row]:
    """Paragraphs of so many lines each."""
    return [
        row
        for number, length in enumerate(lengths, start=1)
        for row in numbered(paragraph_rows("市" * (28 * length - 2), style=STYLE), first=number)
    ]


def counts(rows: list[Row], *, top: float = sheet.TOP) -> list[int]:
    return [len(page) for page in paginate(rows, top=top)]


def first_elements(pages: Pages) -> list[tuple[Page, set[Element]]]:
    outside = {Element.PAGE_NUMBER, Element.PROOF_NOTICE, Element.IMPRINT}
    return [(page, {run.element for run in page.runs} - outside) for page in pages.pages]


def test_full_pages_have_22_lines_at_the_same_places() -> None:
    pages = paginate(paragraphs(44), top=sheet.TOP)

    assert [len(page) for page in pages] == [22, 22]
    assert [each.top for each in pages[0]] == [each.top for each in pages[1]]
    assert [each.top for each in pages[0]] == [sheet.TOP + n * sheet.PITCH for n in range(22)]


def test_a_page_is_filled_wherever_a_paragraph_ends() -> None:
    assert counts(paragraphs(23)) == [22, 1]
    assert counts(paragraphs(21, 2)) == [22, 1]
    assert counts(paragraphs(22, 1, 5)) == [22, 6]


def test_a_row_of_several_lines_takes_their_room() -> None:
    tall = replace(paragraphs(1)[0], height=3 * sheet.PITCH)
    (page,) = paginate([tall, *paragraphs(2)], top=sheet.TOP)

    assert [each.top for each in page[1:]] == [sheet.TOP + n * sheet.PITCH for n in (3, 4)]


def test_rows_of_a_table_fill_a_page_to_its_edge_and_repeat_what_is_above_them() -> None:
    frame = Frame(1, (28.0, 184.0))
    head = Row(height=25.0, frame=frame, keep=True)
    body = Row(height=50.0, frame=frame, again=(head,))
    pages = paginate([head, *[body] * 9], top=sheet.TOP)

    assert [len(page) for page in pages] == [5, 5, 2]
    assert pages[1][0].row is head
    assert pages[1][-1].top + 50.0 == pytest.approx(sheet.BOTTOM)


def test_neither_notes_nor_an_attachment_note_stand_alone_on_a_page() -> None:
    attachments = (Attachment("使用单位名单"), Attachment("责任分工表"))
    for count in range(1, 50):
        body = (Paragraph(0, SENTENCE * count),)
        signed = short_notice(body=body, note="此件公开发布", attachments=attachments)
        unsigned = replace(signed, signature="", date="", note="")
        for pages in (compose(signed, issue=ISSUE), compose(unsigned, issue=ISSUE)):
            for page, elements in first_elements(pages):
                assert not elements or Element.BODY in elements, (count, page.number)


def test_ten_times_the_pages_are_ten_times_the_work() -> None:
    def paging(sentences: int) -> int:
        rows = paragraphs(*[7] * sentences)
        return work(lambda: paginate(rows, top=sheet.TOP))

    assert paging(700) <= 11 * paging(70)


def test_a_squeezed_mark_keeps_its_shape_and_the_next_one_takes_its_white(
    drawn: Typefaces,
) -> None:
    run = run_of("（市）。", style=STYLE, x=0.0)
    *_, bracket, stop = glyphs(run, Faces(drawn))

    assert (bracket.character, bracket.stretch) == ("）", 1.0)
    assert bracket.advance == pytest.approx(0.5 * sheet.CELL)
    assert stop.x == pytest.approx(2.5 * sheet.CELL)
    assert stop.stretch == 1.0


def test_a_character_too_wide_for_its_room_is_still_narrowed(drawn: Typefaces) -> None:
    run = replace(run_of("市", style=STYLE, x=0.0), advances=(0.5 * sheet.CELL,))

    assert next(glyphs(run, Faces(drawn))).stretch < 0.6


def test_a_page_of_nothing_but_marks_keeps_to_its_cells() -> None:
    pages = compose(short_notice(body=(Paragraph(0, "《（“市”）》、" * 200),)), issue=None)

    for page in pages.pages:
        assert len(lines(page)) <= sheet.LINES_PER_PAGE
        for run in page.runs:
            if run.role is Role.FANGSONG:
                assert run.x + run.width <= sheet.RIGHT + 1e-6
