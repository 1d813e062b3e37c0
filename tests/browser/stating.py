"""What a drafter states beside every text of a government before it is handed on."""

from __future__ import annotations

from playwright.sync_api import Page


def state(page: Page) -> None:
    """Fill in openness, secrecy review and reason in the editor that is open."""
    page.select_option("select[name=openness]", "主动公开")
    page.select_option("select[name=secrecy_reviewer]", index=1)
    page.fill("input[name=secrecy_reviewed_on]", "2026-11-20")
    page.fill("[name=necessity]", "部署工作")
