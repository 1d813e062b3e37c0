"""What was found as a file: one line a paper, and on what conditions."""

from __future__ import annotations

from collections.abc import Iterator

from documents.searching.conditions import CHOSEN, Conditions
from office.searching.dates import FIRST, LAST, Span, read_span
from office.searching.searching import Hit, Reader, Searching
from office.web.formats import noted
from office.web.spreadsheets import Table, Value, csv_file, xlsx

Row = tuple[Value, ...]

MOST = 10_000
"""Papers in one file; the sheet beside says so where there are more."""
_AT_ONCE = 500

HEAD = (
    *("类别", "标题", "文号、编号", "机关", "文种", "日期", "成文日期"),
    *("紧急程度", "办件、阅件", "环节", "现由谁办理"),
)
NAMES = {
    "q": "词语",
    "title": "标题",
    "number": "文号、编号",
    "agency": "机关",
    "person": "经办过的人",
    "handler": "现在由谁办理",
    "when": "日期",
    "dated": "成文日期",
    "room": "类别",
    "kind": "文种",
    "stage": "环节",
    "urgency": "紧急程度",
    "track": "办件、阅件",
}

DAYS = ("when", "dated")
"""What may be said in words that mean other days tomorrow."""


def export(
    searching: Searching, conditions: Conditions, *, reader: Reader, format: str, made: str
) -> bytes:
    """As `xlsx` or `csv`. `made`: by whom and when, as the sheet beside says it."""
    rows = list(_rows(searching, conditions, reader))
    told = rows[:MOST]
    if format == "csv":
        return csv_file(HEAD, told)
    notes = Table("说明", ("项目", "内容"), list(_notes(conditions, rows, made, searching)))
    return xlsx(Table("查找结果", HEAD, told), notes)


def _rows(searching: Searching, conditions: Conditions, reader: Reader) -> Iterator[Row]:
    """One more than fits, so that it is known whether there are more."""
    labels = {each.room: each.label for each in searching.kinds}
    asked, after, told = conditions.asked(), 0, 0
    while True:
        page = searching.find(asked, reader=reader, rows=_AT_ONCE, after=after, quoted=False)
        for hit in page.hits:
            yield _row(hit, labels)
        told += len(page.hits)
        after = page.after
        if not after or told > MOST:
            return


def _row(hit: Hit, labels: dict[str, str]) -> Row:
    facts = hit.facts
    return (
        labels.get(hit.room, ""),
        facts["title"],
        "；".join(facts["numbers"]),
        facts["origin"],
        facts["kind"],
        noted(facts["day"]),
        noted(facts["dated"]),
        facts["urgency"],
        facts["track"],
        facts["stage"],
        "、".join(facts["handlers"]),
    )


def _days(span: Span) -> str:
    """The days themselves: the file is read when “last week” is another."""
    if span.first == span.last:
        return span.first.isoformat()
    first = span.first.isoformat() if span.first > FIRST else ""
    return f"{first}至{span.last.isoformat() if span.last < LAST else ''}"


def _notes(
    conditions: Conditions, rows: list[Row], made: str, searching: Searching
) -> Iterator[Row]:
    labels = {each.room: each.label for each in searching.kinds}
    for name, value in conditions.given.items():
        if name in NAMES:
            yield NAMES[name], labels.get(value, value) if name in CHOSEN else value
        if name in DAYS and (span := read_span(value, today=conditions.today)):
            yield f"{NAMES[name]}（起止）", _days(span)
    for word, span in conditions.days_in_words():
        yield f"词语“{word}”（起止）", _days(span)
    if len(rows) > MOST:
        yield "件数", f"超过 {MOST} 件，只列出最新的 {MOST} 件"
    else:
        yield "件数", str(len(rows))
    yield "导出", made
