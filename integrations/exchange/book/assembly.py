"""How the address book is put together over a house."""

from __future__ import annotations

from pathlib import Path

from documents.consignments.arrivals import ArrivalHall
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
from office.settings import ExchangeSettings
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
            addresses=settings.exchange.addresses,
            tls=lambda: shown_certificates(settings.exchange),
            largest=settings.exchange.largest_consignment * MEBIBYTE,
            classification=settings.classification,
            kinds=tuple(each.value for each in house.find(ArrivalHall).kinds),
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


def shown_certificates(settings: ExchangeSettings) -> list[DatedCertificate]:
    """With which this node is met, and with which it will be. Raises Refused."""
    files = (settings.tls_certificate, settings.next_tls_certificate)
    return [_first_in(each) for each in files if each is not None]


def _first_in(path: Path) -> DatedCertificate:
    """The node's own; behind it may stand the authorities above."""
    try:
        _, begin, rest = path.read_bytes().partition(_BEGIN)
        return DatedCertificate(Certificate.read(begin + rest.partition(_BEGIN)[0]).der)
    except (OSError, NotACertificate) as fault:
        raise Refused(
            f"TLS 证书文件 {path} 不能读取：{fault}。请核对设置 exchange.tls_certificate "
            "和 exchange.next_tls_certificate。"
        ) from fault
