"""收文: the aggregate of a document that arrived, from arrival to completion.

What is refused before an event is recorded stands in the modules of the acts: `intake`,
`giving_back`, `deciding`, `sharing`, `completing` (decision 0062).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.consignments.capsule import Capsule, Part, Request
from documents.handling.holding import CLERK, NOBODY, Holder, held_by
from documents.incoming.completing import Completing
from documents.incoming.deciding import Deciding
from documents.incoming.doubles.folding import Folding
from documents.incoming.giving_back import GivingBack
from documents.incoming.intake import Intake
from documents.incoming.routes import Route
from documents.incoming.sharing import Sharing
from documents.incoming.stages import SENT_AWAY, Stage, Track
from documents.incoming.standing import Instruction
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Incoming(Intake, GivingBack, Folding, Deciding, Sharing, Completing, Entity):
    """An incoming document of one agency.

    Opinions, instructions and results in its events stay inside the agency; the sender gets
    receipts only (design section 5).
    """

    TOPIC: ClassVar[str] = "documents.Incoming"

    class Arrived(Created):
        TOPIC: ClassVar[str] = "documents.Incoming.Arrived"
        capsule: dict[str, Any]
        route: str = Route.EXCHANGE
        arrived_on: str = ""  # the true day of what a clerk entered
        by: str = ""

    def __init__(  # the facts of an arrival are that many
        self,
        agency: str,
        capsule: dict[str, Any],
        route: str = Route.EXCHANGE,
        arrived_on: str = "",
        by: str = "",
    ) -> None:
        self.agency = agency
        self.route = Route(route)
        self.arrived_on = arrived_on
        self.capsule = Capsule.from_json(capsule)
        self.stage = self.stood_at = Stage.ARRIVED
        self.folded_into = ""
        self.holder = CLERK
        self.track: Track | None = None
        self.number = self.kind = ""
        self.round = 1
        self.circulation = ""
        self.deadline: str = ""
        self.reached_at: datetime | None = None
        self.instructions: tuple[Instruction, ...] = ()
        self.answers: dict[str, str] = {}
        self.shown_to: dict[str, bool] = {}
        self.to_heed = 0
        self.asked: Request | None = None

    @staticmethod
    def id_of(*, agency: str, sender: str, consignment: str) -> UUID:
        """One consignment of one sender arrives once."""
        return uuid5(NAMESPACE_URL, f"wenshu:incoming:{agency}:{sender}:{consignment}")

    @classmethod
    def arrive(
        cls,
        capsule: Capsule,
        *,
        at: datetime,
        route: Route = Route.EXCHANGE,
        arrived_on: str = "",
        by: str = "",
    ) -> Incoming:
        """送达: the machine has it; nobody has signed for it yet.

        Of what came another way and a clerk enters: by which, on which day (ISO), by whom.
        """
        return cls.begin(
            cls.Arrived,
            id=cls.id_of(
                agency=capsule.addressee, sender=capsule.sender, consignment=capsule.consignment
            ),
            agency=capsule.addressee,
            timestamp=at,
            capsule=capsule.to_json(),
            route=str(route),
            arrived_on=arrived_on,
            by=by,
        )

    @event("KeptOnPaper", topic="documents.Incoming.KeptOnPaper")
    def _kept_on_paper(
        self, timestamp: datetime, by: str, number: str = "", kind: str = ""
    ) -> None:
        self.number, self.kind = number, kind
        self._move(Stage.ON_PAPER, NOBODY)

    @event("ArrivedAgain", topic="documents.Incoming.ArrivedAgain")
    def _arrived_again(self, timestamp: datetime, sending: int, *, reopened: bool) -> None:
        self.capsule = replace(self.capsule, sending=sending)
        if reopened:
            self.number, self.track = "", None
            self._move(Stage.ARRIVED, CLERK)

    @event("Scanned", topic="documents.Incoming.Scanned")
    def _scanned(self, timestamp: datetime, by: str, parts: list[dict[str, Any]]) -> None:
        new = (Part(**each) for each in parts)
        self.capsule = replace(self.capsule, parts=(*self.capsule.parts, *new))

    @event("SignedFor", topic="documents.Incoming.SignedFor")
    def _signed_for(self, timestamp: datetime, by: str) -> None:
        self._move(Stage.SIGNED_FOR, CLERK)

    @event("Refused", topic="documents.Incoming.Refused")
    def _refused(self, timestamp: datetime, by: str, reason: str, fault: str = "") -> None:
        self._move(Stage.REFUSED, NOBODY)

    @event("Returned", topic="documents.Incoming.Returned")
    def _returned(self, timestamp: datetime, by: str, fault: str, reason: str) -> None:
        self._move(Stage.RETURNED, NOBODY)

    @event("Asked", topic="documents.Incoming.Asked")
    def _asked(self, timestamp: datetime, request: dict[str, Any]) -> None:
        self.asked = Request.from_json(request)

    @event("Recalled", topic="documents.Incoming.Recalled")
    def _recalled(self, timestamp: datetime, by: str, request: str) -> None:
        self._move(Stage.RECALLED, NOBODY)

    @event("Amended", topic="documents.Incoming.Amended")
    def _amended(self, timestamp: datetime, by: str, request: str, replaced_by: str) -> None:
        self._move(Stage.AMENDED, NOBODY)

    @event("RequestDenied", topic="documents.Incoming.RequestDenied")
    def _request_denied(
        self, timestamp: datetime, by: str, request: str, asks: str, reason: str
    ) -> None:
        self.asked = None

    @event("Folded", topic="documents.Incoming.Folded")
    def _folded(self, timestamp: datetime, by: str, into: str, stage: str) -> None:
        self.folded_into, self.stood_at = into, Stage(stage)
        self._move(Stage.FOLDED, NOBODY)

    @event("Unfolded", topic="documents.Incoming.Unfolded")
    def _unfolded(
        self, timestamp: datetime, by: str, reason: str, stage: str, into: str, track: str
    ) -> None:
        self.folded_into = ""
        self._move(Stage(stage), CLERK)

    @event("Registered", topic="documents.Incoming.Registered")
    def _registered(
        self, timestamp: datetime, by: str, number: str, track: str, kind: str = ""
    ) -> None:
        self.kind = kind
        self.number = number
        self.track = Track(track)
        self._move(Stage.REGISTERED, CLERK)

    @event("Screened", topic="documents.Incoming.Screened")
    def _screened(
        self,
        timestamp: datetime,
        by: str,
        checks: list[str],
        note: str,
        track: str,
        faults: list[str] | None = None,  # events from before they were noted have none
    ) -> None:
        self._move(Stage.SCREENED, CLERK)

    @event("Retracked", topic="documents.Incoming.Retracked")
    def _retracked(self, timestamp: datetime, by: str, track: str, reason: str) -> None:
        self.track = Track(track)

    @event("Proposed", topic="documents.Incoming.Proposed")
    def _proposed(
        self,
        timestamp: datetime,
        by: str,
        opinion: str,
        to: str,
        readers: list[str],
        ink: dict[str, Any] | None = None,
    ) -> None:
        self.reached_at = timestamp
        self._move(Stage.PROPOSED, held_by(to))

    @event("Instructed", topic="documents.Incoming.Instructed")
    def _instructed(
        self,
        timestamp: datetime,
        by: str,
        words: str,
        readers: list[str],
        transcribed: dict[str, Any] | None,
        leader: str,
        track: str,
        supersedes: bool,  # noqa: FBT001 (the library hands the event's facts in by name)
        round: int,
        later: bool,  # noqa: FBT001
        at_work: bool,  # noqa: FBT001
        beside: bool = False,  # noqa: FBT001, FBT002 (by name)
        begins_round: bool = False,  # noqa: FBT001, FBT002 (by name)
        no_longer_shown: list[str] | None = None,
        ink: dict[str, Any] | None = None,
    ) -> None:
        if supersedes:
            self.instructions = tuple(
                replace(each, superseded=each.superseded or each.round == round)
                for each in self.instructions
            )
        self.instructions += (Instruction(leader=leader, at=timestamp, round=round),)
        self.track = Track(track)
        if round > self.round:
            self._begin_round(round)
        if beside:
            return
        if self.track is Track.READING:
            self._move(Stage.SCREENED, CLERK)
        elif at_work:
            self.to_heed += 1
        else:
            self._move(Stage.INSTRUCTED, CLERK)

    @event("Circulated", topic="documents.Incoming.Circulated")
    def _circulated(self, timestamp: datetime, by: str, to: list[str], circulation: str) -> None:
        self.circulation = circulation
        self.reached_at = timestamp
        self._move(Stage.CIRCULATING, NOBODY)

    @event("ReadByAll", topic="documents.Incoming.ReadByAll")
    def _read_by_all(self, timestamp: datetime, by: str, circulation: str) -> None:
        self.holder = CLERK

    @event("CirculationWithdrawn", topic="documents.Incoming.CirculationWithdrawn")
    def _circulation_withdrawn(self, timestamp: datetime, by: str, circulation: str) -> None:
        self._move(Stage.SCREENED, CLERK)

    @event("Assigned", topic="documents.Incoming.Assigned")
    def _assigned(
        self,
        timestamp: datetime,
        by: str,
        host: str,
        helpers: list[str],
        deadline: str,
        note: str,
        readers: list[str],
        ink: dict[str, Any] | None = None,
    ) -> None:
        self.deadline = deadline
        self._move(Stage.ASSIGNED, NOBODY)

    @event("HelpersAdded", topic="documents.Incoming.HelpersAdded")
    def _added(self, timestamp: datetime, by: str, helpers: list[str], note: str) -> None:
        self.to_heed = 0  # their shares are streams of their own

    @event("Heeded", topic="documents.Incoming.Heeded")
    def _heeded(self, timestamp: datetime, by: str, words: str) -> None:
        self.to_heed = 0

    @event("Handled", topic="documents.Incoming.Handled")
    def _handled(self, timestamp: datetime, by: str, assignment: str, result: str) -> None:
        self._move(Stage.HANDLED, CLERK)

    @event("HandedBack", topic="documents.Incoming.HandedBack")
    def _handed_back(
        self, timestamp: datetime, by: str, party: str, *, host: bool, reason: str
    ) -> None:
        if host:
            self._move(Stage.INSTRUCTED, CLERK)
        else:
            self.to_heed += 1

    @event("PassedOn", topic="documents.Incoming.PassedOn")
    def _passed_on(self, timestamp: datetime, by: str, party: str, to: str, *, host: bool) -> None:
        """The other's share is a stream of its own."""

    @event("Rescheduled", topic="documents.Incoming.Rescheduled")
    def _rescheduled(self, timestamp: datetime, by: str, deadline: str) -> None:
        self.deadline = deadline

    @event("SentBack", topic="documents.Incoming.SentBack")
    def _sent_back(self, timestamp: datetime, by: str, reason: str) -> None:
        self._move(Stage.ASSIGNED, NOBODY)

    @event("AnswerBegun", topic="documents.Incoming.AnswerBegun")
    def _answer_begun(self, timestamp: datetime, by: str, document: str) -> None:
        self.answers[document] = ""

    @event("Answered", topic="documents.Incoming.Answered")
    def _answered(self, timestamp: datetime, by: str, document: str, number: str) -> None:
        self.answers[document] = number

    @event("Completed", topic="documents.Incoming.Completed")
    def _completed(
        self,
        timestamp: datetime,
        by: str,
        way: str,
        result: str,
        readers: list[str],
        shown_to: list[str],
        ink: dict[str, Any] | None = None,
    ) -> None:
        self.shown_to = dict.fromkeys(shown_to, False)
        self._move(Stage.COMPLETED, NOBODY)

    @event("Acknowledged", topic="documents.Incoming.Acknowledged")
    def _acknowledged(self, timestamp: datetime, by: str, whose: str) -> None:
        self.shown_to[whose] = True

    @event("Reopened", topic="documents.Incoming.Reopened")
    def _reopened(
        self,
        timestamp: datetime,
        by: str,
        reason: str,
        round: int,
        no_longer_shown: list[str] | None = None,
    ) -> None:
        self.track = Track.HANDLING
        self._begin_round(round)
        self._move(Stage.INSTRUCTED, CLERK)

    def hand_over(self, *, by: str, giver: str, taker: str, at: datetime) -> str:
        """移交: what waits here for the one waits for the other from now on.

        What was handed over, as a word.
        """
        holding = self.holder.person == giver
        shown = not self.shown_to.get(giver, True)
        if not holding and not shown:
            raise Refused("此件已经不在移交人手中，没有移交。")
        self._handed_over(
            timestamp=at, by=by, giver=giver, taker=taker, holding=holding, shown=shown
        )
        return "holding" if holding else "shown"

    @event("HandedOver", topic="documents.Incoming.HandedOver")
    def _handed_over(
        self, timestamp: datetime, by: str, giver: str, taker: str, *, holding: bool, shown: bool
    ) -> None:
        if holding:
            self.holder = held_by(taker)
        if shown:
            self.shown_to.pop(giver)
            self.shown_to[taker] = False  # also who has seen it for themselves sees it for them

    def _begin_round(self, round: int) -> None:
        self.round = round
        self.shown_to = {}
        self.deadline = ""
        self.reached_at = None

    def _move(self, stage: Stage, holder: Holder) -> None:
        if stage is not self.stage:
            self.to_heed = 0
        if stage in SENT_AWAY:
            self.asked = None
        self.stage = stage
        self.holder = holder
