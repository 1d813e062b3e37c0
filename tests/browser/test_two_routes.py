"""One document by two routes: offered for folding, folded, and apart where a leader spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import Journeying, check_all, follow, press, text, unfold
from tests.functional.office_app import QINGHE_CLERK, QINGHE_LEADER

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, needs_script]

TITLE = "关于水库汛期调度的函"


def test_the_copy_is_folded_and_comes_apart_again(there: Journeying, watched: Watched) -> None:
    clerk = there.sit_down(watched, QINGHE_CLERK, "/incoming")
    first = _entered(there, clerk, number="云水函〔2026〕27号", sender="云川省水利厅")
    check_all(clerk)
    press(clerk, "register")
    second = _entered(there, clerk, number="云水函[2026] 第 27 号", sender="云川省 水利厅")
    assert "可能是同一件。核对后可以并件" in text(clerk, ".act .warning")
    clerk.click(".act .warning >> text=查看")
    assert clerk.url == first
    clerk.goto(second)
    follow(clerk, "并件")
    press(clerk, "fold")
    clerk.goto(second)
    assert clerk.locator(".act").count() == 0
    follow(clerk, "并入的公文")
    assert clerk.url == first
    assert "可能是同一件" not in text(clerk, "main")
    follow(clerk, "并入的副本")
    assert clerk.url == second
    follow(clerk, "拆开并件")
    clerk.fill("textarea[name=opinion]", "附件不同")
    press(clerk, "unfold")
    clerk.goto(second)
    assert clerk.locator(".act button[value=register]").count() == 1


@pytest.mark.parametrize(
    ("number", "field", "value", "why"),
    [
        ("云水函〔2026〕28号", "copy_number", "000032", "份号是000032"),
        ("云水函〔2026〕29号", "transfer_note", "请清河区阅研", "转办意见"),
    ],
)
def test_a_copy_with_a_number_or_words_of_its_own_is_never_offered(
    there: Journeying, watched: Watched, number: str, field: str, value: str, why: str
) -> None:
    clerk = there.sit_down(watched, QINGHE_CLERK, "/incoming")
    _entered(there, clerk, number=number, sender="云川省水利厅")
    _entered(there, clerk, number=number, sender="云川省水利厅", **{field: value})
    assert why in text(clerk, ".act .warning")
    assert clerk.get_by_role("link", name="并件").count() == 0


def test_a_copy_that_a_leader_instructed_is_never_offered(
    there: Journeying, watched: Watched
) -> None:
    number, office = "云水函〔2026〕30号", there.office
    clerk = there.sit_down(watched, QINGHE_CLERK, "/incoming")
    paper = _entered(there, clerk, number=number, sender="云川省水利厅")
    check_all(clerk)
    press(clerk, "register")
    registrar = office.log_in(QINGHE_CLERK)
    registrar.open(paper.removeprefix(there.address))
    registrar.press("propose", opinion="拟请阅示", to=office.person(QINGHE_LEADER))
    _entered(there, clerk, number=number, sender="云川省水利厅")
    leader = office.log_in(QINGHE_LEADER)
    leader.open(paper.removeprefix(there.address))
    leader.press("instruct", opinion="请应急办牵头")
    clerk.goto(paper)
    assert clerk.locator("main a", has_text="并件").count() == 0


def _entered(there: Journeying, clerk: Page, *, number: str, sender: str, **more: str) -> str:
    """补登 on paper through the form: the address of what came of it."""
    clerk.goto(f"{there.address}/incoming")
    follow(clerk, "补登来文")
    clerk.fill("[name=sender_name]", sender)
    clerk.fill("[name=title]", TITLE)
    clerk.fill("[name=number]", number)
    for name, value in more.items():
        unfold(clerk, f"[name={name}]")
        clerk.fill(f"[name={name}]", value)
    press(clerk, "enter")
    clerk.wait_for_url("**/incoming/*-*")
    return clerk.url
