"""A manuscript as form fields and back. Paragraphs are lines; nothing is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from documents.manuscript import Attachment, Enclosure, Manuscript, Paragraph
from documents.reading.headings import marker_of
from office.directory.entries import IssuingIdentityEntry
from office.kernel.refusals import Refused
from office.web.models import Choice, Field

URGENCIES = ("", "特急", "加急")
ATTACHMENT = re.compile(r"\s*附件\s*\d*\s*[：:]\s*(?P<title>.+)")
ATTACHMENT_HINT = "每个附件以“附件1：名称”单独一行开头，其后各行是附件内容。"

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
        Field("title", "标题", value=manuscript.title, required=True, placeholder="关于……的通知"),
        Field("recipients", "主送机关", value=manuscript.recipients),
        Field(
            "body",
            "正文",
            kind="area",
            rows=14,
            value=lines_of(manuscript.body),
            hint="一段一行；标题按“一、”“（一）”“1.”“（1）”直接写在段首。",
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
                for each in URGENCIES
            ),
        ),
        Field("classification", "密级", value=manuscript.classification, placeholder="不涉密留空"),
    )


def manuscript_of(typed: Mapping[str, str], *, issuer: str) -> Manuscript:
    """The manuscript that a filled-in form means. Raises Refused for a title that is none."""
    title = " ".join(typed.get("title", "").split())
    if not title:
        raise Refused("请填写标题：发文机关名称、事由和文种（《条例》第九条（七））。")
    if not title.endswith("通知"):
        raise Refused("标题应当以文种结尾，目前可以制发“通知”（《条例》第九条（七））。请改标题。")
    enclosure_title = typed.get("enclosure_title", "").strip()
    enclosure_body = paragraphs_of(typed.get("enclosure_body", ""))
    if enclosure_body and not enclosure_title:
        raise Refused("印发件没有标题，请填写印发件标题。")
    enclosure = None
    if enclosure_title:
        enclosure = Enclosure(
            title=enclosure_title,
            body=enclosure_body,
            attachments=attachments_of(typed.get("enclosure_attachments", "")),
        )
    return Manuscript(
        type="通知",
        title=title,
        recipients=typed.get("recipients", "").strip().rstrip("：:"),
        body=paragraphs_of(typed.get("body", "")),
        attachments=attachments_of(typed.get("attachments", "")),
        enclosure=enclosure,
        issuer=issuer,
        copies=typed.get("copies", "").strip(),
        note=typed.get("note", "").strip(),
        urgency=typed.get("urgency", "").strip(),
        classification=typed.get("classification", "").strip(),
    )


def lines_of(paragraphs: Sequence[Paragraph]) -> str:
    """One paragraph a line."""
    return "\n".join(each.text for each in paragraphs)


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The lines as paragraphs; a numeral at the head makes it a heading of its level."""
    lines = [line.strip(" \t\u3000") for line in text.splitlines()]
    return tuple(
        Paragraph(marker.level if (marker := marker_of(line)) else 0, line)
        for line in lines
        if line
    )


def attachment_lines(attachments: Sequence[Attachment]) -> str:
    """Attachments as lines: 附件1：名称, then its own text."""
    blocks = []
    for serial, each in enumerate(attachments, start=1):
        blocks.append(f"附件{serial}：{each.title}")
        if each.body:
            blocks.append(lines_of(each.body))
    return "\n".join(blocks)


def attachments_of(text: str) -> tuple[Attachment, ...]:
    """The other way. Text before the first 附件 line is refused, not dropped."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        head = ATTACHMENT.fullmatch(line)
        if head:
            found.append((head["title"].strip(), []))
        elif line.strip() and not found:
            raise Refused(f"附件栏的“{line.strip()[:20]}”前面缺少附件名称。{ATTACHMENT_HINT}")
        elif line.strip():
            found[-1][1].append(line)
    return tuple(Attachment(title, paragraphs_of("\n".join(lines))) for title, lines in found)
