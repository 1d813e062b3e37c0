"""The one way content leaves the office: two persons, a reason, and the chain stays (D7).

For appraisal and for a secret typed on the wrong network. The events' `state` is emptied, the
content objects nobody else needs are deleted and the register rows go, all in one act; digest
and chain stay, so `office verify` still passes and names the act.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from eventsourcing.domain import event
from eventsourcing.persistence import StoredEvent
from sqlalchemy import Column, Connection, String, Table, select, text

from office.kernel.act import Act
from office.kernel.entity import Created, Entity
from office.kernel.journal import journal
from office.kernel.mapping import EventMapper
from office.kernel.protection import journal_permit
from office.kernel.references import references
from office.kernel.refusals import Missing, Refused
from office.kernel.room import Room
from office.kernel.store import Store, register_tables, state_tables

PROPOSE = "destruction.propose"
APPROVE = "destruction.approve"
CARRIED_OUT = "kernel.Destruction.CarriedOut"

awaiting = Table(
    "state_awaiting_deletion",
    state_tables,
    Column("agency", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
)
"""Files of destroyed records that may still be there. The line goes with the file: whoever reads
a digest can try whether a text that they guess is what was destroyed."""


class Destruction(Entity):
    """销毁: proposed by one person with the reason, approved by another, carried out at once."""

    TOPIC: ClassVar[str] = "kernel.Destruction"

    class Proposed(Created):
        TOPIC: ClassVar[str] = "kernel.Destruction.Proposed"
        by: str
        reason: str
        subjects: list[str]
        within: str
        papers: list[dict[str, Any]] = field(default_factory=list, kw_only=True)

    def __init__(
        self,
        agency: str,
        by: str,
        reason: str,
        subjects: list[str],
        within: str,
        papers: Sequence[dict[str, Any]] = (),
    ) -> None:
        self.agency = agency
        self.proposed_by = by
        self.reason = reason
        self.subjects = [UUID(subject) for subject in subjects]
        self.within = within
        self.papers = list(papers)
        self.approved_by = ""
        self.carried_out = False
        self.declined = False

    @classmethod
    def propose(
        cls,
        *,
        agency: str,
        by: str,
        reason: str,
        subjects: Iterable[UUID],
        at: datetime,
        within: str = "",
        papers: Sequence[dict[str, Any]] = (),
    ) -> Destruction:
        """Name the streams and say why. Nothing is destroyed yet.

        `within`: the paper (a route and an id) by which alone it is decided, where there is one.
        `papers`: what people may know of them by, before and after: numbers and days, no titles.
        """
        if not reason.strip():
            raise Refused(
                "销毁必须写明理由（《党政机关公文处理工作条例》第三十四条），请补充后再提出。"
            )
        return cls.begin(
            cls.Proposed,
            id=uuid4(),
            agency=agency,
            timestamp=at,
            by=by,
            reason=reason,
            subjects=[str(subject) for subject in subjects],
            within=within,
            papers=list(papers),
        )

    def carry_out(self, *, by: str, rows: list[int], files: int, at: datetime) -> None:
        """Approve by a second person. `rows` are what this act destroys, and as many `files`.

        Two events, for the second is told to whoever is shown that a record was destroyed: it
        says nothing of the papers. No digest of a file stands in either: short texts are guessed.
        """
        if by == self.proposed_by:
            raise Refused(
                "销毁须由另一人审批，提出人不能审批自己提出的销毁。请交另一位有权人员办理。"
            )
        self._must_wait()
        self._approved(timestamp=at, by=by, files=files, papers=self.papers)
        self._carried_out(timestamp=at, by=by, rows=rows)

    @event("Approved", topic="kernel.Destruction.Approved")
    def _approved(
        self, timestamp: datetime, by: str, files: int, papers: list[dict[str, Any]]
    ) -> None:
        self.approved_by = by

    @event("CarriedOut", topic=CARRIED_OUT)
    def _carried_out(self, timestamp: datetime, by: str, rows: list[int]) -> None:
        self.carried_out = True

    def decline(self, *, by: str, reason: str, at: datetime) -> None:
        """不予销毁, with the reason; nothing is destroyed by this proposal."""
        self._must_wait()
        if not reason.strip():
            raise Refused("不予销毁请写明理由。")
        self._declined(timestamp=at, by=by, reason=reason)

    @event("Declined", topic="kernel.Destruction.Declined")
    def _declined(self, timestamp: datetime, by: str, reason: str) -> None:
        self.declined = True

    def _must_wait(self) -> None:
        if self.carried_out:
            raise Refused("这次销毁已经执行过，不能重复执行。")
        if self.declined:
            raise Refused("这次销毁没有获准，不能再办理。仍须销毁的，请重新提出。")


class Destructions(Room):
    """Proposes and carries out destructions. Who may do so is the guard's to say."""

    def propose(
        self,
        act: Act,
        *,
        subjects: list[UUID],
        reason: str,
        within: str = "",
        papers: Sequence[dict[str, Any]] = (),
    ) -> str:
        """Record the proposal; gives its id."""

        def decide() -> str:
            proposal = Destruction.propose(
                agency=act.agency,
                by=act.person,
                reason=reason,
                subjects=subjects,
                at=self.clock.now(),
                within=within,
                papers=papers,
            )
            self.node.guard(act, PROPOSE, proposal)
            self._must_be_ours(act, subjects)
            self.save(proposal)
            return str(proposal.id)

        given = {"subjects": subjects, "reason": reason}
        return self.perform(act, name="propose destruction", given=given, decide=decide)

    def approve(self, act: Act, proposal: UUID, *, within: str = "") -> None:
        """Carry it out: rows, registers and content in one act."""

        def decide() -> None:
            destruction = self.open(Destruction, proposal, act=act, permission=APPROVE)
            _must_be_decided(destruction, within)
            with self.node.store.writing() as connection:
                rows = _rows_of(connection, act.agency, destruction.subjects)
                contents = _contents_of(connection, act.agency, destruction.subjects)
                destruction.carry_out(
                    by=act.person, rows=rows, files=len(contents), at=self.clock.now()
                )
                self.save(destruction)
                _await(connection, act.agency, contents)
                transaction = self.node.store.transaction
                assert transaction is not None
                _empty(connection, rows=rows, act=transaction.id)
                for forget in self.node.forgets:
                    forget(connection, destruction.subjects)
                _remove_register_rows(connection, destruction.subjects)
                # Files go last: if the commit fails, everything is still there.
                transaction.after_commit.append(lambda: self._delete(act.agency, contents))

        given = {"proposal": proposal}
        self.perform(act, name="approve destruction", given=given, decide=decide)

    def decline(self, act: Act, proposal: UUID, *, reason: str, within: str = "") -> None:
        """不予销毁."""

        def decide() -> None:
            destruction = self.open(Destruction, proposal, act=act, permission=APPROVE)
            _must_be_decided(destruction, within)
            destruction.decline(by=act.person, reason=reason, at=self.clock.now())
            self.save(destruction)

        given = {"proposal": proposal, "reason": reason}
        self.perform(act, name="decline destruction", given=given, decide=decide)

    def _must_be_ours(self, act: Act, subjects: list[UUID]) -> None:
        theirs = select(journal.c.id).where(
            journal.c.originator_id.in_(subjects), journal.c.agency != act.agency
        )
        with self.node.store.reading() as connection:
            if connection.execute(theirs.limit(1)).first() is not None:
                raise Missing("其中有的公文不属于本机关，不能由本机关销毁。请核对后重新提出。")

    def finish(self) -> int:
        """Delete content that a crash between commit and deletion left over; gives how many."""
        left = 0
        for agency, contents in _awaiting(self.node.store).items():
            unneeded = self._unneeded(agency, contents)
            left += sum(self.node.content.has(agency, digest) for digest in unneeded)
            self._delete(agency, unneeded)
            self._no_longer_await(agency, contents)
        return left

    def _unneeded(self, agency: str, digests: list[str]) -> list[str]:
        with self.node.store.reading() as connection:
            needed = set(
                connection.execute(
                    select(references.c.digest).where(
                        references.c.agency == agency, references.c.digest.in_(digests)
                    )
                ).scalars()
            )
        return [digest for digest in digests if digest not in needed]

    def _delete(self, agency: str, contents: list[str]) -> None:
        for digest in contents:
            self.node.content.destroy(agency, digest)
        self._no_longer_await(agency, contents)

    def _no_longer_await(self, agency: str, contents: list[str]) -> None:
        which = awaiting.c.digest.in_(contents)
        with self.node.store.changing_state() as connection:
            connection.execute(awaiting.delete().where(awaiting.c.agency == agency, which))


