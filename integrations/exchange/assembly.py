"""How the exchange between nodes joins the house (entry point of the group "office.rooms")."""

from __future__ import annotations

from hashlib import sha256

from documents.consignments.application import Consignments
from documents.consignments.arrivals import ArrivalHall
from integrations.exchange.answering import Answering
from integrations.exchange.book.application import Peers
from integrations.exchange.book.assembly import MEBIBYTE, join_book
from integrations.exchange.book.making import OwnSnapshots
from integrations.exchange.connecting import Connections
from integrations.exchange.credentials import Credentials
from integrations.exchange.daybooks.balancing import DayComparer
from integrations.exchange.daybooks.compared import ComparedDays
from integrations.exchange.daybooks.fetching import ReceiptFetcher
from integrations.exchange.daybooks.reconciling import Books
from integrations.exchange.entering.accepting import Accepting
from integrations.exchange.entering.staging import Staging
from integrations.exchange.entering.sweeping import StagingSweeper
from integrations.exchange.entering.turned_away import TurnedAway
from integrations.exchange.hearing import Hearing
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.kept.registers import exchange_register
from integrations.exchange.leaving.enveloping import Enveloping
from integrations.exchange.leaving.sending import ExchangeGateway
from integrations.exchange.medium import Medium
from integrations.exchange.moving import MovedWatcher
from integrations.exchange.server.serving import Served
from integrations.exchange.signers import Signers
from office.house import House
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import Checkpoints
from signing.keys.keystore import Keystore


def join(house: House) -> None:
    """After the rooms of documents, which bring keys and whom the node trusts."""
    keeper = join_book(house)
    node, clock, settings = house.node, house.node.clock, house.settings
    book, keys, trusted = house.find(Peers).book, house.find(Keystore), house.find(Trusted)
    largest = settings.exchange.largest_consignment * MEBIBYTE
    connections = Connections(settings.exchange)
    own = house.find(OwnSnapshots)
    exchanged, signers = Exchanged(node), Signers(keys, own.listed)
    credentials = Credentials(book, trusted, clock=clock, unknown=keeper.want_home_of)
    arrivals = house.find(ArrivalHall)
    staging = Staging(settings.exchange.staging, largest=2 * largest)
    accepting = Accepting(
        arrivals=arrivals,
        exchanged=exchanged,
        book=book,
        credentials=credentials,
        signers=signers,
        staging=staging,
        keys=keys,
        hosts=house.directory.hosts,
        ceiling=house.ceiling,
        clock=clock,
        largest=largest,
    )
    hearing = Hearing(arrivals=arrivals, exchanged=exchanged, credentials=credentials)
    books, turned_away = Books(node.store), TurnedAway(node.store, clock)
    answering = Answering(
        name=lambda: house.find(Checkpoints).node_name,
        accepting=accepting,
        hearing=hearing,
        book=book,
        own=own,
        books=books,
        turned_away=turned_away,
        clock=clock,
        largest=largest,
    )
    gateway = ExchangeGateway(
        book=book,
        connect=connections,
        exchanged=exchanged,
        credentials=credentials,
        enveloping=Enveloping(
            exchanged=exchanged,
            signers=signers,
            trusted=trusted,
            clock=clock,
            encrypts=settings.exchange.encrypt,
        ),
        signers=signers,
        clock=clock,
    )
    house.find(Consignments).gateways.append(gateway)
    keeper.connect, keeper.first = connections, connections.first

    fetcher = ReceiptFetcher(exchanged, hearing, book, connect=connections)
    days = ComparedDays(node.store, clock)
    comparer = DayComparer(books, book, days, fetcher, clock=clock, connect=connections)

    medium = Medium(
        consignments=house.find(Consignments),
        gateway=gateway,
        accepting=accepting,
        hearing=hearing,
        book=book,
    )

    def caller_of(certificate: bytes) -> str | None:
        return book.who_is(sha256(certificate).hexdigest(), clock.now()) or None

    served = Served(answering, caller_of)
    house.join(
        *(exchanged, answering, served, gateway, fetcher, medium),
        *(comparer, days, turned_away),
        registers=(exchange_register,),
        followers=(fetcher, comparer, StagingSweeper(staging), MovedWatcher(keeper.want_home_of)),
    )
