"""四性检测 on the screen and on paper: of one record, and of a year's."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from documents.archive.acts.keeping import ShelvesInspected
from documents.archive.inspection import ITEMS, ONE_BY_ONE, STAGE_WORDS, InspectionStage
from documents.archive.record import Record
from documents.layout.forms import Value
from office.kernel.clock import office_day
from office.web.formats import whole_day
from office.web.frame import now
from office.web.models import Badge, Link, Tone
from office.web.models.ledger import Ledger, LedgerPage, LedgerRow

FORM = "archive_inspection"
PASSED, FAILED = "合格", "不合格"


def year_page(request: Request, found: ShelvesInspected | None, *, year: int | None) -> LedgerPage:
    """What came of looking at a year's records; `found` is None before anybody asked."""
    here = request.route_path("archive.inspection")
    this_year = office_day(now(request)).year
    links = (
        *(
            Link(f"检测{each}年", f"{here}?year={each}", "shield")
            for each in range(this_year, this_year - 3, -1)
        ),
        Link("检测全部", f"{here}?year=all", "shield"),
    )
    note = "逐件读出封装包，与登记和结构核对（DA/T 70-2018）；病毒检测由本单位的防病毒软件承担。"
    if found is None:
        return LedgerPage("四性检测", (), links=links, back=_back(request), note=note)
    words = f"{year}年" if year else "全部"
    total = sum(len(each.faults) for _, each in found.faulty) + len(found.between.faults)
    return LedgerPage(
        title=f"四性检测　{words}",
        ledgers=(
            Ledger(
                f"检测 {found.count} 件，{total} 处不合格",
                ("对象", "项目", "情况"),
                tuple(_rows(request, found)),
                empty="全部合格。",
            ),
        ),
        links=links,
        back=_back(request),
        note=note,
    )


def _rows(request: Request, found: ShelvesInspected) -> Any:
    for record, inspected in found.faulty:
        for fault in inspected.faults:
            yield _row(fault, href=request.route_path("record", id=record))
    for fault in found.between.faults:
        yield _row(fault)


def _row(fault: Any, *, href: str = "") -> LedgerRow:
    return LedgerRow(
        title=fault.object,
        cells=(f"{fault.item} {ITEMS[fault.item]}", fault.evidence),
        href=href,
        state=Badge(FAILED, Tone.RETURNED),
    )


def report_values(request: Request, it: Record) -> dict[str, Value]:
    """检测报告 of one record: every item of the newest inspection with its result."""
    looked = [
        each for each in request.records.events.get(it.id) if type(each).__name__ == "Inspected"
    ]
    newest = looked[-1]
    failed: dict[str, list[str]] = {}
    for fault in newest.faults:
        failed.setdefault(fault["item"], []).append(f"{fault['object']}：{fault['evidence']}")
    return {
        "agency": request.identity.agency_name,
        "code": str(it.code),
        "title": it.description["title"],
        "stage": STAGE_WORDS[InspectionStage(newest.stage)],
        "inspected_on": whole_day(newest.timestamp),
        "items": [
            {
                "item": item,
                "name": ITEMS[item],
                "result": FAILED if item in failed else PASSED,
                "evidence": "；".join(failed.get(item, ())),
            }
            for item in ONE_BY_ONE
            if item in failed or item in newest.passed
        ],
    }


def _back(request: Request) -> Link:
    return Link("返回目录", request.route_path("records"), "back")
