"""Two nodes in one process: the city's office on one, the district Qinghe on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from integrations.exchange.answering import Answering
from integrations.exchange.book.application import Peers
from integrations.exchange.book.making import OwnSnapshots
from integrations.exchange.daybooks.balancing import DayComparer
from integrations.exchange.daybooks.fetching import ReceiptFetcher
from integrations.exchange.leaving.sending import ExchangeGateway
from integrations.exchange.operations import Operations
from integrations.exchange.ports import Way
from integrations.exchange.signers import Signers
from office.directory.ids import DIRECTORY
from office.kernel.act import Act
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
from tests.functional.exchange_office import install_exchange
from tests.functional.office_app import CITY, QINGHE, OfficeApp, office_app
from tests.unit.exchange.places import node_signer

NAMES = {CITY: "澜州市政务", QINGHE: "清河区政务"}


class Called:
    """`Operations` of another node, as its listener hands them on: with the caller's name."""

    def __init__(self, operations: Operations, caller: str, line: Line) -> None:
        self._operations = operations
        self._caller = caller
        self._line = line

    def __getattr__(self, name: str) -> Any:
        called = getattr(self._operations, name)

        def call(_: str = "", *given: Any) -> Any:
            self._line.asked.append(name)
            self._line.before(name)
            answer = called(self._caller, *given)
            self._line.after(name)
            return answer

        return call


@dataclass
class Line:
    """What happens on the way. `asked`: every operation; the others may raise."""

    asked: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda _: None
    after: Callable[[str], None] = lambda _: None

    def mend(self) -> None:
        """Nothing happens any more, and nothing was asked yet."""
        self.asked.clear()
        self.before = self.after = lambda _: None


@dataclass
class Nodes:
    """`city`, `district`: the offices; `line`: between them, both ways."""

    city: OfficeApp
    district: OfficeApp
    line: Line

    def tomorrow(self) -> None:
        """Whatever waits to be tried again is due."""
        for each in (self.city, self.district):
            each.clock.advance(hours=1)

    def deliver(self) -> None:
        """Let both couriers carry until nothing is due on either."""
        for _ in range(4):
            for each in (self.city, self.district):
                each.deliver()
                each.house.find(ReceiptFetcher).work(each.house.node)


@contextmanager
def two_nodes(folder: Path, patch: pytest.MonkeyPatch, **settings: Any) -> Iterator[Nodes]:
    """Both have met, over connections without a wire."""
    install_exchange(patch)
    with (
        _node(folder / "city", CITY, settings) as city,
        _node(folder / "district", QINGHE, settings) as district,
    ):
        line = Line()
        offices = {NAMES[CITY]: city, NAMES[QINGHE]: district}
        for name, office in offices.items():
            _connect(office, offices, caller=name, line=line)
        for office in offices.values():
            office.house.find(OwnSnapshots).make()
        _meet(city, district)
        _meet(district, city)
        yield Nodes(city, district, line)


@contextmanager
def _node(folder: Path, agency: str, settings: dict[str, Any]) -> Iterator[OfficeApp]:
    folder.mkdir()
    shown = folder / "tls.pem"
    signer = two_steps(Algorithm.SM2)[1].issue(f"{agency}.example")
    shown.write_bytes(Certificate(signer.certificate).pem)
    with office_app(
        folder,
        rooms=("documents", "exchange"),
        node=NAMES[agency],
        agencies=(agency,),
        exchange=ExchangeSettings(
            addresses=(f"https://{agency}.example/exchange/v1",),
            tls_certificate=shown,
            staging=folder / "staging",
            **settings,
        ),
    ) as office:
        certify(office, agency)
        yield office


def certify(office: OfficeApp, agency: str) -> None:
    """Keys of the node and of its agency, by the authority of the tests."""
    make_secret(office.house.settings.key_secret)
    trusted, keys = office.house.find(Trusted), office.house.find(Keystore)
    for each in two_steps(Algorithm.SM2):
        trusted.add(each.certificate, by="test")
        trusted.add_list(each.list(), by="test")
    name = NAMES[agency]
    keep = [(OWNER, node_signer(name), node_signer(name)._key, Purpose.NODE)]
    for purpose in (Purpose.EXCHANGE, Purpose.ENCRYPTION):
        key = PrivateKey.generate(Algorithm.SM2)
        signer = two_steps(Algorithm.SM2)[1].issue(agency, key=key, purpose=purpose)
        keep.append((Owner(OwnerKind.AGENCY, agency), signer, key, purpose))
    for owner, signer, key, purpose in keep:
        keys.keep(
            owner,
            key=key,
            certificate=Certificate(signer.certificate),
            issuers=signer.issuers,
            purpose=purpose,
            by="test",
            agency=owner.id,
        )


def signers(office: OfficeApp) -> Signers:
    """Agencies of the office's node, as they sign what they exchange."""
    return Signers(office.house.find(Keystore), office.house.find(OwnSnapshots).listed)


def _connect(office: OfficeApp, offices: dict[str, OfficeApp], *, caller: str, line: Line) -> None:
    def connect(way: Way) -> Operations:
        answering = offices[way.node].house.find(Answering)
        called: Any = Called(answering, caller, line)
        return called  # type: ignore[no-any-return]  # it has whatever `Operations` has

    office.house.find(ReceiptFetcher).connect = connect
    office.house.find(DayComparer).connect = connect
    office.house.find(ExchangeGateway).connect = connect  # the gateway asks it each time


def _meet(here: OfficeApp, there: OfficeApp) -> None:
    snapshot = there.house.find(Peers).book.newest({})[0]
    room = here.house.find(Peers)
    room.bring(snapshot, by="test", via="测试")
    act = Act(agency=DIRECTORY, person=here.person("mengchuan"), command=str(uuid4()))
    row = room.waiting.all()[0]
    room.confirm(
        act, row.node, fingerprint=row.fingerprint, digest=row.digest, reason="已核对指纹"
    )
