"""What a consent binds: a change of any of it is told by name, what later acts fill is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from documents.manuscript import Attachment, Manuscript, Paragraph
from documents.outgoing.bound import BOUND, NOT_BOUND, Bound, bound_by

TEXT = Manuscript(
    type="通知",
    title="关于做好防汛工作的通知",
    recipients="各区人民政府：",
    body=(Paragraph(0, "请各单位做好准备。"),),
    attachments=(Attachment("任务分工", body=(Paragraph(0, "水务局牵头。"),)),),
    issuer="澜州市人民政府",
    classification="",
)

CHANGES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "title": ({"title": "关于做好防旱工作的通知"}, {"title"}),
    "recipients": ({"recipients": "各县人民政府："}, {"recipients"}),
    "copies": ({"copies": "市监委。"}, {"copies"}),
    "one who was to have it and gets a copy": (
        {"recipients": "", "copies": "各区人民政府："},
        {"recipients", "copies"},
    ),
    "text": ({"body": (Paragraph(0, "请各单位暂缓准备。"),)}, {"text"}),
    "urgency": ({"urgency": "特急"}, {"text"}),
    "issuer": ({"issuer": "澜州市水务局"}, {"text"}),
    "an attachment's name": (
        {"attachments": (Attachment("职责分工", body=(Paragraph(0, "水务局牵头。"),)),)},
        {"enclosures", "attachments"},
    ),
    "an attachment's content": (
        {"attachments": (Attachment("任务分工", body=(Paragraph(0, "财政局牵头。"),)),)},
        {"attachments"},
    ),
    "classification": ({"classification": "秘密★1年"}, {"classification"}),
    "number": ({"number": "澜政发〔2026〕12号"}, set()),
    "date": ({"date": "2026年11月20日"}, set()),
}


def bound(text: Manuscript = TEXT, **more: str) -> Bound:
    return bound_by(text, **{"pages": "p", "openness": "主动公开", **more})


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_told_by_name_and_what_later_acts_fill_is_none(change: str) -> None:
    fields, told = CHANGES[change]
    assert set(bound().changed(bound(replace(TEXT, **fields)))) == told


def test_whoever_moves_between_recipients_and_copies_makes_the_consent_void() -> None:
    apart = replace(TEXT, recipients="省财政厅", copies="省审计厅")
    together = "省财政厅；省审计厅"
    for after in (
        replace(TEXT, recipients=together, copies=""),
        replace(TEXT, recipients="", copies=together),
    ):
        assert bound(apart).changed(bound(after)) == ("recipients", "copies")


def test_openness_is_bound_and_the_issued_pages_are_not() -> None:
    assert bound().changed(bound(openness="不予公开")) == ("openness",)
    assert bound().changed(bound(pages="issued")) == ()
    assert bound().digest != bound(pages="issued").digest


def test_it_is_the_same_after_it_was_recorded() -> None:
    again = Bound.from_json(bound().to_json())
    assert again == bound()
    assert again.digest == bound().digest


def test_everything_bound_or_not_has_a_name() -> None:
    assert set(BOUND) == set(Bound.__dataclass_fields__) - {"pages"}
    assert {"发文字号", "成文日期", "份号", "印章"} <= set(NOT_BOUND)
