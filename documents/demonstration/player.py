"""Walks invented documents through real acts by the people who would do them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select

from documents.consignments.application import Consignments
from documents.demonstration import stated_of
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from documents.incoming.stages import Track
from documents.manuscript import Manuscript
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.stages import LEAST, Stage
from office.directory.entries import IssuingIdentityEntry
from office.directory.kinds import Role
from office.house import House
from office.kernel.act import Act
from office.kernel.clock import SetClock, office_day

KEEPING = "经核，可以保留。"
"""Why whoever reviews keeps what the rules warn of."""

MINUTES = 4.0
"""Between two acts of the demonstration."""


class Player:
    """Acts as everybody. Command ids come from `take` and what is done: the same take played
    twice does nothing new."""

    def __init__(self, house: House, *, take: str = "demonstration") -> None:
        self.house = house
        self.take = take
        self.documents = house.find(Documents)
        self.incomings = house.find(Incomings)
        self.consignments = house.find(Consignments)
        self._followers = house.followers()

    def play(
        self,
        manuscript: Manuscript,
        *,
        until: Stage,
        addressees: Sequence[str] = (),
        answer_due: bool = False,
    ) -> UUID:
        """Draft the manuscript and bring it to the stage (`DISPATCHED` also delivers it)."""
        identity = self._identity(manuscript.issuer)
        people = {role: self._person(identity, role) for role in Role if not _administers(role)}
        drafter, clerk = people[Role.DRAFTER], people[Role.CLERK]
        it = self.documents.draft(
            self._act(identity.agency, drafter, f"draft:{manuscript.title}"),
            identity=identity.key,
            manuscript=manuscript,
            particulars=stated_of(
                manuscript,
                reviewer=people[Role.REVIEWER],
                day=office_day(self.house.node.clock.now()),
            ),
        )
        rooms, agency = self.documents, identity.agency
        steps: list[Callable[[], None]] = [
            lambda: rooms.submit(
                self._act(agency, drafter, f"submit:{it}"),
                it,
                to=[people[Role.REVIEWER]],
                seen=self._seen(it),
            ),
            lambda: rooms.review(
                self._act(agency, people[Role.REVIEWER], f"review:{it}"),
                it,
                opinion="依据充分，文种、格式无误，请审签。",
                keeping=KEEPING,
                to=[people[Role.SIGNER]],
                seen=self._seen(it),
            ),
            lambda: rooms.sign_off(
                self._act(agency, people[Role.SIGNER], f"sign:{it}"),
                it,
                opinion="同意印发。",
                seen=self._seen(it),
            ),
            lambda: rooms.recheck(
                self._act(agency, clerk, f"recheck:{it}"), it, opinion="", seen=self._seen(it)
            ),
            lambda: rooms.take_number(
                self._act(agency, clerk, f"number:{it}"), it, seen=self._seen(it)
            ),
            lambda: rooms.typeset(
                self._act(agency, clerk, f"typeset:{it}"), it, seen=self._seen(it)
            ),
            lambda: rooms.release(
                self._act(agency, clerk, f"release:{it}"), it, seen=self._seen(it)
            ),
            lambda: rooms.dispatch(
                self._act(agency, clerk, f"dispatch:{it}"),
                it,
                addressees=addressees,
                answer_due=answer_due,
                seen=self._seen(it),
            ),
        ]
        for step in steps[: LEAST.index(until)]:
            step()
        if until is Stage.DISPATCHED:
            self.deliver()
        return it

    def handle(self, agency: str, title: str, *, steps: int) -> None:
        """Have an agency handle what arrived: sign for, register, propose, instruct, assign,
        complete; only the first `steps` of these."""
        it = self._arrived(agency, title)
        clerk, leader = self._holder(agency, Role.CLERK), self._holder(agency, Role.LEADER)
        handler = self._holder(agency, Role.DRAFTER)
        rooms = self.incomings
        acts: list[Callable[[], None]] = [
            lambda: rooms.sign_for(
                self._act(agency, clerk, f"sign:{it}"), it, seen=self._version(it)
            ),
            lambda: rooms.register(
                self._act(agency, clerk, f"register:{it}"),
                it,
                track=Track.HANDLING,
                seen=self._version(it),
            ),
            lambda: rooms.propose(
                self._act(agency, clerk, f"propose:{it}"),
                it,
                opinion="拟请阅示，并交有关科室抓紧办理。",
                to=leader,
                seen=self._version(it),
            ),
            lambda: rooms.instruct(
                self._act(agency, leader, f"instruct:{it}"),
                it,
                words="请抓紧部署落实，办理情况及时报告。",
                seen=self._version(it),
            ),
            lambda: rooms.assign(
                self._act(agency, clerk, f"assign:{it}"),
                it,
                to=handler,
                deadline="",
                note="请按批示办理。",
                seen=self._version(it),
            ),
            lambda: rooms.complete(
                self._act(agency, handler, f"complete:{it}"),
                it,
                result="已部署到各街道和有关单位，值班和物资均已落实。",
                seen=self._version(it),
            ),
        ]
        for act in acts[:steps]:
            act()
        self.deliver()

    def circulate(self, agency: str, title: str) -> None:
        """Have an agency sign for, register and circulate what arrived as 阅件."""
        it = self._arrived(agency, title)
        clerk = self._holder(agency, Role.CLERK)
        people = self.house.directory.people_with_role(agency, Role.LEADER)
        rooms = self.incomings
        rooms.sign_for(self._act(agency, clerk, f"sign:{it}"), it, seen=self._version(it))
        rooms.register(
            self._act(agency, clerk, f"register:{it}"),
            it,
            track=Track.READING,
            seen=self._version(it),
        )
        rooms.circulate(
            self._act(agency, clerk, f"circulate:{it}"),
            it,
            to=[str(each.person.id) for each in people],
            seen=self._version(it),
        )

    def deliver(self) -> None:
        """Let the courier carry what is due."""
        self._followers.drain()

    def _act(self, agency: str, person: str, command: str) -> Act:
        clock = self.house.node.clock
        if isinstance(clock, SetClock):
            clock.advance(minutes=MINUTES)
        id = uuid5(NAMESPACE_URL, f"wenshu:{self.take}:{agency}:{person}:{command}")
        return Act(agency=agency, person=person, command=str(id))

    def _identity(self, issuer: str) -> IssuingIdentityEntry:
        directory = self.house.directory
        for agency in directory.agencies_on():
            for identity in directory.identities(agency.code):
                if identity.signature == issuer:
                    return identity
        raise LookupError(f"no issuing identity signs as {issuer}")

    def _person(self, identity: IssuingIdentityEntry, role: Role) -> str:
        if role is Role.SIGNER:
            signers = self.house.directory.signers_of(identity.key)
            return str(signers[0].person.id)
        return self._holder(identity.agency, role)

    def _holder(self, agency: str, role: Role) -> str:
        people = self.house.directory.people_with_role(agency, role)
        return str(people[-1 if role is Role.DRAFTER else 0].person.id)

    def _arrived(self, agency: str, title: str) -> UUID:
        query = (
            select(incomings.c.subject)
            .where(incomings.c.agency == agency, incomings.c.title == title)
            .order_by(incomings.c.arrived_at.desc())
            .limit(1)
        )
        with self.house.node.store.reading() as connection:
            found: UUID = connection.execute(query).scalar_one()
        return found

    def _seen(self, document: UUID) -> int:
        return self.documents.load(Document, document).version

    def _version(self, incoming: UUID) -> int:
        return self.incomings.load(Incoming, incoming).version


def _administers(role: Role) -> bool:
    return role in (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)
