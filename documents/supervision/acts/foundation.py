"""What every act on a supervised matter stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from documents.assignments.application import Assignments
from documents.consignments.application import Consignments
from documents.handling.party import Party
from documents.numbering.application import Numbering
from documents.permissions import Permission
from documents.printer import Printer
from documents.supervision.ports import Offices
from documents.supervision.registers import supervision_marks, supervisions
from documents.supervision.rules import SupervisionRules
from documents.supervision.said import Said
from documents.supervision.share import Share, agency_of
from documents.supervision.supervision import Supervision
from documents.supervision.travelling import note_capsule
from office.calendar import WorkingDays
from office.directory.entries import AgencyEntry
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room


class Foundation(Room):
    """The one way an act on a matter goes, and what acts of several kinds ask."""

    def __init__(  # what a room stands on, named once
        self,
        node: Node,
        *,
        numbering: Numbering,
        consignments: Consignments,
        assignments: Assignments,
        offices: Offices,
        printer: Printer,
        calendar: WorkingDays,
        rules: SupervisionRules,
    ) -> None:
        super().__init__(node)
        self.numbering = numbering
        self.consignments = consignments
        self.assignments = assignments
        self.offices = offices
        self.printer = printer
        self.calendar = calendar
        self.rules = rules

    def name_of(self, agency: str, party: str) -> str:
        """A party as people call it today; empty where there is none."""
        if code := agency_of(party):
            found = self.offices.agency_on(code, office_day(self.clock.now()))
            return found.name if found else ""
        own = Party.of(party)
        return self.assignments.name_of(agency, own) if own else ""

    def ink_of(self, it: Supervision) -> bytes | None:
        """What the leader wrote by hand on the paper that the matter comes from."""
        digest = it.source.get("ink", "")
        return self.node.content.get(it.agency, digest) if digest else None

    def opened_from(self, room: str, id: UUID) -> list[Row[Any]]:
        """The matters that were opened from this paper."""
        query = select(supervisions).where(
            supervisions.c.source == str(id), supervisions.c.source_room == room
        )
        with self.node.store.reading() as connection:
            return list(connection.execute(query.order_by(supervisions.c.opened_on)))

    def _act(  # one line of each act stands here
        self,
        act: Act,
        supervision: UUID,
        permission: Permission.Supervision,
        change: Callable[[Supervision], None],
        *,
        seen: int | None,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            it = self.open(Supervision, supervision, act=act, permission=permission, seen=seen)
            change(it)
            self.save(it)

        given = {"supervision": supervision, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)

    def _tell_share(
        self,
        act: Act,
        it: Supervision,
        share: Share,
        said: Said,
        *,
        words: str,
        until: str = "",
    ) -> None:
        """Another agency is told by a consignment; our units see it on their shares."""
        if share.agency:
            under, capsule = note_capsule(
                it, share, said, sender=self._sender(act), words=words, until=until
            )
            self.consignments.dispatch(act, document=under, capsules=[capsule])

    def _end_all(
        self, act: Act, it: Supervision, shares: Sequence[Share], said: Said, *, words: str
    ) -> None:
        self.assignments.withdraw_all(act, it.id, reason=words)
        for each in shares:
            self._tell_share(act, it, each, said, words=words)

    def _late_of(self, id: UUID, party: str) -> int:
        """How late the party's newest report was."""
        marks = supervision_marks
        query = (
            select(marks.c.days)
            .where(marks.c.subject == id, marks.c.party == party)
            .where(marks.c.reason.in_(("late", "on_time")))
            .order_by(marks.c.version.desc())
            .limit(1)
        )
        with self.node.store.reading() as connection:
            days: Iterable[int] = connection.execute(query).scalars()
            return next(iter(days), 0)

    def _sender(self, act: Act) -> AgencyEntry:
        sender = self.offices.agency_on(act.agency, office_day(self.clock.now()))
        if sender is None:
            raise Refused("通讯录中没有本机关，不能交办。请系统管理员核对通讯录后再办。")
        return sender
