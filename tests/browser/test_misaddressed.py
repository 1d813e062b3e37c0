"""What came to the wrong office: refused before, returned after signing for, and sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import Journeying, follow, open_item, press, text, toast
from tests.functional.office_app import CLERK, QINGHE, QINGHE_CLERK, issue

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, needs_script]

RECEIVER = "清河区人民政府办公室"


def test_what_is_refused_before_signing_is_sent_again_by_the_sender(
    there: Journeying, watched: Watched
) -> None:
    title = "关于错投拒收的通知"
    sent = f"/documents/{issue(there.office, title, to=[QINGHE])}"
    receiver = there.sit_down(watched, QINGHE_CLERK)
    open_item(receiver, title)
    receiver.click(".act button[value=refuse]")
    assert "原因" in text(receiver, ".act .refusal, .act .error")
    receiver.select_option("select[name=fault]", label="错投")
    receiver.fill("textarea[name=opinion]", "应送市水务局")
    press(receiver, "refuse")
    there.office.deliver()

    sender = there.sit_down(watched, CLERK, sent)
    assert "拒收" in _line(sender)
    assert "应送市水务局" in _line(sender)
    _send_again(there, sender, sent, title)
    _signed_for(there, receiver, title)
    sender.goto(there.address + sent)
    assert "签收" in sender.locator(".consignment .badge").inner_text()


def test_what_is_returned_after_signing_is_signed_for_by_the_sender(
    there: Journeying, watched: Watched
) -> None:
    title = "关于错投退文的通知"
    sent = f"/documents/{issue(there.office, title, to=[QINGHE])}"
    receiver = there.sit_down(watched, QINGHE_CLERK)
    open_item(receiver, title)
    paper = receiver.url
    press(receiver, "sign_for")
    receiver.goto(paper)
    follow(receiver, "退文")
    receiver.fill("textarea[name=opinion]", "应送市水务局")
    receiver.click(".act button[value=return_to_sender]")
    assert "请选择是哪一类原因" in text(receiver, ".act .refusal, .act .error")
    assert receiver.input_value("textarea[name=opinion]") == "应送市水务局"
    receiver.select_option("select[name=fault]", label="错投")
    press(receiver, "return_to_sender")
    receiver.goto(paper)
    assert receiver.locator(".act").count() == 0
    there.office.deliver()

    sender = there.sit_down(watched, CLERK)
    open_item(sender, title, step="签收退文")
    assert "错投：应送市水务局" in text(sender, ".act .warning")
    assert sender.locator(".act button[value=requeue]").count() == 0, "first signed for"
    press(sender, "sign_for_return")
    assert toast(sender) == f"已签收退文　{title}"
    _send_again(there, sender, sent, title)
    sender.goto(there.address + sent)
    assert f"签收 {RECEIVER} 的退文" in text(sender, ".slip")
    _signed_for(there, receiver, title)


def _line(page: Page) -> str:
    """What the sender's page says of the one addressee."""
    return page.locator(".consignment", has_text=RECEIVER).inner_text()


def _send_again(there: Journeying, sender: Page, sent: str, title: str) -> None:
    """重新发送 from the document's page; without a reason it does not go."""
    sender.goto(there.address + sent)
    sender.click(".act button[value=requeue]")
    assert "原因" in text(sender, ".act .refusal, .act .error")
    sender.fill("textarea[name=opinion]", "经核实应由贵办转办")
    press(sender, "requeue")
    assert toast(sender) == f"已重新发送　{title}"
    there.office.deliver()


def _signed_for(there: Journeying, receiver: Page, title: str) -> None:
    """The receiver finds it on the desk once more."""
    receiver.goto(there.address)
    open_item(receiver, title, step="签收")
    press(receiver, "sign_for")
    there.office.deliver()
