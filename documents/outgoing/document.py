"""发文: the aggregate of an outgoing document, from draft to dispatch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.holding import CLERK, NOBODY, Holder
from documents.outgoing.stages import STAGE_WORDS, Stage
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused

REVISABLE = (Stage.DRAFTING, Stage.REVIEWING)
RETURNS = {
    Stage.REVIEWING: (Stage.DRAFTING,),
    Stage.SIGNING: (Stage.REVIEWING, Stage.DRAFTING),
    Stage.RECHECKING: (Stage.SIGNING, Stage.DRAFTING),
}
"""From which step a paper may go back to which (退回)."""


class Document(Entity):
    """An outgoing document of one agency.

    `revision` is the digest of the manuscript's content object. `facts` are the few things
    that lists show (type, title, recipients, urgency, classification). What people consented to
    is in `shown`: the digest of the revision, the layout version and the stored pages. What was
    stored last stands for its revision: it is what the page shows, whatever the layout does since.
    """

    TOPIC: ClassVar[str] = "documents.Document"

    class Drafted(Created):
        TOPIC: ClassVar[str] = "documents.Document.Drafted"
        by: str
        identity: str
        revision: str
        facts: dict[str, Any]

    def __init__(
        self, agency: str, by: str, identity: str, revision: str, facts: dict[str, Any]
    ) -> None:
        self.agency = agency
        self.drafter = by
        self.identity = identity
        self.revision = revision
        self.facts = facts
        self.stage = Stage.DRAFTING
        self.holder = Holder(person=by)
        self.acted: dict[Stage, str] = {Stage.DRAFTING: by}
        self.signed_off_at: datetime | None = None
        self.signed_revision = ""
        self.shown: dict[str, Any] = {}
        self.number = ""
        self.original: dict[str, Any] = {}
        self.consignments: list[dict[str, Any]] = []

    @classmethod
    def draft(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        identity: str,
        revision: str,
        facts: dict[str, Any],
        at: datetime,
    ) -> Document:
        """拟稿: begin a document in the name of an issuing identity."""
        return cls.begin(
            cls.Drafted,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            identity=identity,
            revision=revision,
            facts=facts,
        )

    def revise(self, *, by: str, revision: str, facts: dict[str, Any], at: datetime) -> None:
        """修改: a new revision, while drafting or reviewing. The same text again is no event."""
        if self.stage not in REVISABLE:
            raise Refused(
                f"此件已到{STAGE_WORDS[self.stage]}环节，不能直接修改。"
                "签发后需作实质性修改的，应退回重新审批（《条例》第二十五条（一））。"
            )
        if (revision, facts) != (self.revision, self.facts):
            self._revised(timestamp=at, by=by, revision=revision, facts=facts)

    @event("Revised", topic="documents.Document.Revised")
    def _revised(self, timestamp: datetime, by: str, revision: str, facts: dict[str, Any]) -> None:
        self.revision = revision
        self.facts = facts

    @property
    def stored_pages(self) -> dict[str, Any] | None:
        """What stands for the newest text: the original, else the proof last shown, if any."""
        if self.original:
            return self.original
        return self.shown if self.shown.get("revision") == self.revision else None

    def submit(self, *, by: str, to: str, shown: dict[str, Any], at: datetime) -> None:
        """送核: hand the draft to a reviewer."""
        self._must_be_at(Stage.DRAFTING, doing="送核")
        self._must_be_current(shown)
        self._submitted(timestamp=at, by=by, to=to, shown=shown)

    @event("Submitted", topic="documents.Document.Submitted")
    def _submitted(self, timestamp: datetime, by: str, to: str, shown: dict[str, Any]) -> None:
        self.shown = shown
        self._move(Stage.REVIEWING, Holder(person=to))

    def review(
        self, *, by: str, opinion: str, to: str, shown: dict[str, Any], at: datetime
    ) -> None:
        """核稿 (条例 第二十条): found in order, on to the signer."""
        self._must_be_at(Stage.REVIEWING, doing="核稿")
        self._must_be_current(shown)
        self._reviewed(timestamp=at, by=by, opinion=opinion, to=to, shown=shown)

    @event("Reviewed", topic="documents.Document.Reviewed")
    def _reviewed(
        self, timestamp: datetime, by: str, opinion: str, to: str, shown: dict[str, Any]
    ) -> None:
        self.shown = shown
        self.acted[Stage.REVIEWING] = by
        self._move(Stage.SIGNING, Holder(person=to))

    def sign_off(self, *, by: str, opinion: str, shown: dict[str, Any], at: datetime) -> None:
        """签发 (条例 第二十二条): consent to exactly the pages shown. A bare act is consent."""
        self._must_be_at(Stage.SIGNING, doing="签发")
        self._must_be_current(shown)
        self._signed_off(timestamp=at, by=by, opinion=opinion, shown=shown)

    @event("SignedOff", topic="documents.Document.SignedOff")
    def _signed_off(
        self, timestamp: datetime, by: str, opinion: str, shown: dict[str, Any]
    ) -> None:
        self.shown = shown
        self.acted[Stage.SIGNING] = by
        self.signed_off_at = timestamp
        self.signed_revision = shown["revision"]
        self._move(Stage.RECHECKING, CLERK)

    def return_to(self, stage: Stage, *, by: str, reason: str, at: datetime) -> None:
        """退回: to an earlier step, to whoever acted there, with the reason."""
        allowed = RETURNS.get(self.stage, ())
        if stage not in allowed or stage not in self.acted:
            raise Refused(
                f"此件现在{STAGE_WORDS[self.stage]}环节，不能退回到{STAGE_WORDS[stage]}环节。"
            )
        if not reason.strip():
            raise Refused("退回必须写明理由（《条例》第二十一条），请填写意见后再退回。")
        self._returned(timestamp=at, by=by, reason=reason, stage=str(stage), to=self.acted[stage])

    @event("Returned", topic="documents.Document.Returned")
    def _returned(self, timestamp: datetime, by: str, reason: str, stage: str, to: str) -> None:
        self.signed_off_at = None
        self.signed_revision = ""
        self._move(Stage(stage), Holder(person=to))

    def recheck(self, *, by: str, opinion: str, at: datetime) -> None:
        """复核 (条例 第二十五条（一）): procedure, attachments and format before the number."""
        self._must_be_at(Stage.RECHECKING, doing="复核")
        self._rechecked(timestamp=at, by=by, opinion=opinion)

    @event("Rechecked", topic="documents.Document.Rechecked")
    def _rechecked(self, timestamp: datetime, by: str, opinion: str) -> None:
        self.acted[Stage.RECHECKING] = by
        self._move(Stage.NUMBERING, CLERK)

    def take_number(self, *, by: str, number: str, series: UUID, at: datetime) -> None:
        """编号 (条例 第二十五条（二）): the number its series gave. It has one, for ever."""
        self._must_be_at(Stage.NUMBERING, doing="编号")
        self._numbered(timestamp=at, by=by, number=number, series=str(series))

    @event("Numbered", topic="documents.Document.Numbered")
    def _numbered(self, timestamp: datetime, by: str, number: str, series: str) -> None:
        self.number = number
        self._move(Stage.TYPESETTING, CLERK)

    def typeset(self, *, by: str, original: dict[str, Any], at: datetime) -> None:
        """排版: the pages with red head, number and date, stored once."""
        self._must_be_at(Stage.TYPESETTING, doing="排版")
        if original["revision"] != self.signed_revision:
            raise Refused("排版的文稿与签发的文稿不一致，不能印发。请以签发稿重新排版。")
        self._typeset(timestamp=at, by=by, original=original)

    @event("Typeset", topic="documents.Document.Typeset")
    def _typeset(self, timestamp: datetime, by: str, original: dict[str, Any]) -> None:
        self.original = original
        self._move(Stage.RELEASING, CLERK)

    def release(self, *, by: str, at: datetime) -> None:
        """核发 (条例 第二十五条（四）): text, format and print found in order."""
        self._must_be_at(Stage.RELEASING, doing="核发")
        self._released(timestamp=at, by=by)

    @event("Released", topic="documents.Document.Released")
    def _released(self, timestamp: datetime, by: str) -> None:
        self._move(Stage.DISPATCHING, CLERK)

    def dispatch(self, *, by: str, consignments: Sequence[dict[str, Any]], at: datetime) -> None:
        """分发: to every addressee of the distribution list (分送名单)."""
        self._must_be_at(Stage.DISPATCHING, doing="分发")
        if not consignments:
            raise Refused("分送名单是空的。请至少选择一个收文机关，再行分发。")
        self._dispatched(timestamp=at, by=by, consignments=list(consignments))

    @event("Dispatched", topic="documents.Document.Dispatched")
    def _dispatched(
        self, timestamp: datetime, by: str, consignments: list[dict[str, Any]]
    ) -> None:
        self.consignments = consignments
        self._move(Stage.DISPATCHED, NOBODY)

    def _move(self, stage: Stage, holder: Holder) -> None:
        self.stage = stage
        self.holder = holder

    def _must_be_at(self, stage: Stage, *, doing: str) -> None:
        if self.stage is not stage:
            raise Refused(
                f"此件现在{STAGE_WORDS[self.stage]}环节，不能{doing}。请刷新页面查看办理进度。"
            )

    def _must_be_current(self, shown: dict[str, Any]) -> None:
        if shown["revision"] != self.revision:
            raise Refused("文稿在您阅看之后又有修改，您的意见没有生效。请阅看最新文稿后再办理。")
