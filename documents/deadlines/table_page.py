"""时限表 as a page: how long each step may take here, by kind and urgency."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.request import Request

from documents.deadlines.application import Deadlines
from documents.deadlines.step_names import ROOM_WORDS, step_words
from documents.deadlines.table import OTHERS, ByUrgency, DeadlineTable
from office.web.models import Ledger, LedgerPage, LedgerRow, Link

URGENCIES = ("特提", "特急", "加急", "平急", OTHERS)
COLUMNS = ("环节", "类别", *URGENCIES)
NO_LIMIT = "不限"


def table_page(request: Request) -> LedgerPage:
    """Of every room, as the program brings it and the site's file changes it."""
    deadlines: Deadlines = request.house.find(Deadlines)
    table = deadlines.table
    remind = table.reminding
    return LedgerPage(
        title="时限表",
        note=(
            f"领导或者办公室另定日期的，按另定的日期。到期前 {remind.before.words}提醒，"
            f"超期后每隔 {remind.every.words}催办，一个环节最多 {remind.most} 次，只在办公时间。"
            "没有列出的环节不限时。由系统管理员在设置 wenshu.deadlines 的文件中更改。"
        ),
        ledgers=tuple(_of_rooms(table)),
        back=Link("回到统计", request.route_path("statistics"), "back"),
    )


def _of_rooms(table: DeadlineTable) -> Iterator[Ledger]:
    for room in dict.fromkeys(room for room, _ in table.steps):
        rows = tuple(
            LedgerRow(step_words(room, step), ("各类" if kind == OTHERS else kind, *_cells(of_it)))
            for (named, step), kinds in table.steps.items()
            if named == room
            for kind, of_it in kinds.items()
        )
        yield Ledger(ROOM_WORDS.get(room, room), COLUMNS, rows)


def _cells(of_it: ByUrgency) -> Iterator[str]:
    for urgency in URGENCIES:
        allowed = of_it[urgency] if urgency in of_it else of_it.get(OTHERS)
        yield allowed.words if allowed else NO_LIMIT
