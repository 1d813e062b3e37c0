"""保密审查: done by the person named for it, on the very text that goes on, as it will be public.

While the paper is on its way, and as long as it is not done, that person may confirm it as an act
of its own, whoever has the turn, or refuse it. Where the turn is theirs, their 同意 confirms it
too. Another text is another review, and so is making the same text more public
(《政府信息公开条例》第十七条). Where the signer does that, it is reviewed behind the sign-off and
stops the release. What was refused stands still until the text, the openness or the person named
is another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from documents.outgoing.clearance import (
    Cleared,
    Ground,
    Objection,
    OpennessRestored,
    SecrecyObjectionKnown,
    SecrecyReviewedByItself,
    SecrecyReviewRefused,
    SecrecyReviewWaits,
)
from documents.outgoing.stages import ISSUING, ON_THE_WAY, Stage
from documents.outgoing.standing import DocumentStanding
from office.kernel.refusals import Refused

LESS_AND_LESS = ("主动公开", "依申请公开", "不予公开")
"""公开属性, the most public first."""

SECRECY = "secrecy"
"""Where the 保密审查 waits that is nobody's turn."""

CLAUSE = "《保守国家秘密法》，《政府信息公开条例》第十七条"
REVIEWED_AT = (*ON_THE_WAY, Stage.SIGNING, *ISSUING)
"""Where it may wait to be done."""
MENDED_AT = (Stage.DRAFTING, Stage.CONSULTING, Stage.REVIEWING)
"""Where text and openness are changed by whoever has the paper."""


