"""The room of 复文: from a paper to the draft that answers it, and who has answered whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, select

from documents.consignments.registers import consignments
from documents.incoming.incoming import Incoming
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.particulars import Particulars
from documents.outgoing.ports import OrganDirectory
from documents.permissions import Permission
from documents.replying.registers import replied, replies
from documents.replying.text import reply_to
from office.directory.entries import IssuingIdentityEntry
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room


class Replies(Room):
    """The draft stands in the outgoing room, the paper in the incoming one."""

    def __init__(self, node: Node, *, directory: OrganDirectory, documents: Documents) -> None:
        super().__init__(node)
        self.directory = directory
        self.documents = documents

    def begin(self, act: Act, incoming: UUID, *, identity: str) -> UUID:
        """拟复: a 批复 or 复函 that cites the paper; gives the draft's id."""
        it = self.load(Incoming, incoming)
        self.guard_ahead(act, Permission.Incoming.ANSWER, it)
        entry = self._identity(act, identity)
        manuscript = reply_to(it.capsule, identity=entry)
        stated = Particulars(
            necessity=f"答复{it.capsule.sender_name}《{it.capsule.facts['title']}》",
            answers=it.capsule.consignment,
        )

        def decide() -> str:
            it = self.open(Incoming, incoming, act=act, permission=Permission.Incoming.ANSWER)
            document = self.documents.draft(
                act, identity=identity, manuscript=manuscript, particulars=stated.to_json()
            )
            it.begin_answer(by=act.person, document=str(document), at=self.clock.now())
            self.save(it)
            return str(document)

        given = {"incoming": incoming, "identity": identity}
        return UUID(self.perform(act, name="begin a reply", given=given, decide=decide))

    def note_dispatched(self, act: Act, document: Document) -> None:
        """The paper that it answers says so, in the commit of the dispatch."""
        row = self._row(replies, replies.c.subject == document.id)
        if row is None:
            return
        it = self.load(Incoming, row.incoming)
        it.be_answered(
            by=act.person,
            document=str(document.id),
            number=document.number,
            at=self.clock.now(),
        )
        if it.pending_events:
            self.save(it)

    def answered_by(self, document: UUID) -> UUID | None:
        """The paper that this document of ours answers."""
        row = self._row(replies, replies.c.subject == document)
        return row.incoming if row else None

    def answer_to(self, incoming: UUID) -> UUID | None:
        """The document of ours that this paper answers."""
        row = self._row(replied, replied.c.subject == incoming)
        if row is None:
            return None
        sent = self._row(
            consignments,
            (consignments.c.subject == row.consignment) & (consignments.c.agency == row.agency),
        )
        return sent.document if sent else None

    def answers_received(self, document: UUID) -> list[UUID]:
        """The papers that answer this document of ours."""
        query = (
            select(replied.c.subject)
            .join(consignments, consignments.c.subject == replied.c.consignment)
            .where(consignments.c.document == document, consignments.c.agency == replied.c.agency)
            .order_by(replied.c.subject)
        )
        with self.node.store.reading() as connection:
            return list(connection.execute(query).scalars())

    def _identity(self, act: Act, key: str) -> IssuingIdentityEntry:
        day = office_day(self.clock.now())
        known = self.directory.identities(act.agency, day)
        entry = next((each for each in known if each.key == key), None)
        if entry is None:
            raise Refused("本机关没有这个发文名义，请重新选择发文名义。")
        return entry

    def _row(self, table: Table, condition: Any) -> Row[Any] | None:
        with self.node.store.reading() as connection:
            return connection.execute(select(table).where(condition)).first()
