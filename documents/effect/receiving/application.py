"""Notices of effect (效力变更通知) arrive at the paper they are about, and are confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from documents.assignments.application import Assignments
from documents.circulation.application import Circulations
from documents.consignments.application import Consignments
from documents.consignments.capsule import Accepted, Capsule, NotTaken, Report
from documents.consignments.states import Code, State
from documents.consignments.taking import take_once
from documents.effect.receiving.heard_effect import HeardEffect
from documents.incoming.incoming import Incoming
from documents.incoming.ports import People
from documents.permissions import Permission
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room


class EffectNotices(Room):
    """The receiver's side. A notice is no paper of its own: it stands on the one it is about."""

    def __init__(
        self,
        node: Node,
        *,
        consignments: Consignments,
        assignments: Assignments,
        circulations: Circulations,
        people: People,
    ) -> None:
        super().__init__(node)
        self.consignments = consignments
        self.assignments = assignments
        self.circulations = circulations
        self.people = people

    def of(self, incoming: UUID) -> HeardEffect | None:
        """What was heard of the paper's effect, if anything was."""
        id = HeardEffect.id_of(incoming)
        return self.load(HeardEffect, id) if self.exists(id) else None

    def annulled(self, incoming: UUID) -> bool:
        """Whether its sender has annulled the paper: then it may be completed at any step."""
        heard = self.of(incoming)
        return heard is not None and heard.annulled

    def as_known(self, incoming: UUID, version: int) -> HeardEffect | None:
        """The same as it was after so many events."""
        id = HeardEffect.id_of(incoming)
        return self.repository.get(id, version=version) if version else None

    def take(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """送达: note it on the paper; the sender is told. Twice is once.

        A notice that overtook its document waits at the sender's until that has arrived.
        """
        subject = Incoming.id_of(
            agency=capsule.addressee,
            sender=capsule.sender,
            consignment=str(capsule.facts["of"]),
        )
        if not self.exists(subject):
            raise NotTaken(Code.BUSY, "通知所指的公文还没有送达，将自动重试。")

        def decide(_: Act) -> None:
            paper = self.load(Incoming, subject)
            now = self.clock.now()
            it = self.of(subject)
            if it is None:
                it = HeardEffect.begin_for(agency=paper.agency, incoming=subject, at=now)
            it.hear(capsule, readers=self._who_had(paper), at=now)
            self.save(it)
            self._tell(capsule, State.DELIVERED)

        key = uuid5(subject, capsule.consignment)
        return take_once(self, capsule, decide, key=key, what="效力变更通知")

    def note_effect(self, act: Act, incoming: UUID) -> None:
        """阅知. The first one to take note confirms it to the sender."""

        def decide() -> None:
            permission = Permission.HeardEffect.NOTE
            self.open(Incoming, incoming, act=act, permission=permission)
            it = self.of(incoming)
            if it is None:
                raise Refused("来文机关没有告知此件的效力变更，不用阅知。")
            reader = act.principal
            clerk = reader in self._clerks(it.agency)
            now = self.clock.now()
            for notice in it.note(by=act.person, reader=reader, clerk=clerk, at=now):
                self._tell(notice, State.SIGNED_FOR, by=act.person)
            self.save(it)

        given = {"incoming": incoming}
        self.perform(act, name=Permission.HeardEffect.NOTE, given=given, decide=decide)

    def _who_had(self, it: Incoming) -> list[str]:
        """Everybody who acted on the paper, got it or read it, but for the clerks."""
        history: Iterable[Any] = self.events.get(it.id)
        acted = [each.by for each in history if getattr(each, "by", "")]
        handlers = [row.handler for row in self.assignments.on_paper(it.id) if row.handler]
        readers = self.circulations.readers_of(it.id)
        people = dict.fromkeys([*acted, *readers, *handlers, it.holder.person])
        here = {str(each.person.id) for each in self.people.posts_on(it.agency)}
        clerks = self._clerks(it.agency)
        return [each for each in people if each in here and each not in clerks]

    def _clerks(self, agency: str) -> set[str]:
        found = self.people.people_with_role(agency, Role.CLERK)
        return {str(each.person.id) for each in found}

    def _tell(self, notice: Capsule, state: State, *, by: str = "") -> None:
        self.consignments.tell(
            Report(
                id=str(uuid5(UUID(notice.consignment), f"{state}:{notice.sending}")),
                consignment=notice.consignment,
                digest=notice.digest,
                sender=notice.sender,
                addressee=notice.addressee,
                state=state,
                at=self.clock.now(),
                person=self.people.person_name(by) if by else "",
                sending=notice.sending,
            )
        )
