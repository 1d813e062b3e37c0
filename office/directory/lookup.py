"""The directory's answers: who and what was there on a day."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Row, Select, Table, and_, select

from office.directory.answers import Incumbent, KnownPerson, Relation
from office.directory.entries import (
    AgencyEntry,
    IssuingIdentityEntry,
    NumberSeries,
    Term,
    UnitEntry,
    login_key,
)
from office.directory.ids import agency_id
from office.directory.kinds import AgencyKind, Level, Role
from office.directory.registers import agencies, homes, identities, people, posts, units
from office.directory.remembering import Answer, Remembering
from office.directory.timeline import OPEN
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.room import Room

FOR_EVER = date.fromisoformat(OPEN)


class Lookup(Room):
    """Questions to the registers. A day left out is today; lists come by rank, then by key.

    `hosted`: codes of the agencies that the site says are at home on this node; without any, all
    are of which no other node tells.
    """

    def __init__(self, node: Node, *, hosted: Collection[str] = ()) -> None:
        super().__init__(node)
        self.remembering = Remembering(node.store)
        self.hosted = frozenset(hosted)

    def remembered(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """What `ask` gave, as long as nothing in the directory changes; asked by its readers."""
        return self.remembering.answer(question, ask)

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency with this code as it was on the day."""

        def ask() -> AgencyEntry | None:
            found = self._rows(agencies, agencies.c.code == code, day=day)
            return next(map(_agency, found), None)

        return self.remembering.answer(("agency", code, self.day(day)), ask)

    def agencies_on(self, day: date | None = None) -> list[AgencyEntry]:
        """All agencies of the day."""
        return [_agency(row) for row in self._rows(agencies, day=day)]

    def hosts(self, code: str, day: date | None = None) -> bool:
        """Whether the agency is there on that day and at home on this node: its people log in
        here, and what is for it arrives here."""
        return self.agency_on(code, day) is not None and self._is_hosted(code)

    def hosted_on(self, day: date | None = None) -> list[AgencyEntry]:
        """The agencies of the day that are at home on this node."""
        return [each for each in self.agencies_on(day) if self._is_hosted(each.code)]

    def hosted_ever(self) -> list[AgencyEntry]:
        """All agencies that are at home here, those that ended and those to come too: as they are
        today or were last, from the first day of that without a gap to its end."""
        query = select(agencies).order_by(agencies.c.since)
        with self.node.store.reading() as connection:
            rows = connection.execute(query).all()
        periods: dict[str, list[Row[Any]]] = {}
        for row in rows:
            known = periods.setdefault(row.code, [])
            if known and known[-1].until < row.since:
                known.clear()
            known.append(row)
        today = self.day(None)
        found = [_over(rows, today) for code, rows in periods.items() if self._is_hosted(code)]
        return sorted(found, key=lambda each: (each.rank, each.code))

    def keeps(self, code: str) -> bool:
        """Whether nobody else may tell of the agency: the site names it, or the source here lists
        it for today or a day to come."""
        if self.hosted:
            return code in self.hosted
        today = self.day(None)
        query = select(agencies.c.code).where(agencies.c.code == code, agencies.c.until > today)

        def ask() -> bool:
            with self.node.store.reading() as connection:
                return connection.execute(query).first() is not None

        known = self.remembering.answer(("keeps", code, today), ask)
        return known and not self.home_of(code)

    def home_of(self, code: str) -> str:
        """The node that tells of the agency; "" where the source of this one does."""
        query = select(homes.c.node).where(homes.c.subject == agency_id(code))

        def ask() -> str:
            with self.node.store.reading() as connection:
                return connection.execute(query).scalar() or ""

        return self.remembering.answer(("home", code), ask)

    def _is_hosted(self, code: str) -> bool:
        return code in self.hosted if self.hosted else not self.home_of(code)

    def subordinates(self, code: str, day: date | None = None) -> list[AgencyEntry]:
        """The agencies directly under this one."""
        return [_agency(row) for row in self._rows(agencies, agencies.c.superior == code, day=day)]

    def superiors(self, code: str, day: date | None = None) -> list[AgencyEntry]:
        """The agencies above this one, the nearest first."""
        above: list[AgencyEntry] = []
        known = self.agency_on(code, day)
        while known is not None and known.superior and len(above) < len(Level) ** 2:
            known = self.agency_on(known.superior, day)
            if known is not None:
                above.append(known)
        return above

    def relation(self, code: str, other: str, day: date | None = None) -> Relation:
        """How `other` stands to `code`. PEER asks for the same level."""
        if code == other:
            return Relation.SELF
        if other in {each.code for each in self.superiors(code, day)}:
            return Relation.SUPERIOR
        if code in {each.code for each in self.superiors(other, day)}:
            return Relation.SUBORDINATE
        one, two = self.agency_on(code, day), self.agency_on(other, day)
        is_same = one is not None and two is not None and one.level == two.level
        return Relation.PEER if is_same else Relation.UNRELATED

    def units(self, agency: str, day: date | None = None) -> list[UnitEntry]:
        """The agency's units."""
        return [_unit(row) for row in self._rows(units, units.c.agency == agency, day=day)]

    def units_on(self, day: date | None = None) -> list[UnitEntry]:
        """The units of all agencies."""
        return [_unit(row) for row in self._rows(units, day=day)]

    def identity(self, key: str, day: date | None = None) -> IssuingIdentityEntry | None:
        """The issuing identity with this key."""
        found = self._rows(identities, identities.c.key == key, day=day)
        return next(map(_identity, found), None)

    def identities_on(self, day: date | None = None) -> list[IssuingIdentityEntry]:
        """All names in which anybody issues."""
        return [_identity(row) for row in self._rows(identities, day=day)]

    def identities(self, agency: str, day: date | None = None) -> list[IssuingIdentityEntry]:
        """The names in which the agency issues."""
        found = self._rows(identities, identities.c.agency == agency, day=day)
        return [_identity(row) for row in found]

    def person_on(self, person: UUID, day: date | None = None) -> KnownPerson | None:
        """Who this was on the day: None if the directory did not know the person then."""
        return self._person(people.c.subject == person, day)

    def person_name(self, person: str) -> str:
        """The name of the person with this id, as last known; the id itself if it is nobody's."""
        query = select(people.c.name).where(people.c.subject == person_of(person))

        def ask() -> str | None:
            with self.node.store.reading() as connection:
                return connection.execute(query.order_by(people.c.since.desc())).scalar()

        return self.remembering.answer(("name", person), ask) or person

    def person_by_login(self, login: str, day: date | None = None) -> KnownPerson | None:
        """Who has this login."""
        return self._person(people.c.login_key == login_key(login), day)

    def person_by_key(self, key: str, day: date | None = None) -> KnownPerson | None:
        """Who has this key (工号)."""
        return self._person(people.c.key == key, day)

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Who holds which post in the agency."""
        return self._incumbents(posts.c.agency, agency, day)

    def post(self, key: str) -> Incumbent | None:
        """The post with this key as it was last, whether it is held today or not."""
        query = select(posts.c.since).where(posts.c.key == key)
        with self.node.store.reading() as connection:
            since = connection.execute(query.order_by(posts.c.since.desc())).scalar()
        found = self._incumbents(posts.c.key, key, since) if since else []
        return found[0] if found else None

    def posts_left(self, agency: str, *, after: date) -> list[Incumbent]:
        """Posts that somebody left after that day and nobody holds under that key today."""
        today = office_day(self.clock.now())
        query = select(posts.c.key).where(
            posts.c.agency == agency, posts.c.until > after, posts.c.until <= today
        )
        held = {each.key for each in self.posts_on(agency, today)}
        with self.node.store.reading() as connection:
            keys = set(connection.execute(query).scalars()) - held
        found = [each for key in keys if (each := self.post(key)) is not None]
        return sorted(found, key=lambda each: (each.rank, each.key))

    def posts_of(self, person: UUID, day: date | None = None) -> list[Incumbent]:
        """The posts that a person holds, in any agency."""
        return self._incumbents(posts.c.subject, person, day)

    def people(self, agency: str, day: date | None = None) -> list[KnownPerson]:
        """Everybody in the agency, once, in the order of the highest post."""
        return list(dict.fromkeys(each.person for each in self.posts_on(agency, day)))

    def people_with_role(
        self, agency: str, role: Role, day: date | None = None
    ) -> list[Incumbent]:
        """Who may do this in the agency."""
        return [each for each in self.posts_on(agency, day) if role in each.roles]

    def signers(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Who may sign off in the agency, in whatever name."""
        return self.people_with_role(agency, Role.SIGNER, day)

    def signers_of(self, identity: str, day: date | None = None) -> list[Incumbent]:
        """Who may sign off in this name: named there, and holding a signer's post."""
        known = self.identity(identity, day)
        if known is None:
            return []
        found = self.signers(known.agency, day)
        return [each for each in found if each.person.key in known.signers]

    def _person(self, condition: ColumnElement[bool], day: date | None) -> KnownPerson | None:
        query = select(people).where(condition, self._on(people, day))
        with self.node.store.reading() as connection:
            row = connection.execute(query).first()
        return _person(row) if row is not None else None

    def day(self, day: date | None) -> date:
        """The day that is asked for."""
        return day or office_day(self.clock.now())

    def _incumbents(
        self, column: Column[Any], value: str | UUID, day: date | None
    ) -> list[Incumbent]:
        question = ("posts", column.name, value, self.day(day))
        return list(
            self.remembering.answer(question, lambda: self._posts(column == value, self.day(day)))
        )

    def _posts(self, condition: ColumnElement[bool], day: date) -> tuple[Incumbent, ...]:
        query: Select[Any] = (
            select(
                posts,
                people.c.key.label("person_key"),
                people.c.login,
                people.c.name,
                units.c.name.label("unit_name"),
            )
            .join(people, and_(people.c.subject == posts.c.subject, self._on(people, day)))
            .outerjoin(units, and_(units.c.key == posts.c.unit, self._on(units, day)))
            .where(condition, self._on(posts, day))
            .order_by(posts.c.rank, posts.c.key)
        )
        with self.node.store.reading() as connection:
            return tuple(_incumbent(row) for row in connection.execute(query))

    def _rows(
        self, table: Table, *conditions: ColumnElement[bool], day: date | None
    ) -> Iterator[Row[Any]]:
        key = table.c.code if table is agencies else table.c.key
        query = select(table).where(*conditions, self._on(table, day)).order_by(table.c.rank, key)
        with self.node.store.reading() as connection:
            yield from connection.execute(query).all()

    def _on(self, table: Table, day: date | None) -> ColumnElement[bool]:
        asked = self.day(day)
        return and_(table.c.since <= asked, asked < table.c.until)


