"""Tables and figures written as lines of plain text, as in the editor of a draft.

A table is `【表】` and its title on a line (`【横表】`: across the page), then a line for each row
with its cells between bars, `|甲|乙|`; its first row is the head. What goes without saying is not
written: other heads and widths of columns stand in the label, `【表，表头2行，列宽3:1】`.
A figure is a line of its own, `【图，120×80毫米，摘要】标题|说明`. A bar or a line end inside a
cell is written `\\|` or `\\n`, a backslash `\\\\`.

A row without a label may have a rule row below it as in Markdown, `| --- | :-: |`: it is left out.
A label with sizes that nobody can print, `1e999毫米` or `列宽0:0`, is no label: it stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from documents.manuscript import Block, Figure, Paragraph, Table
from documents.sizes import are_weights, figure_size, is_size

_SIZE = r"\d+(?:\.\d+)?(?:e[+-]?\d+)?"
_TABLE = re.compile(
    rf"【(?P<across>横?)表(?:，表头(?P<heads>\d{{1,6}})行)?"
    rf"(?:，列宽(?P<widths>{_SIZE}(?::{_SIZE})*))?】"
    r"(?P<title>.*)"
)
_FIGURE = re.compile(
    rf"【图，(?P<width>{_SIZE})×(?P<height>{_SIZE})毫米，(?P<digest>[0-9A-Za-z:_-]+)】"
    r"(?P<words>.*)"
)
_ROW = re.compile(r"\|.*(?<!\\)(?:\\\\)*\|")
_RULE = re.compile(r":?-{3,}:?")
_CAPTION = re.compile(
    r"图 ?[0-9０-９一二三四五六七八九十]{1,3}(?:[-－.．—][0-9０-９]{1,3})?[ \u3000]\S.*"
)
_LONGEST_CAPTION = 60
_PIECE = re.compile(r"\\.|\\|[^\\|]+|\|")
_PLAIN = {"n": "\n"}
_USUAL_HEADS = 1
_MOST_HEADS = 999_999


def block_lines(block: Table | Figure) -> list[str]:
    """The lines that `read_block` makes the block of again; blanks at the ends of a text go."""
    if isinstance(block, Figure):
        size = f"{'×'.join(map(_number, figure_size(block)))}毫米"
        words = f"|{_escaped(block.words)}" if block.words.strip() else ""
        return [f"【图，{size}，{block.digest}】{_escaped(block.title)}{words}"]
    return [_label(block), *(f"|{'|'.join(map(_escaped, row))}|" for row in block.rows)]


def read_block(lines: Sequence[str], place: int) -> tuple[Table | Figure, int] | None:
    """The table or figure that begins with the line at `place`, and the place behind it.

    Without the label a table has no title. Short rows are filled up with empty cells.
    """
    line = lines[place].strip()
    if figure := _figure(line):
        return figure, place + 1
    label = _label_of(line)
    if label is None and not _ROW.fullmatch(line):
        return None
    end = start = place + 1 if label else place
    while end < len(lines) and _ROW.fullmatch(lines[end].strip()):
        end += 1
    rows = [tuple(_cells(each.strip())) for each in lines[start:end]]
    if label is None and len(rows) > 1 and all(map(_RULE.fullmatch, rows[1])):
        del rows[1]
    return _table(rows, label), end


def captioned(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks; a line `图1　…` below a figure without a title becomes its title."""
    result: list[Block] = []
    for block in blocks:
        above = result[-1] if result else None
        caption = _caption(block)
        if caption and isinstance(above, Figure) and not above.title:
            result[-1] = replace(above, title=caption)
        else:
            result.append(block)
    return tuple(result)


def _caption(block: Block) -> str:
    text = block.text.strip() if isinstance(block, Paragraph) else ""
    is_one = _CAPTION.fullmatch(text) and len(text) <= _LONGEST_CAPTION
    return text if is_one and not text.endswith("。") else ""


def _label(table: Table) -> str:
    count = min(max(table.heads, 0), _MOST_HEADS)
    heads = "" if count == _USUAL_HEADS else f"，表头{count}行"
    weighed = are_weights(table.widths)
    widths = f"，列宽{':'.join(map(_number, table.widths))}" if weighed else ""
    return f"【{'横' if table.landscape else ''}表{heads}{widths}】{_escaped(table.title)}"


def _label_of(line: str) -> re.Match[str] | None:
    found = _TABLE.fullmatch(line)
    return found if found and (not found["widths"] or are_weights(_weights(found))) else None


def _weights(label: re.Match[str]) -> tuple[float, ...]:
    return tuple(map(float, label["widths"].split(":"))) if label["widths"] else ()


def _table(rows: list[tuple[str, ...]], label: re.Match[str] | None) -> Table:
    columns = max(map(len, rows), default=0)
    filled = tuple(row + ("",) * (columns - len(row)) for row in rows)
    if label is None:
        return Table(filled)
    return Table(
        filled,
        title=_unescaped(label["title"]),
        heads=min(int(label["heads"] or _USUAL_HEADS), max(len(rows), 1)),
        widths=_weights(label),
        landscape=bool(label["across"]),
    )


def _figure(line: str) -> Figure | None:
    found = _FIGURE.fullmatch(line)
    if not found or not all(is_size(float(found[side])) for side in ("width", "height")):
        return None
    title, *rest = _cut(found["words"])
    return Figure(
        found["digest"],
        width=float(found["width"]),
        height=float(found["height"]),
        title=_unescaped(title),
        words=_unescaped("|".join(rest)),
    )


def _cells(line: str) -> list[str]:
    return [_unescaped(each) for each in _cut(line[1:-1])]


def _cut(text: str) -> list[str]:
    """The text cut at the bars that are not escaped."""
    pieces: list[list[str]] = [[]]
    for piece in _PIECE.findall(text):
        if piece == "|":
            pieces.append([])
        else:
            pieces[-1].append(piece)
    return ["".join(each) for each in pieces]


def _escaped(text: str) -> str:
    bare = "\n".join(text.strip().splitlines())
    return bare.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _PLAIN.get(found[1], found[1]), text.strip())


def _number(value: float) -> str:
    """As short as it can be read back."""
    return f"{value:f}".rstrip("0").rstrip(".") if value == round(value, 6) else repr(value)
