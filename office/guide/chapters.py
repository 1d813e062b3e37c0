"""The chapters of the manual as text that pages show: headings, lists, tables, links among them.

Nothing in a chapter is executed: what looks like HTML is shown as text, and a link leads to
another chapter or nowhere.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

FIRST = "README"
_SOURCE = Path(__file__).resolve().parents[2] / "docs" / "guide"
_INSTALLED = Path(sys.prefix) / "share" / "wenshu" / "guide"
_NAME = re.compile(r"[a-z_]+|README")
_CHAPTER = re.compile(r"(?:\./)?([a-z_]+|README)\.md(#.*)?")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the manual."""

    name: str
    title: str
    body: Markup


def chapters() -> tuple[tuple[str, str], ...]:
    """Names and titles, in the order in which the first chapter leads to the others."""
    folder = _folder()
    first = _text(folder, FIRST)
    led = [name for name, _ in _CHAPTER.findall(first)] if first else []
    known = sorted(each.stem for each in folder.glob("*.md"))
    order = dict.fromkeys([FIRST, *(each for each in led if each in known), *known])
    return tuple((name, _title(_text(folder, name))) for name in order if name in known)


def chapter(name: str, address: Callable[[str], str]) -> Chapter | None:
    """One of them; None where there is none. `address` gives that of another by its name."""
    text = _text(_folder(), name) if _NAME.fullmatch(name) else ""
    if not text:
        return None
    tokens = _parser().parse(text)
    for token in tokens:
        _lead(token, address)
    rendered = _parser().renderer.render(tokens, _parser().options, {})
    # The parser escapes everything that it did not itself make of the marks.
    return Chapter(name, _title(text), Markup(rendered))  # noqa: S704


def _folder() -> Path:
    return _SOURCE if _SOURCE.is_dir() else _INSTALLED


def _text(folder: Path, name: str) -> str:
    path = folder / f"{name}.md"
    return path.read_text("utf-8") if path.is_file() else ""


def _title(text: str) -> str:
    return next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), "")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("softbreak", _joined)
    return parser


def _joined(_self: Any, tokens: Sequence[Token], place: int, *_: Any) -> str:
    """A line that goes on in the next: without a space between Chinese characters."""
    before = tokens[place - 1].content[-1:] if place else ""
    after = tokens[place + 1].content[:1] if place + 1 < len(tokens) else ""
    return " " if before.isascii() and after.isascii() and before and after else ""


def _lead(token: Token, address: Callable[[str], str]) -> None:
    """Links lead to chapters; images and anything else lead nowhere."""
    if token.type == "link_open":
        found = _CHAPTER.fullmatch(str(token.attrGet("href") or ""))
        token.attrs = {"href": address(found.group(1))} if found else {}
    elif token.type == "image":
        token.attrs = {}
    for child in token.children or ():
        _lead(child, address)
