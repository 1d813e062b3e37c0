"""What arrived, handled through the pages by its agency."""

from __future__ import annotations

from webtest import TestResponse

from tests.functional.office_app import OfficeApp


def handle(
    office: OfficeApp, title: str, *, at: str, clerk: str, leader: str = ""
) -> TestResponse:
    """Sign for, register, propose, instruct, assign, complete; without leader, assign at once."""
    address = f"/incoming/{office.arrived(title, at=at)}"
    registrar = office.log_in(clerk)
    registrar.open(address)
    registrar.press("sign_for")
    registrar.press("register", track="handling")
    if leader:
        registrar.press("propose", opinion="拟请阅示", to=office.person(leader))
        deciding = office.log_in(leader)
        deciding.open(address)
        deciding.press("instruct", opinion="请抓紧落实")
        registrar.open(address)
    registrar.press("assign", opinion="请按批示办理", to=office.person(clerk))
    registrar.press("complete", opinion="已部署到位")
    return registrar.open(address)
