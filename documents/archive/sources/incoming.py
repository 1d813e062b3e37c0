"""收文 as records: what was received and all that was done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from documents.archive.described import Description, PartRole, RecordPart
from documents.archive.gathering import (
    Gathered,
    Words,
    deeds_of,
    handed_in,
    limited_in,
    ordered,
    page_count,
)
from documents.archive.ports import People
from documents.archive.sources.naming import Named, eight_digits, grade_and_period
from documents.archive.sources.source import OpenSource
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.registers import ROOM
from documents.incoming.stages import STAGE_WORDS, Stage
from documents.permissions import Permission
from office.kernel.clock import office_day
from office.kernel.refusals import NOT_HERE, Missing, Refused

TEXT = "text"
"""The role of the part that only programs read."""

Beside = Callable[[UUID], Iterable[Any]]
"""Events of other streams about the paper, such as those of who handled it."""


class IncomingSource(OpenSource):
    """`words`: what each kind of event is called (`gathering.Words`)."""

    room = ROOM
    title = "收文"
    view: str = Permission.Incoming.VIEW

    def __init__(
        self,
        incomings: Incomings,
        *,
        directory: People,
        words: Words,
        beside: Beside = lambda _: (),
    ) -> None:
        self._incomings = incomings
        self._directory = directory
        self._words = words
        self._beside = beside

    def load_paper(self, paper: UUID) -> Incoming:
        """As it stands."""
        return self._incomings.load(Incoming, paper)

    def gather(self, agency: str, paper: UUID) -> Gathered:
        """The paper once it is completed."""
        it = self._incomings.load(Incoming, paper)
        if it.agency != agency:
            raise Missing(NOT_HERE)
        if it.stage is not Stage.COMPLETED:
            raise Refused(
                f"此件现在“{STAGE_WORDS[it.stage]}”，办结以后才能归档（《条例》第二十七条）。"
            )
        own: list[Any] = list(self._incomings.events.get(paper))
        beside = list(self._beside(paper))
        events = sorted([*own, *beside], key=lambda each: each.timestamp)
        who = Named(self._directory, agency=agency)
        deeds, agents = deeds_of(events, words=self._words, who=who)
        facts = it.capsule.facts
        return Gathered(
            room=self.room,
            paper=paper,
            agency=agency,
            version=it.version,
            year=office_day(own[0].timestamp).year,
            track=str(it.track or ""),
            unit="",
            identifier=facts.get("identifier") or str(paper),
            description=_description(it, own),
            parts=ordered(self._parts(it, beside)),
            deeds=deeds,
            agents=agents,
            related=tuple((each, "复文") for each, number in _answers(it) if number),
            lacking=tuple(_lacking(it)),
            limited=limited_in(events),
        )

    def _parts(self, it: Incoming, beside: list[Any]) -> Iterator[RecordPart]:
        """The original before what is attached to it (DA/T 22-2015), then what was done."""
        content = self._incomings.node.content
        for part in sorted(it.capsule.parts, key=lambda each: each.role != "original"):
            if part.role != TEXT:
                yield RecordPart(
                    PartRole.RECEIVED,
                    part.name,
                    part.media_type,
                    part.digest,
                    part.length,
                    page_count(
                        content,
                        agency=it.agency,
                        digest=part.digest,
                        media_type=part.media_type,
                    ),
                )
        yield from handed_in(beside, agency=it.agency, content=content)


def _description(it: Incoming, events: list[Any]) -> Description:
    facts = it.capsule.facts
    grade, period = grade_and_period(facts.get("classification", ""))
    return Description(
        title=facts["title"],
        number=facts.get("number", ""),
        responsible=it.capsule.sender_name,
        date=eight_digits(facts.get("date", ""), otherwise=events[0].timestamp),
        type=facts["type"],
        urgency=facts.get("urgency", ""),
        classification=grade,
        secrecy_period=period,
    )


def _lacking(it: Incoming) -> Iterator[str]:
    if not any(part.role == "original" for part in it.capsule.parts):
        yield "没有来文的正本"


def _answers(it: Incoming) -> list[tuple[str, str]]:
    """Ids and numbers of what answered it."""
    return list(getattr(it, "answers", {}).items())
