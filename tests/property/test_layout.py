"""Whatever a manuscript holds, its pages hold: no text is lost and every page keeps the grid."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.layout import Issue, Pages, compose, sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.characters import CLOSING, OPENING, is_unspaced
from documents.layout.pages import Element
from documents.manuscript import Attachment, Enclosure, Manuscript, Paragraph
from tests.quick import examples

CHINESE = "市政府各部门关于印发通知一二三〇○镕喆堃祎玥㎡的和十年月日号第条款"
PUNCTUATION = "，。、；：！？“”‘’（）《》〔〕【】—…·,.;:!?()[]%\"'"
LATIN = "abcXYZWim0123456789 \u3000\t\n-/@&é̄"

words = st.text(alphabet=CHINESE + PUNCTUATION + LATIN, max_size=90)
"""What a clerk may paste, in lumps short enough to leave several to a line."""

anything = st.text(max_size=60)
texts = st.one_of(words, anything)
bodies = st.lists(
    st.builds(Paragraph, level=st.integers(min_value=0, max_value=4), text=texts), max_size=9
).map(tuple)
names = st.one_of(st.text(alphabet=CHINESE + "（）", max_size=40), anything)
numbers = st.text(alphabet="澜政办发〔2026〕16号", max_size=20)
attachments = st.lists(st.builds(Attachment, title=names, body=bodies), max_size=3).map(tuple)
enclosures = st.none() | st.builds(Enclosure, title=names, body=bodies, attachments=attachments)
manuscripts = st.builds(
    Manuscript,
    type=st.just("通知"),
    title=names,
    recipients=names,
    body=bodies,
    attachments=attachments,
    enclosure=enclosures,
    signature=names,
    date=names,
    number=numbers,
    copies=names,
    note=names,
    urgency=st.sampled_from(["", "特急", "加急"]),
    classification=st.sampled_from(["", "秘密★1年"]),
)
issues = st.none() | st.builds(
    Issue,
    mark=st.text(alphabet=CHINESE, max_size=30),
    number=numbers,
    printing_office=st.text(alphabet=CHINESE, max_size=15),
    print_date=st.just("2026年11月23日"),
    sealed=st.booleans(),
)

BOUND = {
    Element.TITLE,
    Element.BODY,
    Element.ENCLOSURE_TITLE,
    Element.ATTACHMENT_NOTE,
    Element.ATTACHMENT_LABEL,
    Element.ATTACHMENT_TITLE,
    Element.SIGNATURE,
    Element.DATE,
    Element.NOTE,
}


def squeezed(text: str) -> str:
    return "".join(text.split())


def expected(manuscript: Manuscript) -> str:
    """The manuscript's text in the order of the standard, with the labels that it prescribes."""
    parts = [manuscript.title, *_text(manuscript.body), _note(manuscript.attachments)]
    parts += [manuscript.signature, manuscript.date, _bracketed(manuscript.note)]
    if enclosure := manuscript.enclosure:
        parts += [enclosure.title, *_text(enclosure.body), _note(enclosure.attachments)]
        parts += _bound(enclosure.attachments)
    return squeezed("".join([*parts, *_bound(manuscript.attachments)]))


def _text(body: tuple[Paragraph, ...]) -> list[str]:
    return [paragraph.text for paragraph in body]


def _note(given_attachments: tuple[Attachment, ...]) -> str:
    titles = [squeezed(each.title) for each in given_attachments]
    if not any(titles):
        return ""
    numbered = len(titles) > 1
    lines = [f"{n}.{title}" if numbered else title for n, title in enumerate(titles, start=1)]
    return "附件：" + "".join(lines)


def _bound(given_attachments: tuple[Attachment, ...]) -> list[str]:
    several = len(given_attachments) > 1
    return [
        f"附件{place if several else ''}{each.title}{''.join(_text(each.body))}"
        for place, each in enumerate(given_attachments, start=1)
        if each.body
    ]


def _bracketed(note: str) -> str:
    text = squeezed(note)
    return text if not text or text.startswith(("（", "(")) else f"（{text}）"


@settings(max_examples=examples(150))
@given(manuscript=manuscripts, issue=issues)
def test_no_text_is_lost(manuscript: Manuscript, issue: Issue | None) -> None:
    pages = compose(manuscript, issue=issue)

    awaited = "年　　月　　日" if issue is None and manuscript.signature else ""
    dated = replace(manuscript, date=manuscript.date or awaited)
    assert squeezed(pages.text(*BOUND)) == expected(dated)
    recipients = squeezed(pages.text(Element.RECIPIENTS, Element.IMPRINT))
    assert squeezed(manuscript.recipients) in recipients
    assert squeezed(manuscript.copies) in squeezed(pages.text(Element.IMPRINT))


@settings(max_examples=examples(100))
@given(manuscript=manuscripts, issue=issues)
def test_every_page_keeps_the_type_area_and_its_22_lines(
    manuscript: Manuscript, issue: Issue | None
) -> None:
    for page in compose(manuscript, issue=issue).pages:
        outside = {Element.PAGE_NUMBER, Element.PROOF_NOTICE}
        inside = [run for run in page.runs if run.element not in outside]
        assert len({round(run.y, 3) for run in inside}) <= sheet.LINES_PER_PAGE
        for run in inside:
            height = run.size * sheet.MM_PER_PT
            assert len(run.advances) == len(run.text) > 0
            assert run.x >= sheet.LEFT - 1e-6
            assert run.x + run.width <= sheet.RIGHT + 1e-6
            assert run.y - sheet.ASCENT * height >= sheet.TOP
            assert run.y + (1 - sheet.ASCENT) * height <= sheet.BOTTOM


@settings(max_examples=examples(100))
@given(manuscript=manuscripts, issue=issues)
def test_pages_are_the_same_every_time_and_survive_json(
    manuscript: Manuscript, issue: Issue | None
) -> None:
    pages = compose(manuscript, issue=issue)

    assert compose(manuscript, issue=issue) == pages
    assert Pages.from_json(pages.to_json()) == pages


@given(text=st.lists(words, min_size=1, max_size=8).map("".join))
def test_lines_keep_their_width_and_begin_and_end_as_they_may(text: str) -> None:
    cleaned = clean(text)
    lines = break_lines(cleaned, width=28.0, indent=2.0)

    assert squeezed("".join(line.text for line in lines)) == squeezed(text)
    assert all(line.width <= 28.0 + 1e-6 for line in lines)
    for before, after in pairwise(lines):
        tail, head = before.text[-8:], after.text[:1]
        if set(tail) & OPENING or head in CLOSING or is_unspaced(head):
            assert _piled_up(before.text, after.text)


def _piled_up(before: str, after: str) -> bool:
    """So much punctuation in a row that no rule can be kept."""
    joined = before[-10:] + after[:1]
    marks = sum(each in OPENING or each in CLOSING or is_unspaced(each) for each in joined)
    return (before[-1] not in OPENING and after[0] not in CLOSING) or marks >= 4


def test_every_field_of_a_manuscript_is_covered_here() -> None:
    printed = {"title", "recipients", "body", "attachments", "enclosure", "signature", "date"}
    elsewhere = {"number", "copies", "note", "urgency", "classification"}
    not_printed = {"type", "issuer", "unrecognised"}
    of_other_formats = {"format", "attendance"}

    covered = printed | elsewhere | not_printed | of_other_formats
    assert {each.name for each in fields(Manuscript)} == covered
