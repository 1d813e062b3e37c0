"""Two invented agencies with people, for tests of rooms. The real directory has its own tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from documents.assembly import keep_time
from documents.assignments.assignment import Assignment
from documents.incoming.registers import incomings
from documents.layout.issue import Issue
from documents.layout.pages import Pages
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.particulars import Particulars
from documents.permission_map import RULES
from documents.rooms import DocumentRooms, assemble
from documents.roster import REGISTERS
from documents.typesetting import Typesetter
from office.access.identity import Identity
from office.access.permissions import Guard
from office.classification import Ceiling
from office.desk.registers import desk_register, items
from office.desk.turn_register import turn_register
from office.directory.answers import Incumbent, KnownPerson, Relation
from office.directory.entries import (
    AgencyEntry,
    IssuingIdentityEntry,
    NumberSeries,
    Term,
    UnitEntry,
)
from office.directory.groups.recipients import Resolved
from office.directory.kinds import AgencyKind, Level, Role
from office.kernel.act import Act
from office.kernel.clock import SetClock
from office.kernel.followers import Followers
from office.kernel.node import Node
from office.timers.followers import Timekeeper
from office.timers.registers import timer_register

CITY, EAST, WEST = "CITY", "EAST", "WEST"

AGENCIES = {
    code: AgencyEntry(
        code=code,
        name=name,
        short_name=name[:3],
        level=Level.CITY if code == CITY else Level.COUNTY,
        kind=AgencyKind.GOVERNMENT,
        superior="" if code == CITY else CITY,
    )
    for code, name in {
        CITY: "澜州市人民政府办公室",
        EAST: "清河区人民政府办公室",
        WEST: "望江区人民政府办公室",
    }.items()
}

IDENTITIES = {
    f"{code}-office": IssuingIdentityEntry(
        key=f"{code}-office",
        agency=code,
        name=agency.name,
        mark=f"{agency.name}文件",
        signature=agency.name,
        printing_office=agency.name,
        series=(NumberSeries(word={"CITY": "澜政办发"}.get(code, code), types=("通知", "函")),),
        signers=(),
    )
    for code, agency in AGENCIES.items()
}

ROLES = {
    "drafter": {Role.DRAFTER},
    "reviewer": {Role.REVIEWER},
    "signer": {Role.SIGNER, Role.LEADER},
    "clerk": {Role.CLERK},
    "handler": {Role.DRAFTER},
}


class PaperDirectory:
    """Directory and people as dictionaries; a person is named `AGENCY/role`."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        return AGENCIES.get(code)

    def hosts(self, code: str, day: date | None = None) -> bool:
        return code in AGENCIES

    def relation(self, code: str, other: str, day: date | None = None) -> Relation:
        """The city is above both districts."""
        if code == other:
            return Relation.SELF
        if other == CITY:
            return Relation.SUPERIOR
        return Relation.SUBORDINATE if code == CITY else Relation.PEER

    def identity(self, key: str, day: date | None = None) -> IssuingIdentityEntry | None:
        return IDENTITIES.get(key)

    def agencies_on(self, day: date | None = None) -> list[AgencyEntry]:
        return list(AGENCIES.values())

    def identities(self, agency: str, day: date | None = None) -> list[IssuingIdentityEntry]:
        return [each for each in IDENTITIES.values() if each.agency == agency]

    def identities_on(self, day: date | None = None) -> list[IssuingIdentityEntry]:
        return list(IDENTITIES.values())

    def units_on(self, day: date | None = None) -> list[UnitEntry]:
        return []

    def day(self, day: date | None) -> date:
        return day or date(2026, 11, 20)

    def remembered(self, question: Hashable, ask: Callable[[], Any]) -> Any:
        return ask()

    def telephone_of(self, person: str) -> str:
        return ""

    def person_name(self, person: str) -> str:
        return person

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        return [
            Incumbent(
                person=KnownPerson(id=f"{agency}/{duty}", key=duty, login=duty, name=duty),  # type: ignore[arg-type]  # a readable id
                key=duty,
                agency=agency,
                unit="",
                unit_name="",
                title=duty,
                roles=tuple(roles),
                rank=1,
                term=Term(),
            )
            for duty, roles in ROLES.items()
        ]

    def people_with_role(
        self, agency: str, role: Role, day: date | None = None
    ) -> list[Incumbent]:
        return [each for each in self.posts_on(agency) if role in each.roles]

    def units(self, agency: str, day: date | None = None) -> list[UnitEntry]:
        return []

    def signers_of(self, identity: str, day: date | None = None) -> list[Incumbent]:
        return self.people_with_role(IDENTITIES[identity].agency, Role.SIGNER)

    def signers_for(self, identity: str, *, type: str, day: date | None = None) -> list[Incumbent]:
        return self.signers_of(identity)

    def why_not_sign_off(
        self, person: str, *, identity: str, type: str, day: date | None = None
    ) -> str:
        return ""

    def guard(self, act: Act, permission: str, subject: Any) -> None:
        agency, _, duty = act.person.partition("/")
        identity = Identity(
            person=act.person,
            login=act.person,
            name=act.person,
            agency=agency,
            agency_name=AGENCIES[agency].name,
            post_key=act.person,
            roles=frozenset(ROLES[duty]),
        )
        Guard(RULES).check(permission, identity, subject)


