"""Whatever stands in a table or is said of a figure: it is all there, inside its cell and page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.layout import Issue, Pages, compose, sheet
from documents.layout.pages import Element, Page, Run
from documents.manuscript import Attachment, Figure, Manuscript, Paragraph, Table
from tests.quick import examples

ISSUE = Issue(mark="澜州市人民政府文件", number="澜政〔2026〕8号", date="2026年1月1日")
CHARACTERS = "市政府关于印发通知（）《》，。、“”abcXYZWm0123456789 -/%\n各"
cells = st.one_of(
    st.text(alphabet=CHARACTERS, max_size=12),
    st.text(max_size=4),
    st.text(alphabet=CHARACTERS, min_size=1, max_size=9).map(lambda text: text * 20),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Cells from a small pool, so that large tables cost little to think out."""
    pool = draw(st.lists(cells, min_size=1, max_size=4))
    rows, columns = draw(
        st.sampled_from([(0, 1), (1, 1), (2, 3), (3, 2), (5, 5), (30, 2), (1, 40)])
    )
    share = draw(st.lists(st.floats(min_value=0, max_value=50), max_size=3))
    return Table(
        rows=tuple(
            tuple(pool[(row * columns + column) % len(pool)] for column in range(columns))
            for row in range(rows)
        ),
        title=draw(st.text(alphabet=CHARACTERS, max_size=30)),
        heads=draw(st.integers(min_value=0, max_value=3)),
        widths=tuple(share[column % len(share)] for column in range(columns)) if share else (),
        landscape=draw(st.booleans()),
    )


sizes = st.floats(min_value=0, max_value=2000)
figures = st.builds(
    Figure, st.just("ab"), sizes, sizes, title=st.text(alphabet=CHARACTERS, max_size=40)
)
paragraphs = st.builds(Paragraph, level=st.just(0), text=st.text(alphabet=CHARACTERS, max_size=90))
bodies = st.lists(st.one_of(tables(), figures, paragraphs), max_size=2).map(tuple)
manuscripts = st.builds(
    Manuscript,
    type=st.just("通知"),
    title=st.just("关于分工的通知"),
    recipients=st.just("各县（区）人民政府"),
    body=bodies,
    attachments=st.lists(st.builds(Attachment, st.just("表"), bodies), max_size=1).map(tuple),
    signature=st.just("澜州市人民政府"),
    date=st.just("2026年11月22日"),
)

NARROW = Manuscript(
    type="通知", title="关于分工的通知", body=(Table(rows=(("市" * 180,) * 40,), heads=1),)
)
"""Cells that go over three pages and look the same on the first two, as a repeated head does."""


def squeezed(text: str) -> str:
    return "".join(text.split())


def cells_of(pages: Pages) -> dict[tuple[int, int, int], str]:
    """The text of each cell on all pages together; a repeated head's as often as it stands."""
    found: dict[tuple[int, int, int], str] = defaultdict(str)
    for page in pages.pages:
        for run in page.runs:
            if run.cell:
                found[run.cell] += run.text
    return found


def given_cells(manuscript: Manuscript) -> dict[tuple[int, int, int], tuple[str, bool]]:
    """The text of each cell that has any, and whether it is a head's."""
    blocks = [*manuscript.body, *(each for one in manuscript.attachments for each in one.body)]
    rowed = [each for each in blocks if isinstance(each, Table) and each.rows]
    return {
        (number, place, column): (squeezed(text), place < table.heads)
        for number, table in enumerate(rowed, start=1)
        for place, row in enumerate(table.rows)
        for column, text in enumerate(row)
        if squeezed(text)
    }


def box(run: Run) -> tuple[float, float, float, float]:
    """Left, top, right, bottom, turned or not."""
    em = run.size * sheet.MM_PER_PT
    above, below = sheet.ASCENT * em, (1 - sheet.ASCENT) * em
    if run.turned:
        return run.x - above, run.y - run.width, run.x + below, run.y
    return run.x, run.y - above, run.x + run.width, run.y + below


