"""征询外单位: asking other agencies about a draft while it is in somebody's hands."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from documents.consulting.consultation import Consultation
from documents.consulting.travelling import attachments_of
from documents.consulting.verdicts import ASKING_WORDS, Asking
from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.acts.issuing import must_have_text
from documents.outgoing.document import Document
from documents.outgoing.stages import ON_THE_WAY, Stage
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.refusals import Refused

log = logging.getLogger(__name__)

ASKABLE = (Stage.DRAFTING, *ON_THE_WAY)
"""Where a draft is talked about; the signer gets what is agreed (条例 第十九条（六）)."""


class AskingAgencies(Foundation):
    """会签、联合行文、征求意见: a consultation beside the document, in the same commit."""

    def consult(
        self,
        act: Act,
        document: UUID,
        *,
        asking: Asking,
        agencies: Sequence[str],
        deadline: date,
        note: str = "",
        in_turn: bool = False,
        seen: int,
    ) -> None:
        """Ask these agencies (codes, in issuer order) about the pages as they stand.

        The document stays in the hands of who asks; it is not signed off before all is settled.
        """
        shown = self._shown(act, document)

        def change(it: Document) -> None:
            if it.stage not in ASKABLE:
                raise Refused(
                    f"此件现在{it.step_name}环节，不能送{ASKING_WORDS[asking]}。"
                    "需要再听取外单位意见的，请先退回。"
                )
            if shown["revision"] != it.revision:
                raise Refused("文稿在您阅看之后又有修改，没有送出。请阅看最新文稿后再送。")
            manuscript = self.typesetter.manuscript(act.agency, it.revision)
            must_have_text(manuscript)
            self.consultations.ask(
                act,
                document=it.id,
                asking=asking,
                agencies=agencies,
                deadline=deadline,
                shown=shown,
                facts=it.facts,
                note=note,
                attachments=attachments_of(manuscript),
                in_turn=in_turn,
            )

        given = {
            "asking": asking,
            "agencies": list(agencies),
            "deadline": deadline.isoformat(),
            "note": note,
            "in_turn": in_turn,
        }
        self._act(act, document, Permission.Document.CONSULT, change, seen=seen, given=given)

    def agencies_answered(self, act: Act, consultation: Consultation) -> None:
        """A consultation is settled: the step of the route that waited for it is over.

        Told by `Consultations.on_complete`, in the same commit. Where the route names nobody for
        the next step, whoever minds the paper hands it on. Other agencies that take the next step
        are asked at once. Nothing that keeps the paper here may cost the answer: it then waits for
        who minds it, on whose desk it is, and who is told the reason when they hand it on.
        """
        it = self.load(Document, consultation.document)
        step = it.next_step() if it.awaits_agencies else None
        if step is None or not (step.people or step.agencies):
            return
        if self.consultations.open_matters(it.id, revision=it.revision):
            return
        if self.consultations.adopted_in_vain(it.id, revision=it.revision):
            return  # what was adopted is written into the text first, or why it is not
        try:
            it.conclude(by=act.person, due=self._due(step), at=self.clock.now())
            if it.stage is Stage.SIGNING:
                self._must_be_ready(it, reviewed_there=False)
            if it.awaits_agencies:
                self._ask_agencies(act, it)  # refuses before it saves anything
        except Refused as refusal:
            log.warning("all have answered about %s, but it does not go on: %s", it.id, refusal)
            return
        self._keep(act, it)