class PlainGroups:
    """各区人民政府 is both districts, everything else a single name; the rest is unresolved."""

    def resolve(self, text: str, *, agency: str, day: date | None = None) -> Resolved:
        found, unresolved = [], []
        for words in text.replace("、", "，").split("，"):
            known = [each for each in AGENCIES.values() if each.name == words]
            if words == "各区人民政府":
                known = [AGENCIES[EAST], AGENCIES[WEST]]
            found += known
            unresolved += [words] if words and not known else []
        return Resolved(tuple(found), tuple(unresolved))


class NoRules:
    """What the rules say of a text is for other tests."""

    def must_keep_rules(self, *_: object, **__: object) -> None:
        pass

    def answered(self, _: object, particulars: Particulars, **__: object) -> Particulars:
        return particulars


class PlainTypesetter(Typesetter):
    """Pages as JSON: what is laid out how is for other tests."""

    def __init__(self, content: Any) -> None:
        super().__init__(content, site_fonts=Path(), installed=Path())

    def shown(self, agency: str, revision: str, *, issue: Issue | None = None) -> dict[str, Any]:
        pages = json.dumps({"revision": revision, "issue": repr(issue)}).encode()
        digest = self._content.put(agency, pages)
        return {
            "revision": revision,
            "layout": "plain",
            "pages": digest,
            "length": len(pages),
            "count": 1,
            "screen": digest,
            "screen_length": len(pages),
        }

    def form_on_paper(self, pages: Pages) -> bytes:
        return repr(pages).encode()


class Offices:
    """A node with the documents room, and short words for who does what."""

    def __init__(self, node: Node, rooms: DocumentRooms) -> None:
        self.node = node
        self.documents = rooms.documents
        self.incomings = rooms.incomings
        self.assignments = rooms.assignments
        self.circulations = rooms.circulations
        self.consignments = rooms.consignments
        self.arrivals = rooms.arrivals
        self.distributions = rooms.distributions
        self.effects = rooms.effects
        self.effect_notices = rooms.effect_notices
        self.further_copies = rooms.further_copies
        self.consultations = rooms.consultations
        self.inquiries = rooms.inquiries
        self.supervisions = rooms.supervisions
        self.charges = rooms.charges
        self.timekeeper = Timekeeper()
        keep_time(self.timekeeper, rooms)
        self.followers = Followers(node, [rooms.courier, self.timekeeper])

    def deliver(self) -> None:
        """Let the courier carry until nothing is due."""
        self.followers.drain()


def by(who: str, command: str = "") -> Act:
    """An act of `AGENCY/role`; a new command unless one is named."""
    return Act(agency=who.partition("/")[0], person=who, command=command or str(uuid4()))


