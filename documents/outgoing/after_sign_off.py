"""发文办理: the acts on an outgoing document from recheck to dispatch (条例 第二十五条)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from documents.outgoing.ratification import Ratification
from documents.outgoing.route import Move
from documents.outgoing.sealable import Sealable
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.outgoing.standing import Recorded, must_say_why
from office.kernel.refusals import Refused

PROOFS = 2
"""How often a text is read against the signed one before the clean proof (一校、二校)."""


class AfterSignOff(Sealable, Ratification):
    """Each act refuses, or has the document record it (design D4)."""

    _acknowledged: Recorded
    must_be_cleared: Callable[..., None]
    """Of `SecrecyReview`: a sign-off may have made it more public than was reviewed."""

    _rechecked: Recorded
    _numbered: Recorded
    _number_voided: Recorded
    _typeset: Recorded
    _proofread: Recorded
    _printed: Recorded
    _released: Recorded
    _sent_back: Recorded
    _dispatched: Recorded

    def recheck(
        self,
        *,
        by: str,
        opinion: str,
        correction: Mapping[str, Any] | None = None,
        at: datetime,
    ) -> None:
        """复核 (条例 第二十五条（一）): procedure, attachments and format before the number.

        `correction`: a text that differs in nothing of substance: its revision, its facts, what
        was changed. It is told to the signer; whatever is more goes back to sign-off.
        """
        self._must_be_at(Stage.RECHECKING, doing="复核")
        self._rechecked(
            timestamp=at,
            by=by,
            opinion=opinion,
            correction={**correction, "signer": self.signer} if correction else {},
            move=self._further().to_json(),
        )

    def acknowledge(self, *, by: str, at: datetime) -> None:
        """已阅: the signer has seen what the recheck corrected."""
        if by != self.signer or not self.corrections:
            raise Refused("此件没有需要您阅知的复核更正，请刷新页面。")
        self._acknowledged(timestamp=at, by=by)

    def take_number(self, *, by: str, number: str, series: UUID, at: datetime) -> None:
        """编号 (条例 第二十五条（二）): the number its series gave."""
        self._must_be_at(Stage.NUMBERING, doing="编号")
        if self.number and number != self.number:
            raise Refused(f"此件已有文号 {self.number}，不能另取新号。请先将原号作废。")
        self._numbered(
            timestamp=at,
            by=by,
            number=number,
            series=str(series),
            move=self._further().to_json(),
        )

    def void_number(self, *, by: str, reason: str, at: datetime) -> None:
        """文号作废: before the paper is typeset under it, or after it came back from there."""
        if not self.number or self.stage.order > Stage.NUMBERING.order:
            raise Refused("此件没有可以作废的文号。已过编号环节的，请先逐环节退回到编号环节。")
        must_say_why(reason, doing="文号作废")
        self._number_voided(timestamp=at, by=by, number=self.number, reason=reason)

    def typeset(self, *, by: str, original: dict[str, Any], at: datetime) -> None:
        """排版: the pages with red head, number and date, stored once."""
        self._must_be_at(Stage.TYPESETTING, doing="排版")
        if not self.number:
            raise Refused("此件没有文号，不能排版。请先退回编号环节取号。")
        if original["revision"] != self.signed_revision:
            raise Refused("排版的文稿与签发的文稿不一致，不能印发。请以签发稿重新排版。")
        move = self._further()
        self._typeset(timestamp=at, by=by, original=original, move=move.to_json())

    def proofread(self, *, by: str, note: str = "", at: datetime) -> None:
        """校对: the original read against the signed text; the last reading gives the clean
        proof, signed by whoever reads it (清样)."""
        self._must_be_at(Stage.PROOFREADING, doing="校对")
        reading = self.proofs_read + 1
        clean = reading >= PROOFS
        move = self._further() if clean else self._to_clerk(self.stage)
        self._proofread(
            timestamp=at,
            by=by,
            reading=reading,
            note=note,
            proof=self.original["pages"] if clean else "",
            move=move.to_json(),
        )

    def print(self, *, by: str, copies: int, place: str = "", at: datetime) -> None:
        """印制 (条例 第二十五条（三）): so many copies, and where."""
        self._must_be_at(Stage.PRINTING, doing="印制")
        if not 0 < copies < 100_000:
            raise Refused("印制份数应为 1 至 99999 的整数，请重新填写。", field="copies")
        move = self._further().to_json()
        self._printed(timestamp=at, by=by, copies=copies, place=place, move=move)

    def release(
        self, *, by: str, identifier: str = "", reviewer_name: str = "", at: datetime
    ) -> None:
        """核发 (条例 第二十五条（四）): text, format and print found in order.

        `identifier`: 公文标识 (GB/T 33477); empty where the agency has no code for one.
        `reviewer_name`: of whoever is to do the 保密审查, for a refusal.
        """
        self._must_be_at(Stage.RELEASING, doing="核发")
        self._must_be_ratified(doing="核发")
        self.must_be_cleared(name=reviewer_name, doing="核发")
        move = self._further().to_json()
        self._released(timestamp=at, by=by, move=move, identifier=identifier)

    @property
    def would_void_sealing(self) -> bool:
        """Whether sending it back voids its sealing."""
        return bool(self.sealing) and self.stage in (Stage.SEALING, Stage.RELEASING)

    def send_back(self, *, by: str, reason: str, at: datetime) -> None:
        """退回上一环节, within 发文办理."""
        if self.stage not in self.chain[1:]:
            raise Refused(f"此件现在{self.step_name}环节，没有可以退回的上一环节。")
        if self.would_void_sealing and not reason.strip():
            raise Refused("用印作废必须写明理由，请填写“用印作废理由”。", field="opinion")
        must_say_why(reason, doing="退回")
        before = self.chain[self.chain.index(self.stage) - 1]
        move = self._to_clerk(before).to_json()
        self._sent_back(timestamp=at, by=by, reason=reason, move=move)

    def dispatch(self, *, by: str, consignments: Sequence[dict[str, Any]], at: datetime) -> None:
        """分发: to every addressee of the distribution list (分送名单)."""
        self._must_be_at(Stage.DISPATCHING, doing="分发")
        if not consignments:
            raise Refused("分送名单是空的。请至少选择一个收文机关，再行分发。")
        over = Move(
            stage=Stage.DISPATCHED,
            name=STAGE_WORDS[Stage.DISPATCHED],
            position=self.position,
        ).to_json()
        self._dispatched(timestamp=at, by=by, consignments=list(consignments), move=over)
