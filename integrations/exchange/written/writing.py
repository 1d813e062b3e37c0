"""A document of ours: in one spelling, and never one that its own schema refuses."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from lxml import etree

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.written.forms import Form, fault_in, is_bounded
from office.outside.xml import NOT_XML, Element

_NOTHING: Mapping[str, str | None] = MappingProxyType({})


class Draft:
    """Elements are added in the schema's order; `written` gives the bytes.

    Raises NotTaken for what cannot travel: that is told to whoever sends.
    """

    def __init__(self, form: Form, name: str) -> None:
        self._form = form
        space = form.namespace
        self.root = etree.Element(f"{{{space}}}{name}", nsmap={None: space})

    def add(
        self,
        name: str,
        said: str = "",
        *,
        to: Element = None,
        having: Mapping[str, str | None] = _NOTHING,
    ) -> Element:
        """An element below `to`, or the root; attributes (`having`) that are None are left out."""
        parent = self.root if to is None else to
        made = etree.SubElement(parent, f"{{{self._form.namespace}}}{name}")
        for key, value in having.items():
            if value is not None:
                made.set(key, must_travel(value, what=name))
        if said:
            made.text = must_travel(said, what=name)
        return made

    def add_said(self, name: str, said: str) -> None:
        """The same, where there is anything to say."""
        if said:
            self.add(name, said)

    def written(self) -> bytes:
        """UTF-8 with a declaration."""
        if fault := fault_in(self.root, form=self._form):
            raise NotTaken(
                Code.ENVELOPE_INVALID,
                f"{self._form.words}按交换协议写不出来：{fault} 的内容过长、过多或者写法不对。"
                "请改正公文要素后重新发送。",
            )
        data: bytes = etree.tostring(self.root, encoding="UTF-8", xml_declaration=True)
        if len(data) > self._form.largest or not is_bounded(data, form=self._form):
            raise NotTaken(
                Code.SIZE_EXCEEDED,
                f"{self._form.words}有 {len(data)} 字节，超过了 {self._form.largest} 字节、"
                f"{self._form.most} 项的上限。请把长的内容改作附件后重新发送。",
                limit=self._form.largest,
            )
        return data


def must_travel(text: str, *, what: str) -> str:
    """The text itself. Raises NotTaken for characters that XML has no place for: written in some
    way of ours, others would show them as something else."""
    if NOT_XML.search(text):
        raise NotTaken(
            Code.ENVELOPE_INVALID,
            f"“{what}”中有不能交换的控制字符（XML 1.0 不允许）。请删去后重新发送。",
        )
    return text


def moment(at: datetime) -> str:
    """xs:dateTime; `at` is aware."""
    if at.tzinfo is None:
        raise ValueError("a moment of the exchange has a zone")
    return at.isoformat()


def day(on: date | None) -> str | None:
    """xs:date, if there is one."""
    return None if on is None else on.isoformat()


def binary(data: bytes) -> str:
    """xs:base64Binary, on one line."""
    return b64encode(data).decode()
