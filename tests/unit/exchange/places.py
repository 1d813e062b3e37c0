"""Nodes of the exchange in one process: a directory, keys, and an address book on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

from integrations.exchange.book.application import Peers
from integrations.exchange.book.checking import SnapshotChecks
from integrations.exchange.book.followers import BookKeeper
from integrations.exchange.book.held import AskedNodes
from integrations.exchange.book.making import OwnSnapshots, Particulars
from integrations.exchange.book.registers import book_register
from integrations.exchange.shapes import Signed
from integrations.exchange.signatures import sign
from integrations.exchange.snapshots import DatedCertificate, Snapshot
from integrations.exchange.written.snapshots import read_snapshot, written_snapshot
from office.directory.application import Directory, directory_act
from office.directory.entries import AgencyEntry, Entries
from office.directory.ids import DIRECTORY
from office.directory.kinds import AgencyKind, Level
from office.directory.registers import directory_register
from office.kernel.act import Act
from office.kernel.clock import SetClock, office_day
from office.kernel.node import Node
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import OWNER, Checkpoints
from signing.checkpoints.registers import checkpoint_register
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import HeldKey, Owner, OwnerKind
from signing.keys.private import PrivateKey
from signing.keys.secret import make_secret
from signing.keys.signer import SoftwareSigner
from tests.certified import NOW, two_steps
from tests.unit.kernel.conftest import everybody_may

ALGORITHM = Algorithm.SM2
ADMINISTRATOR = "admin"


def agency(code: str, name: str, *, rank: int = 10, superior: str = "") -> AgencyEntry:
    return AgencyEntry(
        code=code,
        name=name,
        short_name=name,
        level=Level.CITY,
        kind=AgencyKind.GOVERNMENT,
        superior=superior,
        rank=rank,
    )


@cache
def node_signer(name: str, which: int = 0) -> SoftwareSigner:
    """A node's hand; `which`: the first, or one that it was given later."""
    key = PrivateKey.generate(ALGORITHM)
    return two_steps(ALGORITHM)[1].issue(name, key=key, purpose=Purpose.NODE)


class Place:
    """A node with agencies, each with a certificate for the exchange."""

    def __init__(
        self, folder: Path, name: str, *agencies: AgencyEntry, database: str = ""
    ) -> None:
        folder.mkdir()
        self.name = name
        self.clock = SetClock(NOW)
        self.node = Node(
            database=database or f"sqlite:///{folder}/office.db",
            content=folder / "content",
            registers=[directory_register, book_register, checkpoint_register],
            guard=everybody_may,
            clock=self.clock,
        )
        self.node.create()
        self.directory = Directory(self.node)
        make_secret(folder / "secret")
        self.keys = Keystore(self.node.store, clock=self.clock, secret=folder / "secret")
        self.trusted = Trusted(self.node.store, self.clock)
        for each in two_steps(ALGORITHM):
            self.trusted.add(each.certificate, by="test")
            self.trusted.add_list(each.list(), by="test")
        self.tls = [DatedCertificate(self._tls())]
        self.addresses = (f"https://{name.encode().hex()[:12]}.example/exchange/v1",)
        self.checkpoints = Checkpoints(self.node, keys=self.keys, name=name)
        self.own = OwnSnapshots(
            self.node,
            particulars=Particulars(
                addresses=self.addresses,
                tls=lambda: self.tls,
                largest=2**30,
                classification="无",
            ),
            directory=self.directory,
            keys=self.keys,
            checkpoints=self.checkpoints,
        )
        self.peers = Peers(
            self.node,
            directory=self.directory,
            checks=SnapshotChecks(self.trusted, clock=self.clock),
            own_names=self.own.names,
        )
        self.book = self.peers.book
        self.asked = AskedNodes(self.node.store, self.clock)
        self.keeper = BookKeeper(self.peers, self.own, self.asked)
        self.keep_node_key(node_signer(name))
        self.follow(*agencies)
        for each in agencies:
            self.certify(each.code)

    def _tls(self) -> bytes:
        key = PrivateKey.generate(ALGORITHM)
        return two_steps(ALGORITHM)[1].issue(self.name, key=key).certificate

    def keep_node_key(self, signer: SoftwareSigner) -> None:
        """From now on the node signs with it."""
        self.keys.keep(
            OWNER,
            key=signer._key,
            certificate=Certificate(signer.certificate),
            issuers=signer.issuers,
            purpose=Purpose.NODE,
            by="test",
        )

    def follow(self, *agencies: AgencyEntry) -> None:
        """The node's own directory lists these."""
        empty = Entries(agencies=agencies, identities=(), units=(), people=(), posts=())
        self.directory.synchronise(
            empty,
            effective=office_day(self.clock.now()),
            act=directory_act("operator:test", str(uuid4())),
        )

    def certify(self, code: str) -> HeldKey:
        """A new certificate with which the agency signs what it exchanges."""
        key = PrivateKey.generate(ALGORITHM)
        signer = two_steps(ALGORITHM)[1].issue(code, key=key, purpose=Purpose.EXCHANGE)
        return self.keys.keep(
            Owner(OwnerKind.AGENCY, code),
            key=key,
            certificate=Certificate(signer.certificate),
            issuers=signer.issuers,
            purpose=Purpose.EXCHANGE,
            by="test",
            agency=code,
        )

    def says(self) -> Signed:
        """Its newest snapshot."""
        self.own.make()
        found: Signed = self.book.newest({})[0]
        return found

    def meet(self, other: Place) -> str:
        """Its administrator compares the fingerprint."""
        self.peers.bring(other.says(), by=ADMINISTRATOR, via="文件")
        return self.confirm(other.name)

    def confirm(self, name: str, *, reason: str = "") -> str:
        """What waits of that node is taken in."""
        row = self.peers.waiting.find(name)
        return self.peers.confirm(
            self.act(), name, fingerprint=row.fingerprint, digest=row.digest, reason=reason
        )

    def hear(self, other: Place) -> str:
        """The newest of the other, as a file or by the wire."""
        return self.peers.bring(other.says(), by=ADMINISTRATOR, via="文件").words

    def act(self, command: str = "") -> Act:
        return Act(agency=DIRECTORY, person=ADMINISTRATOR, command=command or str(uuid4()))

    def signer_of(self, code: str) -> str:
        """The fingerprint of the certificate with which the agency signs now."""
        held = self.keys.in_use(Owner(OwnerKind.AGENCY, code))
        return held[0].certificate.fingerprint

    def at(self, **later: float) -> datetime:
        """A moment from now."""
        return self.clock.now() + timedelta(**later)

    def take_new_lists(self) -> None:
        """What its authorities took back by now: nothing."""
        now = self.clock.now()
        for each in two_steps(ALGORITHM):
            listed = each.list(begins=now, ends=now + timedelta(days=7), number=2)
            self.trusted.add_list(listed, by="test")

    def close(self) -> None:
        self.node.close()


def resigned(signed: Signed, *, by: SoftwareSigner, **changed: object) -> Signed:
    """What somebody makes of a snapshot and signs."""
    snapshot: Snapshot = replace(read_snapshot(signed.content), **changed)  # type: ignore[arg-type]
    return sign(written_snapshot(snapshot), by)


def codes(agencies: Sequence[AgencyEntry]) -> list[str]:
    return [each.code for each in agencies]
