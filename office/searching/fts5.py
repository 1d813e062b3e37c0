"""The index on SQLite: FTS5 without content and without positions."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select, text

from office.searching.keys import MOST_ROWS
from office.searching.tables import INDEX
from office.searching.tables import terms as rows
from office.searching.wanted import Wanted, is_nothing, written

_PUT = text(f"insert into {INDEX} (rowid, terms) values (:key, :terms)")  # noqa: S608 - a constant
_FORGET = text(
    f"insert into {INDEX} ({INDEX}, rowid, terms) values ('delete', :key, :terms)"  # noqa: S608
)
_CLEAR = text(f"insert into {INDEX} ({INDEX}) values ('delete-all')")  # noqa: S608
_FIND = text(
    f"select rowid from {INDEX} where {INDEX} match :wanted"  # noqa: S608
    " and rowid >= :at_least and rowid < :below order by rowid desc limit :limit"
)


class FTS5Index:
    """Answers in the order of row ids, so it stops as soon as a page is full."""

    def put(self, connection: Connection, given: Iterable[tuple[int, Iterable[str]]]) -> None:
        lines = [{"key": key, "terms": " ".join(sorted(terms))} for key, terms in given]
        connection.execute(_PUT, lines)
        kept = ({**each, "terms": zlib.compress(str(each["terms"]).encode())} for each in lines)
        connection.execute(insert(rows), list(kept))

    def remove(self, connection: Connection, *, paper: int) -> None:
        of_paper = rows.c.key.between(paper, paper + MOST_ROWS - 1)
        for row in connection.execute(select(rows).where(of_paper)).all():
            line = zlib.decompress(row.terms).decode()
            connection.execute(_FORGET, {"key": row.key, "terms": line})
        connection.execute(rows.delete().where(of_paper))

    def clear(self, connection: Connection) -> None:
        connection.execute(_CLEAR)
        connection.execute(rows.delete())

    def find(
        self, connection: Connection, wanted: Wanted, *, at_least: int, below: int, limit: int
    ) -> Sequence[int]:
        if is_nothing(wanted):
            return []
        line = written(wanted, both=" AND ", either=" OR ", quote='"')
        given = {"wanted": line, "at_least": at_least, "below": below, "limit": limit}
        return list(connection.execute(_FIND, given).scalars())
