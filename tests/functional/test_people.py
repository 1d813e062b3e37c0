"""通讯录: who sits where, and on which telephone."""

from __future__ import annotations

from tests.functional.office_app import (
    ADMINISTRATORS,
    DRAFTER,
    QINGHE_CLERK,
    OfficeApp,
)


def rows(office: OfficeApp, login: str, unit: str) -> list[list[str]]:
    """The lines of one unit as somebody reads them."""
    page = office.log_in(login).open("/people")
    table = page.html.select_one(f'section[aria-label="{unit}"]')
    lines = table.select("tbody tr")
    return [[cell.get_text() for cell in line.select("th, td")] for line in lines]


def test_colleagues_stand_by_unit_and_rank_with_their_telephones(office: OfficeApp) -> None:
    ours = rows(office, DRAFTER, "综合科")
    assert ours == [["薛岚", "科长", "0999-6620015"], ["程予安", "科员", "0999-6620014"]]


def test_who_has_no_telephone_stands_there_too(office: OfficeApp) -> None:
    assert ["孟川", "科长", "—"] in rows(office, DRAFTER, "信息科")
    office.log_in(ADMINISTRATORS[0]).open("/people")


def test_another_agencys_people_are_its_own(office: OfficeApp) -> None:
    page = office.log_in(QINGHE_CLERK).open("/people")
    assert "冯小满" in page.text
    assert "程予安" not in page.text
