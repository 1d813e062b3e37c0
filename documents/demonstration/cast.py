"""Whoever acts in the demonstration, and where their acts get id and moment from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from documents.assignments.application import Assignments
from documents.consignments.application import Consignments
from documents.demonstration import stated_of
from documents.incoming.application import Incomings
from documents.manuscript import Manuscript
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from office.directory.address_groups import AddressGroups
from office.directory.entries import IssuingIdentityEntry
from office.house import House
from office.kernel.act import Act
from office.kernel.clock import CHINA, SetClock, office_day

PROVINCE, CITY = "990000001", "990100001"
QINGHE, WANGJIANG = "990102001", "990103001"
DATA, ARCHIVES, EMERGENCY = "990100011", "990100012", "990100013"
DRAFTER, REVIEWER, CLERK = "chengyuan", "xuming", "duanwen"
DEPUTY, LEADER = "shenliyan", "zhouhuaiyuan"
"""Of the city office, by their logins."""

PIN = "852741"
"""Of the seals."""

MINUTES = 3.0
"""Between two acts of the demonstration."""


class Cast:
    """Everybody. Command ids come from `take` and what is done, so no act is recorded twice."""

    def __init__(self, house: House, *, take: str = "demonstration") -> None:
        self.house = house
        self.take = take
        self.documents = house.find(Documents)
        self.incomings = house.find(Incomings)
        self.assignments = house.find(Assignments)
        self.consignments = house.find(Consignments)
        self.groups = house.find(AddressGroups)
        self._followers = house.followers()

    @property
    def today(self) -> date:
        """The day of the play."""
        return office_day(self.house.node.clock.now())

    def act(self, *, agency: str, person: str, command: str) -> Act:
        """A person's next act, some minutes after the last."""
        clock = self.house.node.clock
        if isinstance(clock, SetClock):
            clock.advance(minutes=MINUTES)
        id = uuid5(NAMESPACE_URL, f"wenshu:{self.take}:{agency}:{person}:{command}")
        return Act(agency=agency, person=person, command=str(id))

    def by(self, login: str, command: str) -> Act:
        """The same of somebody by their login, in the agency of their first post."""
        person = self.person(login)
        return self.act(
            agency=self.house.directory.posts_of(UUID(person))[0].agency,
            person=person,
            command=command,
        )

    def person(self, login: str) -> str:
        """The id of who has this login."""
        known = self.house.directory.person_by_login(login)
        if known is None:
            raise LookupError(f"nobody logs in as {login}")
        return str(known.id)

    def draft(self, login: str, manuscript: Manuscript, *, reviewer: str) -> UUID:
        """A draft in the name that its text is signed with; `reviewer` did the 保密审查."""
        return self.documents.draft(
            self.by(login, f"draft:{manuscript.title}"),
            identity=self.identity(manuscript.issuer).key,
            manuscript=manuscript,
            particulars=stated_of(manuscript, reviewer=self.person(reviewer)),
        )

    def identity(self, issuer: str) -> IssuingIdentityEntry:
        """The issuing identity that signs so."""
        directory = self.house.directory
        for agency in directory.agencies_on():
            for identity in directory.identities(agency.code):
                if identity.signature == issuer:
                    return identity
        raise LookupError(f"no issuing identity signs as {issuer}")

    def seen(self, document: UUID) -> int:
        """The document's version, as its page showed it."""
        return self.documents.load(Document, document).version

    def deliver(self) -> None:
        """Let the courier carry what is due."""
        self._followers.drain()

    def go_on_to(self, morning: datetime) -> None:
        """Let the days pass until this morning, and what falls due with them."""
        clock = self.house.node.clock
        if isinstance(clock, SetClock) and clock.now() < morning:
            clock.moment = morning
            self.deliver()

    def next_morning(self) -> None:
        """Half past eight of the next weekday."""
        morning = self.house.node.clock.now().astimezone(CHINA).replace(hour=8, minute=30)
        morning += timedelta(days=1)
        while morning.weekday() >= 5:
            morning += timedelta(days=1)
        self.go_on_to(morning)
