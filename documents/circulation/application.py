"""The room of circulations: every act on what goes round.

Rooms send their papers round in their own commits (`begin_for`, `withdraw_all`); they are told
what came of it in the commit of whoever read it last (`Circulated`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from documents.circulation.circulation import Circulation
from documents.circulation.orders import Order, Orders
from documents.circulation.ports import Circulated, Hours, Readership, StandIns
from documents.circulation.registers import REMINDER, circulations
from documents.circulation.stages import Mode, Stage
from documents.handling.giving import Giving
from documents.permissions import Permission
from office.directory.acting.scope import covers
from office.directory.kinds import ADMINISTRATORS
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room
from office.timers.timer import TIMER, Timer

P = Permission.Circulation


READING_ACTS = tuple(each.rpartition(".")[2] for each in (P.INITIAL, P.INSTRUCT))


class Circulations(Room):
    """传阅. Commands carry the same names as the aggregate's."""

    def __init__(
        self,
        node: Node,
        *,
        people: Readership,
        orders: Orders,
        hours: Hours,
        stand_ins: StandIns | None = None,
    ) -> None:
        super().__init__(node)
        self.stand_ins = stand_ins
        self.people = people
        self.orders = orders
        self.hours = hours
        self._rooms: dict[str, Circulated] = {}

    def serve(self, room: str, papers: Circulated) -> None:
        """The papers of this room (its route) may go round from now on."""
        self._rooms[room] = papers

    def begin(
        self,
        act: Act,
        paper: UUID,
        *,
        room: str,
        readers: Sequence[str],
        mode: Mode,
        note: str,
    ) -> str:
        """传阅 beside whatever else happens to the paper; the circulation's id as text."""

        def decide() -> str:
            papers = self._rooms.get(room)
            if papers is None:
                raise Refused("这一类公文不能传阅。请从公文页面办理。")
            kind, about = papers.circulated(act, paper, P.BEGIN)
            it = self.begin_for(
                act,
                room=room,
                paper=paper,
                kind=kind,
                about=about,
                readers=readers,
                mode=mode,
                note=note,
            )
            return str(it.id)

        given = {
            "paper": paper,
            "room": room,
            "readers": list(readers),
            "mode": mode,
            "note": note,
        }
        return self.perform(act, name=P.BEGIN, given=given, decide=decide)

    def begin_for(
        self,
        act: Act,
        *,
        room: str,
        paper: UUID,
        kind: str,
        about: Mapping[str, Any],
        readers: Sequence[str],
        mode: Mode,
        note: str = "",
    ) -> Circulation:
        """传阅, as a part of the caller's act; in the order that the site says for the `kind`."""
        self._must_be_ours(act.agency, readers)
        order = self.orders.of(agency=act.agency, kind=kind)
        it = Circulation.begin_for(
            id=self._next_id(paper),
            agency=act.agency,
            room=room,
            paper=paper,
            about={**about, "order": kind},
            mode=mode,
            readers=order.arranged(readers, self.people.posts_on(act.agency)),
            by=act.person,
            note=note,
            at=self.clock.now(),
        )
        self._save(act, it)
        return it

    def initial(
        self, act: Act, circulation: UUID, *, opinion: str, readers: Sequence[str] = ()
    ) -> None:
        """圈阅. Readers do not wait for each other, so no version is asked for. `readers`: for
        whom alone the words are."""

        def change(it: Circulation) -> None:
            self._must_be_ours(it.agency, readers)
            it.initial(
                by=act.person,
                reader=act.principal,
                opinion=opinion,
                at=self.clock.now(),
                readers=readers,
            )

        given = {"opinion": opinion, "readers": list(readers)}
        self._act(act, circulation, P.INITIAL, change, seen=None, given=given)

    def instruct(
        self, act: Act, circulation: UUID, *, words: str, readers: Sequence[str] = ()
    ) -> None:
        """批示 by a leader who was to read it: an act on the paper, which tells whoever is to act
        (and this circulation)."""

        def decide() -> None:
            it = self.open(Circulation, circulation, act=act, permission=P.INSTRUCT)
            self._rooms[it.room].instruct_while_reading(act, it, words=words, readers=readers)

        given = {"circulation": circulation, "words": words, "readers": list(readers)}
        self.perform(act, name=P.INSTRUCT, given=given, decide=decide)

    def why_no_instruction(self, it: Circulation) -> str | None:
        """Why a reader cannot instruct on its paper; None where such papers take none."""
        papers = self._rooms.get(it.room)
        return papers.why_no_instruction(it.paper) if papers else None

    def tell_of_instruction(self, act: Act, paper: UUID, *, leader: str) -> None:
        """Who instructed on the paper has read it, wherever it goes round; in the caller's act."""
        for it in self.going_on(paper):
            it.be_instructed(by=act.person, reader=leader, at=self.clock.now())
            if it.pending_events:
                self._save(act, it)

    def ask_for_reader(self, act: Act, circulation: UUID, *, reader: str, reason: str) -> None:
        """请求加阅."""

        def change(it: Circulation) -> None:
            self._must_be_ours(it.agency, [reader])
            it.ask_for_reader(by=act.person, reader=reader, reason=reason, at=self.clock.now())

        given = {"reader": reader, "reason": reason}
        self._act(act, circulation, P.ASK_FOR_READER, change, seen=None, given=given)

    def decline(self, act: Act, circulation: UUID, *, reader: str, reason: str, seen: int) -> None:
        """不加阅."""

        def change(it: Circulation) -> None:
            it.decline(by=act.person, reader=reader, reason=reason, at=self.clock.now())

        given = {"reader": reader, "reason": reason}
        self._act(act, circulation, P.CHANGE_READERS, change, seen=seen, given=given)

    def add(self, act: Act, circulation: UUID, *, readers: Sequence[str], seen: int) -> None:
        """加阅."""

        def change(it: Circulation) -> None:
            self._must_be_ours(it.agency, readers)
            it.add(by=act.person, readers=readers, at=self.clock.now())

        given = {"readers": list(readers)}
        self._act(act, circulation, P.CHANGE_READERS, change, seen=seen, given=given)

    def remove(self, act: Act, circulation: UUID, *, reader: str, reason: str, seen: int) -> None:
        """移出."""

        def change(it: Circulation) -> None:
            it.remove(by=act.person, reader=reader, reason=reason, at=self.clock.now())

        given = {"reader": reader, "reason": reason, "remove": True}
        self._act(act, circulation, P.CHANGE_READERS, change, seen=seen, given=given)

    def skip(self, act: Act, circulation: UUID, *, reader: str, reason: str, seen: int) -> None:
        """跳过."""

        def change(it: Circulation) -> None:
            it.skip(by=act.person, reader=reader, reason=reason, at=self.clock.now())

        given = {"reader": reader, "reason": reason, "skip": True}
        self._act(act, circulation, P.CHANGE_READERS, change, seen=seen, given=given)

    def reorder(self, act: Act, circulation: UUID, *, order: Sequence[str], seen: int) -> None:
        """调整顺序: all whom it has not reached, as they are to follow."""

        def change(it: Circulation) -> None:
            it.reorder(by=act.person, order=order, at=self.clock.now())

        given = {"order": list(order)}
        self._act(act, circulation, P.CHANGE_READERS, change, seen=seen, given=given)

    def remind(self, act: Act, circulation: UUID, *, readers: Sequence[str]) -> None:
        """催阅."""

        def change(it: Circulation) -> None:
            it.remind(
                by=act.person,
                readers=readers,
                at=self.clock.now(),
                remind_at=self._remind_at(it),
                deputies=self._deputies(readers),
            )

        given = {"readers": list(readers)}
        self._act(act, circulation, P.REMIND, change, seen=None, given=given)

    def remind_by_time(self, act: Act, timer: Timer) -> None:
        """催阅 as an act of the system: whoever has had it for the set time, at once."""

        def decide() -> None:
            it, now = self.load(Circulation, timer.subject), self.clock.now()
            if late := it.due(now):
                again = self._remind_at(it, times=max(it.places[e].reminded for e in late) + 1)
                told = self._deputies(late)
                it.remind(by=TIMER, readers=late, at=now, remind_at=again, deputies=told)
                self.save(it)

        self.perform(act, name=REMINDER, given={"at": timer.at}, decide=decide)

    def withdraw(self, act: Act, circulation: UUID, *, reason: str, seen: int) -> None:
        """收回; the room of the paper is told."""

        def change(it: Circulation) -> None:
            it.withdraw(by=act.person, reason=reason, at=self.clock.now())

        given = {"reason": reason}
        self._act(act, circulation, P.WITHDRAW, change, seen=seen, given=given)

    def withdraw_all(self, act: Act, paper: UUID, *, reason: str) -> None:
        """收回 whatever of the paper goes round, as a part of the caller's act; the caller knows
        what to do with its paper."""
        for it in self.going_on(paper):
            it.withdraw(by=act.person, reason=reason, at=self.clock.now())
            it.spare(by=act.person, at=self.clock.now())
            self.save(it)

    def hand_over(self, act: Act, circulation: UUID, /, *, giver: str, taker: str) -> str:
        """移交, as part of handing over a whole desk (`office.desk.handing`)."""

        def decide() -> str:
            it = self.load(Circulation, circulation)
            self.node.guard(act, P.HAND_OVER, Giving(it, giver))
            what = it.hand_over(by=act.person, giver=giver, taker=taker, at=self.clock.now())
            self._save(act, it)
            return what

        given = {"circulation": circulation, "giver": giver, "taker": taker}
        return self.perform(act, name=P.HAND_OVER, given=given, decide=decide)

    def on_paper(self, paper: UUID) -> list[Row[Any]]:
        """Every circulation of the paper, in their order."""
        return self.on_papers([paper])

    def on_papers(self, papers: Sequence[UUID]) -> list[Row[Any]]:
        """Every circulation of these papers, in their order."""
        query = (
            select(circulations)
            .where(circulations.c.paper.in_(papers))
            .order_by(circulations.c.begun_at)
        )
        with self.node.store.reading() as connection:
            return list(connection.execute(query))

    def going_on(self, paper: UUID) -> list[Circulation]:
        """Those that somebody is still to read."""
        rows = [row for row in self.on_paper(paper) if row.stage == Stage.GOING]
        return [self.load(Circulation, row.subject) for row in rows]

    def holders_of(self, paper: UUID) -> list[str]:
        """Before whom the paper lies to be read."""
        return list(dict.fromkeys(e for it in self.going_on(paper) for e in it.holders))

    def readers_of(self, paper: UUID) -> list[str]:
        """Everybody who was to read the paper."""
        found = [self.load(Circulation, row.subject) for row in self.on_paper(paper)]
        return list(dict.fromkeys(each for it in found for each in it.readers))

    def said_on(self, paper: UUID) -> list[Any]:
        """What happened in every circulation of the paper."""
        return [event for row in self.on_paper(paper) for event in self.events.get(row.subject)]

    def order_of(self, agency: str, kind: str) -> Order:
        """How papers of this kind go round in the agency."""
        return self.orders.of(agency=agency, kind=kind)

    def _deputies(self, readers: Sequence[str]) -> dict[str, list[str]]:
        """Who may read it for each today (代理); a secretary has the reader's desk before them
        anyway."""
        if self.stand_ins is None:
            return {}
        return {
            reader: [
                each.delegate
                for each in self.stand_ins.who_may_act_for(reader)
                if not each.is_secretary
                and each.delegate not in readers
                and any(covers(each.scope, act) for act in READING_ACTS)
            ]
            for reader in readers
        }

    def _must_be_ours(self, agency: str, people: Sequence[str]) -> None:
        posts = self.people.posts_on(agency)
        ours = {str(each.person.id) for each in posts if set(each.roles) - ADMINISTRATORS}
        if not set(people) <= ours:
            raise Refused("请在本机关办理公文的人员中选择。")

    def _next_id(self, paper: UUID) -> UUID:
        time = 1
        while self.exists(id := Circulation.id_of(paper=paper, time=time)):
            time += 1
        return id

    def _remind_at(self, it: Circulation, *, times: int = 0) -> str:
        order = self.orders.of(agency=it.agency, kind=it.about["order"])
        if not order.remind_after or times >= order.reminders:
            return ""
        closes = self.hours.close_after(self.clock.now(), order.remind_after)
        return self.hours.opens(closes).isoformat()

    def _save(self, act: Act, it: Circulation) -> None:
        """With what follows: who is reached next, and what the paper's room is told."""
        it.go_on(by=act.person, at=self.clock.now(), remind_at=self._remind_at(it))
        self.save(it)
        papers = self._rooms.get(it.room)
        if papers is None:
            return
        papers.changed_readers(act, it)
        if it.stage is Stage.FINISHED:
            papers.read_by_all(act, it)
        if it.stage is Stage.WITHDRAWN:
            papers.withdrawn(act, it)

    def _act(  # one line of each act stands here
        self,
        act: Act,
        circulation: UUID,
        permission: Permission.Circulation,
        change: Callable[[Circulation], None],
        *,
        seen: int | None,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            it = self.open(Circulation, circulation, act=act, permission=permission, seen=seen)
            change(it)
            self._save(act, it)

        given = {"circulation": circulation, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)
