"""同意凭据: a correction keeps consents and shows itself; any other change makes them void."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.outgoing.application import Documents
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    REVIEWER,
    OfficeApp,
    draft,
    office_app,
)

BODY = "请各单位做好防汛准备，汛情紧急时立即报告。"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder: Path = tmp_path_factory.mktemp("office")
    with office_app(folder) as running:
        yield running


def test_a_correction_of_a_slip_keeps_the_consents_and_is_shown(office: OfficeApp) -> None:
    rooms = office.house.find(Documents)
    id = draft(office, "关于防汛准备的通知", body=BODY.replace("准备", "谁备"))
    rooms.submit(office.by(DRAFTER), id, to=[office.person(REVIEWER)], seen=1)
    to = [office.person(LEADER)]
    rooms.review(office.by(REVIEWER), id, opinion="", keeping="经核。", to=to, seen=2)
    rooms.sign_off(office.by(LEADER), id, opinion="", seen=3)
    clerk = office.log_in(CLERK)
    page = clerk.open(f"/documents/{id}/evidence")
    assert page.text.count("此后没有改动") == 2
    rooms.recheck(office.by(CLERK), id, opinion="", slips=[("谁备", "准备")], seen=4)
    text = clerk.open(f"/documents/{id}/evidence").text
    assert text.count("复核更正，不涉及实质内容") == 2
    assert "“谁”改为“准”" in text
    assert "已失效" not in text


def test_another_text_makes_the_consent_void_and_says_in_what(office: OfficeApp) -> None:
    reviewer = office.log_in(REVIEWER)
    id = draft(office, "关于防旱准备的通知", body=BODY)
    rooms = office.house.find(Documents)
    rooms.submit(office.by(DRAFTER), id, to=[office.person(REVIEWER)], seen=1)
    to = [office.person(LEADER)]
    rooms.review(office.by(REVIEWER), id, opinion="", keeping="经核。", to=to, seen=2)
    leader = office.log_in(LEADER)
    leader.open(f"/documents/{id}")
    leader.press("return", opinion="请补充时限")
    reviewer.open(f"/documents/{id}/draft")
    reviewer.press("save", body=BODY + "请于汛期前完成。")
    text = reviewer.open(f"/documents/{id}/evidence").text
    assert "已失效" in text
    assert "此后改动：正文" in text
    assert "发文字号" in text
    first = reviewer.open(f"/documents/{id}/evidence?as_of=3").text
    assert "已失效" not in first
