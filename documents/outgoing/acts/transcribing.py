"""代录 of a sign-off: what the signer decided on paper or by telephone, entered by another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from documents.handling.transcription import Transcription
from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.refusals import Refused


class Transcribing(Foundation):
    """The act stays the signer's; by telephone it waits for their own hand (补签)."""

    def transcribe(
        self,
        act: Act,
        document: UUID,
        *,
        leader: str,
        opinion: str,
        transcription: Transcription,
        seen: int,
        readers: Sequence[str] = (),
    ) -> None:
        """签发 by `leader`, entered by the act's person. Its scan is kept first."""
        shown = self._shown(act, document)

        def change(it: Document) -> None:
            self._must_be_before(it, leader, act=act)
            self._must_be_authorised(replace(act, behalf=leader), it)
            now = self.clock.now()
            transcription.check(reached=self._reached(it), now=now)
            self._must_be_agreed(it)
            it.sign_off(
                by=leader,
                turn=leader,
                opinion=opinion,
                readers=readers,
                transcribed=replace(transcription, by=act.person).to_json(),
                chain=self.routes.chain(agency=it.agency, type=it.facts["type"]),
                shown=shown,
                at=now,
            )

        given = {
            "leader": leader,
            "opinion": opinion,
            "readers": list(readers),
            "transcription": transcription.to_json(),
        }
        self._act(act, document, Permission.Document.TRANSCRIBE, change, seen=seen, given=given)

    @staticmethod
    def _must_be_before(it: Document, leader: str, *, act: Act) -> None:
        if act.behalf not in ("", leader):
            raise Refused("秘书只代录自己所服务的领导的签发。请由文书代录，或换到相应的岗位。")
        if it.stage is not Stage.SIGNING or leader not in it.holder.people:
            raise Refused(
                "此件现在不在这位领导手中等候签发，不能代录。请核对领导姓名和此件的办理进度。"
            )

    def _reached(self, it: Document) -> datetime:
        """When it came to the signer: since then it stands as it does."""
        history: Iterable[Any] = self.events.get(it.id)
        moments: Iterable[datetime] = (
            each.timestamp for each in history if each.originator_version == it.stands_since
        )
        return next(iter(moments))