@settings(max_examples=examples(30), deadline=None)
@given(manuscript=manuscripts)
@example(manuscript=NARROW)
def test_every_cell_is_there_whole_and_every_table_has_its_number(manuscript: Manuscript) -> None:
    found, wanted = cells_of(compose(manuscript, issue=None)), given_cells(manuscript)

    assert len(found) == len(wanted)
    for (_, text), (_, (whole, is_head)) in zip(
        sorted(found.items()), sorted(wanted.items()), strict=True
    ):
        times = max(1, len(squeezed(text)) // len(whole)) if is_head else 1
        assert squeezed(text) == whole * times
    assert len({cell[0] for cell in found}) == len({cell[0] for cell in wanted})


@settings(max_examples=examples(30), deadline=None)
@given(manuscript=manuscripts)
def test_nothing_stands_out_of_the_type_area_and_figures_keep_their_proportions(
    manuscript: Manuscript,
) -> None:
    near = 1e-4
    for page in compose(manuscript, issue=None).pages:
        for run in page.runs:
            if run.element not in {Element.PAGE_NUMBER, Element.PROOF_NOTICE}:
                left, top, right, bottom = box(run)
                assert left >= sheet.LEFT - near
                assert right <= sheet.RIGHT + near
                assert top >= sheet.TOP - near
                assert bottom <= sheet.BOTTOM + near
        for rule in page.rules:
            across, along = (0.0, rule.width) if rule.upright else (rule.width, 0.0)
            assert sheet.LEFT - near <= rule.x <= rule.x + across <= sheet.RIGHT + near
            assert sheet.TOP - near <= rule.y <= rule.y + along <= sheet.BOTTOM + near
        for picture in page.pictures:
            assert sheet.LEFT - near <= picture.x <= picture.x + picture.width
            assert picture.x + picture.width <= sheet.RIGHT + near
            assert sheet.TOP - near <= picture.y <= picture.y + picture.height
            assert picture.y + picture.height <= sheet.BOTTOM + near


@settings(max_examples=examples(30), deadline=None)
@given(manuscript=manuscripts, issue=st.sampled_from([None, ISSUE, replace(ISSUE, sealed=True)]))
def test_neither_table_nor_figure_overlaps_what_stands_below_it(
    manuscript: Manuscript, issue: Issue | None
) -> None:
    for page in compose(manuscript, issue=issue).pages:
        assert not list(_overlapping(page))


@pytest.mark.parametrize("issue", [None, ISSUE, replace(ISSUE, sealed=True)])
def test_a_lone_table_or_figure_never_overlaps_the_signature(issue: Issue | None) -> None:
    signed = Manuscript(
        "通知",
        "澜州市人民政府关于分工的通知",
        recipients="各单位",
        signature="澜州市人民政府",
        date="2026年1月1日",
    )
    signed_first_pages = 0
    for height in range(20, 200, 3):
        lone = Figure("ab", 100.0, float(height)), Table((("字\n" * (height // 6), "b"),))
        for block in lone:
            page, *_ = compose(replace(signed, body=(block,)), issue=issue).pages
            assert not list(_overlapping(page))
            below = {run.element for run in page.runs} & {Element.SIGNATURE, Element.DATE}
            signed_first_pages += bool(below)
    assert signed_first_pages > 10


@settings(max_examples=examples(30), deadline=None)
@given(manuscript=manuscripts)
def test_text_never_crosses_a_rule(manuscript: Manuscript) -> None:
    for page in compose(manuscript, issue=None).pages:
        for run in page.runs:
            if run.cell and not run.text.isspace():
                assert not _crossed(run, page)


def _overlapping(page: Page) -> Iterator[Run]:
    """Lines of type that are no cells and yet stand in a table or on an image."""
    frames = list(_frames(page))
    frames += [(each.y, each.y + each.height) for each in page.pictures]
    for run in page.runs:
        _, top, _, bottom = box(run)
        inside = any(top < end - 1e-4 and bottom > start + 1e-4 for start, end in frames)
        if inside and not run.cell and not run.turned:
            yield run


def _frames(page: Page) -> Iterator[tuple[float, float]]:
    """From where to where the tables of the page go that do not lie across it."""
    uprights = {
        (rule.y, rule.y + rule.width)
        for rule in page.rules
        if rule.upright and rule.element is Element.TABLE
    }
    turned = any(run.turned for run in page.runs)
    yield from () if turned else uprights


def _crossed(run: Run, page: Page) -> bool:
    """Whether a rule runs through the middle of the characters from one end to the other."""
    left, top, right, bottom = box(run)
    slack = 0.05 + 0.5 * (bottom - top if not run.turned else right - left)
    for rule in page.rules:
        if rule.element is not Element.TABLE:
            continue
        if rule.upright:
            inside = left + (slack if run.turned else 0.05) < rule.x
            inside = inside and rule.x < right - (slack if run.turned else 0.05)
            beside = rule.y < (top + bottom) / 2 < rule.y + rule.width
        else:
            inside = top + (0.05 if run.turned else slack) < rule.y
            inside = inside and rule.y < bottom - (0.05 if run.turned else slack)
            beside = rule.x < (left + right) / 2 < rule.x + rule.width
        if inside and beside:
            return True
    return False
