"""签报 as records: the form with all that was said, the text as laid before the leaders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, select

from documents.archive.described import Description, PartRole, RecordPart
from documents.archive.formats import PDF
from documents.archive.gathering import Gathered, Words, deeds_of, limited_in, ordered
from documents.archive.ports import People
from documents.archive.sources.naming import Named, grade_and_period
from documents.memoranda.application import Memoranda
from documents.memoranda.memorandum import Memorandum
from documents.memoranda.registers import KIND, ROOM, involved
from documents.memoranda.stages import STAGE_WORDS
from documents.permissions import Permission
from office.access.identity import Identity
from office.directory.kinds import Role
from office.kernel.clock import office_day
from office.kernel.refusals import NOT_HERE, Missing, Refused


class MemorandumSource:
    """`words`: what each kind of event is called (`gathering.Words`)."""

    room = ROOM
    title = "签报"
    view: str = Permission.Memorandum.VIEW

    def __init__(self, memoranda: Memoranda, *, directory: People, words: Words) -> None:
        self._memoranda = memoranda
        self._directory = directory
        self._words = words

    def load_paper(self, paper: UUID) -> Memorandum:
        """As it stands."""
        return self._memoranda.load(Memorandum, paper)

    def listed_for(self, identity: Identity, paper: Column[UUID]) -> ColumnElement[bool] | None:
        """Clerks see all of the agency, everybody else those they take part in."""
        if identity.holds(Role.CLERK):
            return None
        mine = select(involved.c.subject).where(involved.c.person == identity.principal)
        return paper.in_(mine)

    def gather(self, agency: str, paper: UUID) -> Gathered:
        """The memorandum once the leaders have decided."""
        it = self._memoranda.load(Memorandum, paper)
        if it.agency != agency:
            raise Missing(NOT_HERE)
        if not it.stage.is_over:
            raise Refused(
                f"此件现在“{STAGE_WORDS[it.stage]}”，领导审批以后才能归档（《条例》第二十七条）。"
            )
        events: list[Any] = list(self._memoranda.events.get(paper))
        who = Named(self._directory, agency=agency)
        deeds, agents = deeds_of(events, words=self._words, who=who)
        decided = office_day(_decided(events, it).timestamp)
        grade, period = grade_and_period(it.facts["classification"])
        return Gathered(
            room=self.room,
            paper=paper,
            agency=agency,
            version=it.version,
            year=decided.year,
            track="",
            unit=who.unit(it.drafter, events[0].timestamp),
            identifier=str(paper),
            description=Description(
                title=it.facts["title"],
                number=it.number,
                responsible=it.facts["unit"],
                date=decided.strftime("%Y%m%d"),
                type=KIND,
                urgency=it.facts["urgency"],
                classification=grade,
                secrecy_period=period,
            ),
            parts=ordered((*_texts(it, events), *self._attached(it))),
            deeds=deeds,
            agents=agents,
            related=((it.document, "转为公文"),) if it.document else (),
            limited=limited_in(events),
        )

    def _attached(self, it: Memorandum) -> Iterator[RecordPart]:
        text = self._memoranda.typesetter.manuscript(it.agency, it.revision)
        for file in (each.file for each in text.attachments):
            if file is not None:
                yield RecordPart(
                    PartRole.ATTACHMENT, file.name, file.media_type, file.digest, file.length
                )


def _decided(events: list[Any], it: Memorandum) -> Any:
    """The act with which the leaders' decision was complete."""
    return next(
        each for each in events if (getattr(each, "move", None) or {}).get("stage") == it.stage
    )


def _texts(it: Memorandum, events: list[Any]) -> Iterator[RecordPart]:
    """The pages of each text as it was laid before them, the last as 定稿.

    Those of a later text may show its drafter words for named people, which no record keeps.
    """
    laid: dict[str, dict[str, Any]] = {}
    for event in events:
        if getattr(event, "readers", None):
            break
        if type(event).__name__ == "Submitted":
            laid[event.shown["revision"]] = event.shown
    for place, (revision, shown) in enumerate(laid.items(), 1):
        final = revision == it.revision
        name = "定稿" if final else f"第{place}稿"
        yield RecordPart(
            PartRole.FINAL if final else PartRole.DRAFT,
            f"{it.facts['title']}（{name}）.pdf",
            PDF,
            shown["pages"],
            shown["length"],
            shown.get("count", 0),
        )
