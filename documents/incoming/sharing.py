"""分办: who handles it, what becomes of that, and the paper that answers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from documents.handling.limits import limited
from documents.incoming.stages import Stage, Track
from documents.incoming.standing import IncomingStanding, Recorded
from office.kernel.refusals import Refused


class Sharing(IncomingStanding):
    """Each act refuses, or has the paper record it (design D4). Parties are words (`Party`)."""

    _assigned: Recorded
    _added: Recorded
    _heeded: Recorded
    _handled: Recorded
    _handed_back: Recorded
    _passed_on: Recorded
    _rescheduled: Recorded
    _sent_back: Recorded
    _answer_begun: Recorded
    _answered: Recorded

    def assign(
        self,
        *,
        by: str,
        host: str,
        helpers: Sequence[str],
        deadline: str,
        note: str,
        at: datetime,
        readers: Sequence[str] = (),
    ) -> None:
        """分办: to the host, and to helpers, with a day (ISO) to be done by, or none
        (条例 第二十四条（四）: of several the host is named)."""
        self._must_be_at(Stage.SCREENED, Stage.INSTRUCTED, doing="分办")
        if self.track is Track.READING:
            raise Refused("阅件只供传阅，不能分办。需要办理的，请先转为办件。")
        if not host:
            raise Refused(
                "请选择主办单位。需要两个以上部门办理的，应当明确主办部门"
                "（《条例》第二十四条（四））。"
            )
        others = [each for each in dict.fromkeys(helpers) if each != host]
        self._assigned(
            timestamp=at,
            by=by,
            host=host,
            helpers=others,
            deadline=deadline,
            note=note,
            readers=limited(readers, note),
        )

    def add_helpers(self, *, by: str, helpers: Sequence[str], note: str, at: datetime) -> None:
        """加派协办, while it is handled."""
        self._must_be_at(Stage.ASSIGNED, doing="加派协办")
        if not helpers:
            raise Refused("请选择加派的协办单位。")
        self._added(timestamp=at, by=by, helpers=list(dict.fromkeys(helpers)), note=note)

    def heed(self, *, by: str, words: str, at: datetime) -> None:
        """已布置: the office saw to a later instruction, or to a helper who handed it back."""
        if not self.to_heed:
            raise Refused("此件没有等待布置的新批示或者退回的协办事项。")
        if not words.strip():
            raise Refused("请写明怎样布置的，例如“已按新批示转告承办单位”。")
        self._heeded(timestamp=at, by=by, words=words)

    def be_handled(self, *, by: str, assignment: str, result: str, at: datetime) -> None:
        """The host has said what came of it; the office checks. A result that comes when nothing
        is waited for any more changes nothing."""
        if self.stage is Stage.ASSIGNED:
            self._handled(timestamp=at, by=by, assignment=assignment, result=result)

    def be_handed_back(
        self, *, by: str, party: str, host: bool, reason: str, at: datetime
    ) -> None:
        """退回改派: the office finds another; without a host it waits for 分办 again."""
        if self.stage is Stage.ASSIGNED:
            self._handed_back(timestamp=at, by=by, party=party, host=host, reason=reason)

    def be_passed_on(self, *, by: str, party: str, to: str, host: bool, at: datetime) -> None:
        """转办, which the office granted."""
        if self.stage is Stage.ASSIGNED:
            self._passed_on(timestamp=at, by=by, party=party, to=to, host=host)

    def be_rescheduled(self, *, by: str, deadline: str, at: datetime) -> None:
        """The host's share is due on another day (ISO; empty for none), and so is the paper."""
        if self.stage is Stage.ASSIGNED and deadline != self.deadline:
            self._rescheduled(timestamp=at, by=by, deadline=deadline)

    def send_back(self, *, by: str, reason: str, at: datetime) -> None:
        """退回重办: the result is wanting."""
        self._must_be_at(Stage.HANDLED, doing="退回重办")
        if not reason.strip():
            raise Refused("退回重办必须写明哪里办得不到位。请填写理由。")
        self._sent_back(timestamp=at, by=by, reason=reason)

    def begin_answer(self, *, by: str, document: str, at: datetime) -> None:
        """拟复: a document of ours is being drafted that answers it."""
        if not self.number:
            raise Refused("来文还没有登记，不能拟复。请登记后再拟复文。")
        if self.stage is Stage.ON_PAPER:
            raise Refused("涉密件在纸上办理，不能在本系统拟复（《保守国家秘密法》第三十一条）。")
        if document not in self.answers:
            self._answer_begun(timestamp=at, by=by, document=document)

    def be_answered(self, *, by: str, document: str, number: str, at: datetime) -> None:
        """The document that answers it has left."""
        if self.answers.get(document) == "":
            self._answered(timestamp=at, by=by, document=document, number=number)
