"""旧登记簿中的文件 as records: the line of the old register, and the scans of the paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from documents.archive.described import Description, PartRole, RecordPart
from documents.archive.formats import PDF, pdf_page_count
from documents.archive.gathering import Gathered, Words, deeds_of
from documents.archive.ports import People
from documents.archive.sources.naming import Named, grade_and_period
from documents.archive.sources.source import OpenSource
from documents.permissions import Permission
from documents.registers_import.application import OldPapers
from documents.registers_import.columns import Kind
from documents.registers_import.old_paper import OldPaper
from documents.registers_import.registers import ROOM
from office.kernel.refusals import NOT_HERE, Missing


class OldPaperSource(OpenSource):
    """`words`: what each kind of event is called (`gathering.Words`)."""

    room = ROOM
    title = "旧登记簿"
    view: str = Permission.OldPaper.VIEW

    def __init__(self, papers: OldPapers, *, directory: People, words: Words) -> None:
        self._papers = papers
        self._directory = directory
        self._words = words

    def load_paper(self, paper: UUID) -> OldPaper:
        """As it stands."""
        return self._papers.load(OldPaper, paper)

    def gather(self, agency: str, paper: UUID) -> Gathered:
        """An old paper is completed; without its scans there is nothing to keep."""
        it = self._papers.load(OldPaper, paper)
        if it.agency != agency:
            raise Missing(NOT_HERE)
        events: list[Any] = list(self._papers.events.get(paper))
        deeds, agents = deeds_of(
            events, words=self._words, who=Named(self._directory, agency=agency)
        )
        place = f"，原件存放在“{it.original}”" if it.original else ""
        return Gathered(
            room=self.room,
            paper=paper,
            agency=agency,
            version=it.version,
            year=date.fromisoformat(it.registered_on).year,
            track="",
            unit="",
            identifier=str(paper),
            description=self._description(it),
            parts=tuple(self._scan(it, each) for each in it.scans),
            deeds=deeds,
            agents=agents,
            lacking=() if it.scans else (f"没有扫描件{place}",),
        )

    def _description(self, it: OldPaper) -> Description:
        day = date.fromisoformat(it.registered_on)
        grade, period = grade_and_period(it.facts.get("classification", ""))
        own = self._directory.agency_on(it.agency, day)
        incoming = it.kind is Kind.INCOMING
        party = it.facts.get("party", "")
        return Description(
            title=it.title,
            number=it.facts.get("sender_number", "") if incoming else it.number,
            responsible=(party if incoming else "") or (own.name if own else it.agency),
            date=day.strftime("%Y%m%d"),
            type=it.facts.get("type", ""),
            urgency=it.facts.get("urgency", ""),
            recipients="" if incoming else party,
            classification=grade,
            secrecy_period=period,
        )

    def _scan(self, it: OldPaper, told: Mapping[str, Any]) -> RecordPart:
        role = PartRole.RECEIVED if it.kind is Kind.INCOMING else PartRole.ORIGINAL
        digest, kind = told["digest"], told["media_type"]
        content = self._papers.node.content
        many = kind == PDF and content.has(it.agency, digest)
        pages = pdf_page_count(content.get(it.agency, digest)) if many else 1
        return RecordPart(role, told["name"], kind, digest, told["length"], pages)
