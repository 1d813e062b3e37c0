"""What the register says of a series: gaps, duplicates, voids, reservations, the last number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from documents.numbering.states import IN_USE, NumberStanding


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """Serials, in order. `gaps` and `twice` are faults: nothing should ever stand there.

    `used`: how many numbers somebody has; `reserved`; `reusable`: void or released, and free;
    `spent`: void for ever; `gaps`: serials of which the register knows nothing; `twice`: numbers
    that stand there more than once; `crowded`: papers that have more than one number.
    """

    first: int
    last: int
    used: int
    reserved: tuple[int, ...]
    reusable: tuple[int, ...]
    spent: tuple[int, ...]
    gaps: tuple[int, ...]
    twice: tuple[str, ...]
    crowded: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether every number is accounted for, and once."""
        return not (self.gaps or self.twice or self.crowded)


def report(rows: Iterable[Any], *, before: int, last: int) -> SeriesReport:
    """The report on one series from its rows of the register `numbers`.

    `before` and `last` are those of the register of series: the numbers that an older system
    gave, and the last serial known.
    """
    rows = sorted(rows, key=lambda row: row.serial)
    standing: dict[int, Any] = {row.serial: row for row in rows}
    last = max([last, *standing])
    void = [row for row in standing.values() if row.standing == NumberStanding.VOID]
    return SeriesReport(
        first=before + 1,
        last=last,
        used=sum(row.standing in IN_USE for row in standing.values()),
        reserved=tuple(
            row.serial for row in standing.values() if row.standing == NumberStanding.RESERVED
        ),
        reusable=tuple(row.serial for row in void if not row.spent),
        spent=tuple(row.serial for row in void if row.spent),
        gaps=tuple(serial for serial in range(before + 1, last + 1) if serial not in standing),
        twice=_more_than_once(row.number for row in rows),
        crowded=_more_than_once(row.taken_for for row in rows if row.taken_for),
    )


def in_runs(serials: Iterable[int]) -> str:
    """Serials for a reader: 3、7–9."""
    runs: list[list[int]] = []
    for serial in sorted(serials):
        if runs and serial == runs[-1][-1] + 1:
            runs[-1].append(serial)
        else:
            runs.append([serial])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _more_than_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value, count in Counter(values).items() if count > 1)
