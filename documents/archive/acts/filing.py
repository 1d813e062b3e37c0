"""归档 and 补充归档: a completed paper becomes a record with its package."""

from __future__ import annotations

from dataclasses import asdict, replace
from uuid import UUID

from sqlalchemy import select

from documents.archive.acts.foundation import Foundation
from documents.archive.archival_code import ArchivalCode
from documents.archive.described import Content, PartRole, Provenance, RecordPart
from documents.archive.eep.writing import Wrapped
from documents.archive.formats import PDF, pdf_page_count
from documents.archive.gathering import Gathered, must_be_whole, ordered
from documents.archive.inspection import Inspected, InspectionStage
from documents.archive.permissions import Permission
from documents.archive.record import Record
from documents.archive.retention import ORDER, Proposal, Retention, propose
from documents.archive.waiting.registers import to_file
from office.kernel.act import Act
from office.kernel.refusals import Missing, Refused

COUNTED = (PartRole.RECEIVED, PartRole.ORIGINAL, PartRole.FINAL, PartRole.SHEET)
"""Whose pages are the record's, where its source does not say: the first that it has."""

NO_ROOM = "这一类文件材料还不能归档。请从待归档清单办理。"


class Filing(Foundation):
    """The part that makes records."""

    def gather(self, agency: str, *, room: str, paper: UUID) -> Gathered:
        """What would be filed, without its sheet."""
        if room not in self.sources:
            raise Missing(NO_ROOM)
        return self.sources[room].gather(agency, paper)

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

    def file(
        self,
        act: Act,
        *,
        room: str,
        paper: UUID,
        sheet: bytes = b"",
        retention: str = "",
        reason: str = "",
    ) -> str:
        """归档; gives the record's id. What is filed already stays as it is.

        `sheet`: its 发文稿纸 or 文件处理单 as a PDF. Another `retention` than the rules propose
        takes a `reason`.
        """

        def decide() -> str:
            self.node.guard(act, Permission.Record.FILE, act)
            id = Record.id_of(paper)
            if self.exists(id):
                return str(self._held(id).id)
            now = self.clock.now()
            gathered = self.gather(act.agency, room=room, paper=paper)
            must_be_whole(self._whole(gathered))
            term, why = self._term(gathered, retention, reason)
            fonds = self.fonds.of(act.agency)
            shelf = ArchivalCode(
                fonds.number, gathered.year, term, fonds.code_of(gathered.unit), 0
            )
            code = self._next_code(act.agency, shelf)
            content = self._content(gathered, code, sheet)
            record = Record.file(
                agency=act.agency,
                by=act.person,
                room=room,
                paper=paper,
                version=gathered.version,
                code=code,
                reason=why,
                description=content.description.to_json(),
                parts=[asdict(part) for part in content.parts],
                packed=self._pack(act.agency, content, at=now),
                at=now,
            )
            self._look_at(record, act, InspectionStage.FILING)
            self.save(record)
            return str(record.id)

        given = {"room": room, "paper": paper, "retention": retention, "reason": reason}
        return self.perform(act, name=Permission.Record.FILE, given=given, decide=decide)

    def supplement(
        self, act: Act, record: UUID, *, reason: str, sheet: bytes = b"", seen: int
    ) -> None:
        """补充归档: what came after filing goes into a package around the one before."""

        def decide() -> None:
            it = self.open(
                Record, record, act=act, permission=Permission.Record.SUPPLEMENT, seen=seen
            )
            gathered = self.gather(act.agency, room=it.room, paper=it.paper)
            must_be_whole(self._whole(gathered))
            content = self._content(gathered, it.code, sheet)
            known = {part.digest for part in it.parts}
            fresh = tuple(part for part in content.parts if part.digest not in known)
            if not fresh:
                raise Refused("没有新的文件可以补充。请先办结新一轮办理，再补充归档。")
            before = self.package(it)
            if before is None:
                raise Refused("原来的封装包缺失或者损坏，不能补充。请系统管理员先从备份恢复。")
            place, now = len(it.packages), self.clock.now()
            content = replace(content, parts=fresh)
            it.supplement(
                by=act.person,
                version=gathered.version,
                reason=reason,
                parts=[asdict(part) for part in fresh],
                packed=self._pack(
                    act.agency,
                    content,
                    at=now,
                    supplements=Wrapped(f"第{place}次补充", before),
                ),
                at=now,
            )
            self._look_at(it, act, InspectionStage.FILING)
            self.save(it)

        given = {"record": record, "reason": reason, "seen": seen}
        self.perform(act, name=Permission.Record.SUPPLEMENT, given=given, decide=decide)

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

    def _look_at(self, it: Record, act: Act, stage: InspectionStage) -> Inspected:
        return self._noted(it, act, stage, self.inspected(it))

    def _noted(self, it: Record, act: Act, stage: InspectionStage, found: Inspected) -> Inspected:
        it.inspect(
            by=act.person,
            stage=stage,
            passed=found.passed,
            faults=[each.to_json() for each in found.faults],
            at=self.clock.now(),
        )
        return found
