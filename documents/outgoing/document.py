"""发文: the aggregate of an outgoing document, from draft to dispatch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.handling.holding import held_by
from documents.outgoing import sealable
from documents.outgoing.after_sign_off import AfterSignOff
from documents.outgoing.clearance import (
    OpennessRestored,
    SecrecyObjectionKnown,
    SecrecyReviewedByItself,
    SecrecyReviewRefused,
    SecrecyReviewWaits,
)
from documents.outgoing.consents import Consents
from documents.outgoing.detours import HandingOver
from documents.outgoing.ratification import DeniedInPerson, RatifiedInPerson
from documents.outgoing.route import Route, Verdict, route_of
from documents.outgoing.spoken import Spoken
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.outgoing.standing import HandingOn
from documents.outgoing.succession import Succession
from documents.outgoing.until_sign_off import UntilSignOff
from office.kernel.entity import Created, Entity


class Document(UntilSignOff, AfterSignOff, Entity):
    """An outgoing document of one agency.

    `revision` is the digest of the manuscript's content object. `facts` are the few things
    that lists show (type, title, recipients, urgency, classification), `particulars` what the
    drafter states beside the text (openness, who is to do the 保密审查). What people consented to
    is in `shown`: the digest of the revision, the layout version and the stored pages. What was
    stored last stands for its revision: it is what the page shows, whatever the layout does since.

    Until sign-off it goes its `route`, step by step; behind that it goes `chain`, the steps of
    发文办理 that its type needs. Each act that ends somebody's turn holds a `Move`.
    """

    TOPIC: ClassVar[str] = "documents.Document"

    class Drafted(Created):
        TOPIC: ClassVar[str] = "documents.Document.Drafted"
        by: str
        identity: str
        revision: str
        facts: dict[str, Any]
        particulars: dict[str, Any]
        files: list[str]

    class Reviewed(Spoken):
        TOPIC: ClassVar[str] = "documents.Document.Reviewed"

    class Countersigned(Spoken):
        TOPIC: ClassVar[str] = "documents.Document.Countersigned"

    class Endorsed(Spoken):
        TOPIC: ClassVar[str] = "documents.Document.Endorsed"

    class SecrecyReviewed(SecrecyReviewedByItself):
        TOPIC: ClassVar[str] = "documents.Document.SecrecyReviewed"

    class SecrecyObjected(SecrecyReviewRefused):
        TOPIC: ClassVar[str] = "documents.Document.SecrecyObjected"

    class SecrecyReviewAsked(SecrecyReviewWaits):
        TOPIC: ClassVar[str] = "documents.Document.SecrecyReviewAsked"

    class SecrecyObjectionTold(SecrecyObjectionKnown):
        TOPIC: ClassVar[str] = "documents.Document.SecrecyObjectionTold"

    class OpennessSetBack(OpennessRestored):
        TOPIC: ClassVar[str] = "documents.Document.OpennessSetBack"

    class Ratified(RatifiedInPerson):
        TOPIC: ClassVar[str] = "documents.Document.Ratified"

    class SignOffDenied(DeniedInPerson):
        TOPIC: ClassVar[str] = "documents.Document.SignOffDenied"

    class Sealed(sealable.SealedByKeeper):
        TOPIC: ClassVar[str] = "documents.Document.Sealed"

    class PartnerSealed(sealable.SealedByPartner):
        TOPIC: ClassVar[str] = "documents.Document.PartnerSealed"

    class PartnerDeclined(sealable.DeclinedByPartner):
        TOPIC: ClassVar[str] = "documents.Document.PartnerDeclined"

    class PartnerAskedAgain(sealable.AskedAgainOfPartner):
        TOPIC: ClassVar[str] = "documents.Document.PartnerAskedAgain"

    class HandedOver(HandingOver):
        TOPIC: ClassVar[str] = "documents.Document.HandedOver"

    def __init__(
        self,
        agency: str,
        by: str,
        identity: str,
        revision: str,
        facts: dict[str, Any],
        particulars: dict[str, Any],
        files: list[str],
    ) -> None:
        self.agency = agency
        self.drafter = by
        self.identity = identity
        self.revision = revision
        self.facts = facts
        self.particulars = particulars
        self.stage = Stage.DRAFTING
        self.step_name = STAGE_WORDS[Stage.DRAFTING]
        self.holder = held_by(by)
        self.later: tuple[str, ...] = ()
        self.due = ""
        self.route: Route = ()
        self.position = 0
        self.verdicts: dict[str, Verdict] = {}
        self.acted: dict[int, tuple[str, ...]] = {0: (by,)}
        self.dissents: dict[str, bool] = {}
        self.consents: Consents = ()
        self.straight_to: int | None = None
        self.handed_on: HandingOn | None = None
        self.settling = False
        self.routed_for = ("", False, ())
        self.successions: tuple[Succession, ...] = ()
        self.stands_since = 1
        self.signed_off_at: datetime | None = None
        self.reviewed_by = self.signer = self.signed_revision = ""
        self.awaits_ratification = False
        self.corrections: tuple[dict[str, Any], ...] = ()
        self.chain: tuple[Stage, ...] = ()
        self.proofs_read = 0
        self.clean_proof = ""
        self.shown: dict[str, Any] = {}
        self.explained = ""
        self._begin_unreviewed()
        self.number = self.series = self.identifier = ""
        self._begin_unsealed()
        self.consignments: list[dict[str, Any]] = []

    @classmethod
    def draft(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        identity: str,
        revision: str,
        facts: dict[str, Any],
        particulars: Mapping[str, Any] | None = None,
        files: Sequence[str] = (),
        at: datetime,
    ) -> Document:
        """拟稿: begin a document in the name of an issuing identity.

        `files`: the digests of what is stored with the text, images and attached files.
        """
        return cls.begin(
            cls.Drafted,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            identity=identity,
            revision=revision,
            facts=facts,
            particulars=dict(particulars or {}),
            files=list(files),
        )

    @event("Revised", topic="documents.Document.Revised")
    def _revised(
        self,
        timestamp: datetime,
        by: str,
        revision: str,
        facts: dict[str, Any],
        particulars: dict[str, Any],
        files: list[str],
    ) -> None:
        self.revision = revision
        self.facts = facts
        self.particulars = particulars
        self.handed_on = None
        self._stands_anew()

    @event("Abandoned", topic="documents.Document.Abandoned")
    def _abandoned(self, timestamp: datetime, by: str, reason: str, move: dict[str, Any]) -> None:
        self._moved(move)

    @event("Submitted", topic="documents.Document.Submitted")
    def _submitted(
        self,
        timestamp: datetime,
        by: str,
        shown: dict[str, Any],
        route: list[dict[str, Any]],
        move: dict[str, Any],
        explained: str = "",
    ) -> None:
        self.route = route_of(route)
        self.shown = shown
        self.explained = explained
        self._routed()
        self._moved(move, before=self._before(self.holder.person))

    @event("Concluded", topic="documents.Document.Concluded")
    def _concluded(self, timestamp: datetime, by: str, move: dict[str, Any]) -> None:
        self._moved(move)

    @event("DissentSettled", topic="documents.Document.DissentSettled")
    def _settled(
        self,
        timestamp: datetime,
        by: str,
        person: str,
        outcome: str,
        words: str,
        move: dict[str, Any],
    ) -> None:
        self.dissents = {**self.dissents, person: True}
        self._moved(move)

    @event("Rerouted", topic="documents.Document.Rerouted")
    def _rerouted(
        self, timestamp: datetime, by: str, route: list[dict[str, Any]], reason: str
    ) -> None:
        self.route = route_of(route)
        # Places ahead mean other steps now.
        self.straight_to = None
        self.acted = {place: who for place, who in self.acted.items() if place <= self.position}
        self.handed_on = None
        self._routed()
        self._stands_anew()

    @event("Redirected", topic="documents.Document.Redirected")
    def _redirected(
        self, timestamp: datetime, by: str, turn: str, to: str, reason: str, move: dict[str, Any]
    ) -> None:
        if to != self.drafter:  # nobody reviews what they drafted
            self._pass_review(to, giver=turn)
        self._moved(move)

    @event("TakenBack", topic="documents.Document.TakenBack")
    def _taken_back(self, timestamp: datetime, by: str, turn: str, move: dict[str, Any]) -> None:
        before = self.handed_on
        assert before is not None
        self._moved(move)
        self._stands_as(before)

    @event("Returned", topic="documents.Document.Returned")
    def _returned(
        self,
        timestamp: datetime,
        by: str,
        turn: str,
        reason: str,
        readers: list[str],
        move: dict[str, Any],
        ink: dict[str, Any] | None = None,
        *,
        straight: bool,
        transcribed: dict[str, Any] | None = None,  # events from before it could be have none
    ) -> None:
        self._unsigned()
        asked_again = tuple(self.verdicts) if self.settling else self.holder.people
        if asked_again:
            self.acted = {**self.acted, self.position: (*asked_again, *self.later)}
        place = min(self.position, len(self.route) - 1)
        self._moved(move)
        self.straight_to = place if straight else None

    @event("SignedOff", topic="documents.Document.SignedOff")
    def _signed_off(
        self,
        timestamp: datetime,
        by: str,
        turn: str,
        opinion: str,
        readers: list[str],
        particulars: dict[str, Any],
        transcribed: dict[str, Any],
        chain: list[str],
        shown: dict[str, Any],
        move: dict[str, Any],
        ink: dict[str, Any] | None = None,
        *,
        reviewed_too: bool = False,  # told where it is read; events from before it have none
    ) -> None:
        self.shown = shown
        self._sign_as(particulars)
        self.signer = by
        self.awaits_ratification = transcribed.get("kind") == "telephone"
        self.signed_off_at = timestamp
        self.signed_revision = shown["revision"]
        self.chain = tuple(Stage(each) for each in chain)
        self.acted = {**self.acted, self.position: (turn,)}
        self._moved(move)

    @event("Acknowledged", topic="documents.Document.Acknowledged")
    def _acknowledged(self, timestamp: datetime, by: str) -> None:
        self.corrections = ()

    @event("Rechecked", topic="documents.Document.Rechecked")
    def _rechecked(
        self,
        timestamp: datetime,
        by: str,
        opinion: str,
        correction: dict[str, Any],
        move: dict[str, Any],
        ink: dict[str, Any] | None = None,
    ) -> None:
        if correction:
            self._mend_cleared(correction["revision"])
            self.revision = self.signed_revision = correction["revision"]
            self.facts = correction["facts"]
            self.corrections = (*self.corrections, correction)
        self._moved(move)

    @event("Numbered", topic="documents.Document.Numbered")
    def _numbered(
        self, timestamp: datetime, by: str, number: str, series: str, move: dict[str, Any]
    ) -> None:
        self.number = number
        self.series = series
        self._moved(move)

    @event("NumberVoided", topic="documents.Document.NumberVoided")
    def _number_voided(self, timestamp: datetime, by: str, number: str, reason: str) -> None:
        self.number = ""
        self._stands_anew()

    @event("Typeset", topic="documents.Document.Typeset")
    def _typeset(
        self, timestamp: datetime, by: str, original: dict[str, Any], move: dict[str, Any]
    ) -> None:
        self.original = original
        self.proofs_read = 0
        self.clean_proof = ""
        self._moved(move)

    @event("Proofread", topic="documents.Document.Proofread")
    def _proofread(
        self,
        timestamp: datetime,
        by: str,
        reading: int,
        note: str,
        proof: str,
        move: dict[str, Any],
    ) -> None:
        self.proofs_read = reading
        self.clean_proof = proof
        self._moved(move)

    @event("Printed", topic="documents.Document.Printed")
    def _printed(
        self, timestamp: datetime, by: str, copies: int, place: str, move: dict[str, Any]
    ) -> None:
        self._moved(move)

    @event("Released", topic="documents.Document.Released")
    def _released(
        self, timestamp: datetime, by: str, move: dict[str, Any], identifier: str = ""
    ) -> None:
        self.identifier = identifier
        self._moved(move)

    @event("SentBack", topic="documents.Document.SentBack")
    def _sent_back(self, timestamp: datetime, by: str, reason: str, move: dict[str, Any]) -> None:
        self._moved(move)
        self.identifier = ""
        self._bears_no_more()
        if self.stage.order <= Stage.TYPESETTING.order:
            self.original = {}

    @event("Dispatched", topic="documents.Document.Dispatched")
    def _dispatched(
        self,
        timestamp: datetime,
        by: str,
        consignments: list[dict[str, Any]],
        move: dict[str, Any],
    ) -> None:
        self.consignments = consignments
        self._moved(move)
