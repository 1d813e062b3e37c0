"""交办: who carries the matter out, what becomes of their shares, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from documents.assignments.stages import Means
from documents.consignments.capsule import Part
from documents.supervision.share import Share
from documents.supervision.stages import ENDED, STAGE_WORDS, AnswerClass, ShareStage, Stage
from documents.supervision.standing import Recorded, SupervisionStanding
from office.kernel.clock import day_in_words, office_day
from office.kernel.entered_days import must_be_near, must_be_to_come
from office.kernel.refusals import Refused

UNDER_WAY = (Stage.OPENED, Stage.ASSIGNED, Stage.REPORTED, Stage.SUBMITTED, Stage.SEEN)
"""While shares may still be worked on; helpers may report when the hosts' results are seen, and
when the host has handed its share back."""


class Sharing(SupervisionStanding):
    """Each act refuses, or has the matter record it (design D4)."""

    _assigned: Recorded
    _progress_reported: Recorded
    _extension_asked: Recorded
    _extended: Recorded
    _denied: Recorded
    _rearranged: Recorded
    _urged: Recorded
    _reported: Recorded
    _sent_back: Recorded
    _share_ended: Recorded

    def assign(
        self,
        *,
        by: str,
        shares: Sequence[Share],
        note: str,
        pages: str,
        at: datetime,
        handed_on: bool = False,
    ) -> None:
        """交办, or 增加承办单位. `pages`: the digest of the notice (督办通知单) as it is sent.

        What one unit has `handed_on` to another is due when it was, be that over.
        """
        self._must_be_at(Stage.OPENED, Stage.ASSIGNED, doing="交办")
        if not shares:
            raise Refused("请选择承办单位。")
        for each in shares:
            held = self.shares.get(each.party)
            if held is not None and held.stage is not ShareStage.ENDED:
                raise Refused(f"此项已经交{each.name}办理，不用再交。")
            if not handed_on:
                self._must_be_in_time(each.deadline, at=at)
        changed = {each.party: each for each in shares}
        after = self._stage_after(**changed)
        if after is Stage.OPENED:
            raise Refused(
                "请选择主办单位：一件督办事项至少有一个主办单位，由它报告办理结果"
                "（《条例》第二十四条（四））。"
            )
        self._assigned(
            timestamp=at,
            by=by,
            shares=[each.to_json() for each in shares],
            note=note,
            pages=pages,
            hosts=self._hosts_after(**changed),
            stage=str(after),
        )

    def report_progress(
        self, party: str, *, by: str, words: str, at: datetime, files: Sequence[Part] = ()
    ) -> None:
        """报告进展, by an agency; our units report theirs on their assignments."""
        self._must_be_at(*UNDER_WAY, doing="报告进展")
        self._at_work(party, doing="报告进展")
        if not words.strip():
            raise Refused("请写明办理进展。")
        self._progress_reported(timestamp=at, by=by, party=party, words=words, files=_told(files))

    def ask_extension(
        self,
        party: str,
        *,
        by: str,
        until: str,
        reason: str,
        at: datetime,
        files: Sequence[Part] = (),
    ) -> None:
        """申请延期, by an agency: to a later day (ISO), before the old one is over."""
        self._must_be_at(*UNDER_WAY, doing="申请延期")
        share = self._at_work(party, doing="申请延期")
        if office_day(at).isoformat() > share.deadline:
            raise Refused(f"办理时限 {share.deadline} 已过，延期应当在届满前申请。")
        if not reason.strip():
            raise Refused("申请延期必须写明理由。")
        self._must_be_later(share, until, at=at)
        self._extension_asked(
            timestamp=at, by=by, party=party, until=until, reason=reason, files=_told(files)
        )

    def extend(self, party: str, *, by: str, until: str, words: str, at: datetime) -> None:
        """同意延期: to the day asked for, or to another one."""
        self._must_be_at(*UNDER_WAY, doing="延期")
        share = self._at_work(party, doing="延期")
        self._must_be_later(share, until, at=at)
        deadline = max(self.deadline, until) if share.host else self.deadline
        self._extended(
            timestamp=at, by=by, party=party, until=until, words=words, deadline=deadline
        )

    def rearrange(
        self, party: str, *, by: str, until: str, host: bool, at: datetime, reason: str = ""
    ) -> None:
        """The office set another day (ISO) for a unit of ours, or made it host or helper."""
        self._must_be_at(Stage.OPENED, Stage.ASSIGNED, Stage.REPORTED, doing="调整")
        share = self._at_work(party, doing="调整")
        if until != share.deadline:
            self._must_be_in_time(until, at=at)
        changed = {party: replace(share, deadline=until, host=host)}
        ours = {**self.shares, **changed}.values()
        days = [each.deadline for each in ours if each.host and each.counts]
        self._rearranged(
            timestamp=at,
            by=by,
            party=party,
            until=until,
            host=host,
            hosts=self._hosts_after(**changed),
            deadline=max(days, default=self.deadline),
            stage=str(self._stage_after(**changed)),
            reason=reason,
        )

    def deny(self, party: str, *, by: str, reason: str, at: datetime) -> None:
        """不同意延期."""
        if not self.share(party).asked:
            raise Refused("这个单位没有等待审定的延期申请，或者已经审定。请刷新页面查看。")
        if not reason.strip():
            raise Refused("不同意延期的，请写明理由，以便承办单位知道怎样办。")
        self._denied(timestamp=at, by=by, party=party, reason=reason)

    def urge(self, party: str, *, by: str, means: Means, words: str, at: datetime) -> None:
        """催办."""
        self._must_be_at(*UNDER_WAY, doing="催办")
        self._at_work(party, doing="催办")
        self._urged(timestamp=at, by=by, party=party, means=str(means), words=words)

    def report(
        self,
        party: str,
        *,
        by: str,
        result: str,
        days_late: int,
        at: datetime,
        answer_class: str = "",
        answer_number: str = "",
        files: Sequence[Part] = (),
    ) -> None:
        """反馈办理结果 (一事一报). `days_late`: working days after its deadline, 0 in time.

        A host's answer to what deputies or members proposed has a class (A, B or C).
        """
        self._must_be_at(*UNDER_WAY, doing="反馈")
        share = self._at_work(party, doing="再次反馈")
        if not result.strip():
            raise Refused("请填写办理结果后再反馈。")
        if answer_class and answer_class not in set(AnswerClass):
            raise Refused("请选择答复类别：A类、B类或者C类。")
        changed = replace(share, stage=ShareStage.REPORTED)
        stage = self.stage
        if stage is Stage.ASSIGNED:
            stage = self._stage_after(**{party: changed})
        self._reported(
            timestamp=at,
            by=by,
            party=party,
            result=result,
            answer_class=answer_class,
            answer_number=answer_number,
            days_late=days_late,
            stage=str(stage),
            files=_told(files),
        )

    def send_back(self, party: str, *, by: str, reason: str, at: datetime) -> None:
        """退回重办: the report does not carry out what was required."""
        self._must_be_at(Stage.OPENED, Stage.ASSIGNED, Stage.REPORTED, doing="退回重办")
        share = self.share(party)
        if share.at_work:
            raise Refused(f"{share.name}还没有反馈办理结果，不能退回。可以催办。")
        if not reason.strip():
            raise Refused("退回重办必须写明哪里办得不到位。请填写理由。")
        changed = replace(share, stage=ShareStage.AT_WORK)
        stage = self._stage_after(**{party: changed})
        self._sent_back(timestamp=at, by=by, party=party, reason=reason, stage=str(stage))

    def end_share(self, party: str, *, by: str, why: str, words: str, at: datetime) -> None:
        """A party has it no more: `why` is refused, transferred or withdrawn."""
        if self.stage in ENDED:
            raise Refused(f"此项{STAGE_WORDS[self.stage]}，承办单位已经没有要办的事，不用再收回。")
        share = self.share(party)
        changed = {party: replace(share, stage=ShareStage.ENDED)}
        stage = self.stage
        if stage in (Stage.ASSIGNED, Stage.REPORTED):
            stage = self._stage_after(**changed)
        self._share_ended(
            timestamp=at,
            by=by,
            party=party,
            why=why,
            words=words,
            hosts=self._hosts_after(**changed),
            stage=str(stage),
        )

    def _must_be_later(self, share: Share, until: str, *, at: datetime) -> None:
        must_be_near(until, what="延期到的日期", at=at, field="until")
        if until <= share.deadline:
            after = day_in_words(share.deadline)
            raise Refused(f"延期应当到{after}以后的日子。请改填延期到的日期。")
        if self.latest and until > self.latest:
            raise Refused(
                f"建议、提案的答复至迟不超过交办之日起六个月，即 {self.latest}"
                "（《代表法》及提案工作条例）。请改填这一天以前的日期。"
            )

    def _must_be_in_time(self, deadline: str, *, at: datetime) -> None:
        must_be_to_come(deadline, what="办理时限", at=at)
        if self.latest and deadline > self.latest:
            raise Refused(
                f"建议、提案的答复至迟不超过交办之日起六个月，即 {self.latest}。请提前办理时限。"
            )


def _told(files: Sequence[Part]) -> list[dict[str, Any]]:
    """As an event holds them."""
    return [asdict(each) for each in files]
