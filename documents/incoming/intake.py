"""The acts that take a paper in: 签收, 拒收, 登记, 初审 (条例 第二十四条（一）至（三）)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from documents.consignments.capsule import Capsule, Part
from documents.consignments.returning import Fault
from documents.incoming.routes import Route
from documents.incoming.screening import all_checked
from documents.incoming.source_kinds import SourceKind
from documents.incoming.stages import SENT_AWAY, Stage, Track
from documents.incoming.standing import IncomingStanding, Recorded
from office.kernel.refusals import Refused

RETURNABLE = (Stage.SIGNED_FOR, Stage.REGISTERED, Stage.SCREENED, Stage.INSTRUCTED)
"""Where a paper lies with the office, which may send it back."""
NOT_SCANNED = (Stage.ARRIVED, *SENT_AWAY, Stage.ON_PAPER, Stage.FOLDED)


class Intake(IncomingStanding):
    """Each act refuses, or has the paper record it (design D4)."""

    _arrived_again: Recorded
    _signed_for: Recorded
    _refused: Recorded
    _returned: Recorded
    _kept_on_paper: Recorded
    _scanned: Recorded
    _registered: Recorded
    _screened: Recorded
    _retracked: Recorded

    def arrive_again(self, capsule: Capsule, *, at: datetime) -> None:
        """再次送达: the sender sent it once more. What was sent away is before the clerks again.

        What is being handled goes on. The same or an earlier sending is nothing new.
        """
        if capsule.digest != self.capsule.digest:
            raise Refused("再次送达的公文与原来收到的内容不同，不能当作同一件。")
        if capsule.sending > self.capsule.sending:
            reopened = self.stage in SENT_AWAY
            self._arrived_again(timestamp=at, sending=capsule.sending, reopened=reopened)

    def sign_for(self, *, by: str, at: datetime) -> None:
        """签收: counted and found complete by a person."""
        self._must_be_at(Stage.ARRIVED, doing="签收")
        self._signed_for(timestamp=at, by=by)

    def keep_on_paper(self, *, by: str, number: str, at: datetime) -> None:
        """涉密件: under a register number, and nothing more than that it came is entered; it is
        handled on paper."""
        self._must_be_at(Stage.ARRIVED, doing="登记为涉密件")
        if self.route is not Route.SECRET:
            raise Refused("只有按涉密件补登的来文才在纸上办理。")
        self._kept_on_paper(timestamp=at, by=by, number=number, kind=str(SourceKind.SECRET))

    @property
    def has_original(self) -> bool:
        """Whether the text itself came, or was scanned."""
        return any(each.role == "original" for each in self.capsule.parts)

    @property
    def may_be_scanned(self) -> bool:
        """Whether it lies here on paper, or as a letter, and is not closed to scanning."""
        return self.route in (Route.PAPER, Route.MAIL) and self.stage not in NOT_SCANNED

    def must_be_scannable(self) -> None:
        """Refused for what came through the exchange, and for what is not handled here."""
        if not self.may_be_scanned:
            raise Refused(
                "只有补登的纸质来文和电子邮件可以补扫描件；涉密件不得扫描，"
                "经公文交换来的，请来文机关重发。"
            )

    def add_scan(self, *, by: str, parts: Sequence[Part], at: datetime) -> None:
        """补扫描件: what a scanner made of it, later than it was entered."""
        self.must_be_scannable()
        known = {each.digest for each in self.capsule.parts}
        new = [each for each in parts if each.digest not in known]
        if not new:
            raise Refused("这些文件已经附在来文上，不用再补。请选择其他文件。")
        self._scanned(timestamp=at, by=by, parts=[asdict(each) for each in new])

    def refuse(self, *, by: str, reason: str, at: datetime, fault: Fault = Fault.OTHER) -> None:
        """拒收: not taken, before signing for it; the sender gets the reason."""
        self._must_be_at(Stage.ARRIVED, doing="拒收")
        if not reason.strip():
            raise Refused("拒收必须写明理由，以便来文机关改正后重发。请填写理由。")
        self._refused(timestamp=at, by=by, reason=reason, fault=str(fault))

    def return_to_sender(self, *, by: str, fault: Fault, reason: str, at: datetime) -> None:
        """退文: sent back after signing for it, before units handle it; the sender gets the
        reason and signs for the return."""
        self._must_be_at(*RETURNABLE, doing="退文")
        if not reason.strip():
            raise Refused(
                "退文必须写明理由（《条例》第二十四条（三）），以便来文机关改正。请填写理由。"
            )
        self._returned(timestamp=at, by=by, fault=str(fault), reason=reason)

    def register(
        self,
        *,
        by: str,
        number: str,
        track: Track,
        at: datetime,
        kind: SourceKind = SourceKind.PEER,
    ) -> None:
        """登记: under a register number, as 办件 or 阅件; `kind` is 来文类别."""
        self._must_be_at(Stage.SIGNED_FOR, doing="登记")
        self._registered(timestamp=at, by=by, number=number, track=str(track), kind=str(kind))

    def screen(
        self,
        *,
        by: str,
        checks: Sequence[str],
        note: str,
        at: datetime,
        faults: Sequence[Fault] = (),
    ) -> None:
        """初审: all five checks are stated (`screening.CHECKS`). `faults` are those for which it
        is not sent back, but which count for its sender (错情)."""
        self._must_be_at(Stage.REGISTERED, doing="初审")
        assert self.track is not None, "registered with a track"
        self._screened(
            timestamp=at,
            by=by,
            checks=all_checked(checks),
            note=note,
            track=str(self.track),
            faults=[str(each) for each in faults],
        )

    def change_track(self, *, by: str, track: Track, reason: str, at: datetime) -> None:
        """转为办件、转为阅件, by the office, before anybody was asked; later leaders do."""
        self._must_be_at(Stage.SCREENED, doing="改变办件、阅件的分类")
        if track is self.track:
            raise Refused("此件本来就是这一类，不需要改变。")
        if not reason.strip():
            raise Refused("改变办件、阅件的分类，请写明理由。")
        self._retracked(timestamp=at, by=by, track=str(track), reason=reason)
