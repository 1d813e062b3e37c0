"""How the address book is put together over a house."""

from __future__ import annotations

from pathlib import Path

from integrations.exchange.book.application import Peers
from integrations.exchange.book.checking import SnapshotChecks
from integrations.exchange.book.followers import BookKeeper
from integrations.exchange.book.held import AskedNodes
from integrations.exchange.book.making import OwnSnapshots, Particulars
from integrations.exchange.book.permissions import RULES
from integrations.exchange.book.registers import book_register
from integrations.exchange.snapshots import DatedCertificate
from office.house import House
from office.kernel.refusals import Refused
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import Checkpoints
from signing.keys.keystore import Keystore

MEBIBYTE = 2**20
_BEGIN = b"-----BEGIN CERTIFICATE-----"


def join_book(house: House) -> BookKeeper:
    """Bring the address book into the house; `connect` is set by whoever makes connections."""
    settings, node = house.settings, house.node
    own = OwnSnapshots(
        node,
        particulars=Particulars(
            addresses=settings.exchange_addresses,
            tls=lambda: shown_certificates(settings.exchange_certificates),
            largest=settings.exchange_largest * MEBIBYTE,
            classification=settings.classification,
        ),
        directory=house.directory,
        keys=house.find(Keystore),
        checkpoints=house.find(Checkpoints),
    )
    peers = Peers(
        node,
        directory=house.directory,
        checks=SnapshotChecks(house.find(Trusted), clock=node.clock),
        own_names=own.names,
    )
    asked = AskedNodes(node.store, node.clock)
    keeper = BookKeeper(peers, own, asked)
    house.join(
        *(own, peers, peers.book, peers.waiting, asked, keeper),
        registers=(book_register,),
        rules=RULES,
        followers=(keeper,),
    )
    return keeper


def shown_certificates(path: Path | None) -> list[DatedCertificate]:
    """Those of this node in a file of PEM, without the authorities above them. Raises Refused."""
    if path is None:
        return []
    try:
        parts = [_BEGIN + each for each in path.read_bytes().split(_BEGIN)[1:]]
        found = [Certificate.read(each) for each in parts]
    except (OSError, NotACertificate) as fault:
        raise Refused(
            f"TLS 证书文件 {path} 不能读取：{fault}。请核对设置 wenshu.exchange_certificates。"
        ) from fault
    return [DatedCertificate(each.der) for each in found if not each.is_authority]