@contextmanager
def offices(database: str, folder: Path, *, ceiling: str = "无") -> Iterator[Offices]:
    """The three agencies on one node, with the real guard and rules."""
    directory = PaperDirectory()
    node = Node(
        database=database,
        content=folder / "content",
        clock=SetClock(datetime(2026, 11, 20, 1, 0, tzinfo=UTC)),
        registers=[desk_register, turn_register, timer_register, *REGISTERS],
        guard=directory.guard,
    )
    node.create()
    rooms = assemble(
        node,
        ceiling=Ceiling(ceiling),
        typesetter=PlainTypesetter(node.content),
        directory=directory,
        groups=PlainGroups(),
        checking=NoRules(),
    )
    try:
        yield Offices(node, rooms)
    finally:
        node.close()


def manuscript(title: str = "关于做好寒潮防范应对工作的通知", **other: Any) -> Manuscript:
    """A short draft."""
    facts: dict[str, Any] = {
        "type": "通知",
        "title": title,
        "recipients": "各区人民政府",
        "body": (Paragraph(0, "现将有关事项通知如下。"),),
        "issuer": AGENCIES[CITY].name,
    }
    return Manuscript(**{**facts, **other})


def signed_off(office: Offices) -> UUID:
    """A document of the city before its clerk, who rechecks it."""
    rooms = office.documents
    it = rooms.draft(by(f"{CITY}/drafter"), identity=f"{CITY}-office", manuscript=manuscript())
    rooms.submit(by(f"{CITY}/drafter"), it, to=[f"{CITY}/reviewer"], seen=1)
    rooms.review(by(f"{CITY}/reviewer"), it, opinion="", to=[f"{CITY}/signer"], seen=2)
    rooms.sign_off(by(f"{CITY}/signer"), it, opinion="同意", seen=3)
    return it


def released(office: Offices) -> UUID:
    """A document of the city that waits to be dispatched."""
    rooms, clerk = office.documents, f"{CITY}/clerk"
    it = signed_off(office)
    rooms.recheck(by(clerk), it, opinion="", seen=4)
    rooms.take_number(by(clerk), it, seen=5)
    rooms.typeset(by(clerk), it, seen=6)
    rooms.release(by(clerk), it, seen=7)
    return it


def dispatched(office: Offices, *, answer_due: bool = True) -> UUID:
    """A document on its way to both districts."""
    it = released(office)
    office.documents.dispatch(
        by(f"{CITY}/clerk"), it, addressees=[EAST, WEST], answer_due=answer_due, seen=8
    )
    return it


def arrived(office: Offices, agency: str) -> UUID:
    """The one paper that arrived there."""
    with office.node.store.reading() as connection:
        query = select(incomings.c.subject).where(incomings.c.agency == agency)
        subject: UUID = connection.execute(query).scalar_one()
    return subject


def finish(office: Offices, paper: UUID, *, by: str, result: str) -> None:
    """Whoever handles the paper says what came of it."""
    (share,) = [row for row in office.assignments.at_work_on(paper) if row.handler == by]
    it = office.assignments.load(Assignment, share.subject)
    act = Act(agency=it.agency, person=by, command=str(uuid4()))
    office.assignments.finish(act, it.id, result=result, seen=it.version)


def goes_round(office: Offices, paper: UUID) -> UUID:
    """The one circulation of the paper that somebody is still to read."""
    (it,) = office.circulations.going_on(paper)
    return it.id


def states(office: Offices, document: UUID) -> list[str]:
    """Of its consignments, in the order of the distribution list."""
    return [row.state for row in office.consignments.of_document(document)]


def waiting(office: Offices, agency: str) -> list[tuple[Any, ...]]:
    """Person, role and act of what waits in the agency."""
    query = select(items.c.person, items.c.role, items.c.asked).where(items.c.agency == agency)
    with office.node.store.reading() as connection:
        return [
            tuple(row) for row in connection.execute(query.order_by(items.c.asked, items.c.person))
        ]
