"""Differences as a reader should see them, and how much work they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.manuscript import Attachment, Figure, Manuscript, Paragraph, Table
from documents.revisions.comparing import Step, changes_of, compared, decided, spans_of
from tests.work import work

BODY = (
    Paragraph(0, "为做好今冬明春森林防火工作，现就有关事项通知如下："),
    Paragraph(1, "一、加强火源管控。防火期内严禁一切野外用火。"),
    Paragraph(1, "二、加强值班备勤。遇有火情立既报告。"),
)
TEXT = Manuscript(type="通知", title="关于森林防火的通知", recipients="各区人民政府", body=BODY)


def told(old: str, new: str) -> str:
    """A difference as a line: [gone] and {come}."""
    spans = spans_of(old, new)
    marks = (
        each.old
        if each.kept
        else (f"[{each.old}]" if each.old else "") + (f"{{{each.new}}}" if each.new else "")
        for each in spans
    )
    return "".join(marks)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("立既报告。", "立即报告。", "立[既]{即}报告。"),
        ("投资41.6亿元", "投资42.6亿元", "投资[41.6]{42.6}亿元"),
        ("同意。", "同意，请尽快办理。", "同意{，请尽快办理}。"),
        ("先甲后乙。", "", "[先甲后乙。]"),
        ("各区人民政府", "各区人民政府，市政府各部门", "各区人民政府{，市政府各部门}"),
        ("请于周五前报送。", "望各单位抓紧落实。", "[请于周五前报送。]{望各单位抓紧落实。}"),
    ],
)
def test_a_text_is_compared_by_words(old: str, new: str, line: str) -> None:
    assert told(old, new) == line


def steps(first: Manuscript, second: Manuscript, *, section: str = "body") -> list[Step]:
    return [each for each in compared(first, second)[section] if not each.kept]


def test_a_changed_paragraph_is_one_step_with_the_words_that_changed() -> None:
    body = (*BODY[:2], Paragraph(1, "二、加强值班备勤。遇有火情立即报告。"))
    (step,) = steps(TEXT, replace(TEXT, body=body))
    assert [each.old for each in step.spans if not each.kept] == ["既"]


def test_a_paragraph_that_changed_its_place_is_moved_and_not_rewritten() -> None:
    moved = (BODY[0], BODY[2], BODY[1])
    comparison = compared(TEXT, replace(TEXT, body=moved))
    assert [each.move for each in comparison["body"] if not each.kept] == [1, 1]
    (change,) = changes_of(comparison)
    assert decided(comparison, rejected={change.id}) == TEXT


def test_a_change_of_level_alone_is_seen() -> None:
    body = (BODY[0], Paragraph(2, BODY[1].text), BODY[2])
    comparison = compared(TEXT, replace(TEXT, body=body))
    (change,) = changes_of(comparison)
    assert change.detail
    assert decided(comparison, rejected={change.id}) == TEXT


def test_one_change_is_put_back_and_the_others_stay() -> None:
    title = "关于做好森林防火工作的通知"
    body = (*BODY[:2], Paragraph(1, "二、加强值班备勤。遇有火情立即报告。"))
    comparison = compared(TEXT, replace(TEXT, title=title, body=body))
    in_title = {each.id for each in changes_of(comparison) if each.section == "title"}
    outcome = decided(comparison, rejected=in_title)
    assert (outcome.title, outcome.body) == (TEXT.title, body)


def test_rows_of_a_table_and_sizes_of_a_figure_are_compared() -> None:
    table = Table((("区", "数"), ("清河", "3"), ("望江", "5")), title="表1")
    figure = Figure("a" * 64, width=100.0, height=50.0, title="图1")
    first = replace(TEXT, body=(table, figure))
    longer = replace(table, rows=(*table.rows[:2], ("望江", "6"), ("合计", "9")))
    second = replace(TEXT, body=(longer, replace(figure, width=80.0)))
    assert [(bool(each.old), bool(each.new)) for each in steps(first, second)] == [
        *((True, True), (False, True), (True, True)),
    ]
    assert len(changes_of(compared(first, second))) == 3


def test_an_attachment_is_compared_with_its_text() -> None:
    first = replace(TEXT, attachments=(Attachment("任务分工表", (Paragraph(0, "甲区。"),)),))
    second = replace(
        TEXT, attachments=(Attachment("任务分工表", (Paragraph(0, "乙区。"),), bound=False),)
    )
    found = [(each.section, each.detail) for each in changes_of(compared(first, second))]
    assert found == [("attachments", True), ("attachments", False)]


def _long(paragraphs: int, *, every: int) -> Manuscript:
    """A long text of which each so many-th paragraph begins otherwise."""
    body = tuple(
        Paragraph(0, f"{'现' if number % every else '再'}就第{number}项工作安排如下，请遵照执行。")
        for number in range(paragraphs)
    )
    return replace(TEXT, body=body)


TWINS = {
    "a few changes": lambda size: (_long(size, every=7), _long(size, every=5)),
    "nothing in common": lambda size: (
        _long(size, every=7),
        replace(TEXT, body=tuple(Paragraph(0, f"{n}abc") for n in range(size))),
    ),
    "the same line again and again": lambda size: (
        replace(TEXT, body=(Paragraph(0, "同上。"), Paragraph(0, "同下。")) * size),
        replace(TEXT, body=(Paragraph(0, "同下。"), Paragraph(0, "同左。")) * size),
    ),
    "one long paragraph": lambda size: (
        replace(TEXT, body=(Paragraph(0, "的是了在和" * size * 4),)),
        replace(TEXT, body=(Paragraph(0, "在的和是有" * size * 4),)),
    ),
    "many short clauses": lambda size: (
        replace(TEXT, body=(Paragraph(0, "甲乙，丙丁。" * size),)),
        replace(TEXT, body=(Paragraph(0, "丙丁，甲戊。" * size),)),
    ),
}


@pytest.mark.parametrize("kind", TWINS)
def test_work_grows_as_the_text_does(kind: str) -> None:
    small, large = (work(lambda size=size: compared(*TWINS[kind](size))) for size in (100, 400))
    assert large < 8 * small, (small, large)
