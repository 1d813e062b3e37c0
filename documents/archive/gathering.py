"""What a room hands in for filing: its paper described, its files, its deeds, what is lacking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from documents.archive.described import Agent, Deed, Description, PartRole, RecordPart
from documents.archive.formats import PDF, pdf_page_count
from documents.handling.limits import WITHHELD
from office.kernel.content import ContentStore
from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Gathered:
    """A completed paper, as of its `version`.

    `unit` is the directory's key of the unit that made it, empty for the office itself. `lacking`
    tells what is missing and why, a sentence each; with any of them it is not filed. `limited`
    counts the opinions whose words are for named people and stand nowhere in the record.
    """

    room: str
    paper: UUID
    agency: str
    version: int
    year: int
    track: str
    unit: str
    identifier: str
    description: Description
    parts: tuple[RecordPart, ...]
    deeds: tuple[Deed, ...]
    agents: tuple[Agent, ...]
    related: tuple[tuple[str, str], ...] = ()
    lacking: tuple[str, ...] = ()
    limited: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """附注."""
        if not self.limited:
            return ()
        return (f"有{self.limited}条限定范围的意见，全文留在业务系统的事件记录中，未写入本件。",)


Who = Callable[[str, datetime], Agent]
"""A person (or a part of the system) by id, as they were called at that moment."""


Words = Mapping[str, str]
"""What each kind of event is called, by its topic without the room: `Incoming.Completed`."""


def words_of(stream: str, telling: Mapping[str, Any]) -> dict[str, str]:
    """The words of a stream's events (`Told`, by the names of their classes)."""
    return {f"{stream}.{name}": told.words for name, told in telling.items()}


def deeds_of(
    events: Iterable[Any], *, words: Words, who: Who
) -> tuple[tuple[Deed, ...], tuple[Agent, ...]]:
    """业务实体 and 机构人员实体 out of events."""
    deeds: list[Deed] = []
    agents: dict[str, Agent] = {}
    for event in events:
        by = getattr(event, "by", "") or "system"
        agents.setdefault(by, who(by, event.timestamp))
        name = type(event).TOPIC.partition(".")[2]
        deeds.append(
            Deed(
                act=words.get(name, type(event).__name__),
                at=event.timestamp.isoformat(timespec="seconds"),
                agent=by,
                words=said_in(event),
            )
        )
    return tuple(deeds), tuple(agents.values())


def said_in(event: Any) -> str:
    """What somebody wrote in this act; withheld where it is for named people only."""
    names = ("opinion", "words", "result", "reason", "note")
    said = next((text for name in names if (text := getattr(event, name, ""))), "")
    return WITHHELD if said and getattr(event, "readers", None) else str(said)


def limited_in(events: Iterable[Any]) -> int:
    """How many opinions are for named people only."""
    return sum(bool(getattr(event, "readers", None)) for event in events)


def must_be_whole(gathered: Gathered) -> None:
    """Refused, naming everything that is lacking and why."""
    if gathered.lacking:
        raise Refused(
            f"《{gathered.description.title}》还不能归档：{'；'.join(gathered.lacking)}。"
            "归档的文件材料应当齐全完整（《条例》第二十七条）。请补齐后再归档。"
        )


def ordered(parts: Iterable[RecordPart]) -> tuple[RecordPart, ...]:
    """As they lie in a 件; nothing twice (DA/T 22-2015)."""
    order = list(PartRole)
    seen: dict[tuple[str, str], RecordPart] = {}
    for part in parts:
        seen.setdefault((part.role, part.digest), part)
    return tuple(sorted(seen.values(), key=lambda each: order.index(each.role)))


def handed_in(
    events: Iterable[Any], *, agency: str, content: ContentStore
) -> Iterator[RecordPart]:
    """What the units handed in with their results, each file once, in the order of the events."""
    files = (each for event in events for each in getattr(event, "files", None) or ())
    for each in {file["digest"]: file for file in files}.values():
        digest, media_type = each["digest"], each["media_type"]
        pages = page_count(content, agency=agency, digest=digest, media_type=media_type)
        yield RecordPart(PartRole.REPORT, each["name"], media_type, digest, each["length"], pages)


def page_count(content: ContentStore, *, agency: str, digest: str, media_type: str) -> int:
    """Of a PDF and of a picture; 0 for what has none, or is not there."""
    if media_type == PDF and content.has(agency, digest):
        return pdf_page_count(content.get(agency, digest))
    return int(media_type.startswith("image/"))
