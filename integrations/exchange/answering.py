"""What this node answers to others: the operations of the protocol, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from documents.consignments.capsule import NotTaken
from integrations.exchange.book.lookup import AddressBook
from integrations.exchange.book.making import OwnSnapshots
from integrations.exchange.contract import LARGEST_CHUNK
from integrations.exchange.daybooks.reconciling import Books
from integrations.exchange.entering.accepting import Accepting
from integrations.exchange.entering.turned_away import TurnedAway
from integrations.exchange.fitting import fitting
from integrations.exchange.hearing import Hearing
from integrations.exchange.operations import Pong, Preflight, Receipted, Reconciled
from integrations.exchange.shapes import Missing, Signed
from integrations.exchange.written.envelopes import VERSIONS
from office.kernel.clock import Clock


class Answering:
    """`Operations` for whoever calls this node. `name`: the node's; `largest`: bytes."""

    def __init__(
        self,
        *,
        name: Callable[[], str],
        accepting: Accepting,
        hearing: Hearing,
        book: AddressBook,
        own: OwnSnapshots,
        books: Books,
        turned_away: TurnedAway,
        clock: Clock,
        largest: int,
    ) -> None:
        self._name = name
        self._accepting = accepting
        self._hearing = hearing
        self._book = book
        self._own = own
        self._books = books
        self._turned_away = turned_away
        self._clock = clock
        self._largest = largest

    def ping(self, caller: str) -> Pong:
        """As the port says."""
        newest = self._own.newest()
        return Pong(
            node=self._name(),
            time=self._clock.now(),
            envelope_versions=VERSIONS,
            largest_chunk=LARGEST_CHUNK,
            largest_consignment=self._largest,
            snapshot=newest.sequence if newest else 0,
        )

    def preflight(self, caller: str, asked: Preflight) -> Sequence[NotTaken]:
        """As the port says."""
        return self._accepting.preflight(caller, asked)

    def submit(
        self, caller: str, envelope: Signed, parts: Mapping[str, bytes]
    ) -> Receipted | Sequence[Missing]:
        """As the port says."""
        try:
            return self._accepting.submit(caller, envelope, parts)
        except NotTaken as refusal:
            self._turned_away.note(caller, refusal.code, envelope)
            raise

    def put_part(
        self, caller: str, consignment: str, digest: str, offset: int, data: bytes
    ) -> int:
        """As the port says."""
        return self._accepting.put_part(caller, consignment, digest, offset, data)

    def status(self, caller: str, consignment: str) -> Sequence[Signed]:
        """As the port says."""
        return self._hearing.status(caller, consignment)

    def report(self, caller: str, receipt: Signed) -> None:
        """As the port says."""
        self._hearing.report(caller, receipt)

    def recall(self, caller: str, request: Signed) -> None:
        """As the port says."""
        self._hearing.ask(caller, request)

    def amend(self, caller: str, request: Signed) -> None:
        """As the port says."""
        self._hearing.ask(caller, request)

    def address_book(self, caller: str, known: Mapping[str, int]) -> Sequence[Signed]:
        """As the port says."""
        return fitting(self._book.newest(known))

    def reconcile(self, caller: str, day: date, digest: str) -> Reconciled:
        """As the port says."""
        return self._books.answer(caller, day, digest)
