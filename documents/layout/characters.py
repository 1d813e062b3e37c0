"""How wide a character is and which side of a line end it may stand on.

Widths do not come from font files: the same manuscript must break the same everywhere, whichever
typeface a site owns. A writer fits its glyphs into these widths.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

OPENING = frozenset("（《〈「『【〖〔［｛“‘([{〝￥＄$№")
CLOSING = frozenset(
    "，。、；：！？）》〉」』】〗〕］｝”’〞·‧．％‰℃°′″～々〻,.;:!?)]}%>‐－-﹐﹑﹒﹔﹕﹖﹗"
)
INSEPARABLE = frozenset("—…─⋯―")
DASHES = frozenset("—─―")
"""Strokes that fill their width, so that two of them are one."""

_OPENED = OPENING & frozenset("（《〈「『【〖〔［｛“‘(")
_CLOSED = CLOSING & frozenset("，。、；：！？）》〉」』】〗〕］｝”’,.;:!?)")
"""Marks of which one half is white: the left one of those that open, else the right one."""

_INK = {"？": 0.75, **dict.fromkeys((_OPENED | _CLOSED) - {"？"}, 0.5)}
"""The part of its cell that a mark needs, in ems; the question mark stands in the middle of it."""

_STOPS = frozenset(",.;:!?")
_CIRCLE_AS_ZERO = "○"
_SPACE = 0.5
_FOREIGN = 0.6

_LATIN = {
    0.28: "ijlt!'`|,.:;/\\",
    0.34: 'frI()[]-"',
    0.40: "sJ{}",
    0.44: "acezv^",
    0.50: "0123456789bdghknopquxy_#$?*",
    0.56: "FPSLZE+<>=~",
    0.67: "ABCRTVXYK",
    0.72: "DGHNOQUw&",
    0.80: "m%",
    0.90: "M@W",
}
_WIDTHS = {each: width for width, characters in _LATIN.items() for each in characters}


@lru_cache(maxsize=8192)
def is_wide(character: str) -> bool:
    """Whether it fills a cell by itself: Chinese characters, full-width punctuation, symbols."""
    if character in "–" or unicodedata.name(character, "").startswith("LATIN"):
        return False
    return unicodedata.east_asian_width(character) in "WFA" and not is_unspaced(character)


@lru_cache(maxsize=8192)
def is_unspaced(character: str) -> bool:
    """Whether it takes no room of its own: combining marks, controls, joiners."""
    return unicodedata.category(character) in {"Mn", "Me", "Cc", "Cf"}


@lru_cache(maxsize=8192)
def is_invisible(character: str) -> bool:
    """Whether there is nothing to draw: controls and joiners."""
    return unicodedata.category(character) in {"Cc", "Cf"}


def widths(text: str) -> list[float]:
    """The width of each character in ems (cells of the grid) in a line of this text.

    Of two full-width marks in a row the first gives up the white half beside the second, so that
    ）。 》、 or ：“ take a cell and a half. A mark by itself keeps its cell, also at the end of a
    line: a line holds no more than its cells, and nothing stands out of the type area.
    """
    return squeezed(text, cells(text))


def squeezed(text: str, sizes: Sequence[float]) -> list[float]:
    """The widths when the characters by themselves take `sizes`, as `cells` gives them."""
    sizes = list(sizes)
    for place in range(len(text) - 1):
        if sizes[place] == sizes[place + 1] == 1.0 and _share_white(text[place], text[place + 1]):
            sizes[place] = _INK[text[place]]
    return sizes


def _share_white(before: str, after: str) -> bool:
    """Whether white of both marks meets, or white of one of them and the other's ink."""
    if before in _CLOSED:
        return after in _CLOSED or after in _OPENED
    return before in _OPENED and after in _OPENED


def needed(character: str) -> float:
    """The part of its natural width that its ink takes."""
    return _INK.get(character, 1.0)


def cells(text: str) -> list[float]:
    """The width of each character in ems, not yet squeezed by its neighbours.

    Half-width punctuation beside a Chinese character fills a cell, so that texts typed with it
    stay on the grid; elsewhere digits take half a cell and Latin letters their proportion.
    """
    sizes: list[float] = []
    for place, each in enumerate(text):
        fills = is_wide(each) or _stands_by_chinese(each, sizes, text[place + 1 : place + 2])
        sizes.append(1.0 if fills else _own_width(each))
    return sizes


def _stands_by_chinese(character: str, sizes_before: list[float], after: str) -> bool:
    if character in _STOPS or character == ")":
        return bool(sizes_before) and sizes_before[-1] == 1.0
    return character == "(" and bool(after) and is_wide(after)


@lru_cache(maxsize=8192)
def _own_width(character: str) -> float:
    if is_unspaced(character):
        return 0.0
    if character.isspace():
        return 1.0 if character == "\u3000" else _SPACE
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(base, _SPACE if character == "–" else _FOREIGN)


def slack_before(character: str) -> float:
    """Which part of the room that a glyph leaves in its width stands before it."""
    if character in OPENING:
        return 1.0
    return 0.25 if character in CLOSING else 0.5


def drawn_scale(character: str) -> float:
    """How large to draw it: ○ typed for 〇 in a year is a circle too large for a zero."""
    return 0.62 if character == _CIRCLE_AS_ZERO else 1.0
