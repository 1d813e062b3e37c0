"""One synchronisation: only what differs between the record and a source becomes an event."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from office.directory import agency, identity, person, unit
from office.directory.agency import Agency
from office.directory.dated import DatedEntity
from office.directory.entries import AgencyEntry, Entries, PostEntry
from office.directory.following import last_step, next_step
from office.directory.ids import agency_id, identity_id, person_id, unit_id
from office.directory.person import Person, PostChanged
from office.directory.record import Record
from office.directory.sentences import moved, sentence
from office.directory.timeline import Facts, Timeline


@dataclass(frozen=True, slots=True)
class Kind:
    """How entries of one kind become streams."""

    of: type[DatedEntity]
    id: Callable[[str], UUID]
    facts: Callable[[Any], Facts]
    establish: Callable[..., DatedEntity]


AGENCIES = Kind(Agency, agency_id, agency.facts_of, Agency.establish)
IDENTITIES = Kind(
    identity.IssuingIdentity, identity_id, identity.facts_of, identity.IssuingIdentity.establish
)
UNITS = Kind(unit.Unit, unit_id, unit.facts_of, unit.Unit.establish)
PEOPLE = Kind(
    Person,
    person_id,
    person.facts_of,
    lambda entry, *, effective, at: Person.register(entry, at=at),
)


class Synchronisation:
    """Compares, and has the aggregates that differ decide what to record.

    `load` gives an aggregate that the journal has, or None. `hosted`: codes of the agencies that
    the site says are at home on this node, whoever told of them before.
    """

    def __init__(
        self,
        record: Record,
        *,
        load: Callable[[type[DatedEntity], UUID], Any],
        effective: date,
        at: datetime,
        hosted: Collection[str] = (),
    ) -> None:
        self.record = record
        self._hosted = hosted
        self.changed: dict[UUID, DatedEntity] = {}
        self._load = load
        self._effective = effective
        self._at = at

    def follow(self, entries: Entries) -> None:
        """Bring everything to what the entries say; `changed` then holds what to save.

        Of an agency at home on another node the source here says nothing that counts, neither
        by listing it nor by listing it no longer.
        """
        own = [each for each in entries.agencies if self._is_ours(each.code)]
        known = {
            id: timeline
            for id, timeline in self.record.agencies.items()
            if id not in self.record.homes or id in {agency_id(each.code) for each in own}
        }
        self._follow(AGENCIES, known, own)
        self._live_on("", [each.code for each in own])
        self._follow(IDENTITIES, self.record.identities, entries.identities)
        self._follow(UNITS, self.record.units, entries.units)
        self._follow(PEOPLE, self.record.people, entries.people)
        self._follow_posts(entries.posts)

    def follow_node(
        self, node: str, entries: Sequence[AgencyEntry], *, gone: Collection[str]
    ) -> None:
        """Bring the agencies that live on that node to what it says; `gone` are codes of those
        of which no node tells any longer: the source here may again."""
        ids = {agency_id(each) for each in (*gone, *(entry.code for entry in entries))}
        known = {id: each for id, each in self.record.agencies.items() if id in ids}
        self._follow(AGENCIES, known, entries)
        self._live_on(node, [each.code for each in entries])
        self._live_on("", gone)

    def people_lost(self, entries: Entries) -> tuple[int, int]:
        """How many of the people on record on the day the source no longer lists, and of all."""
        day = self._effective.isoformat()
        known = {each for each, timeline in self.record.people.items() if timeline.on(day)}
        return len(known - {person_id(each.key) for each in entries.people}), len(known)

    def sentences(self) -> list[str]:
        """What the changes say, in the order in which they were found."""
        return [each for subject in self.changed.values() for each in self._sentences(subject)]

    def _is_ours(self, code: str) -> bool:
        return code in self._hosted or agency_id(code) not in self.record.homes

    def _live_on(self, node: str, codes: Iterable[str]) -> None:
        for id in map(agency_id, codes):
            if self.record.homes.get(id, "") != node and (it := self._open(Agency, id)):
                it.live_on(node, at=self._at)

    def _follow(self, kind: Kind, timelines: dict[UUID, Timeline], entries: Sequence[Any]) -> None:
        times: dict[str, Any] = {"effective": self._effective, "at": self._at}
        for entry in entries:
            id, facts = kind.id(entry.key), kind.facts(entry)
            timeline = timelines.get(id, Timeline())
            if not next_step(timeline, facts=facts, term=entry.term, effective=self._effective):
                continue
            subject = self._open(kind.of, id)
            if subject is None:
                self.changed[id] = kind.establish(entry, **times)
            else:
                subject.follow(facts, term=entry.term, **times)
        for id in timelines.keys() - {kind.id(entry.key) for entry in entries}:
            if last_step(timelines[id], effective=self._effective):
                self._open(kind.of, id).follow_absence(**times)

    def _follow_posts(self, entries: Sequence[PostEntry]) -> None:
        times: dict[str, Any] = {"effective": self._effective, "at": self._at}
        listed = {(person_id(entry.person), entry.key): entry for entry in entries}
        for (id, key), entry in listed.items():
            timeline = self.record.posts.get((id, key), Timeline())
            facts = person.facts_of_post(entry)
            if next_step(timeline, facts=facts, term=entry.term, effective=self._effective):
                self._open(Person, id).follow_post(entry, **times)
        for id, key in sorted(self.record.posts.keys() - listed.keys()):
            if last_step(self.record.posts[id, key], effective=self._effective):
                self._open(Person, id).post(key).follow_absence(**times)

    def _open(self, kind: type[DatedEntity], id: UUID) -> Any:
        if id not in self.changed:
            subject = self._load(kind, id)
            if subject is None:
                return None
            self.changed[id] = subject
        return self.changed[id]

    def _sentences(self, subject: DatedEntity) -> Iterator[str]:
        kinds = (self.record.agencies, self.record.identities, self.record.units)
        known = next((each[subject.id] for each in kinds if subject.id in each), None)
        before = deepcopy(known or self.record.people.get(subject.id, Timeline()))
        before_posts: dict[str, Timeline] = {}
        for event in subject.pending_events:
            if isinstance(event, Agency.Moved):
                yield moved(subject.timeline, node=event.node)
            elif isinstance(event, PostChanged):
                post = before_posts.setdefault(
                    event.post,
                    deepcopy(self.record.posts.get((subject.id, event.post), Timeline())),
                )
                owner = str(subject.timeline.latest.get("name", ""))
                yield sentence("任职", event, before=post, owner=owner)
            else:
                yield sentence(subject.WORD, event, before=before)
