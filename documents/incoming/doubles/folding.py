"""并件: the same document by two routes becomes one paper, and may be taken apart again."""

from __future__ import annotations

from datetime import datetime

from documents.incoming.doubles.likeness import number_key, same_sender
from documents.incoming.stages import SENT_AWAY, STAGE_WORDS, Stage
from documents.incoming.standing import IncomingStanding, Recorded
from office.kernel.refusals import Refused

FOLDABLE = (Stage.SIGNED_FOR, Stage.REGISTERED, Stage.SCREENED)
"""Where a copy has nothing on it yet but that it is here."""
NOT_INTO = (Stage.FOLDED, *SENT_AWAY, Stage.ON_PAPER)


class Folding(IncomingStanding):
    """Each act refuses, or has the paper record it (design D4)."""

    _folded: Recorded
    _unfolded: Recorded

    def fold(self, *, by: str, into: IncomingStanding, at: datetime) -> None:
        """并件: this copy goes with that paper, which is handled. Its own number stays taken."""
        self._must_be_at(*FOLDABLE, doing="并件")
        if into.id == self.id or into.agency != self.agency or not self.is_like(into):
            raise Refused("这两件的来文机关或者来文字号不同，不是同一件公文，不能并件。请核对。")
        self._must_have_nothing_of_its_own(into)
        if into.stage in NOT_INTO:
            raise Refused(
                f"要并入的那一件{STAGE_WORDS[into.stage]}，不能并入。请并入正在办理的一件。"
            )
        self._folded(timestamp=at, by=by, into=str(into.id), stage=str(self.stage))

    def unfold(self, *, by: str, reason: str, at: datetime) -> None:
        """拆开: it is handled by itself again, from where it stood."""
        self._must_be_at(Stage.FOLDED, doing="拆开")
        if not reason.strip():
            raise Refused("拆开并件请写明理由，例如两件的内容不同。")
        self._unfolded(
            timestamp=at,
            by=by,
            reason=reason,
            stage=str(self.stood_at),
            into=self.folded_into,
            track=str(self.track or ""),
        )

    def is_like(self, other: IncomingStanding) -> bool:
        """Whether number and sender are the same, however they are written."""
        mine, theirs = self.capsule, other.capsule
        number = number_key(mine.facts["number"])
        senders = ((each.sender, each.sender_name) for each in (mine, theirs))
        return (
            bool(number) and number == number_key(theirs.facts["number"]) and same_sender(*senders)
        )

    def _must_have_nothing_of_its_own(self, into: IncomingStanding) -> None:
        if why := self.kept_apart_from(into):
            raise Refused(f"{why}，要单独办理和归档，不能并件。")

    def kept_apart_from(self, into: IncomingStanding) -> str:
        """Why this copy is never folded; empty where nothing stands against it."""
        mine, theirs = self.capsule.facts, into.capsule.facts
        if self.instructions:
            return "这一件上有领导批示"
        if mine.get("transfer_note"):
            return "这一件上有转办意见"
        numbers = (mine.get("copy_number", ""), theirs.get("copy_number", ""))
        if numbers[0] and numbers[0] != numbers[1]:
            return f"这一件的份号是{numbers[0]}"
        return ""
