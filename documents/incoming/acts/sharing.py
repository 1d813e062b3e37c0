"""分办, and what comes back from those who handle it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from documents.assignments.assignment import Assignment
from documents.consignments.states import State
from documents.incoming.acts.foundation import Foundation
from documents.incoming.incoming import Incoming
from documents.incoming.registers import ROOM
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.entered_days import must_be_to_come
from office.kernel.refusals import Refused


class SharingActs(Foundation):
    """Commands carry the same names as the aggregate's; the room is a `Giver` of assignments."""

    def assign(
        self,
        act: Act,
        incoming: UUID,
        *,
        host: str,
        deadline: str,
        note: str,
        seen: int,
        helpers: Sequence[str] = (),
        readers: Sequence[str] = (),
    ) -> None:
        """分办. Parties are words (`documents.handling.party`)."""

        def change(it: Incoming) -> None:
            self._must_be_ours(it, readers, what="意见阅看人")
            must_be_to_come(deadline, what="办理时限", at=self.clock.now(), field="deadline")
            it.assign(
                by=act.person,
                host=host,
                helpers=helpers,
                deadline=deadline,
                note=note,
                at=self.clock.now(),
                readers=readers,
            )
            for party in dict.fromkeys((host, *helpers)):
                self._give(
                    act,
                    it,
                    party=party,
                    host=party == host,
                    deadline=deadline,
                    note=note,
                    readers=readers,
                )
            self._tell_if_due(it, State.ASSIGNED, by=act.person)

        given = {
            "host": host,
            "helpers": list(helpers),
            "deadline": deadline,
            "note": note,
            "readers": list(readers),
        }
        self._act(act, incoming, Permission.Incoming.ASSIGN, change, seen=seen, given=given)

    def add_helpers(
        self, act: Act, incoming: UUID, *, helpers: Sequence[str], note: str, seen: int
    ) -> None:
        """加派协办."""

        def change(it: Incoming) -> None:
            it.add_helpers(by=act.person, helpers=helpers, note=note, at=self.clock.now())
            # What is late already is not the fault of whoever comes to help.
            late = it.deadline < office_day(self.clock.now()).isoformat()
            deadline = "" if late else it.deadline
            for party in dict.fromkeys(helpers):
                self._give(
                    act, it, party=party, host=False, deadline=deadline, note=note, readers=()
                )

        given = {"helpers": list(helpers), "note": note}
        self._act(act, incoming, Permission.Incoming.REASSIGN, change, seen=seen, given=given)

    def heed(self, act: Act, incoming: UUID, *, words: str, seen: int) -> None:
        """已布置."""

        def change(it: Incoming) -> None:
            it.heed(by=act.person, words=words, at=self.clock.now())

        given = {"words": words}
        self._act(act, incoming, Permission.Incoming.REASSIGN, change, seen=seen, given=given)

    def send_back(self, act: Act, incoming: UUID, *, reason: str, seen: int) -> None:
        """退回重办: the host's share is in the same hands again."""

        def change(it: Incoming) -> None:
            it.send_back(by=act.person, reason=reason, at=self.clock.now())
            shares = self.assignments.on_paper(it.id)
            hosts = [row for row in shares if row.host and row.round == it.round]
            if not hosts:
                raise Refused("没有找到主办单位的承办记录，不能退回重办。请重新分办。")
            self.assignments.send_back(act, hosts[-1].subject, reason=reason)

        given = {"reason": reason}
        self._act(act, incoming, Permission.Incoming.COMPLETE, change, seen=seen, given=given)

    def handled(self, act: Act, it: Assignment) -> None:
        """The host's result goes to the office; a helper's stays with the host."""
        if not it.host:
            return
        paper = self.load(Incoming, it.paper)
        paper.be_handled(
            by=act.person, assignment=str(it.id), result=it.result, at=self.clock.now()
        )
        self._save_changed(paper)

    def came_back(self, act: Act, it: Assignment) -> None:
        """退回改派."""
        paper = self.load(Incoming, it.paper)
        paper.be_handed_back(
            by=act.person,
            party=it.party.word,
            host=it.host,
            reason=it.refusal,
            at=self.clock.now(),
        )
        self._save_changed(paper)

    def passed_on(self, act: Act, it: Assignment, to: Assignment) -> None:
        """转办."""
        paper = self.load(Incoming, it.paper)
        paper.be_passed_on(
            by=act.person,
            party=it.party.word,
            to=to.party.word,
            host=it.host,
            at=self.clock.now(),
        )
        self._save_changed(paper)

    def follow_host(self, act: Act, it: Assignment) -> None:
        """The paper is due when its host's share is, be it extended, or another's now."""
        if it.host:
            paper = self.load(Incoming, it.paper)
            paper.be_rescheduled(by=act.person, deadline=it.deadline, at=self.clock.now())
            self._save_changed(paper)

    def _give(self, act: Act, it: Incoming, **facts: Any) -> None:
        self.assignments.open_for(
            act, room=ROOM, paper=it.id, about=it.about, round=it.round, **facts
        )
