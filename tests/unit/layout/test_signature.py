"""署名, 成文日期 and where seals and stamps go (GB/T 9704-2012 7.3.5)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, groupby
from math import dist

import pytest

from documents.layout import Pages, compose, sheet
from documents.layout.issue import Stamp
from documents.layout.pages import Element, Place, Run
from documents.manuscript import Attachment, Paragraph
from tests.unit.layout.specimens import ISSUE, SENTENCE, runs, short_notice

ORGANS = tuple(
    f"澜州市{each}局" for each in ("财政", "民政", "教育", "农业", "水务", "林业", "交通")
)
SEALED = replace(ISSUE, sealed=True)
HALF_LINE = sheet.baseline(0.0, size=sheet.SIZE_3)
DIAMETERS = [30.0, 38.0, 42.0, 45.0, 50.0, 60.0]


def middle(piece: Run | Place) -> float:
    return piece.x + piece.width / 2


def centre(place: Place) -> tuple[float, float]:
    return place.x + place.width / 2, place.y + place.height / 2


def cell_top(run: Run) -> float:
    return run.y - HALF_LINE


def text_bottom(pages: Pages, place: Place) -> float:
    """Where the text above the signature ends on the page of the seal."""
    above = {Element.BODY, Element.ATTACHMENT_NOTE}
    page = pages.pages[place.page]
    return max(cell_top(run) for run in page.runs if run.element in above) + sheet.CELL


@pytest.mark.parametrize("diameter", DIAMETERS)
def test_a_seal_presses_name_and_date_which_lie_slightly_below_its_centre(diameter: float) -> None:
    """7.3.5.1: 居中下压发文机关署名和成文日期，使其居印章中心偏下位置."""
    pages = compose(short_notice(), issue=replace(SEALED, seal_diameter=diameter))
    (seal,) = pages.places
    name, date = runs(pages, Element.SIGNATURE)[0], runs(pages, Element.DATE)[0]

    assert (seal.element, seal.name) == (Element.SEAL, "澜州市人民政府办公室")
    assert (seal.width, seal.height) == (diameter, diameter)
    assert middle(seal) == pytest.approx(middle(name)) == pytest.approx(middle(date))
    assert centre(seal)[1] == pytest.approx(cell_top(name))
    assert cell_top(date) + sheet.CELL < seal.y + diameter or diameter < 33


@pytest.mark.parametrize("diameter", DIAMETERS)
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("attachments", [(), (Attachment("名单"),)])
def test_the_top_of_a_seal_lies_within_a_line_of_the_text(
    diameter: float, count: int, attachments: tuple[Attachment, ...]
) -> None:
    """7.3.5.1: 印章顶端应当上距正文（或附件说明）一行之内."""
    issue = replace(SEALED, seal_diameter=diameter, signatures=ORGANS[:count])
    pages = compose(short_notice(attachments=attachments), issue=issue)

    first = pages.places[0]
    assert 0 <= first.y - text_bottom(pages, first) <= sheet.PITCH


def test_the_date_ends_four_characters_before_the_right_edge_with_the_name_centred_on_it() -> None:
    """7.3.5.1."""
    pages = compose(short_notice(), issue=SEALED)
    name, date = runs(pages, Element.SIGNATURE)[0], runs(pages, Element.DATE)[0]

    assert date.x + date.width == pytest.approx(sheet.RIGHT - 4 * sheet.CELL)
    assert date.y - name.y == pytest.approx(sheet.PITCH)


@pytest.mark.parametrize("diameter", DIAMETERS)
@pytest.mark.parametrize("count", range(2, 8))
def test_joint_seals_stand_in_rows_of_three_and_do_not_touch(diameter: float, count: int) -> None:
    """7.3.5.1: neat rows, none touches or crosses another, none leaves the type area."""
    issue = replace(SEALED, seal_diameter=diameter, signatures=ORGANS[:count])
    pages = compose(short_notice(), issue=issue)
    names = runs(pages, Element.SIGNATURE)

    assert [place.name for place in pages.places] == list(ORGANS[:count])
    assert [name.text for name in names] == list(ORGANS[:count])
    rows = [list(row) for _, row in groupby(pages.places, key=lambda place: round(place.y, 3))]
    assert all(len(row) <= 3 for row in rows)
    assert len({place.page for place in pages.places}) == 1 or count * diameter >= 420
    for place, name in zip(pages.places, names, strict=True):
        assert middle(place) == pytest.approx(middle(name))
        assert centre(place)[1] == pytest.approx(cell_top(name))
        assert place.x >= sheet.LEFT - 1e-9
        assert place.x + diameter <= sheet.RIGHT + 1e-9
        assert place.y >= sheet.TOP
        assert place.y + diameter <= sheet.BOTTOM
    for one, other in combinations(pages.places, 2):
        apart = dist(centre(one), centre(other)) >= diameter + 1 - 1e-9
        assert apart or one.page != other.page


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_the_last_seal_presses_the_last_name_and_the_date(count: int) -> None:
    """7.3.5.1."""
    pages = compose(short_notice(), issue=replace(SEALED, signatures=ORGANS[:count]))
    date = runs(pages, Element.DATE)[0]

    last = pages.places[-1]
    assert middle(last) == pytest.approx(middle(date))
    assert last.y < cell_top(date) < last.y + last.height
    assert date.x + date.width == pytest.approx(sheet.RIGHT - 4 * sheet.CELL)


def test_the_date_moves_to_the_right_only_as_far_as_three_large_seals_need() -> None:
    """7.3.5.1: 一般右空四字; no row of seals leaves the type area."""
    issue = replace(SEALED, signatures=ORGANS[:3], seal_diameter=50.0)
    places = compose(short_notice(), issue=issue).places

    assert len({place.y for place in places}) == 1
    assert places[0].x == pytest.approx(sheet.LEFT)
    assert places[-1].x + 50.0 <= sheet.RIGHT


def test_long_names_stand_in_fewer_columns_and_never_meet() -> None:
    names = ("云川省人力资源和社会保障厅", "云川省发展和改革委员会", "云川省财政厅")
    pages = compose(short_notice(), issue=replace(SEALED, signatures=names))
    shown = runs(pages, Element.SIGNATURE)

    assert len({round(run.y, 3) for run in shown}) == 2
    assert shown[0].x + shown[0].width + sheet.CELL <= shown[1].x + 1e-9
    assert min(run.x for run in shown) >= sheet.LEFT


def test_a_name_longer_than_a_line_is_broken_above_its_seal() -> None:
    name = "澜州市" + "经济和信息化" * 5 + "工作领导小组办公室"
    pages = compose(short_notice(signature=name), issue=SEALED)
    shown = runs(pages, Element.SIGNATURE)

    assert "".join(run.text for run in shown) == name
    assert centre(pages.places[0])[1] == pytest.approx(cell_top(shown[-1]))
    assert all(run.x >= sheet.LEFT and run.x + run.width <= sheet.RIGHT for run in shown)


def test_no_seal_stands_on_blank_paper() -> None:
    """7.3.5.1: without a name the seal presses the date, without both there is none."""
    dated = compose(short_notice(signature=""), issue=SEALED)
    bare = compose(short_notice(signature="", date=""), issue=SEALED)

    (seal,) = dated.places
    date = runs(dated, Element.DATE)[0]
    assert middle(seal) == pytest.approx(middle(date))
    assert seal.y < cell_top(date) < seal.y + seal.height
    assert bare.places == ()


@pytest.mark.parametrize("count", [1, 3, 5])
def test_the_page_with_the_seals_carries_text_and_holds_them_whole(count: int) -> None:
    """7.3.5.5, for texts of every length; 此页无正文 is never said."""
    issue = replace(SEALED, signatures=ORGANS[:count])
    for sentences in range(1, 24):
        for note in ("", "此件公开发布"):
            notice = short_notice(body=(Paragraph(0, SENTENCE * sentences),), note=note)
            pages = compose(notice, issue=issue)
            (page,) = {place.page for place in pages.places}
            shown = {run.element for run in pages.pages[page].runs}
            assert {Element.BODY, Element.SIGNATURE, Element.DATE} <= shown, sentences
            assert (Element.NOTE in shown) == bool(note), sentences
            assert all(place.y + place.height <= sheet.BOTTOM for place in pages.places)
            assert any(run.element is Element.BODY for run in pages.pages[0].runs), sentences
            assert "此页无正文" not in pages.text()


def test_the_imprint_keeps_clear_of_the_seal() -> None:
    """7.4: no rule and no word of it lies under a seal."""
    for sentences in range(1, 24):
        notice = short_notice(body=(Paragraph(0, SENTENCE * sentences),))
        pages = compose(notice, issue=SEALED)
        (seal,) = pages.places
        below = [
            rule.y for rule in pages.pages[seal.page].rules if rule.element is Element.IMPRINT
        ]
        assert all(y >= seal.y + seal.height for y in below), sentences


def test_more_organs_than_a_page_holds_are_all_there() -> None:
    names = tuple(f"澜州市第{place}办公室" for place in range(40))
    pages = compose(short_notice(), issue=replace(SEALED, signatures=names))

    assert [place.name for place in pages.places] == list(names)
    assert all(sheet.TOP - 5 <= place.y <= sheet.BOTTOM - place.height for place in pages.places)


def test_a_document_that_nobody_seals_has_no_places() -> None:
    assert compose(short_notice(), issue=ISSUE).places == ()


def test_places_survive_a_round_trip_through_json() -> None:
    pages = compose(short_notice(), issue=replace(SEALED, signatures=ORGANS[:3]))

    assert Pages.from_json(pages.to_json()) == pages


STAMPS = (Stamp("澜州市人民政府市长", "张三"), Stamp("澜州市公安局局长", "李四"))


def test_a_stamp_stands_two_blank_lines_below_the_text_and_four_characters_in() -> None:
    """7.3.5.3."""
    pages = compose(short_notice(), issue=replace(ISSUE, stamps=STAMPS[:1]))
    (stamp,) = pages.places
    leading = sheet.PITCH - sheet.CELL

    assert (stamp.element, stamp.name) == (Element.SEAL, "张三")
    assert (stamp.width, stamp.height) == (40.0, 20.0)
    assert stamp.x + stamp.width == pytest.approx(sheet.RIGHT - 4 * sheet.CELL)
    assert stamp.y - text_bottom(pages, stamp) == pytest.approx(2 * sheet.PITCH + leading)


@pytest.mark.parametrize(
    "title", ["市长", "澜州市人民政府市长", "澜州市人民政府副市长兼澜州市公安局局长"]
)
def test_the_title_ends_two_characters_left_of_the_stamp_as_high_as_its_middle(title: str) -> None:
    """7.3.5.3."""
    pages = compose(short_notice(), issue=replace(ISSUE, stamps=(Stamp(title, "张三"),)))
    (stamp,) = pages.places
    lines = runs(pages, Element.SIGNER_TITLE)

    assert "".join(run.text for run in lines) == title
    tops = [cell_top(run) for run in lines]
    assert (min(tops) + max(tops) + sheet.CELL) / 2 == pytest.approx(centre(stamp)[1])
    assert {round(run.x + run.width, 6) for run in lines} == {round(stamp.x - 2 * sheet.CELL, 6)}


def test_the_date_stands_one_blank_line_below_the_last_stamp_and_four_characters_in() -> None:
    """7.3.5.3."""
    for stamps in (STAMPS[:1], STAMPS):
        pages = compose(short_notice(), issue=replace(ISSUE, stamps=stamps))
        last, date = pages.places[-1], runs(pages, Element.DATE)[0]

        assert cell_top(date) - (last.y + last.height) == pytest.approx(sheet.PITCH)
        assert date.x + date.width == pytest.approx(sheet.RIGHT - 4 * sheet.CELL)


def test_stamps_of_joint_issuers_stand_below_one_another_with_their_titles() -> None:
    """7.3.5.3: one organ a line, titles and stamps aligned; no organ's name besides."""
    pages = compose(short_notice(), issue=replace(ISSUE, stamps=STAMPS))
    first, second = pages.places
    titles = runs(pages, Element.SIGNER_TITLE)

    assert [run.text for run in titles] == [stamp.title for stamp in STAMPS]
    assert first.x == second.x
    assert second.y > first.y + first.height
    assert titles[0].x + titles[0].width == pytest.approx(titles[1].x + titles[1].width)
    assert not runs(pages, Element.SIGNATURE)


