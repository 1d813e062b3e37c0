"""联合行文 of three agencies through the real pages: a dissent, coordination, and approval."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from documents.consulting.verdicts import Asking
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    REVIEWER,
    OfficeApp,
    Visitor,
    draft,
    offered,
    page_text,
    sentence,
)
from tests.functional.test_consulting import answered, ask, came

pytestmark = pytest.mark.slow

DATA, EMERGENCY = "990100011", "990100013"
DATA_PEOPLE = ("tansiyuan", "dingruogu", "xujingzhi")
EMERGENCY_PEOPLE = ("songjiahe", "weichenxing", "gaolang")
TITLE = "关于建立突发事件信息共享机制的通知"
NAMES = ("澜州市人民政府办公室", "澜州市大数据局", "澜州市应急管理局")


def to_the_signer(office: OfficeApp, document: UUID) -> None:
    """核稿, on to the leader."""
    to_the_reviewer(office, document).press("review", opinion="", to=office.person(LEADER))


def to_the_reviewer(office: OfficeApp, document: UUID) -> Visitor:
    address = f"/documents/{document}"
    drafter = office.log_in(DRAFTER)
    drafter.open(address)
    drafter.press("submit", to=office.person(REVIEWER))
    reviewer = office.log_in(REVIEWER)
    reviewer.open(address)
    return reviewer


def revise(office: OfficeApp, document: UUID, title: str) -> None:
    rooms = office.house.find(Documents)
    it = rooms.load(Document, document)
    manuscript = rooms.typesetter.manuscript(it.agency, it.revision)
    changed = replace(manuscript, title=title)
    rooms.revise(office.by(DRAFTER), document, manuscript=changed, seen=it.version)


def test_a_joint_notice_is_disputed_coordinated_signed_by_all_and_issued(
    office: OfficeApp,
) -> None:
    document = draft(office, TITLE, body="一、建立机制\n各单位按职责共享信息。")
    first = ask(office, document, Asking.JOINT, agencies=[DATA, EMERGENCY])
    with pytest.raises(Exception, match="No row"):
        came(office, TITLE, at=EMERGENCY)
    answered(office, TITLE, at=DATA, people=DATA_PEOPLE, verdict="agree")
    answered(
        office,
        TITLE,
        at=EMERGENCY,
        people=EMERGENCY_PEOPLE,
        verdict="dissent",
        comments="一：应急信息应由本局统一汇总后共享。",
    )

    reviewer = to_the_reviewer(office, document)
    refused = sentence(reviewer.press("review", to=office.person(LEADER), status=422))
    assert "不能送签发" in refused
    assert "澜州市应急管理局不同意" in refused
    assert "不得行文" in refused
    reviewer.open(f"/documents/{document}")
    reviewer.press("return", return_to="0", opinion="请与应急管理局协调一致后再报")

    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/consultations/{first}")
    assert offered(page) == ["escalate", "coordinate"]
    drafter.press(
        "coordinate",
        outcome="new-text",
        record="11月20日程予安与魏晨星商定：应急信息由应急管理局汇总。",
    )
    drafter.open(f"/consultations/{first}")
    drafter.press("dispose", **{f"disposal-{EMERGENCY}-0": "adopted"})
    revised = "关于进一步建立突发事件信息共享机制的通知"
    revise(office, document, revised)

    page = drafter.open(f"/documents/{document}?form=consult")
    ticked = [
        each["value"]
        for each in page.html.select("input[name=agencies]")
        if each.has_attr("checked")
    ]
    assert ticked == [DATA, EMERGENCY], "both sign off the new text"
    ask(office, document, Asking.JOINT, agencies=[DATA, EMERGENCY])
    for agency, people in ((DATA, DATA_PEOPLE), (EMERGENCY, EMERGENCY_PEOPLE)):
        answered(office, revised, at=agency, people=people, verdict="agree")

    to_the_signer(office, document)
    leader = office.log_in(LEADER)
    leader.open(f"/documents/{document}")
    leader.press("sign_off", opinion="同意印发")
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{document}")
    for act in ("recheck", "number", "typeset"):
        clerk.press(act)
    page = clerk.open(f"/documents/{document}")
    printed = page_text(page)
    for name in NAMES:
        assert printed.count(name) >= 2, f"{name} stands in the head and under the text"
    assert printed.index(NAMES[0]) < printed.index(NAMES[1]) < printed.index(NAMES[2])
    assert "澜政办发〔2026〕" in printed
    assert "2026年11月20日" in printed
