"""Differences of manuscripts: whatever the texts, nothing is lost and nothing made up."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.manuscript import (
    AttachedFile,
    Attachment,
    Attendance,
    Enclosure,
    Figure,
    Format,
    Manuscript,
    Paragraph,
    Table,
)
from documents.revisions.aligning import aligned
from documents.revisions.comparing import changes_of, compared, decided, spans_of
from documents.revisions.pieces import put_together, taken_apart
from tests.quick import examples

texts = st.text(alphabet="甲乙丙，。一、1.5 \n的", max_size=12)
cells = st.text(alphabet="甲乙1|", max_size=3)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(min_value=1, max_value=3))
    row = st.lists(cells, min_size=columns, max_size=columns).map(tuple)
    rows = tuple(draw(st.lists(row, max_size=3)))
    heads = draw(st.integers(min_value=0, max_value=max(len(rows), 1)))
    widths = draw(st.sampled_from([(), (1.0, 2.0)]))
    return Table(rows, draw(texts), heads=heads, widths=widths, landscape=draw(st.booleans()))


paragraphs = st.builds(Paragraph, level=st.integers(min_value=0, max_value=4), text=texts)
figures = st.builds(
    Figure, digest=st.sampled_from("ab"), width=st.just(10.0), height=st.just(5.0), title=texts
)
bodies = st.lists(paragraphs | tables() | figures, max_size=5).map(tuple)
files = st.builds(
    AttachedFile,
    digest=st.sampled_from(["a" * 64, "b" * 64]),
    name=st.sampled_from(["表.xlsx", "图.pdf"]),
    media_type=st.just("application/pdf"),
    length=st.integers(min_value=1, max_value=9),
)
attachments = st.lists(
    st.builds(Attachment, title=texts, body=bodies, bound=st.booleans(), file=st.none() | files),
    max_size=2,
).map(tuple)
manuscripts = st.builds(
    Manuscript,
    **{each.name: texts for each in fields(Manuscript) if each.type == "str"},
    body=bodies,
    attachments=attachments,
    enclosure=st.none() | st.builds(Enclosure, texts, bodies, attachments),
    format=st.sampled_from(Format),
    attendance=st.lists(st.builds(Attendance, label=texts, names=texts), max_size=2).map(tuple),
    unrecognised=st.lists(texts, max_size=2).map(tuple),
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Manuscript, Manuscript]:
    """Two texts of which the second often is the first with a little changed."""
    first = draw(manuscripts)
    if draw(st.booleans()):
        return first, draw(manuscripts)
    body = list(first.body)
    draw(st.randoms()).shuffle(body)
    return first, replace(first, title=draw(texts), body=(*body[1:], *draw(bodies)))


@settings(max_examples=examples(40))
@given(manuscripts)
def test_a_manuscript_taken_apart_is_put_together_the_same(manuscript: Manuscript) -> None:
    assert put_together(taken_apart(manuscript)) == manuscript


@settings(max_examples=examples(80))
@given(pairs())
def test_the_difference_applied_to_the_first_text_gives_the_second(
    pair: tuple[Manuscript, Manuscript],
) -> None:
    comparison = compared(*pair)
    assert decided(comparison) == pair[1]
    everything = {each.id for each in changes_of(comparison)}
    assert decided(comparison, rejected=everything) == pair[0]
    assert bool(everything) == (pair[0] != pair[1])


@settings(max_examples=examples(40))
@given(pairs(), st.data())
def test_whatever_is_put_back_a_manuscript_comes_of_it(
    pair: tuple[Manuscript, Manuscript], data: st.DataObject
) -> None:
    comparison = compared(*pair)
    ids = [each.id for each in changes_of(comparison)]
    rejected = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    outcome = decided(comparison, rejected=rejected)
    assert Manuscript.from_json(outcome.to_json()) == outcome


@given(st.lists(st.sampled_from("甲乙丙")), st.lists(st.sampled_from("甲乙丙丁")))
def test_runs_cover_both_rows_in_order_and_are_equal_where_they_say_so(
    old: list[str], new: list[str]
) -> None:
    runs = aligned(old, new)
    assert [each for run in runs for each in old[run.low : run.high]] == old
    assert [each for run in runs for each in new[run.left : run.right]] == new
    for run in runs:
        if run.same:
            assert old[run.low : run.high] == new[run.left : run.right] != []


@given(texts, texts)
def test_spans_hold_both_texts_whole(old: str, new: str) -> None:
    spans = spans_of(old, new)
    assert "".join(each.old for each in spans) == old
    assert "".join(each.new for each in spans) == new
