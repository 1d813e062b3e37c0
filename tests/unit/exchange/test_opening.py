"""启封: by the agency that the envelope is addressed to, in the name of the one that sent it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from documents.consignments.capsule import Capsule, NotTaken, Part
from documents.consignments.states import Code
from integrations.exchange.encryption import encrypted
from integrations.exchange.entering.opening import bound_by, opened
from integrations.exchange.shapes import Envelope, PartOf, Party
from integrations.exchange.written.manifests import written_manifest
from office.kernel.clock import SetClock
from office.kernel.store import Store
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.keys.private import PrivateKey
from signing.keys.secret import make_secret
from tests.certified import NOW, two_steps
from tests.unit.exchange.samples import capsule, under

BODY = b"%PDF-1.7 of the addressee alone"


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keystore]:
    """Of a node."""
    store = Store(f"sqlite:///{tmp_path}/office.db")
    store.create()
    make_secret(tmp_path / "secret")
    yield Keystore(store, clock=SetClock(NOW), secret=tmp_path / "secret")
    store.close()


def kept(keys: Keystore, agency: str) -> Certificate:
    """An encryption certificate for an agency of the node."""
    key = PrivateKey.generate(Algorithm.SM2)
    signer = two_steps(Algorithm.SM2)[1].issue(agency, key=key, purpose=Purpose.ENCRYPTION)
    certificate = Certificate(signer.certificate)
    keys.keep(
        Owner(OwnerKind.AGENCY, agency),
        key=key,
        certificate=certificate,
        purpose=Purpose.ENCRYPTION,
        by="admin",
    )
    return certificate


def whole() -> Capsule:
    part = Part("original", "a.pdf", "application/pdf", sha256(BODY).hexdigest(), len(BODY))
    return replace(capsule(), parts=(part,))


def sent(certificate: Certificate) -> tuple[Envelope, dict[str, bytes]]:
    manifest = written_manifest(whole())
    plain = under(whole(), manifest)
    encryption, outside = encrypted(
        (manifest, BODY), certificates=[certificate], bound=bound_by(plain)
    )
    named = [PartOf(sha256(each).hexdigest(), len(each)) for each in outside]
    envelope = replace(
        plain, version=2, encryption=encryption, manifest=named[0], parts=tuple(named[1:])
    )
    return envelope, {each.digest: data for each, data in zip(named, outside, strict=True)}


def test_the_addressee_opens_what_was_encrypted_for_it(keys: Keystore) -> None:
    envelope, came = sent(kept(keys, capsule().addressee))
    found, contents = opened(envelope, came, keys=keys)
    assert found == whole()
    assert contents[found.parts[0].digest] == BODY


def test_another_agency_of_the_node_opens_nothing_that_was_put_into_an_envelope_to_it(
    keys: Keystore,
) -> None:
    envelope, came = sent(kept(keys, capsule().addressee))
    kept(keys, "neighbour")
    forged = replace(
        envelope, sender=Party("evil", "恶意机关"), addressee=Party("neighbour", "同节点机关")
    )
    with pytest.raises(NotTaken, match="打不开") as refused:
        opened(forged, came, keys=keys)
    assert refused.value.code is Code.ENVELOPE_INVALID


def test_nobody_sends_on_in_his_own_name_what_he_cannot_read(keys: Keystore) -> None:
    envelope, came = sent(kept(keys, capsule().addressee))
    for forged in (
        replace(envelope, sender=Party("evil", "恶意机关")),
        replace(envelope, consignment="7d444840-9dc0-11d1-b245-5ffdce74fad2"),
    ):
        with pytest.raises(NotTaken, match="清单打不开") as refused:
            opened(forged, came, keys=keys)
        assert refused.value.code is Code.PART_CORRUPT
