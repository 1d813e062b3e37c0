"""检测报告 of one record on paper."""

from __future__ import annotations

from pyramid.request import Request

from documents.archive.inspection import ITEMS, ONE_BY_ONE, STAGE_WORDS, InspectionStage
from documents.archive.record import Record
from documents.layout.forms import Value
from office.web.formats import whole_day

FORM = "archive_inspection"
PASSED, FAILED = "合格", "不合格"


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
