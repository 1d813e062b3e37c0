"""The pages that are held to LAYOUT_VERSION; run as a module, their digests are written anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from documents.layout import LAYOUT_VERSION, Pages, compose
from documents.layout.briefings import compose_briefing
from documents.layout.forms import compose_form, find_form
from documents.manuscript import Figure
from tests.specimens import inner, texts
from tests.unit.layout.specimens import ISSUE, short_notice

HELD = Path(__file__).with_name("held_pages.json")
_DIGITS = 3
"""After the point, of mm and pt: what differs by less moved no character."""


def held_pages() -> Iterator[tuple[str, Pages]]:
    """A document of every format and of every kind of paper, by name."""
    yield "notice", compose(texts.NOTICE, issue=texts.NOTICE_ISSUE)
    yield "proof", compose(texts.NOTICE, issue=None)
    yield "request", compose(texts.REQUEST, issue=texts.REQUEST_ISSUE)
    yield "joint", compose(texts.JOINT, issue=texts.JOINT_ISSUE)
    yield "unsealed", compose(texts.UNSEALED, issue=texts.UNSEALED_ISSUE)
    yield "bill", compose(texts.BILL, issue=texts.BILL_ISSUE)
    yield "letter", compose(texts.LETTER, issue=texts.LETTER_ISSUE)
    yield "order", compose(texts.ORDER, issue=texts.ORDER_ISSUE)
    yield "minutes", compose(texts.MINUTES, issue=texts.MINUTES_ISSUE)
    yield "telegram", compose(texts.TELEGRAM, issue=texts.TELEGRAM_ISSUE)
    yield "slip", compose(texts.SLIP, issue=texts.SLIP_ISSUE)
    yield "tables", compose(texts.TABLES, issue=texts.TABLES_ISSUE)
    figure = Figure("ab12", width=120.0, height=80.0, title="图1 位置")
    yield "figure", compose(short_notice(body=(figure,)), issue=ISSUE)
    yield "briefing", compose_briefing(inner.BRIEFING)
    yield "draft sheet", compose_form(find_form("draft_sheet"), inner.DRAFT_SHEET)
    yield "meeting notice", compose_form(find_form("meeting_notice"), inner.MEETING_NOTICE)


def digests() -> dict[str, str]:
    """What tells the pages of one layout from those of another, by name."""
    return {name: _digest(pages) for name, pages in held_pages()}


def _digest(pages: Pages) -> str:
    value = pages.to_json()
    del value["layout_version"]
    text = json.dumps(_rounded(value), ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:16]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS) + 0.0  # no -0.0
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value


def write() -> None:
    """Hold today's pages to today's version. SystemExit if pages moved under the same version."""
    held = json.loads(HELD.read_text()) if HELD.exists() else {"version": None, "pages": {}}
    now = digests()
    moved = [name for name, digest in held["pages"].items() if now.get(name) != digest]
    if moved and held["version"] == LAYOUT_VERSION:
        raise SystemExit(f"{', '.join(moved)} changed: raise LAYOUT_VERSION first.")
    value = {"version": LAYOUT_VERSION, "pages": now}
    HELD.write_text(json.dumps(value, indent=2) + "\n")


if __name__ == "__main__":
    write()
