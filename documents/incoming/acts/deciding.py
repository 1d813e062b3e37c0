"""Deciding what happens to a paper: 拟办, 批示, 代录."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from documents.handling.transcription import Transcription
from documents.incoming.acts.foundation import Foundation
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Track
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.refusals import Refused


class DecidingActs(Foundation):
    """Commands carry the same names as the aggregate's."""

    def propose(
        self,
        act: Act,
        incoming: UUID,
        *,
        opinion: str,
        to: str,
        seen: int,
        readers: Sequence[str] = (),
    ) -> None:
        """拟办: before a leader. `readers`, here and below: for whom alone the words are."""

        def change(it: Incoming) -> None:
            self._must_be_leader(it, to)
            self._must_be_ours(it, readers, what="意见阅看人")
            now = self.clock.now()
            it.propose(by=act.person, opinion=opinion, to=to, at=now, readers=readers)

        given = {"opinion": opinion, "to": to, "readers": list(readers)}
        self._act(act, incoming, Permission.Incoming.PROPOSE, change, seen=seen, given=given)

    def instruct(
        self,
        act: Act,
        incoming: UUID,
        *,
        words: str,
        seen: int,
        readers: Sequence[str] = (),
        circle: bool = False,
        track: Track = Track.HANDLING,
        supersedes: bool = False,
    ) -> None:
        """批示; a mere `circle` consents to what the office proposed.

        What is said while units handle the paper is before them all at once.
        """

        def change(it: Incoming) -> None:
            self._must_be_ours(it, readers, what="意见阅看人")
            if supersedes:
                self._must_rank_no_lower(it, act.principal)
            it.instruct(
                by=act.person,
                words=words,
                at=self.clock.now(),
                readers=readers,
                circle=circle,
                leader=act.principal,
                track=track,
                supersedes=supersedes,
            )

        given = {
            "words": words,
            "readers": list(readers),
            "circle": circle,
            "track": track,
            "supersedes": supersedes,
        }
        self._act(
            act,
            incoming,
            Permission.Incoming.INSTRUCT,
            change,
            seen=seen,
            given=given,
            told=lambda it: self._tell_of_instruction(act, it, leader=act.principal),
        )

    def transcribe(
        self,
        act: Act,
        incoming: UUID,
        *,
        leader: str,
        words: str,
        transcription: Transcription,
        seen: int,
        readers: Sequence[str] = (),
        track: Track = Track.HANDLING,
        supersedes: bool = False,
    ) -> None:
        """代录: what a leader instructed on paper or by telephone, entered by the act's person.

        The instruction is the leader's. Its scan is kept first (`Opinions.keep_scan`).
        """

        def change(it: Incoming) -> None:
            if act.behalf not in ("", leader):
                raise Refused("秘书只代录自己所服务的领导的批示。请由文书代录，或换到相应的岗位。")
            self._must_be_leader(it, leader, doing="代录的只能是本机关领导的批示")
            self._must_be_ours(it, readers, what="意见阅看人")
            if supersedes:
                self._must_rank_no_lower(it, leader)
            it.instruct(
                by=leader,
                words=words,
                at=self.clock.now(),
                readers=readers,
                track=track,
                supersedes=supersedes,
                transcription=replace(transcription, by=act.person),
                reading=self.circulations.holders_of(it.id),
            )

        given = {
            "leader": leader,
            "words": words,
            "readers": list(readers),
            "track": track,
            "supersedes": supersedes,
            "transcription": transcription.to_json(),
        }
        self._act(
            act,
            incoming,
            Permission.Incoming.TRANSCRIBE,
            change,
            seen=seen,
            given=given,
            told=lambda it: self._tell_of_instruction(act, it, leader=leader),
        )
