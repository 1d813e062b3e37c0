"""追回 and 更正 by the sender: what was asked, and what the clerks answer."""

from __future__ import annotations

from datetime import datetime

from documents.consignments.capsule import Request
from documents.consignments.states import ASKS_WORDS, Asks
from documents.incoming.stages import SENT_AWAY, STAGE_WORDS, Stage
from documents.incoming.standing import IncomingStanding, Recorded
from office.kernel.refusals import Refused

KEPT = (Stage.COMPLETED, Stage.FOLDED, Stage.ON_PAPER)
"""Where it can be given back no more, or not as it is; the clerks say so to the sender."""


class GivingBack(IncomingStanding):
    """Each act refuses, or has the paper record it (design D4)."""

    _asked: Recorded
    _recalled: Recorded
    _amended: Recorded
    _request_denied: Recorded

    def be_asked(self, request: Request, *, at: datetime) -> None:
        """The sender asks; a newer request takes the place of one that nobody answered. Of what is
        the sender's again there is nothing to ask."""
        if self.stage in SENT_AWAY or (self.asked and self.asked.id == request.id):
            return
        self._asked(timestamp=at, request=request.to_json())

    @property
    def may_be_given_back(self) -> bool:
        """Whether what was asked may be agreed to as it stands."""
        return self.asked is not None and self.stage not in KEPT

    def grant_request(self, *, by: str, at: datetime, replaced_by: str = "") -> Asks:
        """同意: closed as 已追回, or as 已更正 by the paper `replaced_by`. What was granted."""
        asked = self._must_be_asked()
        words = ASKS_WORDS[asked.asks]
        if self.stage in KEPT:
            raise Refused(
                f"此件{STAGE_WORDS[self.stage]}，不能{words}。"
                "请写明情况，答复不同意；并件的，也可以先拆开。"
            )
        if asked.asks is Asks.RECALL:
            self._recalled(timestamp=at, by=by, request=asked.id)
        else:
            self._amended(timestamp=at, by=by, request=asked.id, replaced_by=replaced_by)
        return asked.asks

    def deny_request(self, *, by: str, reason: str, at: datetime) -> Asks:
        """不同意, with the reason, which the sender reads. What was denied."""
        asked = self._must_be_asked()
        if not reason.strip():
            words = ASKS_WORDS[asked.asks]
            raise Refused(f"不同意{words}，请写明理由，理由会告知来文机关。", field="opinion")
        self._request_denied(
            timestamp=at, by=by, request=asked.id, asks=str(asked.asks), reason=reason.strip()
        )
        return asked.asks

    def _must_be_asked(self) -> Request:
        if self.asked is None:
            raise Refused("来文机关没有请求追回、更正，或者已经答复。请刷新页面查看。")
        return self.asked
