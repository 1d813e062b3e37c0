"""A manuscript's parts as lines of plain text and back, as an editor's fields hold them.

One paragraph a line; tables and figures stand among them as `documents.blocks` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.blocks import block_lines, read_block
from documents.manuscript import AttachedFile, Attachment, Attendance, Block, Paragraph
from documents.reading.headings import marker_of
from office.kernel.refusals import Refused

LEVELS = ("正文", "一级", "二级", "三级", "四级")
_LEVEL = re.compile(f"【({'|'.join(LEVELS)})】")
_APART = "（另附）"
ATTACHMENT = re.compile(rf"\s*附件\s*\d*\s*(?P<apart>{_APART})?\s*[：:]\s*(?P<title>.*)")
ATTACHMENT_HINT = (
    "每个附件以“附件1：名称”单独一行开头，其后各行是附件内容；"
    "不与正文装订的写“附件1（另附）：名称”。"
)
_FILE = re.compile(
    r"\s*【文件，(?P<length>\d{1,12})字节，(?P<type>[\w.+/-]+)，(?P<digest>[0-9a-f]{64})】(?P<name>.+)"
)
"""An attachment's file, on a line of its own below the name."""
_LABELLED = re.compile(r"\s*(?P<label>[^：:]{1,12})[：:]\s*(?P<names>.*)")


def lines_of(blocks: Sequence[Block]) -> str:
    """One paragraph a line. A level that its numeral does not show is written before it."""
    return "\n".join(line for each in blocks for line in _lines_of(each))


def _lines_of(block: Block) -> list[str]:
    if not isinstance(block, Paragraph):
        return block_lines(block)
    shows_its_level = blocks_of(block.text) == (block,)
    is_mark = ATTACHMENT.fullmatch(block.text) or _FILE.fullmatch(block.text)
    if shows_its_level and not is_mark:
        return [block.text]
    return [f"【{LEVELS[block.level]}】{block.text}"]


def blocks_of(text: str) -> tuple[Block, ...]:
    """The lines as paragraphs, tables and figures; a numeral makes a heading of its level.

    A level in words before it (【正文】, 【一级】 …) counts more, and is no part of the text.
    """
    lines = [line.strip(" \t\u3000") for line in text.splitlines()]
    blocks: list[Block] = []
    place = 0
    while place < len(lines):
        block, place = read_block(lines, place) or (_paragraph(lines[place]), place + 1)
        if not isinstance(block, Paragraph) or block.text:
            blocks.append(block)
    return tuple(blocks)


def _paragraph(line: str) -> Paragraph:
    if told := _LEVEL.match(line):
        return Paragraph(LEVELS.index(told[1]), line[told.end() :])
    marker = marker_of(line)
    return Paragraph(marker.level if marker else 0, line)


def attachment_lines(attachments: Sequence[Attachment]) -> str:
    """Attachments as lines: 附件1：名称, then its own text."""
    blocks = []
    for serial, each in enumerate(attachments, start=1):
        blocks.append(f"附件{serial}{'' if each.bound else _APART}：{each.title}")
        if file := each.file:
            mark = f"【文件，{file.length}字节，{file.media_type}，{file.digest}】"
            blocks.append(f"{mark}{file.name}")
        if each.body:
            blocks.append(lines_of(each.body))
    return "\n".join(blocks)


def attachments_of(text: str) -> tuple[Attachment, ...]:
    """The other way. Text before the first 附件 line is refused, not dropped."""
    found: list[tuple[Attachment, list[str]]] = []
    for line in text.splitlines():
        head = ATTACHMENT.fullmatch(line)
        if head and head["title"]:
            found.append((Attachment(head["title"].strip(), bound=not head["apart"]), []))
        elif head or (line.strip() and not found):
            raise Refused(f"附件栏的“{line.strip()[:20]}”缺少附件名称。{ATTACHMENT_HINT}")
        elif file := _FILE.fullmatch(line):
            found[-1] = (replace(found[-1][0], file=_file(file)), found[-1][1])
        elif line.strip():
            found[-1][1].append(line)
    return tuple(replace(each, body=blocks_of("\n".join(lines))) for each, lines in found)


def _file(line: re.Match[str]) -> AttachedFile:
    return AttachedFile(line["digest"], line["name"].strip(), line["type"], int(line["length"]))


def attendance_lines(lists: Sequence[Attendance]) -> str:
    """One list a line: 出席：names."""
    return "\n".join(f"{each.label}：{each.names}" for each in lists)


def attendance_of(text: str) -> tuple[Attendance, ...]:
    """The other way. A line without a label belongs to 出席; an empty list is left out."""
    lists = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LABELLED.fullmatch(line)
        label, names = (found["label"].strip(), found["names"]) if found else ("出席", line)
        if names.strip():
            lists.append(Attendance(label, names.strip()))
    return tuple(lists)