def _must_be_decided(destruction: Destruction, within: str) -> None:
    """What belongs to another paper is decided with that paper, and not beside it."""
    if destruction.within != within:
        raise Refused("这次销毁随它所在的清册审批，不能单独办理。请打开清册办理。")


def destroyed_ids(store: Store) -> set[int]:
    """The ids of all journal rows whose content a recorded act destroyed."""
    return {row for event in _carried_out(store) for row in event.rows}


def _await(connection: Connection, agency: str, contents: list[str]) -> None:
    """That these files are to go: in the act's own commit, in case their deletion is cut off."""
    which = awaiting.c.digest.in_(contents)
    connection.execute(awaiting.delete().where(awaiting.c.agency == agency, which))
    for digest in contents:
        connection.execute(awaiting.insert().values(agency=agency, digest=digest))


def _awaiting(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with store.reading() as connection:
        for agency, digest in connection.execute(select(awaiting.c.agency, awaiting.c.digest)):
            found.setdefault(agency, []).append(digest)
    return found


def _carried_out(store: Store) -> list[Any]:
    mapper = EventMapper()
    with store.reading() as connection:
        rows = connection.execute(
            select(
                journal.c.originator_id,
                journal.c.originator_version,
                journal.c.topic,
                journal.c.state,
            ).where(journal.c.topic == CARRIED_OUT)
        ).all()
    return [mapper.to_domain_event(StoredEvent(*row)) for row in rows]


def _rows_of(connection: Connection, agency: str, subjects: list[UUID]) -> list[int]:
    return list(
        connection.execute(
            select(journal.c.id)
            .where(journal.c.originator_id.in_(subjects), journal.c.agency == agency)
            .order_by(journal.c.id)
        ).scalars()
    )


def _contents_of(connection: Connection, agency: str, subjects: list[UUID]) -> list[str]:
    """Content of the agency that only these streams refer to."""
    of_agency = references.c.agency == agency
    others = select(references.c.digest).where(of_agency, references.c.subject.not_in(subjects))
    return sorted(
        connection.execute(
            select(references.c.digest)
            .where(
                of_agency,
                references.c.subject.in_(subjects),
                references.c.digest.not_in(others),
            )
            .distinct()
        ).scalars()
    )


def _empty(connection: Connection, *, rows: list[int], act: int) -> None:
    if connection.dialect.name == "postgresql":
        # The application's role may not UPDATE the journal; the owner's function may.
        connection.execute(text("select journal_empty(:rows, :act)"), {"rows": rows, "act": act})
        return
    connection.execute(journal_permit.insert().values(one=1, act=act))
    connection.execute(journal.update().where(journal.c.id.in_(rows)).values(state=b""))
    connection.execute(journal_permit.delete())


def _remove_register_rows(connection: Connection, subjects: list[UUID]) -> None:
    for table in (*register_tables.tables.values(), *state_tables.tables.values()):
        # What somebody typed beside the paper goes too: state names the paper it belongs to.
        if "subject" in table.columns:
            connection.execute(table.delete().where(table.c.subject.in_(subjects)))
