"""代录: what a leader wrote at 会签, 审签 or 签发, entered by their secretary or a clerk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from documents.handling.transcription import Transcription
from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.document import Document
from documents.outgoing.route import Verdict
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.refusals import Refused

ON_THE_WAY_OF_LEADERS: dict[Stage, Callable[..., None]] = {
    Stage.COUNTERSIGNING: Document.countersign,
    Stage.ENDORSING: Document.endorse,
}
"""Steps before the sign-off at which a leader speaks."""


class Transcribing(Foundation):
    """The act stays the leader's. A sign-off by telephone waits for their own hand (补签); what is
    said on the way is entered from what the leader wrote, and from nothing else."""

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
        verdict: Verdict = Verdict.AGREE,
        to: Sequence[str] = (),
    ) -> None:
        """What `leader` decided, entered by the act's person. Its scan is kept first.

        `verdict` and `to` (where the paper goes on from the step): see `Preparing.endorse`.
        """
        shown = self._shown(act, document)

        def change(it: Document) -> None:
            self._must_be_before(it, leader, act=act)
            now = self.clock.now()
            transcription.check(reached=self._reached(it), now=now)
            said = {
                "by": leader,
                "turn": leader,
                "opinion": opinion,
                "readers": readers,
                "transcribed": replace(transcription, by=act.person).to_json(),
                "shown": shown,
                "at": now,
            }
            if it.stage is Stage.SIGNING:
                self._enter_sign_off(act, it, verdict, said)
            else:
                self._enter_spoken(it, verdict, to, transcription, said)

        given = {
            "leader": leader,
            "opinion": opinion,
            "readers": list(readers),
            "transcription": transcription.to_json(),
            "verdict": verdict,
            "to": list(to),
        }
        self._act(act, document, Permission.Document.TRANSCRIBE, change, seen=seen, given=given)

    def ratify(self, act: Act, document: UUID, *, opinion: str = "", seen: int) -> None:
        """补签."""
        self._act(
            act,
            document,
            Permission.Document.RATIFY,
            lambda it: it.ratify(by=act.person, opinion=opinion, at=self.clock.now()),
            seen=seen,
            given={"opinion": opinion},
        )

    def deny_sign_off(self, act: Act, document: UUID, *, reason: str, seen: int) -> None:
        """否认: what was entered as the signer's decision was none. Who entered it is told."""

        def change(it: Document) -> None:
            it.deny_sign_off(
                by=act.person,
                reason=reason,
                transcriber=self._transcriber(it),
                at=self.clock.now(),
            )

        self._act(
            act,
            document,
            Permission.Document.DENY_SIGN_OFF,
            change,
            seen=seen,
            given={"reason": reason},
        )

    def _transcriber(self, it: Document) -> str:
        """Who entered the newest sign-off; nobody where the signer did it in person."""
        history: Iterable[Any] = self.events.get(it.id)
        signed = [each for each in history if type(each).__name__ == "SignedOff"]
        return str(signed[-1].transcribed.get("by", "")) if signed else ""

    def leaders_before(self, it: Document) -> list[str]:
        """Whose words may be entered now: the signer's, or those of leaders at 会签 and 审签."""
        if it.stage is Stage.SIGNING:
            return list(it.holder.people)
        if it.stage not in ON_THE_WAY_OF_LEADERS or it.awaits_settlement or it.awaits_agencies:
            return []
        posts = self.directory.people_with_role(it.agency, Role.LEADER)
        leaders = {str(each.person.id) for each in posts}
        return [each for each in it.holder.people if each in leaders]

    def _enter_sign_off(
        self, act: Act, it: Document, verdict: Verdict, said: dict[str, Any]
    ) -> None:
        if verdict is Verdict.DISSENT:
            reason = said.pop("opinion")
            del said["shown"]
            it.return_to(it.earlier_steps()[-1], **said, reason=reason)
            return
        if verdict is not Verdict.AGREE:
            raise Refused("签发只有同意和不同意，没有“无意见”。请按领导的决定选择。")
        self._must_be_authorised(replace(act, behalf=said["by"]), it)
        self._must_be_agreed(it)
        chain = self.chain_of(it)
        it.sign_off(**said, reviewer_name=self._reviewer_name(it), chain=chain)

    def _enter_spoken(
        self,
        it: Document,
        verdict: Verdict,
        to: Sequence[str],
        transcription: Transcription,
        said: dict[str, Any],
    ) -> None:
        if transcription.to_be_ratified:
            raise Refused(
                "会签、审签按领导签批的纸质件或者照片代录，不按电话代录。"
                "请附上扫描件或照片，或者请领导本人办理。"
            )
        step = it.next_step()
        self._must_be_next(it, step, to)
        speak = ON_THE_WAY_OF_LEADERS[it.stage]
        speak(it, **said, verdict=verdict, to=to, due=self._due(step))

    def _must_be_before(self, it: Document, leader: str, *, act: Act) -> None:
        if act.behalf not in ("", leader):
            raise Refused("秘书只代录自己所服务的领导的意见。请由文书代录，或换到相应的岗位。")
        if leader not in self.leaders_before(it):
            raise Refused(
                "此件现在不在这位领导手中等候签批，不能代录。请核对领导姓名和此件的办理进度。"
            )

    def _reached(self, it: Document) -> datetime:
        """When it came to the signer: since then it stands as it does."""
        history: Iterable[Any] = self.events.get(it.id)
        moments: Iterable[datetime] = (
            each.timestamp for each in history if each.originator_version == it.stands_since
        )
        return next(iter(moments))