def person_of(text: str) -> UUID | None:
    """The id of a person as events name them; None for a part of the system."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _term(row: Row[Any]) -> Term:
    return Term(since=row.since, until=None if row.until == FOR_EVER else row.until)


def _agency(row: Row[Any]) -> AgencyEntry:
    return AgencyEntry(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        level=Level(row.level),
        kind=AgencyKind(row.kind),
        superior=row.superior,
        rank=row.rank,
        term=_term(row),
    )


def _over(rows: Sequence[Row[Any]], day: date) -> AgencyEntry:
    """An agency over periods that follow each other, as it is on the day, else in the last."""
    held = next((row for row in rows if row.since <= day < row.until), rows[-1])
    term = Term(since=rows[0].since, until=_term(rows[-1]).until)
    return replace(_agency(held), term=term)


def _identity(row: Row[Any]) -> IssuingIdentityEntry:
    return IssuingIdentityEntry(
        key=row.key,
        agency=row.agency,
        name=row.name,
        mark=row.mark,
        signature=row.signature,
        printing_office=row.printing_office,
        series=tuple(NumberSeries(word, tuple(types)) for word, types in json.loads(row.series)),
        signers=tuple(json.loads(row.signers)),
        rank=row.rank,
        term=_term(row),
    )


def _unit(row: Row[Any]) -> UnitEntry:
    return UnitEntry(
        key=row.key,
        agency=row.agency,
        name=row.name,
        superior=row.superior,
        rank=row.rank,
        term=_term(row),
    )


def _person(row: Row[Any]) -> KnownPerson:
    return KnownPerson(id=row.subject, key=row.key, login=row.login, name=row.name)


def _incumbent(row: Row[Any]) -> Incumbent:
    return Incumbent(
        person=KnownPerson(id=row.subject, key=row.person_key, login=row.login, name=row.name),
        key=row.key,
        agency=row.agency,
        unit=row.unit,
        unit_name=row.unit_name or "",
        title=row.title,
        roles=tuple(Role(each) for each in json.loads(row.roles)),
        rank=row.rank,
        term=_term(row),
    )
