"""The contract: the WSDL with its schema, and the limits that go with it."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

from office.outside.xml import Element, parse_xml

NAMESPACE = "urn:wenshu:exchange:1"
PATH = "/exchange/v1"
WSDL = Path(__file__).with_name("data") / "exchange.wsdl"
LARGEST_CHUNK = 8 * 2**20
"""Bytes of parts in one request."""
LARGEST_REQUEST = LARGEST_CHUNK + 2**20
"""Bytes of a request with everything around the parts."""
LARGEST_ANSWER = 16 * 2**20
"""Bytes of an answer that a client reads."""

_SOMEWHERE = b'location="https://localhost/exchange/v1"'
_WORDS = {"wsdl": "http://schemas.xmlsoap.org/wsdl/", "xs": "http://www.w3.org/2001/XMLSchema"}
_of_thread = threading.local()


def name(local: str) -> str:
    """A name of the contract in lxml's notation."""
    return f"{{{NAMESPACE}}}{local}"


@cache
def operations() -> frozenset[str]:
    """The names of all operations."""
    found = _definitions().iterfind("wsdl:portType/wsdl:operation", _WORDS)
    return frozenset(each.get("name") for each in found)


def fault_in(body: Element) -> str:
    """What the schema says against a request or an answer; empty if nothing."""
    schema = _schema()
    if schema.validate(body):
        return ""
    return str(schema.error_log[0].message)[:300]


def wsdl_at(address: str) -> bytes:
    """The WSDL as a node serves it that is reached at `address`."""
    return WSDL.read_bytes().replace(_SOMEWHERE, f"location={quoteattr(address)}".encode())


def _definitions() -> Element:
    return parse_xml(WSDL.read_bytes(), name=WSDL.name)


def _schema() -> etree.XMLSchema:
    """One for each thread: a schema keeps the complaints of its last use."""
    if not hasattr(_of_thread, "schema"):
        found = _definitions().find("wsdl:types/xs:schema", _WORDS)
        # Written out it has the prefixes that are declared above it.
        _of_thread.schema = etree.XMLSchema(parse_xml(etree.tostring(found), name=WSDL.name))
    return _of_thread.schema
