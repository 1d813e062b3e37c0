"""The incoming room: taking in what arrives, and every act on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from documents.consignments.application import Consignments
from documents.consignments.capsule import Accepted, Capsule
from documents.consignments.reporting import report_of
from documents.consignments.states import State
from documents.consignments.taking import take_once
from documents.handling.giving import Giving
from documents.handling.transcription import Transcription
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage, Track
from documents.numbering.application import Numbering
from documents.numbering.words import INCOMING
from documents.permissions import Permission
from office.directory.answers import Incumbent
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

ANSWERED_TYPES = frozenset({"请示", "函"})
"""Types whose sender is told of handling; other senders only when they asked for it."""


class People(Protocol):
    """The directory of record, as far as handling needs it."""

    def person_name(self, person: str) -> str:
        """The person's name, for receipts."""

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Who holds which post in the agency."""

    def people_with_role(
        self, agency: str, role: Role, day: date | None = None
    ) -> list[Incumbent]:
        """Who may do this in the agency, by rank."""


class Incomings(Room):
    """收文. Commands carry the same names as the aggregate's."""

    def __init__(
        self, node: Node, *, numbering: Numbering, consignments: Consignments, people: People
    ) -> None:
        super().__init__(node)
        self.numbering = numbering
        self.consignments = consignments
        self.people = people

    def take(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """送达: store the parts and the arrival; the sender is told. Twice is once.

        A new sending of what arrived before opens it again if it was refused. The same consignment
        with other content is a conflict and overwrites nothing.
        """
        id = Incoming.id_of(
            agency=capsule.addressee, sender=capsule.sender, consignment=capsule.consignment
        )

        def decide(_: Act) -> None:
            if self.exists(id):
                self._take_again(self.load(Incoming, id), capsule)
                return
            incoming = Incoming.arrive(capsule, at=self.clock.now())
            self.save(incoming)
            self._tell(incoming, State.DELIVERED)

        return take_once(self, capsule, decide, key=id, what="公文", contents=contents.values())

    def _take_again(self, it: Incoming, capsule: Capsule) -> None:
        before = it.version
        it.arrive_again(capsule, at=self.clock.now())
        if it.version == before:
            return
        self.save(it)
        self._tell(it, State.DELIVERED)
        # What was told of an earlier sending says nothing of this one: tell again how it stands.
        if it.stage is not Stage.ARRIVED:
            self._tell(it, State.SIGNED_FOR)
        if it.number:
            self._tell_if_due(it, State.REGISTERED)
        if it.stage is Stage.COMPLETED:
            self._tell_if_due(it, State.COMPLETED)

    def sign_for(self, act: Act, incoming: UUID, *, seen: int) -> None:
        """签收; the sender is told who and when."""

        def change(it: Incoming) -> None:
            it.sign_for(by=act.person, at=self.clock.now())
            self._tell(it, State.SIGNED_FOR, by=act.person)

        self._act(act, incoming, Permission.Incoming.SIGN_FOR, change, seen=seen, given={})

    def refuse(self, act: Act, incoming: UUID, *, reason: str, seen: int) -> None:
        """拒收; the sender is told why."""

        def change(it: Incoming) -> None:
            it.refuse(by=act.person, reason=reason, at=self.clock.now())
            self._tell(it, State.REFUSED, by=act.person, text=reason)

        given = {"reason": reason}
        self._act(act, incoming, Permission.Incoming.REFUSE, change, seen=seen, given=given)

    def register(self, act: Act, incoming: UUID, *, track: Track, seen: int) -> None:
        """登记: with the next register number of the year."""

        def change(it: Incoming) -> None:
            number, _ = self.numbering.take(act, word=INCOMING, subject=it.id)
            it.register(by=act.person, number=number, track=track, at=self.clock.now())
            self._tell_if_due(it, State.REGISTERED, by=act.person)

        given = {"track": track}
        self._act(act, incoming, Permission.Incoming.REGISTER, change, seen=seen, given=given)

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
    ) -> None:
        """批示; a mere `circle` consents to what the office proposed."""

        def change(it: Incoming) -> None:
            self._must_be_ours(it, readers, what="意见阅看人")
            now = self.clock.now()
            it.instruct(
                by=act.person,
                words=words,
                at=now,
                readers=readers,
                circle=circle,
                leader=act.principal,
            )

        given = {"words": words, "readers": list(readers), "circle": circle}
        self._act(act, incoming, Permission.Incoming.INSTRUCT, change, seen=seen, given=given)

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
    ) -> None:
        """代录: what a leader instructed on paper or by telephone, entered by the act's person.

        The instruction is the leader's. Its scan is kept first (`Opinions.keep_scan`).
        """

        def change(it: Incoming) -> None:
            if act.behalf not in ("", leader):
                raise Refused("秘书只代录自己所服务的领导的批示。请由文书代录，或换到相应的岗位。")
            self._must_be_leader(it, leader, doing="代录的只能是本机关领导的批示")
            self._must_be_ours(it, readers, what="意见阅看人")
            it.instruct(
                by=leader,
                words=words,
                at=self.clock.now(),
                readers=readers,
                transcription=replace(transcription, by=act.person),
            )

        given = {
            "leader": leader,
            "words": words,
            "readers": list(readers),
            "transcription": transcription.to_json(),
        }
        self._act(act, incoming, Permission.Incoming.TRANSCRIBE, change, seen=seen, given=given)

    def assign(
        self,
        act: Act,
        incoming: UUID,
        *,
        to: str,
        deadline: str,
        note: str,
        seen: int,
        readers: Sequence[str] = (),
    ) -> None:
        """分办: to the person who handles it."""

        def change(it: Incoming) -> None:
            self._must_be_ours(it, [to], what="承办人")
            self._must_be_ours(it, readers, what="意见阅看人")
            if deadline and deadline < office_day(self.clock.now()).isoformat():
                raise Refused("办理时限已经过去，请填写今天或以后的日期，或者不填。")
            it.assign(
                by=act.person,
                to=to,
                deadline=deadline,
                note=note,
                at=self.clock.now(),
                readers=readers,
            )
            self._tell_if_due(it, State.ASSIGNED, by=act.person)

        given = {"to": to, "deadline": deadline, "note": note, "readers": list(readers)}
        self._act(act, incoming, Permission.Incoming.ASSIGN, change, seen=seen, given=given)

    def circulate(self, act: Act, incoming: UUID, *, to: Sequence[str], seen: int) -> None:
        """传阅."""

        def change(it: Incoming) -> None:
            self._must_be_ours(it, to, what="传阅对象")
            it.circulate(by=act.person, to=to, at=self.clock.now())

        given = {"to": list(to)}
        self._act(act, incoming, Permission.Incoming.CIRCULATE, change, seen=seen, given=given)

    def initial(
        self, act: Act, incoming: UUID, *, opinion: str, readers: Sequence[str] = ()
    ) -> None:
        """圈阅. Readers do not wait for each other, so no version is asked for."""

        def change(it: Incoming) -> None:
            self._must_be_ours(it, readers, what="意见阅看人")
            it.initial(
                by=act.person,
                opinion=opinion,
                at=self.clock.now(),
                readers=readers,
                reader=act.principal,
            )

        given = {"opinion": opinion, "readers": list(readers)}
        self._act(act, incoming, Permission.Incoming.INITIAL, change, seen=None, given=given)

    def complete(
        self,
        act: Act,
        incoming: UUID,
        *,
        result: str,
        seen: int,
        readers: Sequence[str] = (),
    ) -> None:
        """办结. The result stays inside; the sender is told that it is done, if due."""

        def change(it: Incoming) -> None:
            self._must_be_ours(it, readers, what="意见阅看人")
            it.complete(by=act.person, result=result, at=self.clock.now(), readers=readers)
            self._tell_if_due(it, State.COMPLETED, by=act.person)

        given = {"result": result, "readers": list(readers)}
        self._act(act, incoming, Permission.Incoming.COMPLETE, change, seen=seen, given=given)

    def hand_over(self, act: Act, incoming: UUID, *, giver: str, taker: str) -> str:
        """移交, as part of handing over a whole desk (`office.desk.handing`)."""

        def decide() -> str:
            permission = Permission.Incoming.HAND_OVER
            it = self.load(Incoming, incoming)
            self.node.guard(act, permission, Giving(it, giver))
            what = it.hand_over(by=act.person, giver=giver, taker=taker, at=self.clock.now())
            self.save(it)
            return what

        given = {"incoming": incoming, "giver": giver, "taker": taker}
        return self.perform(act, name=Permission.Incoming.HAND_OVER, given=given, decide=decide)

    def _act(  # one line of each act stands here
        self,
        act: Act,
        incoming: UUID,
        permission: Permission.Incoming,
        change: Callable[[Incoming], None],
        *,
        seen: int | None,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            it = self.open(Incoming, incoming, act=act, permission=permission, seen=seen)
            change(it)
            self.save(it)

        given = {"incoming": incoming, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)

    def _must_be_ours(self, it: Incoming, people: Sequence[str], *, what: str) -> None:
        ours = {str(each.person.id) for each in self.people.posts_on(it.agency)}
        if not set(people) <= ours:
            raise Refused(f"请在本机关人员中选择{what}。")

    def _must_be_leader(
        self, it: Incoming, person: str, *, doing: str = "拟办须报送本机关领导批示"
    ) -> None:
        leaders = self.people.people_with_role(it.agency, Role.LEADER)
        if person not in {str(each.person.id) for each in leaders}:
            raise Refused(
                f"{doing}，所选的人没有批示职责。"
                "请改送领导；交承办人办理的，请用“直接分办”或“分办”。"
            )

    def _tell_if_due(self, it: Incoming, state: State, *, by: str = "") -> None:
        facts = it.capsule.facts
        if facts.get("answer_due") or facts["type"] in ANSWERED_TYPES:
            self._tell(it, state, by=by)

    def _tell(self, it: Incoming, state: State, *, by: str = "", text: str = "") -> None:
        """Queue a receipt. Opinions, instructions and results are never in it."""
        person = self.people.person_name(by) if by else ""
        at = self.clock.now()
        self.consignments.tell(report_of(it, state, at=at, person=person, text=text))
