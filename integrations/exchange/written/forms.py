"""The documents of the exchange: their namespaces, their schemas, how much of each is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from lxml import etree

from office.outside.xml import Element, items_in

DATA = Path(__file__).parents[1] / "data"
KIBIBYTE, MEBIBYTE = 1_024, 1_048_576
_one_at_a_time = Lock()
_NAMES = re.compile(r"Element '\{[^}]*\}([^']{1,40})'(?:, attribute '([^']{1,40})')?")
"""Of element and attribute, in what libxml2 says is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`words`: as people are told; `largest`: bytes; `most`: of elements and of attributes, each.

    The limits are told before anything is parsed; they are many times what is ever sent.
    """

    family: str
    version: int
    words: str
    largest: int
    most: int

    @property
    def namespace(self) -> str:
        """Of all its elements."""
        return f"urn:wenshu:{self.family}:{self.version}"

    @property
    def stem(self) -> str:
        """Of its schema's file."""
        return f"{self.family}-{self.version}"


ENVELOPE_1 = Form(family="envelope", version=1, words="信封", largest=MEBIBYTE, most=20_000)
ENVELOPE_2 = Form(family="envelope", version=2, words="信封", largest=MEBIBYTE, most=20_000)
MANIFEST = Form(family="manifest", version=1, words="清单", largest=8 * MEBIBYTE, most=60_000)
RECEIPT = Form(family="receipt", version=1, words="回执", largest=256 * KIBIBYTE, most=5_000)
SNAPSHOT = Form(
    family="address-book", version=1, words="通讯录快照", largest=7 * MEBIBYTE, most=200_000
)
"""In base64 it stays below the ten million bytes of a text that libxml2 reads."""


def is_bounded(data: bytes, *, form: Form) -> bool:
    """Told before it is parsed."""
    return items_in(data) <= form.most


def fault_in(root: Element, *, form: Form) -> str:
    """Where a document leaves its schema, in a clause; empty where it does not leave it."""
    schema = _schema(form.stem)
    with _one_at_a_time:  # a schema keeps one log of faults for all who ask it
        if schema.validate(root):
            return ""
        first = schema.error_log[0]
    found = _NAMES.match(first.message)
    names = "的".join(each for each in found.groups() if each) if found else ""
    place = f"第 {first.line} 行" if first.line else ""
    return "，".join(each for each in (place, names) if each) or form.words


@cache
def _schema(stem: str) -> Any:
    """Read once, from our own folder and from nowhere else: nothing that came names a schema."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    return etree.XMLSchema(etree.parse(DATA / f"{stem}.xsd", parser))
