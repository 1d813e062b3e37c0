"""Whether a paper may come to the signer, or be signed: what the acts ask, and the page before."""

from __future__ import annotations

from collections.abc import Callable, Collection

from documents.consulting.application import Consultations
from documents.outgoing.document import Document
from documents.outgoing.ports import DirectoryOfRecord, secrecy_reviewers
from documents.outgoing.stages import Stage
from office.kernel.refusals import Refused

Question = tuple[str, Callable[[], None]]
"""What must be over, by a short name, and what refuses as long as it is not."""
Questions = tuple[Question, ...]


class Readiness:
    """The questions, each asked in one place only."""

    consultations: Consultations
    directory: DirectoryOfRecord

    def _must_be_ready(self, it: Document, *, reviewed_there: bool) -> None:
        """What the signer could not sign off stays with whoever would hand it on: answers of
        other agencies, adopted comments, 保密审查 (条例 第二十条).

        `reviewed_there`: the 保密审查 may be done while it lies with the signer. So it is with a
        mended draft that comes straight back, for with the drafter nobody can; and with what the
        person named for it hands on without agreeing. What that person refused goes nowhere.
        """
        doing = f"送{it.step_name}"
        there = reviewed_there or it.secrecy_reviewer in it.holder.people
        for _, must in self._before_the_signer(it, doing=doing, reviewed_there=there):
            must()

    def hindrances(
        self, it: Document, *, turn: str, to: Collection[str] = ()
    ) -> tuple[tuple[str, str], ...]:
        """What `turn` would be refused for if they handed it on or signed it now: each by a
        short name and as the refusal says it. `to`: whom it may go to next.

        The same questions as the acts ask, so that a page says before the click what they say
        after it.
        """
        found = []
        for name, must in self._asked_before(it, turn=turn, to=to):
            try:
                must()
            except Refused as refusal:
                found.append((name, str(refusal)))
        return tuple(found)

    def _asked_before(self, it: Document, *, turn: str, to: Collection[str]) -> Questions:
        named = it.secrecy_reviewer
        if it.stage is Stage.SIGNING:
            agreed = ("会签、联合签发", lambda: self._must_be_agreed(it))
            # The signer may state an openness that nobody objects to.
            mine = () if named == turn or it.objection else (self._clearing(it, doing="签发"),)
            return (("不同意见的协调", it.must_be_settled), agreed, *mine)
        asked: Questions = ()
        if it.stage in (Stage.DRAFTING, Stage.REVIEWING) and not it.objection:
            asked = (("保密审查人的选定", lambda: self._must_be_reviewable(it, doing="往下送")),)
        step = it.next_step()
        to_signer = step is not None and step.stage is Stage.SIGNING
        if not (to_signer or it.awaits_agencies) or _may_stay(it):
            return asked
        there = not to_signer or it.stage is Stage.DRAFTING or named in (turn, *to)
        doing = f"送{step.name}" if step else "往下送"
        return (*asked, *self._before_the_signer(it, doing=doing, reviewed_there=there))

    def _before_the_signer(self, it: Document, *, doing: str, reviewed_there: bool) -> Questions:
        rooms = self.consultations
        others: Questions = (
            (
                "外单位意见",
                lambda: rooms.must_be_settled(it.id, revision=it.revision, doing=doing),
            ),
            (
                "采纳意见的落实",
                lambda: rooms.must_be_followed(it.id, revision=it.revision, doing=doing),
            ),
        )
        name = self._reviewer_name(it)
        refused: Question = (
            "保密审查",
            lambda: it.must_have_no_objection(name=name, doing=doing),
        )
        return (*others, refused if reviewed_there else self._clearing(it, doing=doing))

    def _clearing(self, it: Document, *, doing: str) -> Question:
        name = self._reviewer_name(it)
        return "保密审查", lambda: it.must_be_cleared(name=name, doing=doing)

    def _reviewer_name(self, it: Document) -> str:
        return self.directory.person_name(it.secrecy_reviewer) if it.secrecy_reviewer else ""

    def _must_be_reviewable(self, it: Document, *, doing: str) -> None:
        """Refuse to hand on what was refused as it stands, or what nobody could review: another
        has to be named first."""
        it.must_have_no_objection(name=self._reviewer_name(it), doing=doing)
        if not it.is_cleared:
            self._must_be_reviewer(it, it.secrecy_reviewer)

    def _must_be_reviewer(self, it: Document, person: str) -> None:
        """Refuse somebody who can do no 保密审查 of this paper."""
        able = secrecy_reviewers(self.directory, agency=it.agency, drafter=it.drafter)
        if person in {str(each.person.id) for each in able}:
            return
        if person == it.drafter:
            raise Refused(
                "拟稿人不能审查自己起草的文稿，保密审查须由他人来做"
                "（《政府信息公开条例》第十七条）。请另选保密审查人。"
            )
        raise Refused("保密审查人须是本机关办理公文的同志，所选的人不是。请另选保密审查人。")

    def _must_be_agreed(self, it: Document) -> None:
        """Nobody signs off over others, and the host of a joint document signs off last."""
        self.consultations.must_be_settled(it.id, revision=it.revision)
        _, _, partners = it.stated
        asked = self.consultations.joint_issuers(it.id)
        if left_out := [each for each in partners if each not in asked]:
            agencies = (self.directory.agency_on(each) for each in left_out)
            names = "、".join(each.name for each in agencies if each)
            raise Refused(
                f"此件还不能签发：{names}还没有联合签发。"
                "联合发文由所有联署机关的负责人会签（《条例》第二十二条）。请先送联合行文；"
                "不再联合的，请退回拟稿，从“联合发文机关”中删去。"
            )


def _may_stay(it: Document) -> bool:
    """Whether a veto may keep it here: a dissent then goes to nobody, and is not stopped."""
    return it.position < len(it.route) and it.route[it.position].veto and not it.awaits_agencies
