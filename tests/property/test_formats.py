"""Every format and the briefing keep all text, and keep it on the page, whatever is typed."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.layout import Issue, Pages, compose, sheet
from documents.layout.briefings import Addressees, Briefing, Item, compose_briefing
from documents.layout.formats.letter import LOWER_RULE
from documents.layout.issue import Stamp
from documents.layout.pages import Element, Run
from documents.manuscript import Attendance, Format, Manuscript
from tests.property.test_layout import CHINESE, PUNCTUATION, attachments, bodies, squeezed
from tests.quick import examples

NEAR = 1e-6

lines = st.text(alphabet=CHINESE + PUNCTUATION + "ab18 \u3000", max_size=70) | st.text(max_size=40)
"""What should be short, and may be anything."""
numbers = lines | st.text(alphabet=CHINESE + "〔2026〕18号", min_size=20, max_size=120)
signers = st.lists(lines, max_size=3) | st.lists(st.text(CHINESE, min_size=2), min_size=6)

manuscripts = st.builds(
    Manuscript,
    type=st.just("通知"),
    title=lines,
    recipients=lines,
    body=bodies,
    attachments=attachments,
    issuer=lines,
    signature=lines,
    date=lines,
    copies=lines,
    note=lines,
    urgency=lines,
    classification=lines,
    format=st.sampled_from(Format),
    attendance=st.lists(st.builds(Attendance, label=lines, names=lines), max_size=3).map(tuple),
)
issues = st.builds(
    Issue,
    mark=lines,
    number=numbers,
    signers=signers.map(tuple),
    copy_number=lines,
    approved_by=lines,
    printing_office=lines,
    joint_marks=st.lists(lines, max_size=3).map(tuple),
    sealed=st.booleans(),
    stamps=st.lists(st.builds(Stamp, title=lines, name=lines), max_size=2).map(tuple),
)
briefings = st.builds(
    Briefing,
    name=lines,
    number=lines,
    total=lines,
    extra=lines,
    issuer=lines,
    date=lines,
    classification=lines,
    serial=lines,
    note=lines,
    items=st.lists(st.builds(Item, title=lines, body=bodies, source=lines), max_size=4).map(tuple),
    addressees=st.lists(st.builds(Addressees, word=lines, names=lines), max_size=4).map(tuple),
    copies=st.integers(min_value=0, max_value=100_000),
)


@settings(max_examples=examples(150))
@given(manuscript=manuscripts, issue=st.none() | issues)
def test_no_format_loses_text(manuscript: Manuscript, issue: Issue | None) -> None:
    pages = compose(manuscript, issue=issue)
    text = _text(pages)

    assert [each for each in _of_every_format(manuscript) if each not in text] == []
    if issue:
        assert [each for each in _issued(manuscript, issue) if each not in text] == []


@settings(max_examples=examples(100))
@given(manuscript=manuscripts, issue=issues)
def test_every_format_keeps_to_the_page(manuscript: Manuscript, issue: Issue) -> None:
    pages = compose(manuscript, issue=issue)
    letter = manuscript.format is Format.LETTER
    high = 30.0 if manuscript.format in {Format.LETTER, Format.NOTE} else sheet.TOP

    assert list(_outside(pages, high=high, low=LOWER_RULE if letter else sheet.BOTTOM)) == []
    assert all(
        rule.x >= 20.0 - NEAR and rule.x + rule.width <= 190.0 + NEAR
        for page in pages.pages
        for rule in page.rules
        if not rule.upright
    )


@settings(max_examples=examples(100))
@given(briefing=briefings)
def test_a_briefing_loses_no_text_and_keeps_to_the_page(briefing: Briefing) -> None:
    pages = compose_briefing(briefing)
    text = _text(pages)
    words = [briefing.name, briefing.number, briefing.issuer, briefing.date, briefing.note]
    words += [each.title for each in briefing.items] + [each.source for each in briefing.items]
    words += [each.text for item in briefing.items for each in item.body]
    words += [each.names for each in briefing.addressees]

    assert [each for each in map(squeezed, words) if each not in text] == []
    assert list(_outside(pages, high=sheet.TOP, low=sheet.BOTTOM)) == []
    assert Briefing.from_json(briefing.to_json()) == briefing


def _text(pages: Pages) -> str:
    """All but the page numbers, which come between two lines of a paragraph."""
    shown = (run.text for run in pages.runs() if run.element is not Element.PAGE_NUMBER)
    return squeezed("".join(shown))


def _of_every_format(manuscript: Manuscript) -> Iterator[str]:
    """What stands on the pages of each of them, issued or not."""
    yield from (squeezed(each.text) for each in manuscript.body)
    for each in (manuscript.recipients, manuscript.copies, manuscript.urgency):
        yield squeezed(each).rstrip("：:")
    yield squeezed(manuscript.classification)
    yield squeezed(manuscript.note)
    if manuscript.format is not Format.ORDER:
        yield squeezed(manuscript.title)
    if manuscript.format is Format.MINUTES:
        yield from (squeezed(each.names) for each in manuscript.attendance)
    yield from (squeezed(each.title) for each in manuscript.attachments)


def _issued(manuscript: Manuscript, issue: Issue) -> Iterator[str]:
    yield squeezed(issue.number)
    yield squeezed(issue.copy_number)
    if manuscript.format is Format.TELEGRAM:
        yield squeezed(issue.approved_by)
    if manuscript.format is Format.DOCUMENT:
        yield from map(squeezed, issue.signers)


def _outside(pages: Pages, *, high: float, low: float) -> Iterator[Run]:
    """Runs above `high` or below `low` mm on page 1, or beyond the type area anywhere else."""
    for index, page in enumerate(pages.pages):
        top, bottom = (high, low) if index == 0 else (sheet.TOP, sheet.BOTTOM)
        for run in page.runs:
            height = run.size * sheet.MM_PER_PT
            # Larger type stands on both sides of its cell.
            over = max(0.0, (height - sheet.CELL) / 2) + NEAR
            inside = (
                len(run.advances) == len(run.text)
                and run.x >= sheet.LEFT - NEAR
                and run.x + run.width <= sheet.RIGHT + NEAR
                and run.y - sheet.ASCENT * height >= top - over
                and run.y + (1 - sheet.ASCENT) * height <= bottom + over
            )
            if run.element is not Element.PAGE_NUMBER and not inside:
                yield run
