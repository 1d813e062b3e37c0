"""归档 and 补充归档: a completed paper becomes a record with its package."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from documents.archive.acts.preserving import Preserving
from documents.archive.archival_code import ArchivalCode
from documents.archive.described import Content, PartRole, Provenance, RecordPart
from documents.archive.eep.writing import Wrapped
from documents.archive.formats import PDF, pdf_page_count
from documents.archive.gathering import Gathered, must_be_whole, ordered
from documents.archive.inspection import Inspected, InspectionStage
from documents.archive.permissions import Permission
from documents.archive.preserving import Preserved
from documents.archive.record import Packed, Record
from documents.archive.retention import ORDER, Proposal, Retention, propose
from documents.archive.waiting.lookup import GOES_ROUND, goes_round
from documents.archive.waiting.registers import to_file
from office.kernel.act import Act
from office.kernel.refusals import Missing, Refused

COUNTED = (PartRole.RECEIVED, PartRole.ORIGINAL, PartRole.FINAL, PartRole.SHEET)
"""Whose pages are the record's, where its source does not say: the first that it has."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A package made and looked at before the commit, under the number that is the next.

    `at` is the moment that stands in it, `around` the packages that it supplements.
    """

    gathered: Gathered
    code: ArchivalCode
    reason: str
    content: Content
    packed: Packed
    found: Inspected
    at: datetime
    around: tuple[Packed, ...] = ()
    preserved: tuple[Preserved, ...] = ()


STILL_READ = f"{GOES_ROUND}，请等阅毕，或者收回传阅"
NO_ROOM = "这一类文件材料还不能归档。请从待归档清单办理。"


class Filing(Preserving):
    """The part that makes records."""

    def gather(self, agency: str, *, room: str, paper: UUID) -> Gathered:
        """What would be filed, without its sheet."""
        if room not in self.sources:
            raise Missing(NO_ROOM)
        gathered = self.sources[room].gather(agency, paper)
        if goes_round(self.node.store, paper):
            gathered = replace(gathered, lacking=(*gathered.lacking, STILL_READ))
        return gathered

    def proposed(self, gathered: Gathered) -> Proposal:
        """How long it is to be kept, by the rules."""
        said = gathered.description
        return propose(
            self.rules,
            room=gathered.room,
            type=said.type,
            title=said.title,
            track=gathered.track,
        )

    def make_ready(
        self,
        act: Act,
        *,
        room: str,
        paper: UUID,
        sheet: bytes = b"",
        retention: str = "",
        reason: str = "",
    ) -> Ready | None:
        """The package as it will be if nothing comes between, looked at already; None for what
        is filed. It takes seconds, so it is done before the commit, and given to `file`."""
        self.guard_ahead(act, Permission.Record.FILE, act)
        if self.exists(Record.id_of(paper)) or self.node.commands.answered(act):
            return None
        return self._ready(act.agency, room, paper, sheet=sheet, term=(retention, reason))

    def file(
        self,
        act: Act,
        *,
        room: str,
        paper: UUID,
        sheet: bytes = b"",
        retention: str = "",
        reason: str = "",
        ahead: Ready | None = None,
    ) -> str:
        """归档; gives the record's id. What is filed already stays as it is.

        `sheet`: its 发文稿纸 or 文件处理单 as a PDF. Another `retention` than the rules propose
        takes a `reason`. `ahead`: what `make_ready` made of the same.
        """
        asked: dict[str, Any] = {
            "room": room,
            "paper": paper,
            "retention": retention,
            "reason": reason,
        }
        ahead = ahead or self.make_ready(act, sheet=sheet, **asked)

        def decide() -> str:
            self.node.guard(act, Permission.Record.FILE, act)
            id = Record.id_of(paper)
            if self.exists(id):
                return str(self._held(id).id)
            ready = ahead
            if ready is None or not self._holds(ready):
                # Somebody else took the number, or acted on the paper, meanwhile: seldom enough.
                ready = self._ready(act.agency, room, paper, sheet=sheet, term=(retention, reason))
            record = Record.file(
                agency=act.agency,
                by=act.person,
                room=room,
                paper=paper,
                version=ready.gathered.version,
                code=ready.code,
                reason=ready.reason,
                description=ready.content.description.to_json(),
                parts=[asdict(part) for part in ready.content.parts],
                packed=ready.packed,
                at=ready.at,
            )
            if ready.preserved:
                self._note_preserved(act, record, ready.preserved)
            self._noted(record, act, InspectionStage.FILING, ready.found)
            self.save(record)
            return str(record.id)

        return self.perform(act, name=Permission.Record.FILE, given=asked, decide=decide)

    def supplement(
        self, act: Act, record: UUID, *, reason: str, sheet: bytes = b"", seen: int
    ) -> None:
        """补充归档: what came after filing goes into a package around the one before."""

        def held() -> Record:
            asked = Permission.Record.SUPPLEMENT
            return self.open(Record, record, act=act, permission=asked, seen=seen)

        answered = self.node.commands.answered(act)
        ahead = None if answered else self._ready_around(held(), sheet)

        def decide() -> None:
            it, ready = held(), ahead
            if ready is None or not self._holds_around(ready, it):
                ready = self._ready_around(it, sheet)
            it.supplement(
                by=act.person,
                version=ready.gathered.version,
                reason=reason,
                parts=[asdict(part) for part in ready.content.parts],
                packed=ready.packed,
                at=ready.at,
            )
            if ready.preserved:
                every = {**it.preserved, **{each.part: each for each in ready.preserved}}
                self._note_preserved(act, it, tuple(every.values()))
            self._noted(it, act, InspectionStage.FILING, ready.found)
            self.save(it)

        given = {"record": record, "reason": reason, "seen": seen}
        self.perform(act, name=Permission.Record.SUPPLEMENT, given=given, decide=decide)

    def _ready(
        self, agency: str, room: str, paper: UUID, *, sheet: bytes, term: tuple[str, str]
    ) -> Ready:
        gathered = self._gathered_whole(agency, room, paper)
        retention, reason = self._term(gathered, *term)
        code = self._next_code(agency, self._shelf(gathered, retention))
        content, preserved = self._lasting(agency, self._content(gathered, code, sheet))
        at = self.clock.now()
        packed = self._pack(agency, content, at=at)
        found = self._inspected(agency, content, packed, room=room)
        return Ready(gathered, code, reason, content, packed, found, at, preserved=preserved)

    def _ready_around(self, it: Record, sheet: bytes) -> Ready:
        gathered = self._gathered_whole(it.agency, it.room, it.paper)
        content = self._content(gathered, it.code, sheet)
        known = {digest for part in it.parts for digest in (part.digest, part.of)}
        fresh = tuple(part for part in content.parts if part.digest not in known)
        if not fresh:
            raise Refused("没有新的文件可以补充。请先办结新一轮办理，再补充归档。")
        before = self.package(it)
        if before is None:
            raise Refused("原来的封装包缺失或者损坏，不能补充。请系统管理员先从备份恢复。")
        content, preserved = self._lasting(it.agency, replace(content, parts=fresh))
        at = self.clock.now()
        wrapped = Wrapped(f"第{len(it.packages)}次补充", before)
        packed = self._pack(it.agency, content, at=at, supplements=wrapped)
        found = self._inspected(it.agency, content, packed, room="")
        return Ready(
            gathered,
            it.code,
            "",
            content,
            packed,
            found,
            at,
            around=it.packages,
            preserved=preserved,
        )

    def _holds(self, ready: Ready) -> bool:
        """Whether the paper is as it was, and the number still the next."""
        it = ready.gathered
        return ready.code == self._next_code(it.agency, ready.code) and (
            it == self._gathered_whole(it.agency, it.room, it.paper)
        )

    def _holds_around(self, ready: Ready, it: Record) -> bool:
        """Whether the record holds the same packages, and the paper is as it was."""
        return ready.around == it.packages and ready.gathered == self._gathered_whole(
            it.agency, it.room, it.paper
        )

    def _gathered_whole(self, agency: str, room: str, paper: UUID) -> Gathered:
        gathered = self._whole(self.gather(agency, room=room, paper=paper))
        must_be_whole(gathered)
        return gathered

    def _shelf(self, gathered: Gathered, term: Retention) -> ArchivalCode:
        fonds = self.fonds.of(gathered.agency)
        unit = fonds.code_of(gathered.unit)
        return ArchivalCode(fonds.number, gathered.year, term, unit, 0)

    def is_to_be_supplemented(self, it: Record) -> bool:
        """Whether its paper was completed again after it was filed."""
        query = select(to_file.c.subject).where(
            to_file.c.subject == it.paper, to_file.c.completed_at > to_file.c.filed_at
        )
        with self.node.store.reading() as connection:
            return connection.execute(query).first() is not None

    def _term(self, gathered: Gathered, retention: str, reason: str) -> tuple[Retention, str]:
        proposal = self.proposed(gathered)
        if not retention or retention == proposal.retention:
            return proposal.retention, f"{ORDER}{proposal.clause}：{proposal.why}"
        if retention not in set(Retention):
            raise Refused("请选择保管期限：永久、30年或者10年。")
        if not reason.strip():
            raise Refused(f"按规则应为{proposal.words}。定为别的保管期限，请写明理由。")
        return Retention(retention), reason.strip()

    def _whole(self, gathered: Gathered) -> Gathered:
        """The same, with the files that are not there among what is lacking."""
        gone = tuple(
            f"“{part.name}”在内容库中缺失"
            for part in gathered.parts
            if not self.node.content.has(gathered.agency, part.digest)
        )
        return replace(gathered, lacking=(*gathered.lacking, *gone))

    def _content(self, gathered: Gathered, code: ArchivalCode, sheet: bytes) -> Content:
        parts = ordered((*self._sheet(gathered, sheet), *gathered.parts))
        fonds = self.fonds.of(gathered.agency)
        described = gathered.description
        counted = (sum(part.pages for part in parts if part.role is role) for role in COUNTED)
        pages = described.pages or next(filter(None, counted), 0)
        return Content(
            identifier=gathered.identifier,
            code=str(code),
            provenance=Provenance(
                archive_name=self.fonds.archive_name,
                archive_code=self.fonds.archive_code,
                fonds_name=fonds.name,
                agency_name=self._agency_name(gathered.agency),
            ),
            description=replace(described, pages=pages),
            parts=parts,
            deeds=gathered.deeds,
            agents=gathered.agents,
            notes=gathered.notes,
            related=gathered.related,
        )

    def _sheet(self, gathered: Gathered, sheet: bytes) -> tuple[RecordPart, ...]:
        if not sheet:
            return ()
        digest = self.node.content.put(gathered.agency, sheet)
        name = "办理单.pdf"
        count = pdf_page_count(sheet)
        return (RecordPart(PartRole.SHEET, name, PDF, digest, len(sheet), count),)

    def _noted(self, it: Record, act: Act, stage: InspectionStage, found: Inspected) -> Inspected:
        it.inspect(
            by=act.person,
            stage=stage,
            passed=found.passed,
            faults=[each.to_json() for each in found.faults],
            at=self.clock.now(),
        )
        return found
