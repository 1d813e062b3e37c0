"""督办事项: the aggregate of one supervised matter, from 立项 to 销号.

What is refused before an event is recorded stands in the modules of the acts: `sharing`,
`closing` (decision 0062).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.handling.holding import CLERK, NOBODY, Holder, held_by
from documents.supervision.closing import Closing
from documents.supervision.share import Share
from documents.supervision.sharing import Sharing
from documents.supervision.stages import PROPOSED, PROPOSER_WORDS, Kind, ShareStage, Stage
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused

FACTS = ("title", "requirement", "basis", "urgency")


class Supervision(Sharing, Closing, Entity):
    """One matter, one item (一事一项).

    `facts` hold title, requirement, basis, urgency and, of what deputies or members proposed,
    proposer and proposal_number; `source` names where it came from: room, id, title, number.
    `leader` (a person's id, or empty) is who instructed it and sees the result before it is
    closed; `latest` the last day (ISO) to which a statutory term may be extended, else empty.
    """

    TOPIC: ClassVar[str] = "documents.Supervision"

    class Opened(Created):
        TOPIC: ClassVar[str] = "documents.Supervision.Opened"
        by: str
        kind: str
        number: str
        facts: dict[str, Any]
        source: dict[str, Any]
        leader: str
        deadline: str
        latest: str

    def __init__(
        self,
        agency: str,
        by: str,
        kind: str,
        number: str,
        facts: dict[str, Any],
        source: dict[str, Any],
        leader: str,
        deadline: str,
        latest: str,
    ) -> None:
        self.agency = agency
        self.opener = by
        self.kind = Kind(kind)
        self.number = number
        self.facts = facts
        self.source = source
        self.leader = leader
        self.deadline = deadline
        self.latest = latest
        self.stage = Stage.OPENED
        self.holder = CLERK
        self.shares: dict[str, Share] = {}
        self.answer_class = ""
        self.answer_number = ""
        self.satisfaction = ""
        self.days_late = 0

    @classmethod
    def open(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        kind: Kind,
        number: str,
        facts: Mapping[str, str],
        source: Mapping[str, str],
        leader: str,
        deadline: str,
        latest: str,
        at: datetime,
    ) -> Supervision:
        """立项: with its number, and the day (ISO) by which it is to be carried out."""
        check_facts(kind, facts)
        return cls.begin(
            cls.Opened,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            kind=str(kind),
            number=number,
            facts={name: words.strip() for name, words in facts.items()},
            source=dict(source),
            leader=leader,
            deadline=deadline,
            latest=latest,
        )

    @event("Assigned", topic="documents.Supervision.Assigned")
    def _assigned(
        self,
        timestamp: datetime,
        by: str,
        shares: list[dict[str, Any]],
        note: str,
        pages: str,
        hosts: str,
        stage: str,
    ) -> None:
        for each in shares:
            share = Share.from_json(each)
            self.shares[share.party] = share
        self._move(stage)

    @event("ProgressReported", topic="documents.Supervision.ProgressReported")
    def _progress_reported(
        self,
        timestamp: datetime,
        by: str,
        party: str,
        words: str,
        files: list[dict[str, Any]],
    ) -> None:
        """Told on the page; nothing stands otherwise."""

    @event("ExtensionAsked", topic="documents.Supervision.ExtensionAsked")
    def _extension_asked(
        self,
        timestamp: datetime,
        by: str,
        party: str,
        until: str,
        reason: str,
        files: list[dict[str, Any]],
    ) -> None:
        self._change(party, asked=until, why=reason)

    @event("Extended", topic="documents.Supervision.Extended")
    def _extended(
        self, timestamp: datetime, by: str, party: str, until: str, words: str, deadline: str
    ) -> None:
        self._change(party, deadline=until, asked="", why="")
        self.deadline = deadline

    @event("Rearranged", topic="documents.Supervision.Rearranged")
    def _rearranged(
        self,
        timestamp: datetime,
        by: str,
        party: str,
        until: str,
        host: bool,  # noqa: FBT001 (the library hands the event's facts in by name)
        hosts: str,
        deadline: str,
        stage: str,
        reason: str = "",
    ) -> None:
        self._change(party, deadline=until, host=host)
        self.deadline = deadline
        self._move(stage)

    @event("Denied", topic="documents.Supervision.Denied")
    def _denied(self, timestamp: datetime, by: str, party: str, reason: str) -> None:
        self._change(party, asked="", why="")

    @event("Urged", topic="documents.Supervision.Urged")
    def _urged(self, timestamp: datetime, by: str, party: str, means: str, words: str) -> None:
        self._change(party, urged=self.shares[party].urged + 1)

    @event("Reported", topic="documents.Supervision.Reported")
    def _reported(
        self,
        timestamp: datetime,
        by: str,
        party: str,
        result: str,
        answer_class: str,
        answer_number: str,
        days_late: int,
        stage: str,
        files: list[dict[str, Any]],
    ) -> None:
        self._change(
            party,
            stage=ShareStage.REPORTED,
            result=result,
            answer_class=answer_class,
            answer_number=answer_number,
            asked="",
            why="",
        )
        self._move(stage)

    @event("SentBack", topic="documents.Supervision.SentBack")
    def _sent_back(
        self, timestamp: datetime, by: str, party: str, reason: str, stage: str
    ) -> None:
        sent_back = self.shares[party].sent_back + 1
        self._change(party, stage=ShareStage.AT_WORK, sent_back=sent_back)
        self._move(stage)

    @event("ShareEnded", topic="documents.Supervision.ShareEnded")
    def _share_ended(
        self,
        timestamp: datetime,
        by: str,
        party: str,
        why: str,
        words: str,
        hosts: str,
        stage: str,
    ) -> None:
        self._change(party, stage=ShareStage.ENDED, asked="", why="")
        self._move(stage)

    @event("Answered", topic="documents.Supervision.Answered")
    def _answered(
        self,
        timestamp: datetime,
        by: str,
        answer_class: str,
        number: str,
        on: str,
        days_late: int,
    ) -> None:
        self.answer_class = answer_class
        self.answer_number = number
        self.satisfaction = ""

    @event("FeedbackEntered", topic="documents.Supervision.FeedbackEntered")
    def _feedback_entered(
        self,
        timestamp: datetime,
        by: str,
        satisfaction: str,
        words: str,
        parties: list[str],
        stage: str,
    ) -> None:
        self.satisfaction = satisfaction
        if stage != self.stage:
            self._move(stage)

    @event("Submitted", topic="documents.Supervision.Submitted")
    def _submitted(self, timestamp: datetime, by: str, to: str, words: str) -> None:
        self.leader = to
        self._move(Stage.SUBMITTED, held_by(to))

    @event("Returned", topic="documents.Supervision.Returned")
    def _returned(
        self, timestamp: datetime, by: str, reason: str, ink: dict[str, Any] | None = None
    ) -> None:
        self._move(Stage.REPORTED)

    @event("Seen", topic="documents.Supervision.Seen")
    def _seen(
        self, timestamp: datetime, by: str, words: str, ink: dict[str, Any] | None = None
    ) -> None:
        self._move(Stage.SEEN)

    @event("Closed", topic="documents.Supervision.Closed")
    def _closed(
        self, timestamp: datetime, by: str, words: str, days_late: int, ended: list[str]
    ) -> None:
        self.days_late = days_late
        self._end(Stage.CLOSED, ended)

    @event("Dropped", topic="documents.Supervision.Dropped")
    def _dropped(self, timestamp: datetime, by: str, reason: str, ended: list[str]) -> None:
        self._end(Stage.DROPPED, ended)

    def hand_over(self, *, by: str, giver: str, taker: str, at: datetime) -> None:
        """移交: what waits here for the one waits for the other from now on."""
        if giver not in self.holder.people:
            raise Refused("此项已经不在移交人手中，没有移交。")
        self._handed_over(timestamp=at, by=by, giver=giver, taker=taker)

    @event("HandedOver", topic="documents.Supervision.HandedOver")
    def _handed_over(self, timestamp: datetime, by: str, giver: str, taker: str) -> None:
        self.leader = taker
        self.holder = held_by(taker)

    def _change(self, party: str, **values: Any) -> None:
        self.shares[party] = replace(self.shares[party], **values)

    def _end(self, stage: Stage, parties: list[str]) -> None:
        for party in parties:
            self._change(party, stage=ShareStage.ENDED, asked="", why="")
        self._move(stage)

    def _move(self, stage: str, holder: Holder | None = None) -> None:
        self.stage = Stage(stage)
        self.holder = holder or _HOLDERS.get(self.stage, NOBODY)


_HOLDERS = {Stage.OPENED: CLERK, Stage.REPORTED: CLERK, Stage.SEEN: CLERK}


def check_facts(kind: Kind, facts: Mapping[str, str]) -> None:
    """Refuse a matter that nobody could carry out or trace."""
    for name, words in (("title", "督办事项"), ("requirement", "办理要求"), ("basis", "立项依据")):
        if not facts.get(name, "").strip():
            raise Refused(f"请填写{words}：督办须一事一立项，事项、依据和要求都要写明。")
    if kind in PROPOSED and not facts.get("proposer", "").strip():
        raise Refused(f"请填写提出建议、提案的{PROPOSER_WORDS[kind]}姓名，答复时要送本人。")
