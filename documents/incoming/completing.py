"""办结: how a paper's round ends, who is shown that, and how another begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from documents.handling.limits import limited
from documents.incoming.stages import Stage, Way
from documents.incoming.standing import IncomingStanding, Recorded
from office.kernel.refusals import Refused

CLOSABLE = (Stage.SCREENED, Stage.INSTRUCTED, Stage.HANDLED, Stage.CIRCULATING)


class Completing(IncomingStanding):
    """Each act refuses, or has the paper record it (design D4)."""

    _completed: Recorded
    _acknowledged: Recorded
    _reopened: Recorded

    def complete(
        self,
        *,
        by: str,
        way: Way,
        result: str,
        at: datetime,
        readers: Sequence[str] = (),
        annulled: bool = False,
    ) -> None:
        """办结, by the office, which checked what was done: by which `way` and with what result.

        What was `annulled` (来文已撤销) may be completed at any step.
        """
        if self.stage is Stage.CIRCULATING and self.holder.nobody and not annulled:
            raise Refused("还有人没有圈阅，不能办结。请待传阅完毕，或先催阅。")
        under_way = (Stage.REGISTERED, Stage.PROPOSED, Stage.ASSIGNED) if annulled else ()
        self._must_be_at(*CLOSABLE, *under_way, doing="办结")
        if self.stage is not Stage.CIRCULATING and not result.strip():
            raise Refused("请填写办理结果后再办结（《条例》第二十四条（七））。")
        if way is Way.ANSWERED and not any(self.answers.values()):
            raise Refused(
                "没有已经发出的复文，不能以“复文”办结。请从此件拟复并发出复文；"
                "已经用其他方式答复的，请选择相应的办结方式。"
            )
        if way is Way.READ and self.stage is not Stage.CIRCULATING and not annulled:
            raise Refused("只有传阅完毕的阅件才以“阅毕”办结。请选择实际的办结方式。")
        self._completed(
            timestamp=at,
            by=by,
            way=str(way),
            result=result,
            readers=limited(readers, result),
            shown_to=list(self.instructors),
        )

    def acknowledge(self, *, by: str, whose: str, at: datetime) -> None:
        """阅知办结: who instructed has seen what came of it."""
        if self.shown_to.get(whose, True):
            raise Refused("此件没有等您阅知的办结情况，或者您已经阅知。")
        self._acknowledged(timestamp=at, by=by, whose=whose)

    def reopen(self, *, by: str, reason: str, at: datetime) -> None:
        """重新办理: another round under the same number, also of what is filed."""
        self._must_be_at(Stage.COMPLETED, doing="重新办理")
        if not reason.strip():
            raise Refused("重新办理请写明缘由，例如领导的新要求、来文机关的补充说明。")
        self._reopened(
            timestamp=at,
            by=by,
            reason=reason,
            round=self.round + 1,
            no_longer_shown=self.not_yet_seen,
        )
