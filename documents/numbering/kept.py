"""Series that a process remembers, so that late in the year a number costs no replay of it all."""

from __future__ import annotations

from threading import Lock
from uuid import UUID

from documents.numbering.series import Series

MOST = 100
"""Those of the agencies that take numbers just now."""


class KeptSeries:
    """Series as they were committed. Whoever asks gets a copy, and only what came later is read.

    Never keep a series that somebody has acted on: its events may not be committed.
    """

    def __init__(self) -> None:
        self._series: dict[UUID, Series] = {}
        self._lock = Lock()

    def get(self, id: UUID) -> Series | None:
        """A copy of the series as last kept."""
        known = self._series.get(id)
        return known.copied() if known is not None else None

    def keep(self, series: Series) -> None:
        """Remember a copy; what was asked for longest ago is forgotten."""
        with self._lock:
            self._series.pop(series.id, None)
            self._series[series.id] = series.copied()
            while len(self._series) > MOST:
                del self._series[next(iter(self._series))]
