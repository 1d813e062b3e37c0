"""XML that came from outside: no document type, no entities, nothing fetched, bounded depth."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from office.kernel.refusals import Refused
from office.outside.archive import SEND_AGAIN

Element = Any  # lxml ships no types

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 has no place for, in whatever spelling."""
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


def items_in(data: bytes) -> int:
    """How many elements or attributes a tree of it has at most, whichever are more, told before
    there is one: every element has a “<” and every attribute a “=”."""
    return max(data.count(b"<") - data.count(b"</"), data.count(b"="))


def parse_xml(data: bytes, *, name: str, remedy: str = SEND_AGAIN) -> Element:
    """The root element. Raises Refused, naming the part, for what is damaged or an attack.

    Everything is read as UTF-8, as all word processors write it, whatever the part declares: in
    another encoding a document type would escape the search for it. libxml2 itself refuses a
    depth above 256.
    """
    if b"\x00" in data[:4]:
        raise Refused(f"文件内的“{name}”不是 UTF-8 编码；{remedy}")
    if any(each in data for each in _FORBIDDEN):
        raise Refused(f"文件内的“{name}”含有文档类型或实体定义，可能是攻击；{remedy}")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Refused(f"文件已损坏，其中的“{name}”不是完整的 XML；{remedy}") from fault
