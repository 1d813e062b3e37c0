"""A manuscript as form fields and back. Paragraphs are lines; nothing is lost on the way.

Tables and figures stand among them as `documents.blocks` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from documents.drafting.text_lines import (
    ATTACHMENT_HINT,
    attachment_lines,
    attachments_of,
    blocks_of,
    lines_of,
)
from documents.manuscript import Enclosure, Manuscript
from office.directory.entries import IssuingIdentityEntry
from office.kernel.refusals import Refused
from office.web.models import Choice, Field

URGENCIES = ("", "特急", "加急")
TELEGRAM_URGENCIES = ("特提", "平急")
"""Of telegrams (GB/T 9704-2012 7.2.3): offered only where the text came with one."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
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
