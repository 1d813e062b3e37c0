"""Walks invented documents through real acts by the people who would do them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import select

from documents.assignments.assignment import Assignment
from documents.circulation.stages import Mode
from documents.demonstration import stated_of
from documents.demonstration.cast import PIN, Cast
from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Track, Way
from documents.manuscript import Manuscript
from documents.outgoing.document import Document
from documents.outgoing.stages import LEAST, Stage
from office.directory.entries import IssuingIdentityEntry
from office.directory.kinds import Role

KEEPING = "经核，可以保留。"
"""Why whoever reviews keeps what the rules warn of."""
PLAYED = (Role.DRAFTER, Role.CLERK, Role.REVIEWER, Role.SIGNER)
"""Whom a document needs on the plain way."""


class Player(Cast):
    """Walks a document the plain way, and has agencies handle what arrives."""

    def play(
        self,
        manuscript: Manuscript,
        *,
        until: Stage,
        addressees: Sequence[str] = (),
        answer_due: bool = False,
    ) -> UUID:
        """Draft the manuscript and bring it to the stage (`DISPATCHED` also delivers it)."""
        identity = self.identity(manuscript.issuer)
        people = {role: self._person(identity, role) for role in PLAYED}
        drafter, clerk = people[Role.DRAFTER], people[Role.CLERK]
        it = self.documents.draft(
            self.act(agency=identity.agency, person=drafter, command=f"draft:{manuscript.title}"),
            identity=identity.key,
            manuscript=manuscript,
            particulars=stated_of(
                manuscript,
                reviewer=people[Role.REVIEWER],
            ),
        )
        rooms, agency = self.documents, identity.agency
        steps: list[Callable[[], None]] = [
            lambda: rooms.submit(
                self.act(agency=agency, person=drafter, command=f"submit:{it}"),
                it,
                to=[people[Role.REVIEWER]],
                seen=self.seen(it),
            ),
            lambda: rooms.review(
                self.act(agency=agency, person=people[Role.REVIEWER], command=f"review:{it}"),
                it,
                opinion="依据充分，文种、格式无误，请审签。",
                keeping=KEEPING,
                to=[people[Role.SIGNER]],
                seen=self.seen(it),
            ),
            lambda: rooms.sign_off(
                self.act(agency=agency, person=people[Role.SIGNER], command=f"sign:{it}"),
                it,
                opinion="同意印发。",
                seen=self.seen(it),
            ),
            lambda: rooms.recheck(
                self.act(agency=agency, person=clerk, command=f"recheck:{it}"),
                it,
                opinion="",
                seen=self.seen(it),
            ),
            lambda: rooms.take_number(
                self.act(agency=agency, person=clerk, command=f"number:{it}"),
                it,
                seen=self.seen(it),
            ),
            lambda: rooms.typeset(
                self.act(agency=agency, person=clerk, command=f"typeset:{it}"),
                it,
                seen=self.seen(it),
            ),
            lambda: rooms.release(
                self.act(agency=agency, person=clerk, command=f"release:{it}"),
                it,
                seen=self.seen(it),
            ),
            lambda: rooms.dispatch(
                self.act(agency=agency, person=clerk, command=f"dispatch:{it}"),
                it,
                addressees=addressees,
                answer_due=answer_due,
                seen=self.seen(it),
            ),
        ]
        for step in steps[: LEAST.index(until)]:
            if step is steps[LEAST.index(Stage.RELEASING)]:
                self._seal(it)
            step()
        if until is Stage.DISPATCHED:
            self.deliver()
        return it

    def _seal(self, document: UUID) -> None:
        """By its keeper, where it waits for that."""
        it = self.documents.load(Document, document)
        if it.stage is Stage.SEALING:
            keeper = self.documents.seal_of(it).keeper
            act = self.act(agency=it.agency, person=keeper, command=f"seal:{document}")
            self.documents.seal(act, document, pin=PIN, seen=it.version)

    def handle(self, agency: str, title: str, *, steps: int) -> None:
        """Have an agency handle what arrived: sign for, register, propose, instruct, assign,
        report the result, complete; only the first `steps` of these."""
        it = self.arrived(agency, title)
        clerk, leader = self._holder(agency, Role.CLERK), self._holder(agency, Role.LEADER)
        handler = self._holder(agency, Role.DRAFTER)
        rooms = self.incomings
        acts: list[Callable[[], None]] = [
            lambda: rooms.sign_for(
                self.act(agency=agency, person=clerk, command=f"sign:{it}"),
                it,
                seen=self._version(it),
            ),
            lambda: rooms.register(
                self.act(agency=agency, person=clerk, command=f"register:{it}"),
                it,
                track=Track.HANDLING,
                checks=tuple(CHECKS) if steps > 2 else (),
                seen=self._version(it),
            ),
            lambda: rooms.propose(
                self.act(agency=agency, person=clerk, command=f"propose:{it}"),
                it,
                opinion="拟请阅示，并交有关科室抓紧办理。",
                to=leader,
                seen=self._version(it),
            ),
            lambda: rooms.instruct(
                self.act(agency=agency, person=leader, command=f"instruct:{it}"),
                it,
                words="请抓紧部署落实，办理情况及时报告。",
                seen=self._version(it),
            ),
            lambda: rooms.assign(
                self.act(agency=agency, person=clerk, command=f"assign:{it}"),
                it,
                host=f"person:{handler}",
                deadline="",
                note="请按批示办理。",
                seen=self._version(it),
            ),
            lambda: self._report_result(agency, handler, it),
            lambda: rooms.complete(
                self.act(agency=agency, person=clerk, command=f"complete:{it}"),
                it,
                way=Way.FILED,
                result="已部署落实，存查。",
                seen=self._version(it),
            ),
        ]
        for act in acts[:steps]:
            act()
        self.deliver()

    def circulate(self, agency: str, title: str, *, mode: Mode = Mode.AT_ONCE) -> None:
        """Have an agency sign for, register and circulate what arrived as 阅件."""
        it = self.arrived(agency, title)
        clerk = self._holder(agency, Role.CLERK)
        people = self.house.directory.people_with_role(agency, Role.LEADER)
        rooms = self.incomings
        rooms.sign_for(
            self.act(agency=agency, person=clerk, command=f"sign:{it}"), it, seen=self._version(it)
        )
        rooms.register(
            self.act(agency=agency, person=clerk, command=f"register:{it}"),
            it,
            track=Track.READING,
            checks=tuple(CHECKS),
            seen=self._version(it),
        )
        rooms.circulate(
            self.act(agency=agency, person=clerk, command=f"circulate:{it}"),
            it,
            to=[str(each.person.id) for each in people],
            mode=mode,
            seen=self._version(it),
        )

    def _report_result(self, agency: str, handler: str, incoming: UUID) -> None:
        (share,) = self.assignments.at_work_on(incoming)
        self.assignments.finish(
            self.act(agency=agency, person=handler, command=f"finish:{share.subject}"),
            share.subject,
            result="已部署到各街道和有关单位，值班和物资均已落实。",
            seen=self.assignments.load(Assignment, share.subject).version,
        )

    def _person(self, identity: IssuingIdentityEntry, role: Role) -> str:
        if role is Role.SIGNER:
            signers = self.house.directory.signers_of(identity.key)
            return str(signers[0].person.id)
        return self._holder(identity.agency, role)

    def _holder(self, agency: str, role: Role) -> str:
        people = self.house.directory.people_with_role(agency, role)
        return str(people[-1 if role is Role.DRAFTER else 0].person.id)

    def arrived(self, agency: str, title: str) -> UUID:
        """The newest paper of this title at the agency."""
        query = (
            select(incomings.c.subject)
            .where(incomings.c.agency == agency, incomings.c.title == title)
            .order_by(incomings.c.arrived_at.desc())
            .limit(1)
        )
        with self.house.node.store.reading() as connection:
            found: UUID = connection.execute(query).scalar_one()
        return found

    def _version(self, incoming: UUID) -> int:
        return self.incomings.load(Incoming, incoming).version
