"""A copy on paper: 交出, 签收 and 退回 entered by hand, before they are recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from documents.consignments.channels import PAPER, Channel
from documents.consignments.states import State
from office.kernel.refusals import Refused


class ByHand:
    """Each act refuses, or has the consignment record it (as decision 0062 has it for 收文)."""

    channel: Channel
    state: State

    _handed_over: Callable[..., None]
    _signature_entered: Callable[..., None]
    _came_back: Callable[..., None]

    def hand_over(self, *, by: str, note: str = "", at: datetime) -> None:
        """交出: a paper copy leaves the house; again (with the reason) after it came back."""
        self._must_be_paper()
        again = self.state is State.RETURNED_MISADDRESSED
        if self.state is not State.PREPARED and not again:
            raise Refused("这份纸质件已经交出，不能再次交出。")
        if again and not note.strip():
            raise Refused("退回后再次交出须写明原因或新的地址，请填写后再登记。")
        self._handed_over(timestamp=at, by=by, note=note)

    def enter_signature(
        self, *, by: str, person: str, signed_at: datetime, note: str = "", at: datetime
    ) -> None:
        """签收, entered by hand: who signed the slip (清单或回执) and when.

        A second entry corrects the first, needs its reason, and both stay in the history.
        """
        self._must_be_paper()
        if self.state not in (State.TRANSMITTED, State.SIGNED_FOR):
            raise Refused("这份纸质件还没有交出，不能登记签收。请先登记交出。")
        if not person.strip():
            raise Refused("登记签收须写明签收人的姓名，请填写后再登记。")
        if signed_at > at:
            raise Refused("签收时间还没有到，请按清单或回执上的时间填写。")
        if self.state is State.SIGNED_FOR and not note.strip():
            raise Refused("此件已经登记过签收。要更正的，请在备注中写明更正的原因。")
        self._signature_entered(
            timestamp=at, by=by, person=person.strip(), signed_at=signed_at, note=note
        )

    def come_back(self, *, by: str, reason: str, at: datetime) -> None:
        """退回: a paper copy could not be handed to its recipient."""
        self._must_be_paper()
        if self.state is not State.TRANSMITTED:
            raise Refused("只有已交出、还没有签收的纸质件才能登记退回。")
        if not reason.strip():
            raise Refused("登记退回须写明原因，请填写后再登记。")
        self._came_back(timestamp=at, by=by, reason=reason)

    def _must_be_paper(self) -> None:
        if self.channel not in PAPER:
            raise Refused("此件经网络递送，由对方签收，不能手工登记。")
