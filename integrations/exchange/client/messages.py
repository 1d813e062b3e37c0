"""Requests as zeep writes them from the contract, answers as it reads them, nothing fetched."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import zeep
from lxml import etree
from zeep.exceptions import Error

from integrations.exchange import contract, soap, xop
from integrations.exchange.soap import SOAP_12, Unreadable, Version
from office.outside.xml import Element

_STRICT = zeep.Settings(
    strict=True, forbid_external=True, forbid_dtd=True, forbid_entities=True, xml_huge_tree=False
)
_PORTS = {soap.SOAP_11: "Exchange11", soap.SOAP_12: "Exchange12"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is posted."""

    headers: dict[str, str]
    body: list[bytes]


class Elsewhere(Exception):
    """A contract that wants something from another place is none."""


class _Offline(zeep.Transport):
    """Opens the contract's file and nothing else, whatever the contract asks for."""

    def __init__(self, wsdl: Path) -> None:
        super().__init__()
        self._wsdl = wsdl

    def load(self, url: str) -> bytes:
        """The bytes of the contract. Raises Elsewhere."""
        if url != str(self._wsdl):
            raise Elsewhere(url)
        return self._wsdl.read_bytes()


def loaded(wsdl: Path) -> zeep.Client:
    """The contract in a file. Raises Elsewhere, and zeep's errors."""
    return zeep.Client(str(wsdl), transport=_Offline(wsdl), settings=_STRICT)


@cache
def _client() -> zeep.Client:
    return loaded(contract.WSDL)


@cache
def _service(version: Version) -> Any:
    return _client().bind("Exchange", _PORTS[version])


def request(
    operation: str, fields: dict[str, Any], attached: Sequence[bytes], *, version: Version
) -> Outgoing:
    """The request; `attached`: what its elements `data` stand for, in their order (MTOM)."""
    envelope = _client().create_message(_service(version), operation, **fields)
    action = f"{contract.NAMESPACE}:{operation}"
    if attached:
        return _packed(envelope, attached, action, version)
    kind = f"{version.media_type}; charset=utf-8"
    if version is SOAP_12:
        kind += f'; action="{action}"'
    return Outgoing(_headers(kind, action, version), [etree.tostring(envelope, encoding="UTF-8")])


def answer(operation: str, data: bytes, *, version: Version) -> Any:
    """What the other side answered: zeep's object. Raises Unreadable, Fault."""
    element = soap.body_of(data, version)
    if element.tag == version.name("Fault"):
        raise soap.fault_of(element, version)
    if element.tag != contract.name(f"{operation}Response"):
        raise Unreadable("the answer to another question")
    if fault := contract.fault_in(element):
        raise Unreadable(fault)
    try:
        found = _service(version)._binding.get(operation)  # noqa: SLF001 - zeep has no other way
        return found.process_reply(element.getroottree().getroot())
    except Error as error:
        raise Unreadable(str(error)) from error


def _packed(
    envelope: Element, attached: Sequence[bytes], action: str, version: Version
) -> Outgoing:
    boundary = uuid.uuid4().hex
    holders = list(envelope.iter(contract.name("data")))
    pieces = []
    for number, (holder, data) in enumerate(zip(holders, attached, strict=True)):
        xop.refer(holder, f"{number}.part@exchange")
        pieces += [
            _head(boundary, f"{number}.part@exchange", "application/octet-stream"),
            data,
        ]
    root_kind = f'{xop.MEDIA_TYPE}; charset=UTF-8; type="{version.media_type}"'
    kind = (
        f'multipart/related; type="{xop.MEDIA_TYPE}"; boundary="{boundary}"; '
        f'start="<message@exchange>"; start-info="{version.media_type}"'
    )
    if version is SOAP_12:
        kind += f'; action="{action}"'
    body = [
        _head(boundary, "message@exchange", root_kind),
        etree.tostring(envelope, encoding="UTF-8"),
        *pieces,
        f"\r\n--{boundary}--\r\n".encode(),
    ]
    return Outgoing(_headers(kind, action, version), body)


def _head(boundary: str, cid: str, kind: str) -> bytes:
    lines = (
        f"\r\n--{boundary}",
        f"Content-Type: {kind}",
        "Content-Transfer-Encoding: binary",
        f"Content-ID: <{cid}>",
        "\r\n",
    )
    return "\r\n".join(lines).encode()


def _headers(kind: str, action: str, version: Version) -> dict[str, str]:
    headers = {"Content-Type": kind, "Accept": version.media_type}
    return headers if version is SOAP_12 else {**headers, "SOAPAction": f'"{action}"'}
