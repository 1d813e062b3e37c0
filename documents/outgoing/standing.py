"""How an outgoing document stands, and what every act on it asks first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from documents.handling.holding import CLERK, Holder, held_by
from documents.outgoing.co_seals import OtherIssuer
from documents.outgoing.consents import Consent, Consents, until, with_consent
from documents.outgoing.route import Move, Route, Step, Verdict
from documents.outgoing.spoken import Spoken
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.outgoing.succession import Succession
from documents.outgoing.turns import ahead, continued, start
from office.kernel.refusals import Refused

Recorded = Callable[..., None]
"""A private method of the aggregate that records an event (design D4)."""


SPOKEN_AT = (Stage.REVIEWING, Stage.COUNTERSIGNING, Stage.ENDORSING)
"""Steps on the way at which people of the house say something."""

Stated = tuple[str, bool, tuple[str, ...]]
"""Type, whether it is 规范性文件, and with whom it is issued jointly (codes)."""


@dataclass(frozen=True, slots=True)
class HandingOn:
    """How the paper stood before somebody handed it on, for as long as they may take it back."""

    by: str
    position: int
    people: tuple[str, ...]
    later: tuple[str, ...]
    verdicts: dict[str, Verdict]
    acted: dict[int, tuple[str, ...]]
    dissents: dict[str, bool]
    particulars: dict[str, Any]
    consents: Consents
    straight_to: int | None
    cleared: bool = False
    """Whether handing on was the 保密审查 too."""


class DocumentStanding:
    """The state of a document as its acts see it. `documents.outgoing.document` fills it."""

    agency: str
    version: int
    stands_since: int
    shown: dict[str, Any]
    drafter: str
    revision: str
    facts: dict[str, Any]
    particulars: dict[str, Any]
    stage: Stage
    step_name: str
    holder: Holder
    later: tuple[str, ...]
    due: str
    route: Route
    position: int
    verdicts: dict[str, Verdict]
    acted: dict[int, tuple[str, ...]]
    dissents: dict[str, bool]
    consents: Consents
    straight_to: int | None
    handed_on: HandingOn | None
    settling: bool
    routed_for: Stated
    successions: tuple[Succession, ...]
    reviewed_by: str
    """Who reviewed it in person, last."""
    signed_off_at: datetime | None
    signer: str
    signed_revision: str
    awaits_ratification: bool
    corrections: tuple[dict[str, Any], ...]
    chain: tuple[Stage, ...]
    proofs_read: int
    clean_proof: str
    number: str
    identifier: str
    original: dict[str, Any]
    """As it goes out: sealed, once it is."""
    unsealed: dict[str, Any]
    sealing: str
    """The id of the use of the seal that it bears; empty where it was sealed by hand or not."""

    co_sealers: dict[str, OtherIssuer]
    """The other issuers whose seals it is to bear beside the host's, in their order, by code."""
    unstamped: tuple[str, ...]
    """Which of the sealed files (pdf, ofd) have no time stamp though the office has a service."""

    trigger_event: Recorded
    """Of the library: records an event that is a class of its own."""
    note_cleared: Recorded
    """Of `SecrecyReview`, which what is said at a step may be too."""

    @property
    def version_to_see(self) -> int:
        """An older page shows another text or another turn. What others said at the same step
        leaves a page as good as it was."""
        return self.stands_since

    @property
    def stated(self) -> Stated:
        """On what the route that is proposed for it depends."""
        partners = tuple(self.particulars.get("partners", ()))
        return self.facts["type"], bool(self.particulars.get("regulatory")), partners

    @property
    def stored_pages(self) -> dict[str, Any] | None:
        """What stands for the newest text: the original, else the proof last shown, if any."""
        if self.original:
            return self.original
        return self.shown if self.shown.get("revision") == self.revision else None

    @property
    def may_go_round(self) -> bool:
        """Whether it may be circulated: it is issued."""
        return self.stage is Stage.DISPATCHED

    @property
    def awaits_settlement(self) -> bool:
        """Whether a veto keeps it with its drafter until a dissent is settled."""
        return self.settling and bool(self.unsettled)

    @property
    def awaits_agencies(self) -> bool:
        """Whether other agencies are being asked."""
        on_the_way = 0 < self.position < len(self.route)
        return on_the_way and bool(self.route[self.position].agencies)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Whose turn it is to say something about the paper, not only to mind it."""
        speaking = self.stage in (*SPOKEN_AT, Stage.SIGNING)
        minded = self.awaits_settlement or self.awaits_agencies
        return self.holder.people if speaking and not minded else ()

    @property
    def last_to_hand_on(self) -> str | None:
        """Who may still take it back."""
        return self.handed_on.by if self.handed_on else None

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Whose dissent nobody has settled."""
        return tuple(person for person, settled in self.dissents.items() if not settled)

    @property
    def earlier_consents(self) -> Consents:
        """What was said to an earlier text than this one, or than was signed, by people who are
        not asked again: whoever acts next and whoever reads it later has to know."""
        text = self.shown["revision"] if self.signed_off_at else self.revision
        asked_again = (*self.holder.people, *self.later)
        return tuple(
            each
            for each in self.consents
            if each.revision != text
            and (
                each.position < self.position
                or (each.position == self.position and each.person not in asked_again)
            )
        )

    def next_step(self) -> Step | None:
        """The step that the paper comes to when the present one is done; None behind the last."""
        place = ahead(self.route, position=self.position, straight_to=self.straight_to)
        return None if place is None else self.route[place]

    def is_last_to_speak(self, person: str) -> bool:
        """Whether the step is done when this person has spoken, so that they hand on."""
        if not self.route or self.position >= len(self.route):
            return True
        return self._continued(person) is None

    def _continued(self, turn: str) -> Move | None:
        return continued(
            self._here(begins=self.holder.people, later=self.later),
            self.route[self.position],
            turn=turn,
            verdicts=self.verdicts,
        )

    def _onward(self, *, to: Sequence[str], due: str) -> Move:
        place = ahead(self.route, position=self.position, straight_to=self.straight_to)
        if place is None:
            raise Refused("此件的办理流程到此为止，没有下一环节。请先调整办理流程。")
        return start(
            self.route,
            place,
            to=to or self._those_who_returned(place),
            ends=self.holder.people,
            due=due,
            waits=self.drafter,
        )

    def _those_who_returned(self, place: int) -> Sequence[str]:
        return self.acted.get(place, ()) if place == self.straight_to else ()

    def _here(
        self,
        *,
        ends: tuple[str, ...] = (),
        begins: tuple[str, ...] = (),
        later: tuple[str, ...] | None = None,
    ) -> Move:
        return Move(
            stage=self.stage,
            name=self.step_name,
            position=self.position,
            ends=ends,
            begins=begins,
            later=self.later if later is None else later,
            role=self.holder.role,
            due=self.due,
            settling=self.settling,
        )

    def _to_clerk(self, stage: Stage) -> Move:
        return Move(
            stage=stage,
            name=STAGE_WORDS[stage],
            position=len(self.route),
            ends=self.holder.people,
            role=CLERK.role,
        )

    def _further(self) -> Move:
        """On to the next step of 发文办理 that this document needs."""
        return self._to_clerk(self.chain[self.chain.index(self.stage) + 1])

    def note_spoken(self, said: Spoken) -> None:
        """Apply what somebody said: only their event does so."""
        before = replace(self._before(said.turn), cleared=said.secrecy_reviewed)
        self.shown, self.particulars = said.shown, said.particulars
        if said.secrecy_reviewed:
            openness = str(said.particulars.get("openness", ""))
            self.note_cleared(by=said.by, openness=openness, at=said.timestamp)
        if self.stage is Stage.REVIEWING:
            self.reviewed_by = said.turn if said.transcribed else said.by
        self.verdicts = {**self.verdicts, said.turn: Verdict(said.verdict)}
        if said.verdict == Verdict.DISSENT or said.turn in self.dissents:
            self.dissents = {**self.dissents, said.turn: said.verdict != Verdict.DISSENT}
        consent = Consent(
            person=said.turn,
            position=self.position,
            step=self.step_name,
            revision=said.shown["revision"],
            version=said.originator_version,
        )
        self.consents = with_consent(self.consents, consent)
        self._moved(said.move, before=before)

    def _before(self, by: str) -> HandingOn:
        return HandingOn(
            by=by,
            position=self.position,
            people=self.holder.people,
            later=self.later,
            verdicts=self.verdicts,
            acted=self.acted,
            dissents=self.dissents,
            particulars=self.particulars,
            consents=self.consents,
            straight_to=self.straight_to,
        )

    def _moved(self, value: dict[str, Any], *, before: HandingOn | None = None) -> None:
        """Whose turn ended and whose began; another step is another standing."""
        if not value:
            return
        move = Move.from_json(value)
        self.handed_on = None
        if move.position > self.position or self.stage is Stage.SIGNING:
            self._leave(before)
        if (move.stage, move.position) != (self.stage, self.position) or move.role:
            self.verdicts = {}
            self._stands_anew()
        if move.position > self.position and move.position != self.straight_to:
            self.consents = until(self.consents, move.position)
        if self.straight_to is not None and move.position >= self.straight_to:
            self.straight_to = None
        still = tuple(each for each in self.holder.people if each not in move.ends)
        self.stage, self.step_name, self.position = move.stage, move.name, move.position
        self.holder = CLERK if move.role else held_by(*still, *move.begins)
        self.later, self.due, self.settling = move.later, move.due, move.settling

    def _unsigned(self) -> None:
        """Apply that a sign-off counts no more."""
        self.signed_off_at = None
        self.signed_revision = self.signer = ""
        self.awaits_ratification = False
        self.corrections = ()

    def _routed(self) -> None:
        self.routed_for = self.stated

    def _stands_anew(self) -> None:
        """From the event on that is being applied (the library counts it afterwards)."""
        self.stands_since = self.version + 1

    def _leave(self, before: HandingOn | None) -> None:
        """The step is done: who took it, and who may still take it back."""
        people = tuple(self.verdicts) or self.holder.people
        if people and self.stage is not Stage.SIGNING:
            self.acted = {**self.acted, self.position: people}
        self.handed_on = before

    def _must_be_at(self, stage: Stage, *, doing: str) -> None:
        if self.stage is not stage:
            raise Refused(f"此件现在{self.step_name}环节，不能{doing}。请刷新页面查看办理进度。")

    def _must_be_current(self, shown: dict[str, Any]) -> None:
        if shown["revision"] != self.revision:
            raise Refused("文稿在您阅看之后又有修改，您的意见没有生效。请阅看最新文稿后再办理。")

    def _must_be_ratified(self, *, doing: str) -> None:
        if self.awaits_ratification:
            raise Refused(f"此件是电话签发，签发人还没有补签，不能{doing}。请先请签发人补签。")


def must_say_why(words: str, *, doing: str) -> None:
    """Refuse an act without its reason."""
    if not words.strip():
        raise Refused(f"{doing}必须写明理由，请填写意见后再办理。", field="opinion")
