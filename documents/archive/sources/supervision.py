"""督查件 as records: what was to be carried out, by whom, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from documents.archive.described import Description, PartRole, RecordPart
from documents.archive.formats import PDF, pdf_page_count
from documents.archive.gathering import Gathered, Words, deeds_of, handed_in, limited_in, ordered
from documents.archive.ports import People
from documents.archive.sources.naming import Named
from documents.archive.sources.source import OpenSource
from documents.permissions import Permission
from documents.supervision.application import Supervisions
from documents.supervision.registers import ROOM
from documents.supervision.stages import ENDED, KIND_WORDS, STAGE_WORDS
from documents.supervision.supervision import Supervision
from documents.supervision.travelling import NOTICE
from office.kernel.clock import office_day
from office.kernel.refusals import NOT_HERE, Missing, Refused

Beside = Callable[[UUID], Iterable[Any]]
"""Events of other streams about the matter, such as those of the units' shares."""


class SupervisionSource(OpenSource):
    """`words`: what each kind of event is called (`gathering.Words`)."""

    room = ROOM
    title = "督查件"
    view: str = Permission.Supervision.VIEW

    def __init__(
        self,
        supervisions: Supervisions,
        *,
        directory: People,
        words: Words,
        beside: Beside = lambda _: (),
    ) -> None:
        self._supervisions = supervisions
        self._directory = directory
        self._words = words
        self._beside = beside

    def load_paper(self, paper: UUID) -> Supervision:
        """As it stands."""
        return self._supervisions.load(Supervision, paper)

    def gather(self, agency: str, paper: UUID) -> Gathered:
        """The matter once it is closed, or dropped with its reason."""
        it = self._supervisions.load(Supervision, paper)
        if it.agency != agency:
            raise Missing(NOT_HERE)
        if it.stage not in ENDED:
            raise Refused(
                f"此项现在“{STAGE_WORDS[it.stage]}”，销号以后才能归档（《条例》第二十七条）。"
            )
        own: list[Any] = list(self._supervisions.events.get(paper))
        beside = list(self._beside(paper))
        events = sorted([*own, *beside], key=lambda each: each.timestamp)
        deeds, agents = deeds_of(
            events, words=self._words, who=Named(self._directory, agency=agency)
        )
        source = it.source.get("id", "")
        return Gathered(
            room=self.room,
            paper=paper,
            agency=agency,
            version=it.version,
            year=office_day(own[-1].timestamp).year,
            track="",
            unit="",
            identifier=str(paper),
            description=self._description(it, own),
            parts=ordered(
                (
                    *self._notices(it, own),
                    *handed_in(beside, agency=agency, content=self._supervisions.node.content),
                )
            ),
            deeds=deeds,
            agents=agents,
            related=((source, "督办依据"),) if source else (),
            limited=limited_in(events),
        )

    def _description(self, it: Supervision, events: list[Any]) -> Description:
        ended = office_day(events[-1].timestamp)
        office = self._directory.agency_on(it.agency, ended)
        return Description(
            title=it.facts["title"],
            number=it.number,
            responsible=office.name if office else it.agency,
            date=ended.strftime("%Y%m%d"),
            type=KIND_WORDS[it.kind],
            urgency=it.facts["urgency"],
            recipients="、".join(each.name for each in it.shares.values()),
        )

    def _notices(self, it: Supervision, events: list[Any]) -> Iterator[RecordPart]:
        """督办通知单 as other agencies got it, each time that it was given out."""
        for digest in dict.fromkeys(getattr(each, "pages", "") for each in events):
            if digest:
                data = self._supervisions.node.content.get(it.agency, digest)
                yield RecordPart(
                    PartRole.ORIGINAL, NOTICE, PDF, digest, len(data), pdf_page_count(data)
                )
