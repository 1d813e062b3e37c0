"""Other SOAP stacks against our listener over real TLS, from nothing but the WSDL it serves."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import zeep

from integrations.exchange.server.listener import Listener
from tests.in_memory_node import InMemoryNode, digest_of, envelope
from tests.servers import node_soap, php
from tests.servers.exchange import Certificates, address_of, listening

STACKS = Path(__file__).parents[1] / "stacks"
PART = bytes(range(256)) * 3000
ENVELOPE = envelope([PART])


@pytest.fixture
def listener(node: InMemoryNode, certificates: Certificates) -> Iterator[Listener]:
    with listening(node, certificates) as running:
        yield running


def given(listener: Listener, certificates: Certificates, version: str) -> dict[str, Any]:
    caller = certificates.of("caller")
    address = address_of(listener)
    return {
        "address": address,
        "wsdl": f"{address}?wsdl",
        "certificate": str(caller.certificate),
        "key": str(caller.key),
        "authorities": str(caller.authorities),
        "version": version,
        "part": base64.b64encode(PART).decode(),
        "envelope": base64.b64encode(ENVELOPE.content).decode(),
    }


def must_have_submitted(told: Any, node: InMemoryNode, version: str) -> None:
    assert told == {
        "node": "云川省政务",
        "missing": [digest_of(PART), 0],
        "receipt": f"accepted {ENVELOPE.digest}",
        "duplicate": [False, True],
        "fault": told["fault"],
    }
    blamed = "Client" if version == "1.1" else "Sender"
    assert told["fault"].rpartition(":")[2] == blamed
    assert node.parts == {digest_of(PART): PART}


@pytest.mark.slow
@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_php_submits_and_reads_a_receipt(
    listener: Listener, certificates: Certificates, node: InMemoryNode, version: str
) -> None:
    told = php.run(STACKS / "submit.php", given(listener, certificates, version))
    must_have_submitted(told, node, version)


@pytest.mark.slow
@pytest.mark.parametrize(("version", "mtom"), [("1.1", False), ("1.2", False), ("1.1", True)])
def test_node_submits_and_reads_a_receipt(
    listener: Listener, certificates: Certificates, node: InMemoryNode, version: str, mtom: bool
) -> None:
    told = node_soap.run(
        STACKS / "submit.js", {**given(listener, certificates, version), "mtom": mtom}
    )
    must_have_submitted(told, node, version)


@pytest.mark.parametrize("port", ["Exchange11", "Exchange12"])
def test_zeep_submits_and_reads_a_receipt(
    listener: Listener, certificates: Certificates, node: InMemoryNode, port: str
) -> None:
    """As it is used everywhere, over requests, with the WSDL as served."""
    caller = certificates.of("caller")
    with requests.Session() as session:
        session.cert = (str(caller.certificate), str(caller.key))
        session.verify = str(caller.authorities)
        session.trust_env = False
        client = zeep.Client(
            f"{address_of(listener)}?wsdl",
            transport=zeep.Transport(session=session),
            settings=zeep.Settings(strict=True, forbid_external=True),
        )
        service = client.bind("Exchange", port)
        signed = {
            "content": ENVELOPE.content,
            "algorithm": "sm2-sm3",
            "value": ENVELOPE.value,
            "certificate": list(ENVELOPE.certificates),
        }
        (missing,) = service.submit(envelope=signed).missing
        assert (missing.digest, missing.offset) == (digest_of(PART), 0)
        part = {"digest": digest_of(PART), "data": PART}
        done = service.submit(envelope=signed, part=[part])
        assert (done.receipt.content, done.duplicate) == (
            f"accepted {ENVELOPE.digest}".encode(),
            False,
        )
        assert service.submit(envelope=signed).duplicate
        with pytest.raises(zeep.exceptions.Fault, match="协议的定义"):
            service.status(consignment="none")
    assert node.parts == {digest_of(PART): PART}
