"""发文名义: in whose name an agency issues, as the directory of record knows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from office.directory.dated import DatedEntity, PeriodsChanged, first_period
from office.directory.entries import IssuingIdentityEntry
from office.directory.ids import DIRECTORY, identity_id
from office.directory.timeline import Delta, Facts, Timeline
from office.kernel.entity import Created


class IssuingIdentity(DatedEntity):
    """One name in which an agency issues."""

    TOPIC: ClassVar[str] = "directory.IssuingIdentity"
    WORD: ClassVar[str] = "发文名义"

    class Established(Created):
        """设立."""

        TOPIC: ClassVar[str] = "directory.IssuingIdentity.Established"
        periods: dict[str, Any]

    class Renamed(PeriodsChanged):
        """Of another name, mark, 署名 or 印发机关."""

        TOPIC: ClassVar[str] = "directory.IssuingIdentity.Renamed"

    class Transferred(PeriodsChanged):
        """Used by another agency."""

        TOPIC: ClassVar[str] = "directory.IssuingIdentity.Transferred"

    class SeriesAssigned(PeriodsChanged):
        """Other 机关代字, or other types under them."""

        TOPIC: ClassVar[str] = "directory.IssuingIdentity.SeriesAssigned"

    class SignersNamed(PeriodsChanged):
        """Other people may sign off in this name."""

        TOPIC: ClassVar[str] = "directory.IssuingIdentity.SignersNamed"

    class Ranked(PeriodsChanged):
        """Given another 排序号."""

        TOPIC: ClassVar[str] = "directory.IssuingIdentity.Ranked"

    class Ended(PeriodsChanged):
        """停用."""

        TOPIC: ClassVar[str] = "directory.IssuingIdentity.Ended"

    class Resumed(PeriodsChanged):
        """恢复."""

        TOPIC: ClassVar[str] = "directory.IssuingIdentity.Resumed"

    class Redated(PeriodsChanged):
        """The first day was put right."""

        TOPIC: ClassVar[str] = "directory.IssuingIdentity.Redated"

    def __init__(self, agency: str, periods: Delta) -> None:
        self.agency = agency
        self.timeline = Timeline.of(periods)

    @classmethod
    def establish(
        cls, entry: IssuingIdentityEntry, *, effective: date, at: datetime
    ) -> IssuingIdentity:
        """设立; from `effective` on where the entry has no first day of its own."""
        return cls.begin(
            cls.Established,
            id=identity_id(entry.key),
            agency=DIRECTORY,
            timestamp=at,
            periods=first_period(facts_of(entry), term=entry.term, effective=effective),
        )

    def rename(
        self,
        *,
        name: str,
        mark: str,
        signature: str,
        printing_office: str,
        effective: date,
        at: datetime,
    ) -> None:
        """Change the name, 发文机关标志, 署名 or 印发机关."""
        self._change(
            self.Renamed,
            effective,
            at=at,
            name=name,
            mark=mark,
            signature=signature,
            printing_office=printing_office,
        )

    def transfer(self, *, agency: str, effective: date, at: datetime) -> None:
        """Have the agency with this code issue in this name."""
        self._change(self.Transferred, effective, at=at, agency=agency)

    def assign_series(
        self, *, series: Sequence[Sequence[Any]], effective: date, at: datetime
    ) -> None:
        """Set 机关代字 with the types each numbers: `[["澜政办发", ["通知", …]], …]`."""
        self._change(self.SeriesAssigned, effective, at=at, series=series)

    def name_signers(self, *, signers: Sequence[str], effective: date, at: datetime) -> None:
        """Say who may sign off in this name, by keys of people."""
        self._change(self.SignersNamed, effective, at=at, signers=signers)

    def rank(self, *, rank: int, effective: date, at: datetime) -> None:
        """Give another 排序号; the smaller comes first."""
        self._change(self.Ranked, effective, at=at, rank=rank)

    FACETS = (
        (rename, ("name", "mark", "signature", "printing_office")),
        (transfer, ("agency",)),
        (assign_series, ("series",)),
        (name_signers, ("signers",)),
        (rank, ("rank",)),
    )


def facts_of(entry: IssuingIdentityEntry) -> Facts:
    """What is recorded of an entry."""
    return {
        "key": entry.key,
        "agency": entry.agency,
        "name": entry.name,
        "mark": entry.mark,
        "signature": entry.signature,
        "printing_office": entry.printing_office,
        "series": [[each.word, list(each.types)] for each in entry.series],
        "signers": list(entry.signers),
        "rank": entry.rank,
    }
