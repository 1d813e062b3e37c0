"""A manuscript as form fields and back. Paragraphs are lines; nothing is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from documents.drafting.guides import guide_of
from documents.drafting.text_lines import (
    ATTACHMENT_HINT,
    attachment_lines,
    attachments_of,
    attendance_lines,
    attendance_of,
    blocks_of,
    lines_of,
)
from documents.manuscript import FORMAT_WORDS, Enclosure, Format, Manuscript
from office.directory.entries import IssuingIdentityEntry
from office.directory.kinds import DOCUMENT_TYPES
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
    """The editor's fields for a manuscript of its type, filled from it.

    What the type does not have is not asked, unless something stands there already.
    """
    return tuple(_fields(manuscript, identities, identity))


def _fields(
    manuscript: Manuscript, identities: Sequence[IssuingIdentityEntry], identity: str
) -> Iterator[Field]:
    guide = guide_of(manuscript.type)
    yield Field(
        "identity",
        "发文名义",
        kind="select",
        choices=tuple(
            Choice(each.key, each.name, chosen=each.key == identity) for each in identities
        ),
    )
    yield _select("type", "文种", types_of(manuscript, identities), chosen=manuscript.type)
    yield Field(
        "format",
        "版式",
        kind="select",
        choices=tuple(
            Choice(each, words, chosen=each is manuscript.format)
            for each, words in FORMAT_WORDS.items()
        ),
    )
    yield Field(
        "title",
        "标题",
        kind="area",
        rows=2,
        value=manuscript.title,
        required=True,
        placeholder=f"关于……的{manuscript.type}",
        hint="过长的自动分行，排成梯形或菱形；要自己定断行处，在那里按回车。",
    )
    if guide is None or guide.recipients or manuscript.recipients:
        yield Field("recipients", "主送机关", value=manuscript.recipients)
    yield Field(
        "body",
        "正文",
        kind="area",
        rows=14,
        value=lines_of(manuscript.body),
        hint="一段一行；标题按“一、”“（一）”“1.”“（1）”直接写在段首。"
        "认得不对的，在段首写明【正文】或【一级】至【四级】。"
        "表格一行一行写作“|甲|乙|”，首行是表头，上面一行可写“【表】标题”（横排的写【横表】）。",
    )
    if (guide and guide.attendance) or manuscript.attendance:
        yield Field(
            "attendance",
            "出席人员",
            kind="area",
            rows=3,
            value=attendance_lines(manuscript.attendance),
            hint="一行一类：“出席：……”“请假：……”“列席：……”，人名之间空一格。",
        )
    if guide and guide.upward:
        yield Field("signers", "签发人", fixed="签发后自动标注（《条例》第九条（六））")
    yield from _behind_the_text(manuscript)


def _behind_the_text(manuscript: Manuscript) -> Iterator[Field]:
    enclosure = manuscript.enclosure or Enclosure(title="")
    yield Field(
        "attachments",
        "附件",
        kind="area",
        rows=3,
        value=attachment_lines(manuscript.attachments),
        hint=ATTACHMENT_HINT,
    )
    yield Field("enclosure_title", "印发件标题", value=enclosure.title, hint="没有印发件时留空。")
    yield Field(
        "enclosure_body", "印发件正文", kind="area", rows=6, value=lines_of(enclosure.body)
    )
    yield Field(
        "enclosure_attachments",
        "印发件的附件",
        kind="area",
        rows=2,
        value=attachment_lines(enclosure.attachments),
        hint=ATTACHMENT_HINT,
    )
    yield Field("copies", "抄送", value=manuscript.copies)
    yield Field("note", "附注", value=manuscript.note)
    yield Field(
        "urgency",
        "缓急",
        kind="select",
        choices=tuple(
            Choice(each, each or "平件", chosen=each == manuscript.urgency)
            for each in _urgencies(manuscript.urgency)
        ),
    )
    yield Field(
        "classification", "密级", value=manuscript.classification, placeholder="不涉密留空"
    )
    if manuscript.unrecognised:
        yield Field(
            "unrecognised",
            "未排入的原文",
            kind="area",
            rows=4,
            value="\n".join(manuscript.unrecognised),
            hint="这些内容不印入公文。请把要用的移到上面各栏，核对后可以删去。",
        )


def types_of(
    manuscript: Manuscript, identities: Sequence[IssuingIdentityEntry]
) -> tuple[str, ...]:
    """The types that the agency may issue in any of its names, and the manuscript's own."""
    permitted = {each for identity in identities for each in identity.types}
    return tuple(each for each in DOCUMENT_TYPES if each in permitted or each == manuscript.type)


