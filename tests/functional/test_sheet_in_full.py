"""发文稿纸 filled in from what the house knows: other agencies, copies, 代录 and 补签."""

from __future__ import annotations

from uuid import UUID

import pytest

from documents.consulting.verdicts import Asking
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    REVIEWER,
    WANGJIANG,
    OfficeApp,
    draft,
)
from tests.functional.test_consulting import QINGHE_PEOPLE, answered, ask
from tests.functional.test_outgoing_opinions import enter
from tests.functional.test_printed_sheets import printed

TITLE = "关于冬季供暖保障的通知"


pytestmark = pytest.mark.slow  # a joint document on its whole way


@pytest.fixture(scope="module")
def telephoned(office: OfficeApp) -> UUID:
    """Countersigned by one agency on one day, signed off by telephone on the next, ratified on
    the third, numbered.
    """
    document = draft(office, TITLE)
    office.clock.advance(minutes=1)
    ask(office, document, Asking.COUNTERSIGN, agencies=[QINGHE])
    ask(office, document, Asking.COMMENTS, agencies=[WANGJIANG])
    answered(office, TITLE, at=QINGHE, people=QINGHE_PEOPLE, verdict="agree")
    people = ("wangqing", "luyiming", "gongwangshu")
    answered(office, TITLE, at=WANGJIANG, people=people, verdict="no-comment")
    address = f"/documents/{document}"
    drafter, reviewer = office.log_in(DRAFTER), office.log_in(REVIEWER)
    office.clock.advance(minutes=1)
    drafter.open(address)
    drafter.press("submit", to=office.person(REVIEWER))
    reviewer.open(address)
    reviewer.press("review", opinion="已核。", to=office.person(LEADER))
    office.clock.advance(days=1)
    enter(office, address, kind="telephone", opinion="同意，先办。", date="2026-11-20")
    office.clock.advance(days=1)
    office.log_in(LEADER).open(address)
    office.log_in(LEADER).press("ratify", opinion="")
    clerk = office.log_in(CLERK)
    clerk.open(address)
    clerk.press("recheck", opinion="")
    clerk.press("number")
    return document


def test_agencies_opinions_stand_with_signer_post_and_day(
    office: OfficeApp, telephoned: UUID
) -> None:
    sheet = printed(office.log_in(DRAFTER), f"/documents/{telephoned}/sheet.pdf")
    assert "（同意会签）" in sheet
    assert "邵云帆区长（清河区人民政府办公室）2026年11月20日" in sheet
    assert "备注征求意见：无意见1家" in sheet


def test_what_was_entered_has_the_leaders_day_the_day_of_entry_and_the_ratification(
    office: OfficeApp, telephoned: UUID
) -> None:
    sheet = printed(office.log_in(DRAFTER), f"/documents/{telephoned}/sheet.pdf")
    said = "同意，先办。（段文2026年11月21日代录，电话）周怀远副市长2026年11月20日"
    ratified = "（补签）周怀远副市长2026年11月22日"
    assert said in sheet
    assert ratified in sheet
    assert sheet.index(said) < sheet.index(ratified)


def test_before_it_is_printed_the_copies_are_those_of_the_list(
    office: OfficeApp, telephoned: UUID
) -> None:
    drafter = office.log_in(DRAFTER)
    assert "份数1" in printed(drafter, f"/documents/{telephoned}/sheet.pdf")
    assert "份数1" not in printed(drafter, f"/documents/{telephoned}/sheet.pdf?as_of=4")
    office.clock.advance(minutes=1)
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{telephoned}/distribution?do=correct")
    clerk.press(
        "correct", settled="各区人民政府", add_leader=office.person(LEADER), add_copies="2"
    )
    assert "份数3" in printed(drafter, f"/documents/{telephoned}/sheet.pdf")
