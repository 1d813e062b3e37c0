"""办理单: steps, opinions, history, the ways of consignments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from office.web.models.atoms import Badge, Fact, FileItem, Link


class StepState(StrEnum):
    """Where a step of the process stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


class StationState(StrEnum):
    """Where a consignment stands at one of its five stations."""

    PASSED = "on"
    FINISHED = "fin"
    AHEAD = "ahead"
    RETRYING = "wait"
    RETURNED = "bad"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the 办理单. `lines` are short lines below: who, when; of several
    people one line each, with what they have done."""

    name: str
    state: StepState
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PenStroke:
    """The outline of one stroke: (letter, places in mm), as the page model's shapes have it."""

    colour: str
    steps: tuple[tuple[str, tuple[float, ...]], ...]

    @property
    def path(self) -> str:
        """As SVG says it."""
        return "".join(
            kind + " ".join(f"{each:g}" for each in places) for kind, places in self.steps
        )


@dataclass(frozen=True, slots=True)
class Handwriting:
    """What a person wrote by hand, in a box of mm. `signed`: by which certificate, where it was
    signed; `fault`: why that signature does not hold, empty where it does."""

    width: float
    height: float
    strokes: tuple[PenStroke, ...]
    signed: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person wrote at a step. `transcribed_by` names who entered it (代录), `transcribed`
    says from what, `own_day` is the leader's own day (`when` that of the entry), and `scan` leads
    to the paper itself. `step` is the office's own name of the step, where it gave one.
    `withheld`: the words are not for whoever looks, and `text` says so. `compared` leads to what
    was changed in the paper since.
    """

    person: str
    post: str
    text: str
    when: datetime
    verdict: Badge | None = None
    note: str = ""
    ink: Handwriting | None = None
    transcribed_by: str = ""
    transcribed: str = ""
    own_day: date | None = None
    step: str = ""
    scan: Link | None = None
    withheld: bool = False
    compared: Link | None = None


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """The opinions of one step; the newest step comes first. `part`: of a paper in another round,
    which one they belong to."""

    step: str
    opinions: tuple[Opinion, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One act of the history, as one sentence: who did what.

    `seen` leads to the pages that the person saw then, where they are kept.
    """

    when: datetime
    sentence: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """经过: the newest acts first. `intact` None means the chain was not checked just now."""

    happenings: tuple[Happening, ...]
    total: int
    intact: bool | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """One of 发出 送达 签收 登记 办结."""

    name: str
    state: StationState
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConsignmentLine:
    """The way of one consignment to one recipient."""

    recipient: str
    code: str
    stations: tuple[Station, ...]
    badge: Badge
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What one party has to do (承办): `role` is 主办 or 协办, `due` a day in words, or empty."""

    party: str
    role: str
    handler: str
    due: str
    badges: tuple[Badge, ...]
    href: str
    round: int = 1


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One reader's line of a circulation; `since`: when they had it before them, or read it."""

    person: str
    post: str
    badges: tuple[Badge, ...]
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadingList:
    """传阅情况 of one circulation, in the order in which it goes; `href` leads to its own page,
    empty there."""

    words: str
    read: int
    lines: tuple[ReadingLine, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """办理单: the right-hand side of a document, from steps to attachments.

    `files` are its attachments (附件); `texts` the paper itself as files, and what others printed
    of it, none of which is an attachment.
    """

    heading: str
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()
    opinions: tuple[OpinionGroup, ...] = ()
    timeline: Timeline | None = None
    shares: tuple[ShareLine, ...] = ()
    readings: tuple[ReadingList, ...] = ()
    consignments: tuple[ConsignmentLine, ...] = ()
    receipts: tuple[Happening, ...] = ()
    files: tuple[FileItem, ...] = ()
    texts: tuple[FileItem, ...] = ()
    details: tuple[Fact, ...] = ()
