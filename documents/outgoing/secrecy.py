"""保密审查: done by the person named for it, on the very text that goes on, as it will be public.

While the paper is on its way, and as long as it is not done, that person may confirm it as an act
of its own, whoever has the turn. Where the turn is theirs, their 同意 confirms it too. Another
text is another review, and so is making the same text more public (《政府信息公开条例》第十七条).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from documents.outgoing.stages import ON_THE_WAY, Stage
from documents.outgoing.standing import DocumentStanding, Recorded
from office.kernel.entity import Event
from office.kernel.refusals import Refused

LESS_AND_LESS = ("主动公开", "依申请公开", "不予公开")
"""公开属性, the most public first."""

CLAUSE = "《保守国家秘密法》，《政府信息公开条例》第十七条"


@dataclass(frozen=True, slots=True)
class Cleared:
    """Who did the 保密审查 (`by`, in the place of `reviewer`), of which text, to be public as
    `openness` says, and when."""

    by: str
    reviewer: str
    revision: str
    openness: str
    at: datetime


class SecrecyReviewedByItself(Event):
    """The base of the event in which somebody does nothing but the 保密审查."""

    by: str
    turn: str
    opinion: str
    openness: str
    shown: dict[str, Any]

    def apply(self, aggregate: Any) -> None:
        """This text is cleared."""
        aggregate.shown = self.shown
        aggregate.note_cleared(by=self.by, openness=self.openness, at=self.timestamp)


class SecrecyReviewWaits(Event):
    """The base of the event that tells with whom it waits beside the turn: `person`, or nobody."""

    by: str
    person: str

    def apply(self, aggregate: Any) -> None:
        """That is known now."""
        aggregate.secrecy_waits_with = self.person


class SecrecyReview(DocumentStanding):
    """Who is to do it, whether it was done, and the act.

    `last_cleared` is what was done last, whether or not it stands; `secrecy_waits_with` the person
    on whose desk it was recorded to wait ("" for nobody's).
    """

    last_cleared: Cleared | None
    secrecy_waits_with: str
    _record_cleared: Recorded
    _record_waits: Recorded

    @property
    def secrecy_reviewer(self) -> str:
        """Who was named for it (a person's id); empty where nobody was."""
        return str(self.particulars.get("secrecy_reviewer", ""))

    @property
    def secrecy_asked(self) -> str | None:
        """Who must confirm it now; None where it is done, nobody is named, or nothing moves.

        The one question: the act, its permission, the desk and the page all ask it.
        """
        if self.stage not in (*ON_THE_WAY, Stage.SIGNING) or self.is_cleared:
            return None
        return self.secrecy_reviewer

    @property
    def cleared(self) -> Cleared | None:
        """The review that stands: by the person named, of this very text as it is to be public."""
        return self.last_cleared if self._is_reviewed_as(self._openness) else None

    @property
    def is_cleared(self) -> bool:
        """Whether a review stands, or nobody was named for one."""
        return not self.secrecy_reviewer or self.cleared is not None

    def review_secrecy(
        self, *, by: str, turn: str = "", opinion: str = "", shown: dict[str, Any], at: datetime
    ) -> None:
        """保密审查 by itself, of the pages `shown`."""
        mine = turn or by
        if self.secrecy_asked != mine:
            raise Refused("此件现在没有等您做保密审查，什么也没有改变。请刷新页面查看办理进度。")
        self._must_be_current(shown)
        self._record_cleared(
            timestamp=at,
            by=by,
            turn=mine,
            opinion=opinion,
            openness=self._openness,
            shown=shown,
        )

    def must_be_cleared(
        self, *, openness: str | None = None, name: str = "", doing: str = "签发"
    ) -> None:
        """Refuse to go on with a text that the person named (`name`) has not reviewed, or not as
        public as `openness` says (without it: as it is stated)."""
        stated = self._openness if openness is None else openness
        if not self.secrecy_reviewer or self._is_reviewed_as(stated):
            return
        if self.cleared is not None:
            raise Refused(
                f"保密审查是按“{self._openness}”做的，改为“{stated}”须重新审查，"
                f"不能{doing}（{CLAUSE}）。请退回修改公开属性，由保密审查人{name}重新确认；"
                "或者不改公开属性。"
            )
        raise Refused(
            f"此件还没有做保密审查，不能{doing}（{CLAUSE}）。"
            f"请保密审查人{name}打开此件，本人确认；不能由其审查的，请退回拟稿，另定保密审查人。"
        )

    def note_secrecy_waits(self, *, by: str, at: datetime) -> None:
        """Record on whose desk it waits, where that is another's than was recorded.

        With whoever has the paper on the desk anyway it is no second line. The room asks this
        behind every act, so that no act has to know what it changes of it.
        """
        asked = self.secrecy_asked or ""
        person = "" if asked in self.holder.people else asked
        if person != self.secrecy_waits_with:
            self._record_waits(timestamp=at, by=by, person=person)

    def note_cleared(self, *, by: str, openness: str, at: datetime) -> None:
        """Apply that somebody did it: only the events do so."""
        self.last_cleared = Cleared(
            by=by, reviewer=self.secrecy_reviewer, revision=self.revision, openness=openness, at=at
        )
        self.secrecy_waits_with = ""

    def _confirm_by_signing(
        self, *, by: str, turn: str, openness: str, shown: dict[str, Any], at: datetime
    ) -> None:
        """A signer who was named does it with the signature: another duty, another event."""
        if self.secrecy_reviewer == turn and not self._is_reviewed_as(openness):
            self._record_cleared(
                timestamp=at, by=by, turn=turn, opinion="", openness=openness, shown=shown
            )

    def _pass_review(self, taker: str, *, giver: str) -> None:
        """Apply that a duty passed on (转办、移交): a review not yet done passes with it."""
        if giver == self.secrecy_reviewer and not self.is_cleared:
            self.particulars = {**self.particulars, "secrecy_reviewer": taker}
            self.handed_on = None  # what was taken back would be named for the other again

    def _mend_cleared(self, revision: str) -> None:
        """Apply that a slip was mended: a review that stands is one of the mended text too."""
        if self.cleared is not None:
            self.last_cleared = replace(self.cleared, revision=revision)

    @property
    def _openness(self) -> str:
        return str(self.particulars.get("openness", ""))

    def _is_reviewed_as(self, openness: str) -> bool:
        done = self.last_cleared
        return (
            done is not None
            and (done.reviewer, done.revision) == (self.secrecy_reviewer, self.revision)
            and _rank(openness) >= _rank(done.openness)
        )


def _rank(openness: str) -> int:
    """The more public, the lower; what was not stated is published least."""
    return LESS_AND_LESS.index(openness) if openness in LESS_AND_LESS else len(LESS_AND_LESS)
