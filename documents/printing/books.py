"""登记簿 to print and to take along: which lines, in which columns, for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyramid.request import Request

from documents.layout.forms import Value
from documents.printing.lookup import Wanted
from office.kernel.clock import office_day
from office.web.formats import whole_day
from office.web.frame import now
from office.web.spreadsheets import Table, csv_file, xlsx

Rows = list[dict[str, str | date]]
"""Days are days in files, and 11月20日 on the form."""

NUMBERS = ("quantity",)


@dataclass(frozen=True, slots=True)
class RegisterBook:
    """One kind of book. `route` and `path` are those of its page, `beside` that of the list it
    belongs to; `columns` are the form's fields of one line, and what they are called in a file;
    `files_only` are those for which the form has no column.
    """

    route: str
    path: str
    beside: str
    form: str
    field: str
    title: str
    permission: str
    columns: Mapping[str, str]
    rows: Callable[[Request, Wanted], Rows]
    years: Callable[[Request], Sequence[int]]
    words: Callable[[Request], Sequence[str]]
    files_only: tuple[str, ...] = ()

    def values(self, request: Request, wanted: Wanted) -> dict[str, Value]:
        """The filled-in form."""
        identity = request.identity
        today = office_day(now(request))
        agency = request.house.directory.agency_on(identity.agency, today)
        return {
            "agency": agency.name if agency else identity.agency_name,
            "series": wanted.word,
            "period": _period(wanted),
            "printed_on": whole_day(today),
            self.field: [self._printed(row) for row in self.rows(request, wanted)],
        }

    def _printed(self, row: dict[str, str | date]) -> dict[str, str]:
        """The year stands at the head."""
        return {
            field: f"{value.month}月{value.day}日" if isinstance(value, date) else value
            for field, value in row.items()
            if field not in self.files_only
        }

    def csv(self, rows: Rows) -> bytes:
        """For other programs."""
        return csv_file(tuple(self.columns.values()), map(self._cells, rows))

    def xlsx(self, rows: Rows) -> bytes:
        """For spreadsheets."""
        return xlsx(Table(self.title, tuple(self.columns.values()), map(self._cells, rows)))

    def _cells(self, row: dict[str, str | date]) -> list[str | int | date]:
        return [_number(row[field]) if field in NUMBERS else row[field] for field in self.columns]


def _number(value: str | date) -> str | int | date:
    """An old register may have words there."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _period(wanted: Wanted) -> str:
    year = f"{wanted.year}年"
    if wanted.since is None and wanted.until is None:
        return year
    since, until = wanted.since, wanted.until
    first = f"{since.month}月{since.day}日" if since else ""
    last = f"{until.month}月{until.day}日" if until else ""
    return f"{year}{first}至{last}"
