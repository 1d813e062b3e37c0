"""A document's text as structure: what is drafted, imported, laid out and exchanged.

A manuscript holds what the drafter writes (条例 第九条 names the elements). What later acts
fill in (number, copy numbers, print date, seal) is not part of it: see `documents.layout`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `level` 0 is running text; 1 to 4 are 一、（一）1.（1）
    (GB/T 9704-2012 7.3.3).

    The text carries its own numeral, as typed.
    """

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: named in the attachment note (附件说明); its body, if given, is bound behind."""

    title: str
    body: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """印发件: what a 通知 issues (印发, 转发, 批转). It follows the date on a page of its own."""

    title: str
    body: tuple[Paragraph, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A draft's whole text.

    `recipients` and `copies` are the printed words of 主送 and 抄送, not the distribution list.
    `issuer` is the organ that issues; `signature` the name as printed in 署名 (often the same;
    empty where the source prints none). `date` is 成文日期 as printed, empty until sign-off
    for what is drafted here. `unrecognised` holds source lines that found no place.
    """

    type: str
    title: str
    recipients: str = ""
    body: tuple[Paragraph, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    enclosure: Enclosure | None = None
    issuer: str = ""
    signature: str = ""
    date: str = ""
    number: str = ""
    copies: str = ""
    note: str = ""
    urgency: str = ""
    classification: str = ""
    unrecognised: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value; `from_json` gives the same manuscript back."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Manuscript:
        """Read what `to_json` wrote. Unknown keys are refused with their name (ValueError)."""
        unknown = set(value) - {each.name for each in fields(cls)}
        if unknown:
            raise ValueError(f"文稿含有未知字段：{'、'.join(sorted(unknown))}")
        enclosure = value.get("enclosure")
        return cls(
            **{
                **value,
                "body": _paragraphs(value.get("body", ())),
                "attachments": _attachments(value.get("attachments", ())),
                "enclosure": enclosure and _enclosure(enclosure),
                "unrecognised": tuple(value.get("unrecognised", ())),
            }
        )


def texts_of(manuscript: Manuscript) -> Iterator[str]:
    """Every text in it, one after the other: for whoever must look at all of it."""
    yield from _texts(manuscript.to_json())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _paragraphs(value: Any) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(level=each["level"], text=each["text"]) for each in value)


def _attachments(value: Any) -> tuple[Attachment, ...]:
    return tuple(Attachment(each["title"], _paragraphs(each.get("body", ()))) for each in value)


def _enclosure(value: Any) -> Enclosure:
    return Enclosure(
        title=value["title"],
        body=_paragraphs(value.get("body", ())),
        attachments=_attachments(value.get("attachments", ())),
    )
