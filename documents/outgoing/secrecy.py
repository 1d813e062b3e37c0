"""保密审查: done by the person named for it, as their own act, on the very text that goes on.

Who reviews, countersigns, endorses or signs off and is the one named does it with that act;
anybody else named does it by itself. Another text is another review
(《政府信息公开条例》第十七条).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.outgoing.route import Move
from documents.outgoing.stages import ON_THE_WAY, Stage
from documents.outgoing.standing import Recorded, Standing
from office.kernel.entity import Event
from office.kernel.refusals import Refused

CLAUSE = "《保守国家秘密法》，《政府信息公开条例》第十七条"


@dataclass(frozen=True, slots=True)
class Cleared:
    """Who did the 保密审查 (`by`, in the place of `reviewer`), of which text, and when."""

    by: str
    reviewer: str
    revision: str
    at: datetime


class ClearedBySecrecyReview(Event):
    """The base of the event in which somebody does nothing but the 保密审查."""

    by: str
    turn: str
    opinion: str
    shown: dict[str, Any]

    def apply(self, aggregate: Any) -> None:
        """This text is cleared."""
        aggregate.shown = self.shown
        aggregate.note_cleared(by=self.by, at=self.timestamp)


class SecrecyReview(Standing):
    """Who is to do it, whether it was done, and the act."""

    cleared: Cleared | None
    _record_cleared: Recorded

    @property
    def secrecy_reviewer(self) -> str:
        """Who was named for it (a person's id); empty where nobody was."""
        return str(self.particulars.get("secrecy_reviewer", ""))

    @property
    def is_cleared(self) -> bool:
        """Whether the person named has reviewed this very text, or nobody was named."""
        named, cleared = self.secrecy_reviewer, self.cleared
        if not named:
            return True
        return cleared is not None and (cleared.reviewer, cleared.revision) == (
            named,
            self.revision,
        )

    @property
    def secrecy_asked(self) -> str | None:
        """Who is to do it as an act of its own now; None for nobody."""
        on_the_way = self.stage in (*ON_THE_WAY, Stage.SIGNING)
        if not on_the_way or self.is_cleared or self.clears(self.holder.people):
            return None
        return self.secrecy_reviewer

    def clears(self, people: Sequence[str]) -> bool:
        """Whether one of these does it with what they say at their step."""
        return _does_it(self.secrecy_reviewer, people, self.stage)

    def review_secrecy(
        self, *, by: str, turn: str = "", opinion: str = "", shown: dict[str, Any], at: datetime
    ) -> None:
        """保密审查 by itself, of the pages `shown`."""
        mine = turn or by
        if self.secrecy_asked != mine:
            raise Refused("此件现在没有等您做保密审查，什么也没有改变。请刷新页面查看办理进度。")
        self._must_be_current(shown)
        self._record_cleared(timestamp=at, by=by, turn=mine, opinion=opinion, shown=shown)

    def must_be_cleared(self, *, name: str = "", doing: str = "签发") -> None:
        """Refuse to go on with a text that the person named (`name`) has not reviewed."""
        if not self.is_cleared:
            raise Refused(
                f"此件还没有做保密审查，不能{doing}（{CLAUSE}）。"
                f"请保密审查人{name}打开此件，本人确认；不能由其审查的，请退回拟稿，另定保密审查人。"
            )

    def note_cleared(self, *, by: str, at: datetime) -> None:
        """Apply that somebody did it: only the events do so."""
        self.cleared = Cleared(
            by=by, reviewer=self.secrecy_reviewer, revision=self.revision, at=at
        )

    def _passes_to(self, taker: str, *, giver: str) -> None:
        """Apply that a turn passed on (转办、移交): the review that goes with it passes too."""
        if giver == self.secrecy_reviewer:
            self.particulars = {**self.particulars, "secrecy_reviewer": taker}

    def _is_cleared_by(self, *speakers: str) -> bool:
        """Whether what one of these says now is the review too."""
        return not self.is_cleared and self.clears(speakers)

    def _cleared_by_signing(
        self, *, by: str, turn: str, shown: dict[str, Any], at: datetime
    ) -> None:
        """A signer who was named does it with the signature: another duty, another event."""
        if self._is_cleared_by(by, turn):
            self._record_cleared(timestamp=at, by=by, turn=turn, opinion="", shown=shown)

    def _asked_at(self, move: Move) -> str:
        """Whom the review waits for, where none of those whose turn begins does it."""
        people = (*move.begins, *move.later)
        named = self.secrecy_reviewer
        return "" if self.is_cleared or _does_it(named, people, move.stage) else named

    def _asked_of_revision(self, revision: str, stated: Mapping[str, Any]) -> str:
        """Whom it waits for once this is the text, where it is no longer the drafter's alone."""
        named = str(stated.get("secrecy_reviewer", ""))
        done = self.cleared and (self.cleared.reviewer, self.cleared.revision) == (named, revision)
        if done or self.stage is Stage.DRAFTING:
            return ""
        return "" if _does_it(named, self.holder.people, self.stage) else named


def _does_it(named: str, people: Sequence[str], stage: Stage) -> bool:
    """Whether what one of these says at the stage is the review; waiting for others is not."""
    return stage is not Stage.CONSULTING and named in people
