"""发文 as records: 正本, 附件, 定稿 and the drafts on the way to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from documents.archive.described import Description, PartRole, RecordPart
from documents.archive.formats import OFD, PDF
from documents.archive.gathering import Gathered, Words, deeds_of, limited_in, ordered
from documents.archive.ports import People
from documents.archive.sources.naming import Named, grade_and_period
from documents.archive.sources.source import OpenSource
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.registers import ROOM
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.permissions import Permission
from office.kernel.clock import office_day
from office.kernel.refusals import NOT_HERE, Missing, Refused


class OutgoingSource(OpenSource):
    """`words`: what each kind of event is called (`gathering.Words`)."""

    room = ROOM
    title = "发文"
    view: str = Permission.Document.VIEW

    def __init__(self, documents: Documents, *, directory: People, words: Words) -> None:
        self._documents = documents
        self._directory = directory
        self._words = words

    def load_paper(self, paper: UUID) -> Document:
        """As it stands."""
        return self._documents.load(Document, paper)

    def gather(self, agency: str, paper: UUID) -> Gathered:
        """The document once it is dispatched."""
        it = self._documents.load(Document, paper)
        if it.agency != agency:
            raise Missing(NOT_HERE)
        if it.stage is not Stage.DISPATCHED or it.signed_off_at is None:
            raise Refused(
                f"此件现在“{STAGE_WORDS[it.stage]}”，印发完毕以后才能归档（《条例》第二十七条）。"
            )
        events: list[Any] = list(self._documents.events.get(paper))
        who = Named(self._directory, agency=agency)
        deeds, agents = deeds_of(events, words=self._words, who=who)
        return Gathered(
            room=self.room,
            paper=paper,
            agency=agency,
            version=it.version,
            year=office_day(it.signed_off_at).year,
            track="",
            unit=who.unit(it.drafter, events[0].timestamp),
            identifier=it.identifier or str(paper),
            description=self._description(it),
            parts=ordered(_parts(it, events)),
            deeds=deeds,
            agents=agents,
            lacking=tuple(_lacking(it)),
            limited=limited_in(events),
        )

    def _description(self, it: Document) -> Description:
        assert it.signed_off_at is not None
        text = self._documents.typesetter.manuscript(it.agency, it.revision)
        grade, period = grade_and_period(it.facts["classification"])
        return Description(
            title=it.facts["title"],
            number=it.number,
            responsible=it.facts["issuer"],
            date=office_day(it.signed_off_at).strftime("%Y%m%d"),
            type=it.facts["type"],
            urgency=it.facts["urgency"],
            recipients=text.recipients,
            copies=text.copies,
            classification=grade,
            secrecy_period=period,
            pages=it.original.get("count", 0),
        )


def _parts(it: Document, events: list[Any]) -> Iterator[RecordPart]:
    title = it.facts["title"]
    if it.original:
        yield _pages(PartRole.ORIGINAL, f"{title}.pdf", it.original)
        if "ofd" in it.original:
            digest, length = it.original["ofd"], it.original["ofd_length"]
            yield RecordPart(PartRole.ORIGINAL, f"{title}.ofd", OFD, digest, length)
    for each in it.original.get("files", ()):
        yield RecordPart(PartRole.ATTACHMENT, **each)
    signed = _last_shown(events, "SignedOff")
    if signed:
        yield _pages(PartRole.FINAL, f"{title}（定稿）.pdf", signed)
    yield from _drafts(title, events, final=signed)


def _drafts(title: str, events: list[Any], *, final: dict[str, Any]) -> Iterator[RecordPart]:
    """The pages of each text that was handed on and that is not what was signed."""
    seen = {final.get("revision")}
    for event in events:
        shown = getattr(event, "shown", None)
        if shown and shown["revision"] not in seen:
            seen.add(shown["revision"])
            name = f"{title}（第{len(seen) - 1}稿）.pdf"
            yield _pages(PartRole.DRAFT, name, shown)


def _last_shown(events: list[Any], kind: str) -> dict[str, Any]:
    shown = [event.shown for event in events if type(event).__name__ == kind]
    return shown[-1] if shown else {}


def _pages(role: PartRole, name: str, shown: dict[str, Any]) -> RecordPart:
    return RecordPart(role, name, PDF, shown["pages"], shown["length"], shown.get("count", 0))


def _lacking(it: Document) -> Iterator[str]:
    if not it.original:
        yield "没有排版的正本"
    if it.awaits_ratification:
        yield "电话签发还没有补签"
    if it.corrections:
        yield "复核的文字更正签发人还没有阅知"
    if not it.number:
        yield "没有文号"
