"""What arrived, handled through the pages by its agency."""

from __future__ import annotations

from webtest import TestResponse

from tests.functional.office_app import OfficeApp, Visitor


def assign(office: OfficeApp, registrar: Visitor, address: str, *, to: str, **typed: str) -> None:
    """分办 to one person, be it after an instruction or at once."""
    page = registrar.open(address)
    if not page.html.select("button[name=act][value=assign]"):
        registrar.open(f"{address}?form=assign")
    registrar.press("assign", host=f"person:{office.person(to)}", **typed)


def finish(office: OfficeApp, address: str, *, by: str, result: str) -> Visitor:
    """Whoever was given it says what came of it."""
    handler = office.log_in(by)
    handler.open(office.share(address))
    handler.press("finish", opinion=result)
    return handler


def handle(
    office: OfficeApp, title: str, *, at: str, clerk: str, leader: str = ""
) -> TestResponse:
    """Sign for, register, propose, instruct, assign, report, complete; without leader, assign at
    once."""
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
    assign(office, registrar, address, to=clerk, opinion="请按批示办理")
    finish(office, address, by=clerk, result="已部署到位")
    registrar.open(address)
    registrar.press("complete", way="filed", opinion="已部署到位")
    return registrar.open(address)
