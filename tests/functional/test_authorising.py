"""授权签发: which post may sign off which types, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from office.kernel.refusals import Refused
from tests.functional.acting import (
    CLERK_POST,
    DEPUTY_POST,
    TODAY,
)
from tests.functional.office_app import (
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    OfficeApp,
    draft,
    office_app,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """An office in which nothing happens: what is tried there is refused."""
    with office_app(tmp_path_factory.mktemp("quiet")) as running:
        yield running


def test_a_standing_authorisation_lets_a_post_sign_off_some_types(office: OfficeApp) -> None:
    why_not = office.house.acting.why_not_sign_off
    deputy, government = office.person(QINGHE_DEPUTY), "990102001-M1"
    asked = {"identity": government, "upward": False}
    assert not why_not(office.person(QINGHE_LEADER), type="函", **asked)
    assert why_not(deputy, type="函", **asked)
    authorisation = office.house.acting.authorise(
        office.by(QINGHE_LEADER),
        post=DEPUTY_POST,
        identity=government,
        types=["函"],
        since=TODAY,
        until=None,
        basis="区政府领导工作分工（清政发〔2026〕3号）",
    )
    assert not why_not(deputy, type="函", **asked)
    assert why_not(deputy, type="通知", **asked)
    assert why_not(deputy, type="函", identity=government, upward=True)
    assert why_not(deputy, type="函", day=TODAY - timedelta(days=1), **asked)
    office.house.acting.withdraw(office.by(QINGHE_LEADER), authorisation)
    assert why_not(deputy, type="函", **asked)


@pytest.mark.slow
def test_an_upward_document_is_the_heads_also_where_others_may_sign_off(
    quiet: OfficeApp,
) -> None:
    why_not = quiet.house.acting.why_not_sign_off
    asked = {"identity": "990102001-M2", "upward": False}
    assert not why_not(quiet.person(QINGHE_DEPUTY), type="通知", **asked)
    assert "第二十二条" in why_not(quiet.person(QINGHE_DEPUTY), type="报告", **asked)
    assert not why_not(quiet.person(QINGHE_LEADER), type="报告", **asked)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"types": ["请示"]}, "主要负责人签发"),
        ({"types": []}, "选择授权签发的文种"),
        ({"types": ["公报"]}, "不使用公报"),
        ({"basis": ""}, "授权的依据"),
        ({"post": CLERK_POST}, "没有签发人职责"),
        ({"identity": "990100001-M1"}, "不属于本机关"),
        ({"by": QINGHE_CLERK}, "不能授权签发"),
    ],
)
def test_an_authorisation_that_may_not_be_is_refused(
    quiet: OfficeApp, facts: dict[str, Any], words: str
) -> None:
    given: dict[str, Any] = {"by": QINGHE_LEADER, "post": DEPUTY_POST, "types": ["函"]}
    given |= {"identity": "990102001-M1", "basis": "分工", **facts}
    by = given.pop("by")
    with pytest.raises(Refused, match=words):
        quiet.house.acting.authorise(quiet.by(by), since=TODAY, until=None, **given)


@pytest.mark.slow
def test_a_withdrawn_authorisation_stops_the_sign_off_that_waits(office: OfficeApp) -> None:
    acting, rooms = office.house.acting, office.house.find(Documents)
    authorisation = acting.authorise(
        office.by("luchengjun"),
        post="20003-1",
        identity="990100001-M1",
        types=["通知"],
        since=TODAY,
        until=None,
        basis="市政府领导分工",
    )
    id = draft(office, "澜州市人民政府关于值班的通知", identity="990100001-M1")
    drafter = office.log_in("chengyuan")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person("xuming"))
    reviewer = office.log_in("xuming")
    reviewer.open(f"/documents/{id}")
    reviewer.press("review", to=office.person("shenliyan"))
    acting.withdraw(office.by("luchengjun"), authorisation)
    signer = office.log_in("shenliyan")
    signer.open(f"/documents/{id}")
    page = signer.press("sign_off", status=422)
    assert "由签发人或者经授权的岗位签发" in page.text
    assert rooms.load(Document, id).signed_off_at is None
