"""机关, as the directory of record knows it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from office.directory.dated import DatedEntity, PeriodsChanged, first_period
from office.directory.entries import AgencyEntry
from office.directory.ids import DIRECTORY, agency_id
from office.directory.timeline import Delta, Facts, Timeline
from office.kernel.entity import Created, Event
from office.kernel.refusals import Refused


class Agency(DatedEntity):
    """One agency, of this node or a peer's."""

    TOPIC: ClassVar[str] = "directory.Agency"
    WORD: ClassVar[str] = "机关"

    class Established(Created):
        """设立, or first heard of."""

        TOPIC: ClassVar[str] = "directory.Agency.Established"
        periods: dict[str, Any]

    class Renamed(PeriodsChanged):
        """更名."""

        TOPIC: ClassVar[str] = "directory.Agency.Renamed"

    class Reclassified(PeriodsChanged):
        """Of another level or kind."""

        TOPIC: ClassVar[str] = "directory.Agency.Reclassified"

    class PlacedUnder(PeriodsChanged):
        """划归 another superior."""

        TOPIC: ClassVar[str] = "directory.Agency.PlacedUnder"

    class Ranked(PeriodsChanged):
        """Given another 排序号."""

        TOPIC: ClassVar[str] = "directory.Agency.Ranked"

    class Ended(PeriodsChanged):
        """撤销."""

        TOPIC: ClassVar[str] = "directory.Agency.Ended"

    class Resumed(PeriodsChanged):
        """恢复."""

        TOPIC: ClassVar[str] = "directory.Agency.Resumed"

    class Redated(PeriodsChanged):
        """The first day was put right."""

        TOPIC: ClassVar[str] = "directory.Agency.Redated"

    class Moved(Event):
        """At home on another node, or here again: who tells of it changes, it does not."""

        TOPIC: ClassVar[str] = "directory.Agency.Moved"
        node: str

        def apply(self, aggregate: Any) -> None:
            """Who tells of it."""
            aggregate.home = self.node

    def __init__(self, agency: str, periods: Delta) -> None:
        self.agency = agency
        self.timeline = Timeline.of(periods)
        self.home = ""

    @classmethod
    def establish(cls, entry: AgencyEntry, *, effective: date, at: datetime) -> Agency:
        """设立; from `effective` on where the entry has no first day of its own."""
        return cls.begin(
            cls.Established,
            id=agency_id(entry.code),
            agency=DIRECTORY,
            timestamp=at,
            periods=first_period(facts_of(entry), term=entry.term, effective=effective),
        )

    def rename(self, *, name: str, short_name: str, effective: date, at: datetime) -> None:
        """更名."""
        self._change(self.Renamed, effective, at=at, name=name, short_name=short_name)

    def reclassify(self, *, level: str, kind: str, effective: date, at: datetime) -> None:
        """Put into another level or kind (values of `kinds.Level`, `kinds.AgencyKind`)."""
        self._change(self.Reclassified, effective, at=at, level=level, kind=kind)

    def place_under(self, *, superior: str, effective: date, at: datetime) -> None:
        """划归 the agency with the code `superior`; "" puts it at the top."""
        if superior == self.timeline.latest["code"]:
            raise Refused("机关不能是自己的上级。请另选上级机关。")
        self._change(self.PlacedUnder, effective, at=at, superior=superior)

    def rank(self, *, rank: int, effective: date, at: datetime) -> None:
        """Give another 排序号; the smaller comes first."""
        self._change(self.Ranked, effective, at=at, rank=rank)

    def live_on(self, node: str, *, at: datetime) -> None:
        """Who tells of it from now on: the snapshots of that node, or with "" our own source."""
        if node != self.home:
            self.trigger_event(self.Moved, timestamp=at, node=node)

    FACETS = (
        (rename, ("name", "short_name")),
        (reclassify, ("level", "kind")),
        (place_under, ("superior",)),
        (rank, ("rank",)),
    )


def facts_of(entry: AgencyEntry) -> Facts:
    """What is recorded of an entry."""
    return {
        "code": entry.code,
        "name": entry.name,
        "short_name": entry.short_name,
        "level": str(entry.level),
        "kind": str(entry.kind),
        "superior": entry.superior,
        "rank": entry.rank,
    }
