"""The room of assignments: what units have to do, and every act on it.

Rooms give things to units in their own commits (`open_for`, `withdraw_all`); they are told what
came of it in the commit of whoever reported it (`Giver`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from documents.assignments.acts.reporting import Reports
from documents.assignments.assignment import Assignment
from documents.assignments.ports import Giver, Overseer, Units
from documents.assignments.senders_limit import must_keep_senders_day
from documents.assignments.stages import AT_WORK, Asked, Means, Stage
from documents.handling.giving import Giving
from documents.permissions import Permission
from office.calendar import WorkingDays
from office.classification import Ceiling
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.entered_days import must_be_near, must_be_to_come
from office.kernel.node import Node
from office.kernel.refusals import Refused

P = Permission.Assignment
REFUSABLE_FOR = 1
"""Working days after the day on which it was given, where the site says nothing."""


class Assignments(Reports):
    """承办. Commands carry the same names as the aggregate's."""

    def __init__(
        self,
        node: Node,
        *,
        units: Units,
        calendar: WorkingDays,
        ceiling: Ceiling,
        refusable_days: int = REFUSABLE_FOR,
    ) -> None:
        super().__init__(node, units=units, ceiling=ceiling)
        self.calendar = calendar
        self.refusable_days = refusable_days
        self._overseers: dict[str, Overseer] = {}

    def serve(self, room: str, giver: Giver, *, overseer: Overseer | None = None) -> None:
        """The papers of this room (its route) are given to units from now on."""
        self._givers[room] = giver
        if overseer is not None:
            self._overseers[room] = overseer

    def open_for(
        self,
        act: Act,
        *,
        room: str,
        paper: UUID,
        about: Mapping[str, Any],
        round: int,
        party: str,
        host: bool,
        deadline: str,
        note: str,
        readers: Sequence[str] = (),
    ) -> Assignment:
        """分办 to one party, as a part of the caller's act.

        `deadline`: a day (ISO) or empty; to come (`must_be_to_come`) only where it was entered.
        """
        given_to = self._party(act.agency, party)
        today = office_day(self.clock.now())
        if any(each.party == party for each in self.at_work_on(paper, round=round)):
            raise Refused(f"此件已经分给{self.name_of(act.agency, given_to)}办理，不用再分。")
        it = Assignment.open(
            id=self._next_id(paper, round=round, party=given_to),
            agency=act.agency,
            room=room,
            paper=paper,
            about=dict(about),
            round=round,
            party=given_to,
            host=host,
            deadline=deadline,
            refusable_until=self.calendar.after(today, self.refusable_days).day.isoformat(),
            by=act.person,
            note=note,
            at=self.clock.now(),
            readers=readers,
        )
        self.save(it)
        return it

    def withdraw_all(self, act: Act, paper: UUID, *, reason: str) -> list[Assignment]:
        """收回 whatever is at work on the paper, as a part of the caller's act."""
        found = [self.load(Assignment, row.subject) for row in self.at_work_on(paper)]
        for it in found:
            it.withdraw(by=act.person, reason=reason, at=self.clock.now())
            self.save(it)
        return found

    def tell_of_instruction(self, act: Act, paper: UUID) -> None:
        """A further instruction is before all who handle the paper, in the caller's act."""
        for row in self.at_work_on(paper):
            it = self.load(Assignment, row.subject)
            it.be_instructed(by=act.person, at=self.clock.now())
            self.save(it)

    def take_up(self, act: Act, assignment: UUID, *, seen: int) -> None:
        """领办."""

        def change(it: Assignment) -> None:
            it.take_up(by=act.person, whose=act.principal, at=self.clock.now())

        self._act(act, assignment, P.TAKE_UP, change, seen=seen, given={})

    def give(self, act: Act, assignment: UUID, *, to: str, note: str, seen: int) -> None:
        """二次分办, to somebody of the unit."""

        def change(it: Assignment) -> None:
            if to not in self.members(it):
                raise Refused("二次分办只能交给本单位的人。请在名单中选择承办人。")
            it.give(by=act.person, to=to, note=note, at=self.clock.now())

        given = {"to": to, "note": note}
        self._act(act, assignment, P.GIVE, change, seen=seen, given=given)

    def refuse(self, act: Act, assignment: UUID, *, reason: str, seen: int) -> None:
        """退回改派; whoever gave it finds another party."""

        def change(it: Assignment) -> None:
            it.refuse(by=act.person, reason=reason, at=self.clock.now())

        self._act(
            act,
            assignment,
            P.REFUSE,
            change,
            seen=seen,
            given={"reason": reason},
            told=lambda it: self._giver(it).came_back(act, it),
        )

    def ask_extension(
        self, act: Act, assignment: UUID, *, until: str, reason: str, seen: int
    ) -> None:
        """申请延期."""

        def change(it: Assignment) -> None:
            must_be_near(until, what="申请延到的日期", at=self.clock.now(), field="until")
            it.ask_extension(by=act.person, until=until, reason=reason, at=self.clock.now())

        given = {"until": until, "reason": reason}
        self._act(act, assignment, P.ASK, change, seen=seen, given=given)

    def ask_transfer(self, act: Act, assignment: UUID, *, to: str, reason: str, seen: int) -> None:
        """申请转办."""

        def change(it: Assignment) -> None:
            party = self._party(it.agency, to)
            it.ask_transfer(by=act.person, to=party, reason=reason, at=self.clock.now())

        given = {"to": to, "reason": reason}
        self._act(act, assignment, P.ASK, change, seen=seen, given=given)

    def grant(self, act: Act, assignment: UUID, *, words: str, seen: int, until: str = "") -> None:
        """同意延期（可另定日期）; 同意转办: the other party has its share in the same commit."""

        def tell(it: Assignment) -> None:
            if it.stage is not Stage.WITHDRAWN:
                self._tell_overseer(it, lambda other: other.extended(act, it, words=words))
                return
            other = self.open_for(
                act,
                room=it.room,
                paper=it.paper,
                about=it.about,
                round=it.round,
                party=to[0],
                host=it.host,
                deadline=it.deadline,
                note=words,
            )
            self._giver(it).passed_on(act, it, other)

        to: list[str] = []

        def change(it: Assignment) -> None:
            now, asked = self.clock.now(), it.request
            if asked is not None and asked.what is Asked.TRANSFER:
                to.append(asked.to)
            elif asked is not None:
                day = until or asked.until
                must_keep_senders_day(day, senders=self.senders_day(it.paper), at=now)
            must_be_near(until, what="延期到的日期", at=now, field="until")
            it.grant(by=act.person, words=words, at=now, until=until)

        given = {"words": words, "until": until}
        self._act(
            act,
            assignment,
            P.DECIDE,
            change,
            seen=seen,
            given=given,
            told=tell,
        )

    def deny(self, act: Act, assignment: UUID, *, reason: str, seen: int) -> None:
        """不同意所请."""

        def change(it: Assignment) -> None:
            it.deny(by=act.person, reason=reason, at=self.clock.now())

        given = {"reason": reason}
        self._act(act, assignment, P.DECIDE, change, seen=seen, given=given)

    def urge(self, act: Act, assignment: UUID, *, means: Means, words: str) -> None:
        """催办."""

        def change(it: Assignment) -> None:
            it.urge(by=act.person, means=means, words=words, at=self.clock.now())

        self._act(
            act,
            assignment,
            P.URGE,
            change,
            seen=None,
            given={"means": means, "words": words},
            told=lambda it: self._tell_overseer(
                it, lambda other: other.urged(act, it, means=means, words=words)
            ),
        )

    def note_urging(self, act: Act, assignment: UUID, *, means: Means, words: str) -> None:
        """催办, as a part of the act of the room that gave it."""
        it = self.load(Assignment, assignment)
        it.urge(by=act.person, means=means, words=words, at=self.clock.now())
        self.save(it)

    def urge_by_itself(self, act: Act, assignment: UUID, words: str) -> None:
        """系统催办 when time is short or over, as a part of the caller's act."""
        it = self.load(Assignment, assignment)
        if it.stage in AT_WORK:
            it.urge(by=act.person, means=Means.SYSTEM, words=words, at=self.clock.now())
            self.save(it)

    def answer_urging(self, act: Act, assignment: UUID, *, words: str) -> None:
        """答复催办."""

        def change(it: Assignment) -> None:
            it.answer_urging(by=act.person, words=words, at=self.clock.now())

        given = {"words": words}
        self._act(act, assignment, P.ANSWER, change, seen=None, given=given)

    def send_back(self, act: Act, assignment: UUID, *, reason: str) -> None:
        """退回重办, as a part of the act of the room that gave it."""
        it = self.open(Assignment, assignment, act=act, permission=P.SEND_BACK)
        it.send_back(by=act.person, reason=reason, at=self.clock.now())
        self.save(it)

    def withdraw(self, act: Act, assignment: UUID, *, reason: str, seen: int) -> None:
        """收回; a host is withdrawn only where another has been named."""

        def change(it: Assignment) -> None:
            if it.host:
                raise Refused("主办单位不能直接收回。请先另定主办单位，再收回。")
            it.withdraw(by=act.person, reason=reason, at=self.clock.now())

        self._act(
            act,
            assignment,
            P.WITHDRAW,
            change,
            seen=seen,
            given={"reason": reason},
            told=lambda it: self._tell_overseer(
                it, lambda other: other.withdrawn(act, it, reason=reason)
            ),
        )

    def change_host(self, act: Act, assignment: UUID, *, seen: int, reason: str = "") -> None:
        """变更主办: this party from now on; who was it before helps."""

        def change(it: Assignment) -> None:
            now = self.clock.now()
            for row in self.at_work_on(it.paper, round=it.round):
                other = self.load(Assignment, row.subject)
                if other.host and other.id != it.id:
                    other.become_host(by=act.person, host=False, at=now, reason=reason)
                    self.save(other)
                    helping.append(other)
            it.become_host(by=act.person, host=True, at=now, reason=reason)

        def tell(it: Assignment) -> None:
            if overseer := self._overseers.get(it.room):
                for each in (it, *helping):
                    overseer.rearranged(act, each, reason=reason)

        helping: list[Assignment] = []
        self._act(
            act, assignment, P.ARRANGE, change, seen=seen, given={"reason": reason}, told=tell
        )

    def set_deadline(
        self, act: Act, assignment: UUID, *, deadline: str, seen: int, reason: str = ""
    ) -> None:
        """调整时限."""

        def change(it: Assignment) -> None:
            now = self.clock.now()
            must_be_to_come(deadline, what="办理时限", at=now, field="until")
            if deadline > it.deadline:
                must_keep_senders_day(deadline, senders=self.senders_day(it.paper), at=now)
            it.set_deadline(by=act.person, deadline=deadline, at=now, reason=reason)

        self._act(
            act,
            assignment,
            P.ARRANGE,
            change,
            seen=seen,
            given={"deadline": deadline, "reason": reason},
            told=lambda it: self._tell_overseer(
                it, lambda other: other.rearranged(act, it, reason=reason)
            ),
        )

    def hand_over(self, act: Act, assignment: UUID, /, *, giver: str, taker: str) -> None:
        """移交, as part of handing over a whole desk (`office.desk.handing`)."""

        def decide() -> None:
            it = self.load(Assignment, assignment)
            self.node.guard(act, P.HAND_OVER, Giving(it, giver))
            it.hand_over(by=act.person, giver=giver, taker=taker, at=self.clock.now())
            self.save(it)

        given = {"assignment": assignment, "giver": giver, "taker": taker}
        self.perform(act, name=P.HAND_OVER, given=given, decide=decide)

    def _tell_overseer(self, it: Assignment, tell: Callable[[Overseer], None]) -> None:
        overseer = self._overseers.get(it.room)
        if overseer is not None:
            tell(overseer)