def test_an_unsealed_joint_signature_names_the_host_first_and_dates_last() -> None:
    """7.3.5.2."""
    pages = compose(short_notice(), issue=replace(ISSUE, signatures=ORGANS[:3]))
    names, date = runs(pages, Element.SIGNATURE), runs(pages, Element.DATE)[0]

    assert [run.text for run in names] == list(ORGANS[:3])
    assert [name.y for name in names] == sorted(name.y for name in names)
    assert date.y > names[-1].y
    assert len({name.x for name in names}) == 1


@pytest.mark.parametrize("sealed", [True, False])
def test_a_note_stands_on_the_line_after_the_date_and_never_alone(sealed: bool) -> None:
    """7.3.6."""
    for sentences in range(1, 24):
        notice = short_notice(body=(Paragraph(0, SENTENCE * sentences),), note="此件公开发布")
        pages = compose(notice, issue=replace(ISSUE, sealed=sealed))
        note, date = runs(pages, Element.NOTE)[0], runs(pages, Element.DATE)[0]
        page = next(page for page in pages.pages if note in page.runs)

        assert date in page.runs
        assert note.y - date.y == pytest.approx(sheet.PITCH)
        assert note.x == pytest.approx(sheet.LEFT + 2 * sheet.CELL)


def test_an_attachment_note_never_stands_alone_on_a_page() -> None:
    """7.3.4 with 7.3.5.5."""
    for sentences in range(1, 24):
        body = (Paragraph(0, SENTENCE * sentences),)
        notice = short_notice(body=body, attachments=(Attachment("名单"), Attachment("分工")))
        for issue in (ISSUE, SEALED):
            for page in compose(notice, issue=issue).pages:
                shown = {run.element for run in page.runs}
                assert Element.ATTACHMENT_NOTE not in shown or Element.BODY in shown, sentences
