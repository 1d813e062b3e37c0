"""A node that is home to some agencies of its directory: who logs in, whose papers come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.consignments.application import Consignments
from office.directory.demonstration import PASSWORD
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    OfficeApp,
    Visitor,
    office_app,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path, agencies=(CITY,)) as running:
        yield running


def test_people_of_agencies_that_live_elsewhere_do_not_log_in_here(office: OfficeApp) -> None:
    assert office.log_in(DRAFTER).open("/").status_int == 200
    form = Visitor(office).get("/login").forms[0]
    form["login"], form["password"] = QINGHE_CLERK, PASSWORD
    refused = form.submit(status=422)
    assert "清河区人民政府办公室”不在本节点办公" in refused.text


def test_a_wrong_password_does_not_tell_where_somebody_is_at_home(office: OfficeApp) -> None:
    form = Visitor(office).get("/login").forms[0]
    form["login"], form["password"] = QINGHE_CLERK, "wrong"
    assert "用户名或口令不对" in form.submit(status=422).text


def test_a_session_of_an_agency_that_left_is_over(office: OfficeApp, tmp_path: Path) -> None:
    office.log_in(CLERK)
    cookies = office.log_in(CLERK).cookies
    with office_app(tmp_path, agencies=(QINGHE,)) as afterwards:
        visitor = Visitor(afterwards)
        for name, value in cookies.items():
            visitor.set_cookie(name, value)
        assert visitor.get("/", status="*").status_int == 303


def test_nothing_is_carried_to_agencies_that_live_elsewhere(office: OfficeApp) -> None:
    consignments = office.house.find(Consignments)
    assert consignments.reaches(CITY)
    assert not consignments.reaches(QINGHE)
