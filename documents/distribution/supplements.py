"""补发: what is added to a list whose document has left, and what each act on it asks first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from documents.consignments.channels import Channel
from documents.distribution.line import Line, check_line, once, recipients, total_copies
from documents.outgoing.standing import Recorded
from office.kernel.refusals import Refused


class Supplements:
    """Each act refuses, or has the list record it (design D4). `DistributionList` is one."""

    agency: str
    lines: dict[str, Line]
    classified: bool
    sent_at: datetime | None
    proposed: list[Line]
    proposer: str

    _supplement_proposed: Recorded
    _supplement_approved: Recorded
    _supplement_declined: Recorded
    _supplement_withdrawn: Recorded

    def propose_supplement(
        self, *, by: str, lines: Sequence[Line], reason: str, to: str, at: datetime
    ) -> None:
        """提出补发 after dispatch, before the leader `to`. Nothing leaves before approval.

        Who is on the list already gets further copies on paper only, as a line of its own.
        """
        if self.sent_at is None:
            raise Refused("此件还没有分发，不用补发。请直接修改分送名单。")
        if self.proposed:
            raise Refused("已有一批补发在审批中。请待审批后再提出。")
        if not lines:
            raise Refused("请至少选择一个补发单位。")
        if not reason.strip():
            raise Refused("补发须经批准，请写明补发的原因。")
        wanted = [self._further(line) for line in once(lines)]
        for line in wanted:
            check_line(line, own=self.agency, classified=self.classified)
        self._supplement_proposed(
            timestamp=at,
            by=by,
            lines=[line.to_json() for line in wanted],
            reason=reason,
            to=to,
        )

    def approve_supplement(self, *, by: str, opinion: str, at: datetime) -> tuple[Line, ...]:
        """批准补发 (条例 第三十一条): gives the lines that are to be sent now."""
        self._must_be_proposed()
        lines = tuple(self.proposed)
        total = (*self.lines.values(), *lines)
        self._supplement_approved(
            timestamp=at,
            by=by,
            opinion=opinion,
            recipients=recipients(total),
            copies=total_copies(total),
        )
        return lines

    def decline_supplement(self, *, by: str, reason: str, at: datetime) -> None:
        """不同意补发, with the reason."""
        self._must_be_proposed()
        if not reason.strip():
            raise Refused("不同意补发须写明理由，请填写后再退回。")
        self._supplement_declined(timestamp=at, by=by, reason=reason, to=self.proposer)

    def withdraw_supplement(self, *, by: str, reason: str, at: datetime) -> None:
        """撤回 what nobody has decided on: another leader may be asked, or nobody."""
        self._must_be_proposed()
        if not reason.strip():
            raise Refused("撤回补发须写明原因，请填写后再撤回。")
        self._supplement_withdrawn(timestamp=at, by=by, reason=reason)

    def _must_be_proposed(self) -> None:
        if not self.proposed:
            raise Refused("现在没有待审批的补发。请刷新页面查看。")

    def _further(self, line: Line) -> Line:
        if line.key not in self.lines:
            return line
        if line.channel is Channel.EXCHANGE:
            raise Refused(
                f"“{line.name}”已在分送名单中，网络件不用再发；没有收到的，请用“重新发送”。"
                "要增加纸质份数的，请改选机要、邮寄或自取。"
            )
        number = 2
        while f"{line.key}#{number}" in self.lines:
            number += 1
        return replace(line, key=f"{line.key}#{number}")
