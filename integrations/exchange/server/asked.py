"""The request in the body of a message, as values; its shape has been held against the schema."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from integrations.exchange import contract
from integrations.exchange.shapes import Signed
from integrations.exchange.soap import Unreadable
from office.outside.xml import Element

_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Asked:
    """An element of the request; `beside`: what stands for those that refer to an attachment."""

    element: Element
    beside: Mapping[Element, memoryview]

    @property
    def operation(self) -> str:
        """Its local name, which is the operation's of the whole request."""
        return str(self.element.tag).partition("}")[2]

    def each(self, field: str) -> Iterator[Asked]:
        """The elements of this name."""
        for element in self.element.iterfind(contract.name(field)):
            yield Asked(element, self.beside)

    def texts(self, field: str) -> tuple[str, ...]:
        """The texts of all elements of this name."""
        return tuple(each.element.text or "" for each in self.each(field))

    def text(self, field: str) -> str:
        """Its text; empty if it may be left out and is."""
        return next(iter(self.texts(field)), "")

    def number(self, field: str) -> int:
        """A whole number, not below zero."""
        text = self.text(field).strip()
        if len(text) > _MOST_DIGITS:
            raise Unreadable(f"{field} 的数过大。")
        return int(text)

    def day(self, field: str) -> date:
        """A day; a time zone says nothing of it."""
        try:
            return date.fromisoformat(self.text(field).strip()[:10])
        except ValueError as fault:
            raise Unreadable(f"{field} 不是公历日期。") from fault

    def binary(self, field: str) -> bytes:
        """The bytes, inline or from beside the message."""
        return next(self.each(field)).data

    @property
    def data(self) -> bytes:
        """This element's bytes."""
        attached = self.beside.get(self.element)
        if attached is not None:
            return bytes(attached)
        try:
            return base64.b64decode("".join((self.element.text or "").split()), validate=True)
        except ValueError as fault:
            raise Unreadable("base64 写错了。") from fault

    def signed(self, field: str) -> Signed:
        """A signed document."""
        found = next(self.each(field))
        return Signed(
            content=found.binary("content"),
            algorithm=found.text("algorithm"),
            value=found.binary("value"),
            certificates=tuple(each.data for each in found.each("certificate")),
        )
