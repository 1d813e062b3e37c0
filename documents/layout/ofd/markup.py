"""XML as OFD wants it: one namespace, numbers in millimetres without idle zeros."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from documents.layout.xml_text import sayable

NAMESPACE = "http://www.ofdspec.org/2016"
Node = Any  # lxml's own type names no constructor

_MAP = {"ofd": NAMESPACE}


@lru_cache(maxsize=256)
def tag(name: str) -> str:
    """An element's full name."""
    return f"{{{NAMESPACE}}}{name}"


def root(name: str, **attributes: str) -> Node:
    """The root element of a part."""
    return etree.Element(tag(name), attributes, nsmap=_MAP)


def child(parent: Node, name: str, text: str | None = None, **attributes: str) -> Node:
    """A new last child; its attributes stand in the order given."""
    node = etree.SubElement(parent, tag(name), attributes)
    if text is not None:
        node.text = text
    return node


def written(node: Node) -> bytes:
    """The part's bytes."""
    return bytes(etree.tostring(node, encoding="UTF-8", xml_declaration=True))


def inside(name: str, attributes: Mapping[str, str], content: str = "") -> str:
    """An element as text, for parts of thousands of them: a tree costs twice the time.

    The attributes must need no escaping; `content` is text made by `escaped`, or elements.
    """
    words = "".join([f' {key}="{value}"' for key, value in attributes.items()])
    return f"<ofd:{name}{words}>{content}</ofd:{name}>" if content else f"<ofd:{name}{words}/>"


def escaped(text: str) -> str:
    """The text as the content of an element."""
    return escape(sayable(text))


def whole(name: str, content: str) -> bytes:
    """A part whose root element holds these elements."""
    head = f"<?xml version='1.0' encoding='UTF-8'?>\n<ofd:{name} xmlns:ofd=\"{NAMESPACE}\">"
    return f"{head}{content}</ofd:{name}>".encode()


@lru_cache(maxsize=16384)
def number(value: float, digits: int = 3) -> str:
    """A number as short as it can be said to so many digits after the point."""
    said = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said


def numbers(*values: float) -> str:
    """Numbers with three digits, blanks between: a box, a point or a matrix."""
    return " ".join(map(number, values))
