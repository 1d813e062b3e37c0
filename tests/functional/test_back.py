"""返回 without the script: a paper leads back to the list that the browser came from."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.functional.office_app import CLERK, QINGHE, OfficeApp, Visitor, issue

HOST = "http://localhost"


@pytest.fixture(scope="module")
def issued(office: OfficeApp) -> UUID:
    return issue(office, "关于返回何处的通知", to=[QINGHE])


def leads_to(visitor: Visitor, id: UUID, *, referer: str) -> str:
    page = visitor.get(f"/documents/{id}", headers={"Referer": referer}, status=200)
    link = page.html.select_one("a[data-to-list]")
    assert link["data-shortcut"] == "Esc"
    return str(link["href"])


@pytest.mark.parametrize(
    "address", ["/documents?q=%E9%80%9A%E7%9F%A5", "/done", "/effects", "/numbers", "/publication"]
)
def test_a_paper_leads_back_to_its_list(office: OfficeApp, issued: UUID, address: str) -> None:
    assert leads_to(office.log_in(CLERK), issued, referer=HOST + address) == address


@pytest.mark.parametrize(
    "referer",
    [
        "",
        f"{HOST}/documents/draft",
        f"{HOST}/nowhere",
        "https://elsewhere.example/documents",
        f"{HOST}/%b9%ab",
        f"{HOST}//elsewhere.example/documents",
    ],
)
def test_from_anywhere_else_it_leads_to_the_desk(
    office: OfficeApp, issued: UUID, referer: str
) -> None:
    assert leads_to(office.log_in(CLERK), issued, referer=referer) == "/"
