"""Answers as elements of the contract."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any, Self

from lxml import etree

from documents.consignments.capsule import NotTaken
from documents.consignments.states import class_of
from integrations.exchange import contract
from integrations.exchange.shapes import Signed
from office.outside.xml import Element

_LONGEST_WORDS = 2000
"""Characters, as the contract has it (`Words`)."""


class Answer:
    """An element that is filled from the top."""

    def __init__(self, element: Element) -> None:
        self.element = element

    @classmethod
    def to(cls, operation: str) -> Self:
        """An empty answer of an operation."""
        element = etree.Element(
            contract.name(f"{operation}Response"), nsmap={None: contract.NAMESPACE}
        )
        return cls(element)

    def add(self, field: str, value: Any) -> None:
        """A field with its text: str, int, bool, bytes or an aware moment."""
        self._inside(field).text = _text(value)

    def add_all(self, field: str, **values: Any) -> None:
        """A field with fields inside, in their order."""
        inside = Answer(self._inside(field))
        for name, value in values.items():
            inside.add(name, value)

    def add_signed(self, field: str, signed: Signed) -> None:
        """A signed document, byte for byte."""
        inside = Answer(self._inside(field))
        inside.add("content", signed.content)
        inside.add("algorithm", signed.algorithm)
        inside.add("value", signed.value)
        for each in signed.certificates:
            inside.add("certificate", each)

    def add_refusal(self, refusal: NotTaken) -> None:
        """Why it was not taken, and what is to be done about it."""
        inside = Answer(self._inside("refusal"))
        inside.add("code", refusal.code)
        inside.add("class", class_of(refusal.code))
        inside.add("sentence", refusal.sentence[:_LONGEST_WORDS])
        if refusal.remedy:
            inside.add("remedy", refusal.remedy[:_LONGEST_WORDS])
        if refusal.retry_after is not None:
            inside.add("retryAfter", refusal.retry_after)
        if refusal.moved_to:
            inside.add("movedTo", refusal.moved_to)
        if refusal.limit is not None:
            inside.add("limit", refusal.limit)

    def _inside(self, field: str) -> Element:
        return etree.SubElement(self.element, contract.name(field))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)
