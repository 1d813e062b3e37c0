"""An office whose node exchanges with others, and other nodes for it to meet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import integrations.exchange.assembly
from office.settings import ExchangeSettings
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import OWNER
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.keys.private import PrivateKey
from signing.keys.secret import make_secret
from tests.certified import two_steps
from tests.functional.office_app import CITY, OfficeApp, office_app
from tests.unit.exchange.places import node_signer

NAME = "澜州市政务"
ADDRESS = "https://oa.lanzhou.example:8443/exchange/v1"


def install_exchange(patch: pytest.MonkeyPatch) -> None:
    """As `make setup` does; metadata that is installed already may be older than this room."""
    room = SimpleNamespace(name="exchange", load=lambda: integrations.exchange.assembly)

    def with_exchange(*, group: str, **kwargs: Any) -> list[Any]:
        found = [each for each in entry_points(group=group, **kwargs) if each.name != room.name]
        return [*found, room] if group == "office.rooms" else found

    patch.setattr("office.house.entry_points", with_exchange)


@contextmanager
def exchange_office(
    folder: Path, patch: pytest.MonkeyPatch, *, certified: bool = True
) -> Iterator[OfficeApp]:
    """The province with the exchange. `certified`: the node and the city's office have keys."""
    install_exchange(patch)
    shown = folder / "tls.pem"
    signer = two_steps(Algorithm.SM2)[1].issue("oa.lanzhou.example")
    shown.write_bytes(Certificate(signer.certificate).pem)
    with office_app(
        folder,
        rooms=("documents", "exchange"),
        node=NAME,
        exchange=ExchangeSettings(addresses=(ADDRESS,), tls_certificate=shown),
    ) as office:
        if certified:
            certify(office)
        yield office


def certify(office: OfficeApp) -> None:
    """Keys of the node and of the city's office, by the authority of the tests."""
    make_secret(office.house.settings.key_secret)
    trusted, keys = office.house.find(Trusted), office.house.find(Keystore)
    for each in two_steps(Algorithm.SM2):
        trusted.add(each.certificate, by="test")
        trusted.add_list(each.list(), by="test")
    key = PrivateKey.generate(Algorithm.SM2)
    for owner, signer, own, purpose in (
        (OWNER, node_signer(NAME), node_signer(NAME)._key, Purpose.NODE),
        (
            Owner(OwnerKind.AGENCY, CITY),
            two_steps(Algorithm.SM2)[1].issue(CITY, key=key, purpose=Purpose.EXCHANGE),
            key,
            Purpose.EXCHANGE,
        ),
    ):
        keys.keep(
            owner,
            key=own,
            certificate=Certificate(signer.certificate),
            issuers=signer.issuers,
            purpose=purpose,
            by="test",
            agency=owner.id,
        )
