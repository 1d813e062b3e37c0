"""What a drafter states beside every text of a government before it is handed on."""

from __future__ import annotations

from playwright.sync_api import Page


def state(page: Page) -> None:
    """Fill in openness, secrecy review and reason in the editor that is open."""
    page.select_option("select[name=openness]", "主动公开")
    reviewer = page.locator("select[name=secrecy_reviewer] option", has_text="许明").first
    page.select_option("select[name=secrecy_reviewer]", reviewer.get_attribute("value"))
    page.fill("[name=necessity]", "部署工作")
