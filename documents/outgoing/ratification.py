"""补签: the signer's own hand under, or against, what was entered after a telephone call."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from documents.outgoing.standing import DocumentStanding, must_say_why
from documents.outgoing.turns import back
from office.kernel.entity import Event
from office.kernel.refusals import Refused


class RatifiedInPerson(Event):
    """The base of the event in which the signer confirms it."""

    by: str
    opinion: str

    def apply(self, aggregate: Any) -> None:
        """It is the signer's own now."""
        aggregate.awaits_ratification = False


class DeniedInPerson(Event):
    """The base of the event in which the signer says that it was not their decision (否认).

    `transcriber` entered it, `drafter` drafted the paper: both are told.
    """

    by: str
    reason: str
    transcriber: str
    drafter: str
    move: dict[str, Any]

    def apply(self, aggregate: Any) -> None:
        """There was no sign-off; what was made of it is none either. A number stays taken."""
        aggregate.note_denied(self.move)


class Ratification(DocumentStanding):
    """Each act refuses, or has the document record it (design D4)."""

    Ratified: ClassVar[type[RatifiedInPerson]]
    SignOffDenied: ClassVar[type[DeniedInPerson]]

    def ratify(self, *, by: str, opinion: str = "", at: datetime) -> None:
        """补签: the leader signs what somebody entered after a telephone call."""
        self._must_be_to_ratify(by, doing="补签")
        self.trigger_event(self.Ratified, timestamp=at, by=by, opinion=opinion)

    def deny_sign_off(self, *, by: str, reason: str, transcriber: str, at: datetime) -> None:
        """否认: it was not the signer's decision. Back to the step before the sign-off.

        `transcriber`: who entered it, and is told.
        """
        self._must_be_to_ratify(by, doing="否认")
        must_say_why(reason, doing="否认签发")
        place = max(each for each in self.acted if each < len(self.route) - 1)
        move = back(
            self.route,
            position=place,
            people=self.acted[place],
            ends=self.holder.people,
        )
        self.trigger_event(
            self.SignOffDenied,
            timestamp=at,
            by=by,
            reason=reason,
            transcriber=transcriber,
            drafter=self.drafter,
            move=move.to_json(),
        )

    def note_denied(self, move: dict[str, Any]) -> None:
        """Apply that the sign-off is void: only the event does so."""
        self._unsigned()
        self.original = {}
        self.proofs_read, self.clean_proof = 0, ""
        self._moved(move)

    def _must_be_to_ratify(self, by: str, *, doing: str) -> None:
        if not self.awaits_ratification:
            raise Refused("此件没有待补签的签发意见，请刷新页面。")
        if by != self.signer:
            raise Refused(f"电话签发只能由签发人本人{doing}。")
