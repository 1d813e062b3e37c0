"""内设机构, as the directory of record knows it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from office.directory.dated import DatedEntity, PeriodsChanged, first_period
from office.directory.entries import UnitEntry
from office.directory.ids import DIRECTORY, unit_id
from office.directory.timeline import Delta, Facts, Timeline
from office.kernel.entity import Created
from office.kernel.refusals import Refused


class Unit(DatedEntity):
    """One unit of an agency."""

    TOPIC: ClassVar[str] = "directory.Unit"
    WORD: ClassVar[str] = "内设机构"

    class Established(Created):
        """设立."""

        TOPIC: ClassVar[str] = "directory.Unit.Established"
        periods: dict[str, Any]

    class Renamed(PeriodsChanged):
        """更名."""

        TOPIC: ClassVar[str] = "directory.Unit.Renamed"

    class PlacedUnder(PeriodsChanged):
        """In another agency, or under another unit."""

        TOPIC: ClassVar[str] = "directory.Unit.PlacedUnder"

    class Ranked(PeriodsChanged):
        """Given another 排序号."""

        TOPIC: ClassVar[str] = "directory.Unit.Ranked"

    class Ended(PeriodsChanged):
        """撤销."""

        TOPIC: ClassVar[str] = "directory.Unit.Ended"

    class Resumed(PeriodsChanged):
        """恢复."""

        TOPIC: ClassVar[str] = "directory.Unit.Resumed"

    class Redated(PeriodsChanged):
        """The first day was put right."""

        TOPIC: ClassVar[str] = "directory.Unit.Redated"

    def __init__(self, agency: str, periods: Delta) -> None:
        self.agency = agency
        self.timeline = Timeline.of(periods)

    @classmethod
    def establish(cls, entry: UnitEntry, *, effective: date, at: datetime) -> Unit:
        """设立; from `effective` on where the entry has no first day of its own."""
        return cls.begin(
            cls.Established,
            id=unit_id(entry.key),
            agency=DIRECTORY,
            timestamp=at,
            periods=first_period(facts_of(entry), term=entry.term, effective=effective),
        )

    def rename(self, *, name: str, effective: date, at: datetime) -> None:
        """更名."""
        self._change(self.Renamed, effective, at=at, name=name)

    def place_under(self, *, agency: str, superior: str, effective: date, at: datetime) -> None:
        """Put into an agency, under one of its units or ("") directly."""
        if superior == self.timeline.latest["key"]:
            raise Refused("内设机构不能是自己的上级。请另选上级机构。")
        self._change(self.PlacedUnder, effective, at=at, agency=agency, superior=superior)

    def rank(self, *, rank: int, effective: date, at: datetime) -> None:
        """Give another 排序号; the smaller comes first."""
        self._change(self.Ranked, effective, at=at, rank=rank)

    FACETS = (
        (rename, ("name",)),
        (place_under, ("agency", "superior")),
        (rank, ("rank",)),
    )


def facts_of(entry: UnitEntry) -> Facts:
    """What is recorded of an entry."""
    return {
        "key": entry.key,
        "agency": entry.agency,
        "name": entry.name,
        "superior": entry.superior,
        "rank": entry.rank,
    }
