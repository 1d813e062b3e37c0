"""Fixes: a range of one element replaced, or a paragraph put behind the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from documents.manuscript import Block, Enclosure, Manuscript, Paragraph
from documents.rules.finding import Element, Fix, Position

_TEXTS = frozenset(
    {
        *(Element.CLASSIFICATION, Element.URGENCY, Element.NUMBER, Element.TITLE),
        *(Element.RECIPIENTS, Element.DATE, Element.NOTE, Element.COPIES),
    }
)


def replaced(position: Position, *, old: str, new: str) -> Fix:
    """Writes `new` where `old` stands in the position's range; elsewhere it changes nothing."""

    def change(text: str) -> str:
        start = position.start or 0
        end = start + len(old)
        return text[:start] + new + text[end:] if text[start:end] == old else text

    return lambda manuscript: _changed(manuscript, position, change)


def concluded(text: str) -> Fix:
    """Puts a paragraph behind the body."""
    last = Paragraph(level=0, text=text)
    return lambda manuscript: replace(manuscript, body=(*manuscript.body, last))


def dropped_line(index: int, *, old: str) -> Fix:
    """Takes a line away that found no place in the manuscript."""

    def fix(manuscript: Manuscript) -> Manuscript:
        lines = manuscript.unrecognised
        if lines[index : index + 1] != (old,):
            return manuscript
        return replace(manuscript, unrecognised=(*lines[:index], *lines[index + 1 :]))

    return fix


def _changed(
    manuscript: Manuscript, position: Position, change: Callable[[str], str]
) -> Manuscript:
    element = position.element
    if element in _TEXTS:
        changed: dict[str, Any] = {str(element): change(getattr(manuscript, element))}
        return replace(manuscript, **changed)
    if element is Element.BODY:
        return replace(manuscript, body=_blocks(manuscript.body, position, change))
    if element is Element.ATTACHMENTS:
        attachments = tuple(
            replace(each, title=change(each.title)) if index == position.item else each
            for index, each in enumerate(manuscript.attachments)
        )
        return replace(manuscript, attachments=attachments)
    if element is Element.ENCLOSURE and manuscript.enclosure:
        body = _blocks(manuscript.enclosure.body, position, change)
        enclosure: Enclosure = replace(manuscript.enclosure, body=body)
        return replace(manuscript, enclosure=enclosure)
    return manuscript


def _blocks(
    blocks: tuple[Block, ...], position: Position, change: Callable[[str], str]
) -> tuple[Block, ...]:
    return tuple(
        replace(each, text=change(each.text))
        if index == position.item and isinstance(each, Paragraph)
        else each
        for index, each in enumerate(blocks)
    )
