"""A year of an invented agency: papers that were never written, only filed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from documents.archive.application import Records
from documents.archive.described import Agent, Deed, Description, PartRole, RecordPart
from documents.archive.fonds import fonds_table
from documents.archive.gathering import Gathered
from documents.archive.retention import retention_rules
from documents.archive.sources.source import OpenSource
from documents.roster import REGISTERS
from office.desk.registers import desk_register
from office.directory.answers import Incumbent
from office.kernel.act import Act
from office.kernel.clock import SetClock
from office.kernel.node import Node
from office.timers.registers import timer_register

CITY = "990100001"
NOW = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)
SPACE = UUID(int=2026)
PDF = b"%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n%%EOF\n"
SHEET, ORIGINAL, FINAL, RECEIVED, REPORT = (PDF + b"% " + bytes([each]) for each in b"sofre")
FILES = {
    PartRole.ORIGINAL: ORIGINAL + b"\n%%EOF\n",
    PartRole.FINAL: FINAL + b"\n%%EOF\n",
    PartRole.RECEIVED: RECEIVED + b"\n%%EOF\n",
    PartRole.REPORT: REPORT + b"\n%%EOF\n",
}
SHEET += b"\n%%EOF\n"
HOLDS = {
    "document": (PartRole.ORIGINAL, PartRole.FINAL),
    "incoming": (PartRole.RECEIVED,),
    "supervision": (PartRole.REPORT,),
}
ACTS = {
    "document": ("拟稿", "签发", "分发"),
    "incoming": ("签收", "登记", "批示", "办结"),
    "supervision": ("立项", "销号"),
}
TYPES = ("通知", "函", "报告", "请示", "批复", "意见", "决定", "纪要")
AGENT = Agent("p", "段文", "文书")


class Nobody:
    """A directory that knows no names."""

    def agency_on(self, code: str, day: date | None = None) -> None:
        return None

    def person_name(self, person: str) -> str:
        return person

    def posts_of(self, person: UUID, day: date | None = None) -> list[Incumbent]:
        return []


class Invented(OpenSource):
    """A room whose papers are what their number makes of them."""

    view = "invented.view"

    def __init__(self, room: str) -> None:
        self.room = room
        self.title = room
        self.numbers: dict[UUID, int] = {}

    def paper(self, number: int) -> UUID:
        """The id of one of them."""
        id = uuid5(SPACE, f"{self.room} {number}")
        self.numbers[id] = number
        return id

    def load_paper(self, paper: UUID) -> int:
        return self.numbers[paper]

    def gather(self, agency: str, paper: UUID) -> Gathered:
        number = self.numbers[paper]
        type = TYPES[number % len(TYPES)]
        return Gathered(
            room=self.room,
            paper=paper,
            agency=agency,
            version=len(ACTS[self.room]),
            year=2026,
            track="reading" if number % 3 == 0 else "handling",
            unit="",
            identifier=str(paper),
            description=Description(
                title=f"关于第{number}件{self.room}的{type}",
                number=f"〔2026〕{number}号",
                responsible="澜州市人民政府办公室",
                date=f"2026{number % 11 + 1:02}{number % 28 + 1:02}",
                type=type,
                pages=1,
            ),
            parts=tuple(map(_part, HOLDS[self.room])),
            deeds=tuple(
                Deed(act, f"2026-{number % 11 + 1:02}-01T0{place}:00:00+00:00", AGENT.id)
                for place, act in enumerate(ACTS[self.room], 1)
            ),
            agents=(AGENT,),
        )


def _part(role: PartRole) -> RecordPart:
    data = FILES[role]
    return RecordPart(
        role, f"{role}.pdf", "application/pdf", sha256(data).hexdigest(), len(data), 1
    )


def archive(folder: Any, *, guard: Callable[..., None] = lambda *_: None) -> Records:
    """Records over a new node, where everybody may do everything, with its three rooms."""
    node = Node(
        database=f"sqlite:///{folder}/year.db",
        content=folder / "content",
        clock=SetClock(NOW),
        registers=[desk_register, timer_register, *REGISTERS],
        guard=guard,
    )
    node.create()
    records = Records(node, directory=Nobody(), fonds=fonds_table(), rules=retention_rules())
    for room in HOLDS:
        records.serve(Invented(room))
    for data in FILES.values():
        node.content.put(CITY, data)
    return records


def file_one(records: Records, room: str, number: int) -> UUID:
    """One paper of a room becomes a record."""
    source = records.sources[room]
    assert isinstance(source, Invented)
    act = Act(agency=CITY, person="clerk", command=f"{room} {number}")
    return UUID(records.file(act, room=room, paper=source.paper(number), sheet=SHEET))


def by(person: str, command: str) -> Act:
    """Somebody's act."""
    return Act(agency=CITY, person=person, command=command)
