"""The acts by which it is decided what happens to a paper: 拟办, 批示, 传阅."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from documents.handling.limits import limited
from documents.handling.transcription import Transcription
from documents.incoming.routes import Route
from documents.incoming.stages import STAGE_WORDS, Stage, Track
from documents.incoming.standing import INSTRUCTED_LATER, IncomingStanding, Recorded
from office.kernel.clock import start_of
from office.kernel.refusals import Refused

READ_BESIDE = (Stage.REGISTERED, Stage.SCREENED)
"""Where it may be read by leaders beside its own way, and lies with the office: what one of them
says is before the office at once."""


class Deciding(IncomingStanding):
    """Each act refuses, or has the paper record it (design D4)."""

    _proposed: Recorded
    _instructed: Recorded
    _circulated: Recorded
    _read_by_all: Recorded
    _circulation_withdrawn: Recorded

    def propose(
        self, *, by: str, opinion: str, to: str, at: datetime, readers: Sequence[str] = ()
    ) -> None:
        """拟办: the office's proposal, laid before a leader. `readers`: whom its words are for."""
        self._must_be_at(Stage.SCREENED, Stage.INSTRUCTED, doing="拟办")
        if not opinion.strip():
            raise Refused("请填写拟办意见后再报送（《条例》第二十四条（四））。")
        self._proposed(
            timestamp=at, by=by, opinion=opinion, to=to, readers=limited(readers, opinion)
        )

    @property
    def why_no_instruction_of_readers(self) -> str:
        """Why a leader before whom it lies to be read cannot instruct on it; empty if they may."""
        if self.stage in (Stage.PROPOSED, Stage.CIRCULATING, *INSTRUCTED_LATER, *READ_BESIDE):
            return ""
        return f"此件{STAGE_WORDS[self.stage]}，不能批示。请把意见写在阅后意见中，再圈阅。"

    def instruct(
        self,
        *,
        by: str,
        words: str,
        at: datetime,
        readers: Sequence[str] = (),
        circle: bool = False,
        transcription: Transcription | None = None,
        leader: str = "",
        track: Track = Track.HANDLING,
        supersedes: bool = False,
        reading: Collection[str] = (),
    ) -> None:
        """批示: a leader's words, which make it a 办件 or a 阅件; the office assigns beside them.

        A leader may write them while reading a circulated paper, while it is handled, and after
        its completion too: then they begin another round. With `supersedes` they take the place of
        what was instructed before in this round. A mere `circle` consents to what the office
        proposed. `by` is the leader also where somebody else enters the words; `leader` names them
        where somebody acts for them (代理). `reading`: before whom it lies to be read; what one
        of them says while it is before another leader to instruct takes it from nobody.
        """
        whose = leader or by
        read_beside = READ_BESIDE if whose in reading else ()
        at_its_place = (Stage.PROPOSED, Stage.CIRCULATING, *INSTRUCTED_LATER)
        self._must_be_at(*at_its_place, *read_beside, doing="批示")
        if not words.strip():
            self._must_do_without_words(circle=circle)
        if supersedes and not self.instructors:
            raise Refused("此件还没有批示，没有可以代替的。请去掉“以本批示为准”再批示。")
        if track is Track.READING and self.stage in (Stage.ASSIGNED, Stage.HANDLED):
            raise Refused("此件已经分办，不能转为阅件。不需要再办的，请批示办公室收回后办结。")
        beside = self._has_its_own_way_still(whose)
        if track is Track.READING and beside:
            raise Refused("此件还要初审或者正由其他领导批示，不能就此转为阅件。请作为办件批示。")
        if transcription is not None:
            self._must_be_before(by, reading)
            self._must_be_dated_rightly(transcription, leader=by, at=at)
        self._instructed(
            timestamp=at,
            by=by,
            words=words,
            readers=limited(readers, words),
            transcribed=transcription.to_json() if transcription else None,
            leader=whose,
            track=str(track),
            supersedes=supersedes,
            round=self.round + (self.stage is Stage.COMPLETED),
            later=self.stage in INSTRUCTED_LATER,
            at_work=self.stage is Stage.ASSIGNED,
            beside=beside,
            begins_round=self.stage is Stage.COMPLETED,
            no_longer_shown=self.not_yet_seen if self.stage is Stage.COMPLETED else [],
        )

    def circulate(self, *, by: str, to: Sequence[str], circulation: str, at: datetime) -> None:
        """传阅: to these people; the circulation is a stream of its own."""
        self._must_be_at(Stage.SCREENED, doing="传阅")
        if self.track is not Track.READING:
            raise Refused("办件要有办理结果，不能只作传阅。请报送拟办或直接分办。")
        if not to:
            raise Refused("请至少选择一位传阅人。")
        self._circulated(timestamp=at, by=by, to=list(dict.fromkeys(to)), circulation=circulation)

    def be_read_by_all(self, *, by: str, circulation: str, at: datetime) -> None:
        """传阅完毕: back to the clerk. Of what has become a 办件 meanwhile it moves nothing."""
        if self.stage is Stage.CIRCULATING and circulation == self.circulation:
            self._read_by_all(timestamp=at, by=by, circulation=circulation)

    def be_withdrawn_from_readers(self, *, by: str, circulation: str, at: datetime) -> None:
        """收回传阅: it waits to be circulated again, or for something else."""
        if self.stage is Stage.CIRCULATING and circulation == self.circulation:
            self._circulation_withdrawn(timestamp=at, by=by, circulation=circulation)

    def _must_do_without_words(self, *, circle: bool) -> None:
        if not circle or self.stage is not Stage.PROPOSED:
            raise Refused("请写下批示内容；如只需阅知，请用“圈阅”。")
        if self.capsule.facts["type"] == "请示":
            raise Refused(
                "来文是“请示”，有具体请示事项，批示人应当签署明确意见，不能只圈阅"
                "（审批公文的通行规则）。请写下意见，例如“同意”。"
            )

    def _has_its_own_way_still(self, whose: str) -> bool:
        """Whether it lies before another leader, or is not screened yet: that goes on."""
        if self.stage is Stage.PROPOSED:
            return self.holder.person != whose
        return self.stage is Stage.REGISTERED

    def _must_be_dated_rightly(
        self, transcription: Transcription, *, leader: str, at: datetime
    ) -> None:
        """Not before it lay before the leader; where nobody laid it there, or it came on paper
        and was entered later, not before it came."""
        laid = self.stage is Stage.CIRCULATING or self.holder.person == leader
        if laid and self.reached_at is not None and self.route is Route.EXCHANGE:
            transcription.check(reached=self.reached_at, now=at)
            return
        came = start_of(date.fromisoformat(self.arrived_on)) if self.arrived_on else None
        transcription.check(reached=came or self.created_on, now=at, how="才收到")

    def _must_be_before(self, leader: str, reading: Collection[str]) -> None:
        """A decision is entered only for whom the paper reached and who has not acted yet."""
        reached = self.holder.person == leader or leader in reading
        if not reached and self.stage not in INSTRUCTED_LATER:
            raise Refused(
                "此件现在不在这位领导手中，不能代录其批示。请核对领导姓名和此件的办理进度。"
            )
