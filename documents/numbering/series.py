"""编号序列: numbers of one kind in one year, one after the other."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity


class Series(Entity):
    """A series of an agency for one year. A number once taken stays taken (design D5).

    `word` is 机关代字 (澜政办发) or the name of a register (收文); a number reads
    澜政办发〔2026〕37号: six-cornered brackets, no 第, no leading zeros (GB/T 9704-2012 7.2.5).
    """

    TOPIC: ClassVar[str] = "documents.Series"

    class Opened(Created):
        TOPIC: ClassVar[str] = "documents.Series.Opened"
        word: str
        year: int

    def __init__(self, agency: str, word: str, year: int) -> None:
        self.agency = agency
        self.word = word
        self.year = year
        self.last = 0

    @staticmethod
    def id_of(*, agency: str, word: str, year: int) -> UUID:
        """What may exist once has an id made of its natural key."""
        return uuid5(NAMESPACE_URL, f"wenshu:series:{agency}:{word}:{year}")

    @classmethod
    def open(cls, *, agency: str, word: str, year: int, at: datetime) -> Series:
        """Begin the year's series; the first number will be 1."""
        return cls.begin(
            cls.Opened,
            id=cls.id_of(agency=agency, word=word, year=year),
            agency=agency,
            timestamp=at,
            word=word,
            year=year,
        )

    def take(self, *, by: str, subject: UUID, at: datetime) -> str:
        """The next number, for `subject`. Gives it as printed."""
        serial = self.last + 1
        number = f"{self.word}〔{self.year}〕{serial}号"
        self._taken(timestamp=at, by=by, subject=str(subject), serial=serial, number=number)
        return number

    @event("Taken", topic="documents.Series.Taken")
    def _taken(self, timestamp: datetime, by: str, subject: str, serial: int, number: str) -> None:
        self.last = serial
