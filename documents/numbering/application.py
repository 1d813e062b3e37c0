"""Taking numbers. Always inside another command's act, under the journal's lock."""

from __future__ import annotations

from uuid import UUID

from documents.numbering.series import Series
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.room import Room


class Numbering(Room):
    """Gives the next number of a series; opens the year's series when it is the first."""

    def take(self, act: Act, *, word: str, subject: UUID) -> tuple[str, UUID]:
        """The number as printed and the series' id. Call inside `perform`'s decide."""
        now = self.clock.now()
        year = office_day(now).year
        id = Series.id_of(agency=act.agency, word=word, year=year)
        if self.exists(id):
            series = self.load(Series, id)
        else:
            series = Series.open(agency=act.agency, word=word, year=year, at=now)
        number = series.take(by=act.person, subject=subject, at=now)
        self.save(series)
        return number, id
