"""Who is told of a change of effect, and which of a document's consignments it stops."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol
from uuid import UUID, uuid5

from documents.consignments.application import Consignments
from documents.consignments.capsule import Capsule
from documents.consignments.channels import PAPER, Channel
from documents.consignments.consignment import UNDER_WAY, Consignment
from documents.consignments.states import Kind, State
from documents.effect.effect import Effect
from documents.effect.force import FORCE_WORDS, OVER, Change
from office.directory.answers import Incumbent
from office.directory.entries import AgencyEntry
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.room import Room


class Signers(Protocol):
    """The directory of record, as far as deciding on effect needs it."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""

    def signers_of(self, identity: str, day: date | None = None) -> list[Incumbent]:
        """Who may sign off in this name, by rank."""


class Informing(Room):
    """告知: the part of the effect room that reaches the recipients of a document."""

    def __init__(self, node: Node, *, directory: Signers, consignments: Consignments) -> None:
        super().__init__(node)
        self.directory = directory
        self.consignments = consignments

    def of(self, document: UUID) -> Effect | None:
        """The document's effect, if anything was ever recorded of it."""
        id = Effect.id_of(document)
        return self.load(Effect, id) if self.exists(id) else None

    def stops(self, change: Change, day: str) -> bool:
        """Whether the document is void once that is decided, so that no more of it is sent."""
        if change is Change.EXTEND:
            return False
        return change is Change.ANNUL or day <= office_day(self.clock.now()).isoformat()

    def to_stop(self, document: UUID) -> list[Any]:
        """The rows of its consignments that the courier has yet to bring."""
        return [
            row
            for row in self._sent(document)
            if row.state in UNDER_WAY and row.channel not in PAPER
        ]

    def to_inform(self, document: UUID, *, stopping: bool = False) -> list[Any]:
        """The rows of consignments of who has the document, or may have it for all that is known,
        or gets it still unless it is stopped: who refused it, or never got it, is told nothing."""
        return [row for row in self._sent(document) if self._is_told(row, stopping=stopping)]

    def tell_late(self, act: Act, consignment: Consignment) -> None:
        """Notice to who turns out to have what was given up or stopped, if it has ended since.

        Call inside `perform`'s decide.
        """
        it = self.of(consignment.document) if consignment.capsule.kind is Kind.DOCUMENT else None
        if it is None or it.ended is None or self.exists(_notice_id(it, consignment.id)):
            return
        rows = self._sent(it.document)
        row = next(row for row in rows if row.subject == consignment.id)
        self._tell(act, it, row, change=it.ended)

    def _inform(self, act: Act, it: Effect, *, change: Change, proposal: dict[str, str]) -> None:
        """告知: to everybody who got the document, over the same channel; nobody else gets it."""
        stopping = it.on(office_day(self.clock.now())) in OVER
        rows = self.to_inform(it.document, stopping=stopping)
        if stopping:
            words = FORCE_WORDS[it.on(office_day(self.clock.now()))]
            for row in self.to_stop(it.document):
                self.consignments.cancel(act, row.subject, reason=f"此件{words}，不再发送。")
        for row in rows:
            self._tell(act, it, row, change=change, proposal=proposal)

    def _tell(
        self,
        act: Act,
        it: Effect,
        row: Any,
        *,
        change: Change,
        proposal: dict[str, str] | None = None,
    ) -> None:
        sender = self.directory.agency_on(act.agency, office_day(self.clock.now()))
        assert sender is not None, "it issued documents"
        said = proposal or {"basis": it.basis, "reason": it.reason}
        capsule = Capsule(
            consignment=str(_notice_id(it, row.subject)),
            kind=Kind.EFFECT_NOTICE,
            sender=sender.code,
            sender_name=sender.name,
            addressee=row.addressee,
            addressee_name=row.addressee_name,
            facts={
                **it.facts,
                "change": str(change),
                "day": it.until if change is Change.EXTEND else it.ended_day,
                "basis": said["basis"],
                "reason": said["reason"],
                "of": str(row.subject),
            },
            parts=(),
        )
        if row.channel in PAPER:
            self.consignments.hand_out(
                act, document=it.id, capsule=capsule, channel=Channel(row.channel)
            )
        else:
            self.consignments.dispatch(act, document=it.id, capsules=[capsule])

    def _sent(self, document: UUID) -> list[Any]:
        rows = self.consignments.of_document(document)
        return [row for row in rows if row.kind == Kind.DOCUMENT]

    def _is_told(self, row: Any, *, stopping: bool) -> bool:
        if row.state == State.QUEUED and not stopping:
            return True
        return self.load(Consignment, row.subject).may_be_there


def _notice_id(it: Effect, consignment: UUID) -> UUID:
    """One notice of a change to one addressee."""
    return uuid5(it.id, f"notice:{it.notices}:{consignment}")
