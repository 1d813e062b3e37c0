"""The base of every room's application: one journal, one commit, one way to act.

A room's public command makes ready what takes long, then has `perform` carry out a function
once, under the journal's lock:

    def release(self, act, document, *, seen):
        def decide():
            it = self.open(Document, document, act=act, permission=RELEASE, seen=seen)
            it.release(by=act.person, at=self.clock.now())
            self.save(it)

        self.perform(act, name=RELEASE, given={"document": document, "seen": seen}, decide=decide)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application, ProcessingEvent
from eventsourcing.persistence import ApplicationRecorder, Mapper, Recording
from sqlalchemy import Connection

from office.kernel.act import Act
from office.kernel.condensing import condense
from office.kernel.entity import Entity, Event
from office.kernel.mapping import EventMapper
from office.kernel.node import Node
from office.kernel.refusals import NOT_HERE, Conflict, Missing
from office.kernel.registers import Entry, Operation, execute, operations_of
from office.kernel.store import register_tables

E_ = TypeVar("E_", bound=Entity)
Answer = TypeVar("Answer")

MANY = 200
"""Register operations in one save above which condensing them first is quicker than one by one."""


class Room(Application[UUID]):
    """A room's application over the node's one store and recorder."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.clock = node.clock
        super().__init__()

    def construct_recorder(self) -> ApplicationRecorder:
        return self.node.recorder

    def construct_mapper(self) -> Mapper[UUID]:
        return EventMapper()

    def perform(
        self, act: Act, *, name: str, given: Mapping[str, Any], decide: Callable[[], Answer]
    ) -> Answer:
        """Carry out a command once (see `Commands.run`). The answer is a JSON value."""
        return self.node.commands.run(act, name=name, given=given, decide=decide)

    def guard_ahead(self, act: Act, permission: str, subject: Entity | Act) -> None:
        """Refuse before what takes long is made ready.

        Not a command that was carried out already, for which `perform` gives its answer again:
        what it changed may be why it could not be done now.
        """
        if not self.node.commands.answered(act):
            self.node.guard(act, permission, subject)

    def open(
        self,
        kind: type[E_],
        id: UUID,
        *,
        act: Act,
        permission: str,
        seen: int | None = None,
        binds: bool = False,
    ) -> E_:
        """The aggregate, if there is one, this act may do this to it, and it is as was seen.

        `seen` is the version on the page where the person decided; an older one is `Conflict`.
        Where the act `binds` (it consents to what was seen) that conflict names no newer version:
        nobody may consent to it from a page that does not show it.
        """
        subject = self.load(kind, id)
        self.node.guard(act, permission, subject)
        if seen is not None and not subject.version_to_see <= seen <= subject.version:
            raise Conflict(
                "您打开这个页面之后，此件又有了新的办理情况，您的操作没有生效。"
                "请先看最新情况，再决定是否继续；您填写的内容已保留。",
                seen=None if binds else subject.version,
            )
        return subject

    def load(self, kind: type[E_], id: UUID) -> E_:
        """The aggregate from its events; `Missing` if there is none of this kind."""
        try:
            subject: object = self.repository.get(id)
        except AggregateNotFoundError as error:
            raise Missing(NOT_HERE) from error
        if not isinstance(subject, kind):
            raise Missing(NOT_HERE)
        return subject

    def exists(self, id: UUID) -> bool:
        """Whether the stream has any event."""
        return bool(self.recorder.select_events(id, limit=1))

    def _record(self, processing_event: ProcessingEvent[UUID]) -> list[Recording[UUID]]:
        """Append the events and fill the registers in one commit (design D2, D3)."""
        store = self.node.store
        with store.writing() as connection:
            transaction = store.transaction
            if transaction is None or transaction.act is None:
                raise TypeError("events are saved inside an act: use Room.perform")
            act = transaction.act
            for aggregate in processing_event.aggregates.values():
                owner = cast("Entity", aggregate).agency
                if owner != act.agency:
                    raise TypeError(f"an act of {act.agency} on a stream of {owner} (design D1)")
            for event in processing_event.events:
                cast("Event", event).acted_by(post=act.post, behalf=act.behalf)
                if act.ink and cast("Event", event).takes_ink:
                    cast("Event", event).written_with(act.ink)
                    transaction.ink_taken = True
            recordings = super()._record(processing_event)
            self._fill_registers(connection, recordings, act)
            if self.node.bell.ring not in transaction.after_commit:
                transaction.after_commit.append(self.node.bell.ring)
            return recordings

    def _fill_registers(
        self, connection: Connection, recordings: list[Recording[UUID]], act: Act
    ) -> None:
        operations: list[Operation] = []
        for recording in recordings:
            entry = Entry(id=recording.notification.id, agency=act.agency, command=act.command)
            event = cast("Event", recording.domain_event)
            operations.extend(operations_of(self.node.registers, event, entry))
        if len(operations) > MANY:
            condense(connection, operations, register_tables.tables)
            return
        for operation in operations:
            execute(connection, operation)
