"""销号: what is answered and to whom, who sees the result, and how a matter ends."""

from __future__ import annotations

from datetime import datetime

from documents.supervision.sharing import UNDER_WAY
from documents.supervision.stages import (
    PROPOSER_WORDS,
    AnswerClass,
    Satisfaction,
    Stage,
)
from documents.supervision.standing import Recorded, SupervisionStanding
from office.kernel.refusals import Refused

CHECKED = (Stage.REPORTED, Stage.SUBMITTED, Stage.SEEN)


class Closing(SupervisionStanding):
    """Each act refuses, or has the matter record it (design D4)."""

    _answered: Recorded
    _feedback_entered: Recorded
    _submitted: Recorded
    _returned: Recorded
    _seen: Recorded
    _closed: Recorded
    _dropped: Recorded

    def answer(
        self,
        *,
        by: str,
        answer_class: AnswerClass,
        number: str,
        on: str,
        days_late: int,
        at: datetime,
    ) -> None:
        """登记答复: on which day (ISO), under which number who proposed it was answered."""
        self._must_be_proposed()
        self._must_be_at(*CHECKED, doing="登记答复")
        if not number.strip():
            raise Refused("请填写答复函的文号：建议、提案须以正式公文答复。")
        self._answered(
            timestamp=at,
            by=by,
            answer_class=str(answer_class),
            number=number.strip(),
            on=on,
            days_late=days_late,
        )

    def enter_feedback(
        self, *, by: str, satisfaction: Satisfaction, words: str, at: datetime
    ) -> None:
        """登记反馈意见. Whoever is not satisfied is answered again: it is before the office."""
        self._must_be_proposed()
        self._must_be_at(*CHECKED, doing="登记反馈意见")
        if not self.answer_class:
            raise Refused(
                f"还没有登记答复，不能登记{PROPOSER_WORDS[self.kind]}的反馈意见。请先登记答复。"
            )
        if self.satisfaction:
            raise Refused("这次答复的反馈意见已经登记。再次答复后，再登记新的反馈意见。")
        if satisfaction is Satisfaction.DISSATISFIED and not words.strip():
            raise Refused("不满意的，请写明对答复的意见，以便重新办理。")
        again = satisfaction is Satisfaction.DISSATISFIED
        self._feedback_entered(
            timestamp=at,
            by=by,
            satisfaction=str(satisfaction),
            words=words,
            parties=[each.party for each in self.current if each.host],
            stage=str(Stage.REPORTED if again else self.stage),
        )

    def submit(self, *, by: str, to: str, words: str, at: datetime) -> None:
        """报请审阅: the office found it carried out, and lays it before the leader."""
        self._must_be_at(Stage.REPORTED, doing="报请审阅")
        if not words.strip():
            raise Refused("请填写审核意见：办理结果是否达到要求，能否销号。")
        self._submitted(timestamp=at, by=by, to=to, words=words)

    def give_back(self, *, by: str, reason: str, at: datetime) -> None:
        """领导退回: not carried out yet; the office has it done again."""
        self._must_be_at(Stage.SUBMITTED, doing="退回")
        if not reason.strip():
            raise Refused("请写明还要办什么，以便办公室退回承办单位重办。")
        self._returned(timestamp=at, by=by, reason=reason)

    def see(self, *, by: str, words: str, at: datetime) -> None:
        """审阅: the leader has seen what came of it; the office may close it."""
        self._must_be_at(Stage.SUBMITTED, doing="审阅")
        self._seen(timestamp=at, by=by, words=words)

    def close(self, *, by: str, words: str, days_late: int, at: datetime) -> None:
        """销号. `days_late`: working days by which the hosts were late, 0 in time.

        Helpers who have not reported yet do so no more.
        """
        if self.leader:
            self._must_be_at(Stage.SEEN, doing="销号")
        self._must_be_at(Stage.SEEN, Stage.REPORTED, doing="销号")
        if self.is_proposed:
            self._must_be_answered()
        left = [each.party for each in self.current if each.at_work]
        self._closed(timestamp=at, by=by, words=words, days_late=days_late, ended=left)

    def drop(self, *, by: str, reason: str, at: datetime) -> None:
        """撤项: nothing is to be carried out any more."""
        self._must_be_at(Stage.OPENED, *UNDER_WAY, doing="撤项")
        if not reason.strip():
            raise Refused("撤项必须写明依据和理由，例如领导同意不再督办。请填写理由。")
        ended = [each.party for each in self.current]
        self._dropped(timestamp=at, by=by, reason=reason, ended=ended)

    def _must_be_proposed(self) -> None:
        if not self.is_proposed:
            raise Refused("只有人大建议、政协提案才登记答复和反馈意见。")

    def _must_be_answered(self) -> None:
        who = PROPOSER_WORDS[self.kind]
        if not self.answer_class:
            raise Refused(f"还没有答复{who}，不能销号。请先登记答复的文号和类别。")
        if not self.satisfaction:
            raise Refused(f"还没有登记{who}对答复的反馈意见，不能销号。请征求意见后登记。")
        if self.satisfaction == Satisfaction.DISSATISFIED:
            raise Refused(f"{who}对答复不满意，应当重新办理并再次答复，不能销号。")
