"""Source text as lines: odd blanks cleaned, wrapped paragraphs put together again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_NARROWEST_PAGE = 40
_WIDEST_PAGE = 120
_INVISIBLE = ("Cc", "Cf")


def source_lines(text: str) -> list[str]:
    """The lines that have text, without blanks at their ends and without invisible characters.

    Every character that is neither blank nor invisible is kept, in its order.
    """
    return [line.strip() for line in _unwrapped(_filled(text.splitlines()))]


def clean_lines(lines: Iterable[str]) -> list[str]:
    """The same for lines that are whole paragraphs already: none are joined."""
    return [line.strip() for each in lines for line in _filled(each.splitlines())]


def _filled(lines: Iterable[str]) -> list[str]:
    visible = map(_visible, lines)
    return [line.rstrip() for line in visible if line and not line.isspace()]


def _visible(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(filter(None, map(_visible_character, line)))


def _visible_character(character: str) -> str:
    if character.isprintable() or character == "\u3000":
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _INVISIBLE else character


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """Joins lines broken at a fixed width, where width and indents prove that they were.

    Without the proof nothing is joined: two paragraphs made one cannot be told apart later.
    """
    width = _page_width(lines)
    if not width:
        yield from lines
        return
    held = ""
    may_go_on = False
    pieces: list[str] = []
    for line in lines:
        if pieces and may_go_on and not line[0].isspace():
            pieces.append(line)
        else:
            yield from filter(None, ["".join(pieces)])
            pieces = [line]
            held = line
        may_go_on = _width(line) >= width - 3 and held[0].isspace()
    yield from filter(None, ["".join(pieces)])


def _page_width(lines: Sequence[str]) -> int:
    """The cells (two a Hanzi) at which the lines were broken, 0 if they were not."""
    widths = [_width(line) for line in lines]
    widest = max(widths, default=0)
    full = sum(1 for width in widths if width >= widest - 3)
    indented = sum(1 for line in lines if line[0].isspace())
    wrapped = _NARROWEST_PAGE <= widest <= _WIDEST_PAGE and full * 4 >= len(lines) and full >= 4
    return widest if wrapped and indented >= 2 else 0


def _width(line: str) -> int:
    return len(line) + sum(1 for character in line if character > "\u2e7f")
