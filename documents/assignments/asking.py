"""What passes between who handles something and the office: requests, and urging."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from documents.assignments.stages import AT_WORK, STAGE_WORDS, Asked, Means, Stage
from documents.handling.party import Party
from office.kernel.clock import day_in_words, office_day
from office.kernel.refusals import Refused

Recorded = Callable[..., None]
"""A private method of the aggregate that records an event (design D4)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked of the office and is not decided yet.

    `until` is the day (ISO) that an extension asks for, `to` the party that a transfer names.
    """

    what: Asked
    by: str
    reason: str
    until: str = ""
    to: str = ""


class Asking:
    """Each act refuses, or has the assignment record it. `documents.assignments.assignment` is
    where the events stand."""

    party: Party
    stage: Stage
    deadline: str
    handler: str
    request: Request | None
    unanswered: int

    _asked: Recorded
    _extended: Recorded
    _transferred: Recorded
    _denied: Recorded
    _was_urged: Recorded
    _urging_answered: Recorded

    def ask_extension(self, *, by: str, until: str, reason: str, at: datetime) -> None:
        """申请延期 to a later day (ISO), before the old one is over."""
        self._must_be(*AT_WORK, doing="申请延期")
        self._must_not_ask_twice()
        if not self.deadline:
            raise Refused("此件没有规定办理时限，不需要申请延期。")
        if not reason.strip():
            raise Refused("申请延期必须写明理由。请填写不能按期办结的原因。")
        if until <= max(self.deadline, office_day(at).isoformat()):
            raise Refused(
                f"延期应当到 {day_in_words(self.deadline)} 以后的日子。请改填延期到的日期。"
            )
        self._asked(timestamp=at, by=by, what=Asked.EXTENSION, reason=reason, until=until, to="")

    @property
    def _later(self) -> str:
        return f"延期应当到{day_in_words(self.deadline)}以后的日子"

    def ask_transfer(self, *, by: str, to: Party, reason: str, at: datetime) -> None:
        """申请转办: another party should do it; the office decides (only it changes the host)."""
        self._must_be(*AT_WORK, doing="申请转办")
        self._must_not_ask_twice()
        if to == self.party:
            raise Refused("此件本来就由这个单位承办。请选择另一个承办单位。")
        if not reason.strip():
            raise Refused("申请转办必须写明理由。请填写为什么应当由所选单位承办。")
        self._asked(timestamp=at, by=by, what=Asked.TRANSFER, reason=reason, until="", to=to.word)

    def grant(self, *, by: str, words: str, at: datetime, until: str = "") -> None:
        """同意延期, to the day asked for or to another one; 同意转办, which ends this share."""
        request = self._must_have_been_asked()
        if request.what is Asked.EXTENSION:
            day = until or request.until
            if day <= self.deadline:
                raise Refused(f"{self._later}；不同意的，请用“不同意”。")
            self._extended(timestamp=at, by=by, until=day, words=words)
        else:
            self._transferred(timestamp=at, by=by, to=request.to, words=words)

    def deny(self, *, by: str, reason: str, at: datetime) -> None:
        """不同意 what was asked; it goes on as before."""
        self._must_have_been_asked()
        if not reason.strip():
            raise Refused("不同意的，请写明理由，以便承办人知道怎样办。")
        self._denied(timestamp=at, by=by, reason=reason)

    def urge(self, *, by: str, means: Means, words: str, at: datetime) -> None:
        """催办: who urged whom, and how; the answer may stand in the words at once."""
        self._must_be(*AT_WORK, doing="催办")
        self._was_urged(
            timestamp=at,
            by=by,
            means=means,
            whom=self.handler,
            words=words,
            unanswered=self.unanswered + 1,
        )

    def answer_urging(self, *, by: str, words: str, at: datetime) -> None:
        """答复催办, by who handles it, or as it was said to the office on the telephone."""
        if not self.unanswered:
            raise Refused("此件没有等待答复的催办。")
        if not words.strip():
            raise Refused("请写明对催办的答复：办到哪一步，何时办完。")
        self._urging_answered(timestamp=at, by=by, words=words)

    def _must_be(self, *stages: Stage, doing: str) -> None:
        if self.stage not in stages:
            raise Refused(f"这项承办{STAGE_WORDS[self.stage]}，不能{doing}。请刷新页面查看进度。")

    def _must_not_ask_twice(self) -> None:
        if self.request is not None:
            raise Refused("已经有一项申请等办公室审定，不能再提。请待审定后再提。")

    def _must_have_been_asked(self) -> Request:
        if self.request is None:
            raise Refused("这项承办没有等待审定的申请，或者已经审定。请刷新页面查看进度。")
        return self.request