class SecrecyReview(DocumentStanding):
    """Who is to do it, whether it was done, and the acts.

    `last_cleared` is what was done last, whether or not it stands, `last_objection` what was
    refused last; `secrecy_waits_with` the person on whose desk it was recorded to wait ("" for
    nobody's), `objection_told` who was recorded to know of a refusal, and the signer who decides.
    `openness_before`: what was stated before a sign-off made it more public than was reviewed.
    """

    SecrecyReviewed: ClassVar[type[SecrecyReviewedByItself]]
    SecrecyObjected: ClassVar[type[SecrecyReviewRefused]]
    SecrecyReviewAsked: ClassVar[type[SecrecyReviewWaits]]
    SecrecyObjectionTold: ClassVar[type[SecrecyObjectionKnown]]
    OpennessSetBack: ClassVar[type[OpennessRestored]]

    last_cleared: Cleared | None
    last_objection: Objection | None
    secrecy_waits_with: str
    objection_told: tuple[tuple[str, ...], str]
    openness_before: dict[str, str]

    def _begin_unreviewed(self) -> None:
        """Apply that it begins: nobody has said anything of it."""
        self.last_cleared = self.last_objection = None
        self.secrecy_waits_with = ""
        self.objection_told = ((), "")
        self.openness_before = {}

    @property
    def secrecy_reviewer(self) -> str:
        """Who was named for it (a person's id); empty where nobody was."""
        return str(self.particulars.get("secrecy_reviewer", ""))

    @property
    def secrecy_asked(self) -> str | None:
        """Who must confirm it now; None where it is done or refused, nobody is named, or nothing
        moves.

        The one question: the act, its permission, the desk and the page all ask it.
        """
        if self.stage not in REVIEWED_AT or self.is_cleared or self.objection:
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

    @property
    def objection(self) -> Objection | None:
        """The refusal that stands: of this text, as public as it is to be, by the person named."""
        return self._objection_to(self._openness)

    @property
    def told_of_objection(self) -> tuple[str, ...]:
        """Who has a refusal on the desk."""
        told, decides = self.objection_told
        return (*told, decides) if decides else told

    @property
    def awaits_clearing(self) -> bool:
        """Whether it was signed off to be more public than was reviewed, and still is so."""
        return self.stage in ISSUING and not self.is_cleared

    def review_secrecy(
        self, *, by: str, turn: str = "", opinion: str = "", shown: dict[str, Any], at: datetime
    ) -> None:
        """保密审查 by itself, of the pages `shown`."""
        mine = self._must_be_asked(by, turn=turn, shown=shown)
        self.trigger_event(
            self.SecrecyReviewed,
            timestamp=at,
            by=by,
            turn=mine,
            opinion=opinion,
            openness=self._openness,
            shown=shown,
        )

    def object_on_secrecy(
        self,
        *,
        by: str,
        turn: str = "",
        ground: str,
        opinion: str = "",
        shown: dict[str, Any],
        at: datetime,
    ) -> None:
        """保密审查不同意: the pages `shown` may not go on as they are, for a reason that is one of
        the grounds, or said in words."""
        mine = self._must_be_asked(by, turn=turn, shown=shown)
        if ground not in set(Ground):
            raise Refused("请选择不同意的理由。您填写的意见已保留。")
        if ground == Ground.OTHER and not opinion.strip():
            raise Refused("理由选“其他”的，请在意见中写明为什么不同意，再按“不同意”。")
        self.trigger_event(
            self.SecrecyObjected,
            timestamp=at,
            by=by,
            turn=mine,
            ground=str(ground),
            opinion=opinion,
            openness=self._openness,
            shown=shown,
        )

    def set_openness_back(self, *, by: str, reason: str = "", at: datetime) -> None:
        """恢复公开属性: the signer takes back that it be more public than was reviewed."""
        if not self.awaits_clearing or not self.openness_before:
            raise Refused("此件没有等候保密审查的公开属性，不必恢复。请刷新页面查看办理进度。")
        stated = {**self.particulars, **self.openness_before}
        self.trigger_event(
            self.OpennessSetBack,
            timestamp=at,
            by=by,
            reason=reason,
            particulars={name: each for name, each in stated.items() if each != ""},
        )

    def must_be_cleared(self, *, name: str = "", doing: str = "签发") -> None:
        """Refuse to go on with a text that the person named (`name`) has not reviewed, or not as
        public as it is to be."""
        self.must_have_no_objection(name=name, doing=doing)
        if self.is_cleared:
            return
        if self.awaits_clearing:
            raise Refused(
                f"公开属性在签发时改为“{self._openness}”，还没有重新作保密审查，不能{doing}"
                f"（{CLAUSE}）。请保密审查人{name}打开此件，本人确认；"
                "不再改的，请签发人恢复公开属性，或者逐环节退回签发。"
            )
        raise Refused(
            f"此件还没有做保密审查，不能{doing}（{CLAUSE}）。"
            f"请保密审查人{name}打开此件，本人确认；不能由其审查的，请退回拟稿，另定保密审查人。"
        )

    def must_have_no_objection(
        self, *, openness: str | None = None, name: str = "", doing: str
    ) -> None:
        """Refuse to go on with what the person named refused to be as public as `openness` says
        (without it: as it is stated)."""
        stated = self._openness if openness is None else openness
        found = self._objection_to(stated)
        if found is not None:
            raise Refused(
                f"保密审查人{name}不同意此件按“{stated}”办理：{found.reason}，不能{doing}"
                f"（{CLAUSE}）。{self.objection_remedy}"
            )

    @property
    def objection_remedy(self) -> str:
        """What is to be done about a refusal from where the paper is, in a sentence."""
        if self.stage in ISSUING:
            before = self.openness_before.get("openness", "")
            restored = f"请签发人把公开属性恢复为“{before}”，或者" if before else "请"
            return f"{restored}逐环节退回签发。"
        others = "由其重新审查；或者另定保密审查人。"
        if self.stage in MENDED_AT:
            return f"请修改正文或者公开属性，{others}"
        return f"请退回修改正文或者公开属性，{others}"

    def must_be_signable(self, *, openness: str, name: str) -> None:
        """Refuse a sign-off that makes public what was not reviewed. What was reviewed the signer
        may make more public: that is reviewed behind the sign-off, before the release."""
        if not self.secrecy_reviewer or self._is_reviewed_as(openness):
            return
        self.must_have_no_objection(openness=openness, name=name, doing="签发")
        if self.cleared is None:
            self.must_be_cleared(name=name)

    def note_secrecy_waits(self, *, by: str, at: datetime) -> None:
        """Record on whose desk it waits and who has to know of a refusal, where these are others
        than was recorded.

        With whoever has the paper on the desk anyway it is no second line. The room asks this
        behind every act, so that no act has to know what it changes of it.
        """
        asked = self.secrecy_asked or ""
        person = "" if asked in self.holder.people else asked
        if person != self.secrecy_waits_with:
            self.trigger_event(self.SecrecyReviewAsked, timestamp=at, by=by, person=person)
        told, decides = self._who_knows()
        if (told, decides) != self.objection_told:
            before = {*self.objection_told[0], self.objection_told[1]}
            self.trigger_event(
                self.SecrecyObjectionTold,
                timestamp=at,
                by=by,
                told=list(told),
                decides=decides,
                no_longer=sorted(before - {*told, decides, ""}),
            )

    def note_cleared(self, *, by: str, openness: str, at: datetime) -> None:
        """Apply that somebody did it: only the events do so. It outweighs an earlier refusal of
        what is no more public."""
        refused = self.last_objection
        if refused is not None and _rank(openness) <= _rank(refused.openness):
            self.last_objection = None
        self.last_cleared = Cleared(
            by=by, reviewer=self.secrecy_reviewer, revision=self.revision, openness=openness, at=at
        )
        self.secrecy_waits_with = ""

    def _confirm_by_signing(
        self, *, by: str, turn: str, openness: str, shown: dict[str, Any], at: datetime
    ) -> None:
        """A signer who was named does it with the signature: another duty, another event."""
        undecided = self._objection_to(openness) is None and not self._is_reviewed_as(openness)
        if self.secrecy_reviewer == turn and undecided:
            self.trigger_event(
                self.SecrecyReviewed,
                timestamp=at,
                by=by,
                turn=turn,
                opinion="",
                openness=openness,
                shown=shown,
            )

    def _pass_review(self, taker: str, *, giver: str) -> None:
        """Apply that a duty passed on (转办、移交): a review not yet done passes with it. What
        was refused stays so: nobody passes it to somebody who agrees."""
        if giver == self.secrecy_reviewer and not self.is_cleared and self.objection is None:
            self.particulars = {**self.particulars, "secrecy_reviewer": taker}
            done = self.last_cleared
            if done is not None and done.revision == self.revision:
                # What was cleared less public stays cleared so, now in the other's place.
                self.last_cleared = replace(done, reviewer=taker)
            self.handed_on = None  # what was taken back would be named for the other again

    def _mend_cleared(self, revision: str) -> None:
        """Apply that a slip was mended: what was said of the text is said of the mended one."""
        done, refused = self.last_cleared, self.last_objection
        if done is not None and done.revision == self.revision:
            self.last_cleared = replace(done, revision=revision)
        if refused is not None and refused.revision == self.revision:
            self.last_objection = replace(refused, revision=revision)

    def _sign_as(self, particulars: Mapping[str, Any]) -> None:
        """Apply what the signer states; and what to go back to, where it was not reviewed so."""
        before = self.particulars
        self.particulars = dict(particulars)
        stated = {name: str(before.get(name, "")) for name in ("openness", "openness_reason")}
        self.openness_before = {} if self.is_cleared else stated

    def _must_be_asked(self, by: str, *, turn: str, shown: dict[str, Any]) -> str:
        mine = turn or by
        if self.secrecy_asked != mine:
            raise Refused("此件现在没有等您做保密审查，什么也没有改变。请刷新页面查看办理进度。")
        self._must_be_current(shown)
        return mine

    def _who_knows(self) -> tuple[tuple[str, ...], str]:
        """Of a refusal that stands: who drafted it and who has it, and the signer, who decides."""
        refused = self.objection
        if refused is None or self.stage not in REVIEWED_AT:
            return (), ""
        people = dict.fromkeys((self.drafter, *self.holder.people))
        told = tuple(each for each in people if each not in (refused.by, self.signer))
        return told, self.signer

    @property
    def _openness(self) -> str:
        return str(self.particulars.get("openness", ""))

    def _objection_to(self, openness: str) -> Objection | None:
        refused = self.last_objection
        if refused is None:
            return None
        same = (refused.reviewer, refused.revision, refused.openness)
        return refused if same == (self.secrecy_reviewer, self.revision, openness) else None

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
