"""The directory of record: it follows its source, and answers who was what on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from office.directory.acting.application import Acting
from office.directory.answers import Incumbent
from office.directory.dated import DatedEntity
from office.directory.entries import AgencyEntry, Entries
from office.directory.ids import DIRECTORY
from office.directory.lookup import Lookup, person_of
from office.directory.record import Record
from office.directory.synchronisation import Synchronisation
from office.directory.telephones import Telephones
from office.directory.validation import validated
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused

SYNCHRONISE = "Directory.SYNCHRONISE"

FEW = 10  # people; so many may leave at once without a question


class Directory(Lookup):
    """The node's agencies, issuing identities, units, people and posts.

    `acting` knows who acts for whom, and who may sign off beside those whom an identity names.
    """

    def __init__(self, node: Node, *, hosted: Collection[str] = ()) -> None:
        super().__init__(node, hosted=hosted)
        self.acting = Acting(node, self)
        self._telephones = Telephones(node.store)

    def signers_for(self, identity: str, *, type: str, day: date | None = None) -> list[Incumbent]:
        """Who may sign off this type in this name, by rank (条例 第二十二条)."""
        return self.acting.signers_for(identity, type=type, day=day)

    def why_not_sign_off(
        self, person: str, *, identity: str, type: str, day: date | None = None
    ) -> str:
        """Why this person may not, as a sentence; empty if they may."""
        return self.acting.why_not_sign_off(
            person, identity=identity, type=type, upward=False, day=day
        )

    def synchronise(
        self,
        entries: Entries,
        *,
        effective: date,
        act: Act,
        losing_most: bool = False,
    ) -> list[str]:
        """Record what differs from a source's entries; a sentence for each change.

        `effective` is the day from which it counts where the source gives none. The act is
        one on `ids.DIRECTORY`. A second run with the same entries records nothing. Entries
        without most of the people on record are refused unless `losing_most`.
        """
        validated(entries)

        def decide() -> list[str]:
            self.node.guard(act, SYNCHRONISE, None)
            found = self._differences(entries, effective=effective, losing_most=losing_most)
            differing = self._telephones.differing(entries.people)
            sentences = [*found.sentences(), *_telephones_told(differing)]
            self.save(*found.changed.values())
            self._telephones.change(differing)
            return sentences

        given = {"entries": repr(entries), "effective": effective.isoformat()}
        return self.perform(act, name="synchronise the directory", given=given, decide=decide)

    def follow_node(
        self, node: str, entries: Sequence[AgencyEntry], *, gone: Collection[str], effective: date
    ) -> list[str]:
        """Record what another node says of the agencies that live there; a sentence for each
        change. `gone`: codes of those of which no node tells any longer. Part of the act, on
        `ids.DIRECTORY`, that takes in what the node said."""
        found = self._beginning(effective)
        found.follow_node(node, entries, gone=gone)
        sentences = found.sentences()
        self.save(*found.changed.values())
        return sentences

    def preview(
        self, entries: Entries, *, effective: date, losing_most: bool = False
    ) -> list[str]:
        """The sentences that `synchronise` would give; nothing is recorded."""
        validated(entries)
        found = self._differences(entries, effective=effective, losing_most=losing_most)
        differing = self._telephones.differing(entries.people)
        return [*found.sentences(), *_telephones_told(differing)]

    def telephone_of(self, person: str) -> str:
        """The person's telephone as the source last gave it; "" if there is none."""
        known = person_of(person)
        return self._telephones.of([known]).get(known, "") if known else ""

    def telephones_of(self, people: Iterable[UUID]) -> dict[UUID, str]:
        """The telephones of those of the people who have one."""
        return self._telephones.of(people)

    def _differences(
        self, entries: Entries, *, effective: date, losing_most: bool
    ) -> Synchronisation:
        found = self._beginning(effective)
        lost, known = found.people_lost(entries)
        if not losing_most and lost > FEW and lost * 2 > known:
            raise Refused(
                f"来源中缺少目录现有 {known} 人中的 {lost} 人，可能取错了范围或文件不完整。"
                "请先核对来源；确实要停用这些人员的，请加 --losing-most 再执行。"
            )
        found.follow(entries)
        return found

    def _beginning(self, effective: date) -> Synchronisation:
        with self.node.store.reading() as connection:
            record = Record.read(connection)
        return Synchronisation(
            record,
            load=self._loaded,
            effective=effective,
            at=self.clock.now(),
            hosted=self.hosted,
        )

    def _loaded(self, kind: type[DatedEntity], id: UUID) -> Any:
        return self.load(kind, id) if self.exists(id) else None


def _telephones_told(differing: dict[UUID, str]) -> list[str]:
    """How many, and not whose: what a command answers is kept."""
    return [f"更新 {len(differing)} 人的电话（不记入事件）。"] if differing else []


def directory_act(person: str, command: str) -> Act:
    """An act on the node's directory."""
    return Act(agency=DIRECTORY, person=person, command=command)