def _select(name: str, label: str, values: Sequence[str], *, chosen: str) -> Field:
    choices = tuple(Choice(each, each, chosen=each == chosen) for each in values)
    return Field(name, label, kind="select", choices=choices)


def _urgencies(urgency: str) -> tuple[str, ...]:
    return (*URGENCIES, urgency) if urgency in TELEGRAM_URGENCIES else URGENCIES


def manuscript_of(
    typed: Mapping[str, str], *, issuer: str, before: Manuscript = EMPTY
) -> Manuscript:
    """The manuscript that a filled-in form means; what has no field stays as it was `before`.

    Raises Refused for a title that is none, and for what a form of ours cannot have sent.
    """
    return titled(draft_of(typed, issuer=issuer, before=before))


def titled(manuscript: Manuscript) -> Manuscript:
    """The manuscript itself. Raises Refused where it has no title to be listed by."""
    if not manuscript.title:
        raise Refused(
            "请填写标题：发文机关名称、事由和文种（《条例》第九条（七））。", field="title"
        )
    return manuscript


def draft_of(typed: Mapping[str, str], *, issuer: str, before: Manuscript = EMPTY) -> Manuscript:
    """The same of a form that is still being filled in: the title may be missing.

    Raises Refused for what a form of ours cannot have sent.
    """
    for text in typed.values():
        if _CONTROLS.search(text):
            raise Refused("文稿中有不能显示的控制字符，无法保存。请删去后重新填写，或重新粘贴。")
    lines = (line.strip() for line in typed.get("title", "").splitlines())
    urgency = typed.get("urgency", "").strip()
    if urgency not in (*URGENCIES, *TELEGRAM_URGENCIES):
        raise Refused(
            "缓急只能是特急、加急或不标（GB/T 9704—2012 7.2.3）。请重新选择。", field="urgency"
        )
    attendance = typed.get("attendance")
    return replace(
        before,
        type=_one_of(typed.get("type") or before.type, DOCUMENT_TYPES, what="文种"),
        format=Format(_one_of(typed.get("format") or before.format, tuple(Format), what="版式")),
        title="\n".join(line for line in lines if line),
        recipients=typed.get("recipients", "").strip().rstrip("：: \u3000"),
        body=blocks_of(typed.get("body", "")),
        attendance=before.attendance if attendance is None else attendance_of(attendance),
        attachments=attachments_of(typed.get("attachments", "")),
        enclosure=_enclosure(typed),
        issuer=issuer,
        copies=typed.get("copies", "").strip(),
        note=typed.get("note", "").strip(),
        urgency=urgency,
        classification=typed.get("classification", "").strip(),
        unrecognised=tuple(line for line in typed.get("unrecognised", "").splitlines() if line),
    )


def _one_of(value: str, known: Sequence[str], *, what: str) -> str:
    if value not in known:
        raise Refused(f"没有名为“{value[:10]}”的{what}。请从列表中重新选择。")
    return value


def _enclosure(typed: Mapping[str, str]) -> Enclosure | None:
    title = typed.get("enclosure_title", "").strip()
    body = blocks_of(typed.get("enclosure_body", ""))
    attachments = attachments_of(typed.get("enclosure_attachments", ""))
    if (body or attachments) and not title:
        raise Refused("印发件没有标题，请填写印发件标题。", field="enclosure_title")
    return Enclosure(title, body, attachments) if title else None
