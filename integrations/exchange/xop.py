"""Binary content beside the message (XOP, MTOM): elements refer to it by `cid:`."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

from lxml import etree

from integrations.exchange.soap import Unreadable
from office.outside.xml import Element

MEDIA_TYPE = "application/xop+xml"
_INCLUDE = "{http://www.w3.org/2004/08/xop/include}Include"


def refer(element: Element, cid: str) -> None:
    """Let the element stand for what travels beside the message under this content id."""
    element.text = None
    etree.SubElement(element, _INCLUDE, href=f"cid:{quote(cid)}")


def take_out(body: Element, beside: Mapping[str, memoryview]) -> dict[Element, memoryview]:
    """What stands for each element that refers; the references are taken out of the body.

    Each attachment is referred to exactly once, so that what is read is no more than what came.
    Raises Unreadable.
    """
    left = dict(beside)
    found: dict[Element, memoryview] = {}
    for include in list(body.iter(_INCLUDE)):
        holder = include.getparent()
        if len(holder) != 1 or (holder.text or "").strip() or (include.tail or "").strip():
            raise Unreadable("xop:Include 必须是所在元素的唯一内容。")
        kind, _, cid = include.get("href", "").partition(":")
        if kind != "cid" or unquote(cid) not in left:
            raise Unreadable("xop:Include 指向的附件不在本消息中，或者被指向两次。")
        found[holder] = left.pop(unquote(cid))
        holder.remove(include)
        holder.text = None
    if left:
        raise Unreadable("消息带有没有被指向的附件。")
    return found
