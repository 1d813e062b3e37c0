"""Documents of others: bounded before they are parsed, held to their schema before they are read.

Whatever is wrong with them is `NotTaken` with a sentence, never another error.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Sequence
from datetime import date, datetime

from lxml import etree

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.written.forms import Form, fault_in, is_bounded
from office.kernel.refusals import Refused
from office.outside.xml import Element, parse_xml

ASK_SENDER = "请发送方按交换协议重新生成后再送"
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?")
_LARGEST_NUMBER = 10**18


class Entry:
    """An element of a form, with its children by their names within the form's namespace."""

    def __init__(self, element: Element, form: Form) -> None:
        self.element = element
        self.form = form

    def all(self, name: str) -> list[Entry]:
        """Children of that name, in order."""
        found = self.element.findall(f"{{{self.form.namespace}}}{name}")
        return [Entry(each, self.form) for each in found]

    def first(self, name: str) -> Entry | None:
        """The child of that name, if there is one."""
        return next(iter(self.all(name)), None)

    def children(self) -> list[Entry]:
        """Those of the form's own namespace, in order."""
        return [
            Entry(each, self.form)
            for each in self.element
            if etree.QName(each).namespace == self.form.namespace
        ]

    @property
    def name(self) -> str:
        """Without its namespace."""
        return str(etree.QName(self.element).localname)

    @property
    def said(self) -> str:
        """Its own text, as it stands."""
        return self.element.text or ""

    def text(self, name: str) -> str:
        """Of the child of that name, as it stands; empty where there is none."""
        found = self.first(name)
        return "" if found is None else found.said

    def attribute(self, name: str) -> str:
        """As it stands; empty where there is none."""
        return str(self.element.get(name, ""))

    def number(self, name: str) -> int:
        """Of the child of that name. Raises NotTaken."""
        return whole_number(self.text(name), form=self.form)

    def moment(self, name: str) -> datetime:
        """Of the child of that name, aware. Raises NotTaken."""
        return moment(self.text(name), form=self.form)


def parsed(data: bytes, *, name: str, forms: Sequence[Form]) -> Entry:
    """The root, called `name`, in one of the forms. Raises NotTaken: Envelope.Invalid, and
    Version.Unsupported for a version of the same family that we do not know."""
    words = forms[0].words
    _must_be_bounded(data, form=forms[0])
    try:
        root = parse_xml(data, name=words, remedy=f"{ASK_SENDER}。")
    except Refused as refused:
        raise NotTaken(Code.ENVELOPE_INVALID, str(refused)) from refused
    tag = etree.QName(root)
    form = next((each for each in forms if each.namespace == tag.namespace), None)
    if form is None:
        raise _other_version(str(tag.namespace or ""), forms=forms)
    if tag.localname != name:
        raise invalid(form, f"最外层的元素是“{tag.localname[:40]}”")
    if fault := fault_in(root, form=form):
        raise invalid(form, fault)
    return Entry(root, form)


def invalid(form: Form, what: str) -> NotTaken:
    """To be raised. `what`: a clause."""
    return NotTaken(
        Code.ENVELOPE_INVALID, f"{form.words}不符合交换协议的格式：{what}。{ASK_SENDER}。"
    )


def _must_be_bounded(data: bytes, *, form: Form) -> None:
    if len(data) > form.largest:
        raise NotTaken(
            Code.ENVELOPE_INVALID,
            f"{form.words}有 {len(data)} 字节，超过了 {form.largest} 字节的上限，没有读取。"
            f"{ASK_SENDER}。",
            limit=form.largest,
        )
    if not is_bounded(data, form=form):
        raise invalid(form, f"元素或属性多于 {form.most} 个，可能是攻击")


def _other_version(namespace: str, *, forms: Sequence[Form]) -> NotTaken:
    form = forms[0]
    family, _, version = namespace.rpartition(":")
    if family == f"urn:wenshu:{form.family}" and version.isdecimal():
        known = "、".join(str(each.version) for each in forms)
        return NotTaken(
            Code.VERSION_UNSUPPORTED,
            f"{form.words}是第 {version[:9]} 版，本节点只认第 {known} 版。"
            "请用本节点支持的版本重送。",
        )
    return invalid(form, f"命名空间“{namespace[:80]}”不是{form.words}的")


def moment(text: str, *, form: Form) -> datetime:
    """xs:dateTime. One without a time zone is another moment everywhere, and refused."""
    try:
        found = datetime.fromisoformat(text.strip())
        if found.tzinfo is not None:
            found.timestamp()  # an offset may lead out of what can be told
            return found
    except (ValueError, OverflowError) as fault:
        raise invalid(form, f"时间“{text[:40]}”不能识别") from fault
    raise invalid(form, f"时间“{text[:40]}”没有写明时区")


def day(text: str, *, form: Form) -> date:
    """xs:date: the day that is written, whatever zone some libraries put behind it."""
    try:
        found = _DAY.fullmatch(text.strip())
        return date.fromisoformat(found[1] if found else text)
    except ValueError as fault:
        raise invalid(form, f"日期“{text[:40]}”不能识别") from fault


def whole_number(text: str, *, form: Form) -> int:
    """Of what the schema has as a whole number, within bounds."""
    digits = text.strip()
    if len(digits) > 20 or abs(int(digits)) > _LARGEST_NUMBER:
        raise invalid(form, f"数“{digits[:40]}”太大")
    return int(digits)


def binary(text: str, *, form: Form) -> bytes:
    """xs:base64Binary."""
    try:
        return b64decode("".join(text.split()), validate=True)
    except (Error, ValueError) as fault:
        raise invalid(form, "Base64 内容不完整") from fault
