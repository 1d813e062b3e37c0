"""What every act of the archive stands on: sources, site data, packages made and read."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from documents.archive.archival_code import ArchivalCode
from documents.archive.described import Content, content_from_json
from documents.archive.destroying.registers import destroyed
from documents.archive.eep.writing import Wrapped, write_package
from documents.archive.fonds import FondsTable
from documents.archive.inspection import Inspected, Registered, inspect_record
from documents.archive.ports import People
from documents.archive.record import Packed, Record
from documents.archive.registers import listed, records
from documents.archive.retention import Rule
from documents.archive.sources.source import Source
from office.kernel.clock import office_day
from office.kernel.content import Damaged
from office.kernel.destruction import Destructions
from office.kernel.node import Node
from office.kernel.refusals import Missing
from office.kernel.room import Room

LAST_ITEMS = tuple(
    select(func.max(table.c.item)).where(
        table.c.agency == bindparam("agency"), table.c.shelf == bindparam("shelf")
    )
    for table in (records, listed, destroyed)
)
"""The greatest 件号 on a shelf among what stands, what is to be destroyed, what was destroyed."""


class Foundation(Room):
    """`sources` by room: whose papers are filed."""

    def __init__(
        self,
        node: Node,
        *,
        directory: People,
        fonds: FondsTable,
        rules: tuple[Rule, ...],
        destructions: Destructions | None = None,
    ) -> None:
        super().__init__(node)
        self.directory = directory
        self.fonds = fonds
        self.rules = rules
        self.sources: dict[str, Source] = {}
        self.destructions = destructions or Destructions(node)

    def serve(self, source: Source) -> None:
        """File the papers of this room, too."""
        self.sources[source.room] = source

    def package(self, it: Record, place: int = -1) -> bytes | None:
        """A stored package, the newest unless said; None if it is missing or damaged."""
        return self._stored(it.agency, it.packages[place].package)

    def content(self, it: Record, place: int = -1) -> Content:
        """What the package says, but for the bytes of its files."""
        data = self.node.content.get(it.agency, it.packages[place].content)
        return content_from_json(json.loads(data))

    def remake(self, it: Record, place: int = -1) -> bytes:
        """The unsigned part made anew from what was stored: byte for byte what it was."""
        place = place % len(it.packages)
        content = self.content(it, place)
        before = self.remake(it, place - 1) if place else b""
        return write_package(
            content,
            at=it.made_at[place],
            maker=content.provenance.agency_name,
            read=lambda digest: self.node.content.get(it.agency, digest),
            supplements=Wrapped(f"第{place}次补充", before) if place else None,
        )

    def inspected(self, it: Record) -> Inspected:
        """四性检测 of the newest package."""
        parts = self.content(it).parts if self._has_content(it) else it.parts
        registered = Registered(
            room=it.room if len(it.packages) == 1 else "",
            code=str(it.code),
            title=it.description["title"],
            number=it.description["number"],
            parts=parts,
            package=it.packages[-1].package,
        )
        return inspect_record(registered, self.package(it))

    def _inspected(self, agency: str, content: Content, packed: Packed, *, room: str) -> Inspected:
        """The same of a package that no record has yet; `room` empty for a supplement."""
        registered = Registered(
            room=room,
            code=content.code,
            title=content.description.title,
            number=content.description.number,
            parts=content.parts,
            package=packed.package,
        )
        return inspect_record(registered, self._stored(agency, packed.package))

    def _has_content(self, it: Record) -> bool:
        return self._stored(it.agency, it.packages[-1].content) is not None

    def _stored(self, agency: str, digest: str) -> bytes | None:
        try:
            return self.node.content.get(agency, digest)
        except (Missing, Damaged):
            return None

    def _pack(
        self,
        agency: str,
        content: Content,
        *,
        at: datetime,
        supplements: Wrapped | None = None,
    ) -> Packed:
        package = write_package(
            content,
            at=at,
            maker=content.provenance.agency_name,
            read=lambda digest: self.node.content.get(agency, digest),
            supplements=supplements,
        )
        told = json.dumps(asdict(content), ensure_ascii=False, sort_keys=True)
        return Packed(
            content=self.node.content.put(agency, told.encode()),
            package=self.node.content.put(agency, package),
            length=len(package),
        )

    def _next_code(self, agency: str, shelf: ArchivalCode) -> ArchivalCode:
        """The next 件号 on a shelf. What was destroyed keeps its own: none is given twice."""
        place = {"agency": agency, "shelf": shelf.shelf}
        with self.node.store.reading() as connection:
            taken = [connection.execute(query, place).scalar() or 0 for query in LAST_ITEMS]
        return ArchivalCode(shelf.fonds, shelf.year, shelf.retention, shelf.unit, max(taken) + 1)

    def _agency_name(self, agency: str) -> str:
        known = self.directory.agency_on(agency, office_day(self.clock.now()))
        return known.name if known else agency

    def _held(self, id: UUID) -> Record:
        return self.load(Record, id)
