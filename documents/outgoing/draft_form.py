"""A manuscript as form fields and back. Paragraphs are lines; nothing is lost on the way.

Tables and figures stand among them as `documents.blocks` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from documents.blocks import block_lines, read_block
from documents.manuscript import Attachment, Block, Enclosure, Manuscript, Paragraph
from documents.reading.headings import marker_of
from office.directory.entries import IssuingIdentityEntry
from office.kernel.refusals import Refused
from office.web.models import Choice, Field

URGENCIES = ("", "特急", "加急")
TELEGRAM_URGENCIES = ("特提", "平急")
"""Of telegrams (GB/T 9704-2012 7.2.3): offered only where the text came with one."""

LEVELS = ("正文", "一级", "二级", "三级", "四级")
_LEVEL = re.compile(f"【({'|'.join(LEVELS)})】")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_APART = "（另附）"
ATTACHMENT = re.compile(rf"\s*附件\s*\d*\s*(?P<apart>{_APART})?\s*[：:]\s*(?P<title>.*)")
ATTACHMENT_HINT = (
    "每个附件以“附件1：名称”单独一行开头，其后各行是附件内容；"
    "不与正文装订的写“附件1（另附）：名称”。"
)

EMPTY = Manuscript(type="通知", title="")


def fields_of(
    manuscript: Manuscript, *, identities: Sequence[IssuingIdentityEntry], identity: str
) -> tuple[Field, ...]:
    """The editor's fields, filled from a manuscript."""
    enclosure = manuscript.enclosure or Enclosure(title="")
    return (
        Field(
            "identity",
            "发文名义",
            kind="select",
            choices=tuple(
                Choice(each.key, each.name, chosen=each.key == identity) for each in identities
            ),
        ),
        Field(
            "title",
            "标题",
            kind="area",
            rows=2,
            value=manuscript.title,
            required=True,
            placeholder="关于……的通知",
            hint="过长的自动分行，排成梯形或菱形；要自己定断行处，在那里按回车。",
        ),
        Field("recipients", "主送机关", value=manuscript.recipients),
        Field(
            "body",
            "正文",
            kind="area",
            rows=14,
            value=lines_of(manuscript.body),
            hint="一段一行；标题按“一、”“（一）”“1.”“（1）”直接写在段首。"
            "认得不对的，在段首写明【正文】或【一级】至【四级】。"
            "表格一行一行写作“|甲|乙|”，首行是表头，上面一行可写“【表】标题”（横排的写【横表】）。",
        ),
        Field(
            "attachments",
            "附件",
            kind="area",
            rows=3,
            value=attachment_lines(manuscript.attachments),
            hint=ATTACHMENT_HINT,
        ),
        Field("enclosure_title", "印发件标题", value=enclosure.title, hint="没有印发件时留空。"),
        Field("enclosure_body", "印发件正文", kind="area", rows=6, value=lines_of(enclosure.body)),
        Field(
            "enclosure_attachments",
            "印发件的附件",
            kind="area",
            rows=2,
            value=attachment_lines(enclosure.attachments),
            hint=ATTACHMENT_HINT,
        ),
        Field("copies", "抄送", value=manuscript.copies),
        Field("note", "附注", value=manuscript.note),
        Field(
            "urgency",
            "缓急",
            kind="select",
            choices=tuple(
                Choice(each, each or "平件", chosen=each == manuscript.urgency)
                for each in _urgencies(manuscript.urgency)
            ),
        ),
        Field("classification", "密级", value=manuscript.classification, placeholder="不涉密留空"),
        *_left_over(manuscript.unrecognised),
    )


def _urgencies(urgency: str) -> tuple[str, ...]:
    return (*URGENCIES, urgency) if urgency in TELEGRAM_URGENCIES else URGENCIES


def _left_over(lines: Sequence[str]) -> tuple[Field, ...]:
    if not lines:
        return ()
    return (
        Field(
            "unrecognised",
            "未排入的原文",
            kind="area",
            rows=4,
            value="\n".join(lines),
            hint="这些内容不印入公文。请把要用的移到上面各栏，核对后可以删去。",
        ),
    )


def manuscript_of(
    typed: Mapping[str, str], *, issuer: str, before: Manuscript = EMPTY
) -> Manuscript:
    """The manuscript that a filled-in form means; what has no field stays as it was `before`.

    Raises Refused for a title that is none, and for what a form of ours cannot have sent.
    """
    for text in typed.values():
        if _CONTROLS.search(text):
            raise Refused("文稿中有不能显示的控制字符，无法保存。请删去后重新填写，或重新粘贴。")
    lines = (line.strip() for line in typed.get("title", "").splitlines())
    title = "\n".join(line for line in lines if line)
    if not title:
        raise Refused("请填写标题：发文机关名称、事由和文种（《条例》第九条（七））。")
    if not title.endswith("通知"):
        raise Refused("标题应当以文种结尾，目前可以制发“通知”（《条例》第九条（七））。请改标题。")
    enclosure_title = typed.get("enclosure_title", "").strip()
    enclosure_body = blocks_of(typed.get("enclosure_body", ""))
    enclosure_attachments = attachments_of(typed.get("enclosure_attachments", ""))
    if (enclosure_body or enclosure_attachments) and not enclosure_title:
        raise Refused("印发件没有标题，请填写印发件标题。")
    enclosure = None
    if enclosure_title:
        enclosure = Enclosure(enclosure_title, enclosure_body, enclosure_attachments)
    urgency = typed.get("urgency", "").strip()
    if urgency not in (*URGENCIES, *TELEGRAM_URGENCIES):
        raise Refused("缓急只能是特急、加急或不标（GB/T 9704—2012 7.2.3）。请重新选择。")
    return replace(
        before,
        type="通知",
        title=title,
        recipients=typed.get("recipients", "").strip().rstrip("：: \u3000"),
        body=blocks_of(typed.get("body", "")),
        attachments=attachments_of(typed.get("attachments", "")),
        enclosure=enclosure,
        issuer=issuer,
        copies=typed.get("copies", "").strip(),
        note=typed.get("note", "").strip(),
        urgency=urgency,
        classification=typed.get("classification", "").strip(),
        unrecognised=tuple(line for line in typed.get("unrecognised", "").splitlines() if line),
    )


def lines_of(blocks: Sequence[Block]) -> str:
    """One paragraph a line. A level that its numeral does not show is written before it."""
    return "\n".join(line for each in blocks for line in _lines_of(each))


def _lines_of(block: Block) -> list[str]:
    if not isinstance(block, Paragraph):
        return block_lines(block)
    shows_its_level = blocks_of(block.text) == (block,)
    if shows_its_level and not ATTACHMENT.fullmatch(block.text):
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
        elif line.strip():
            found[-1][1].append(line)
    return tuple(replace(each, body=blocks_of("\n".join(lines))) for each, lines in found)
