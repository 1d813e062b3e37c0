"""The indexer: notes after each act which papers changed, and indexes them anew.

Noting is done with the follower's position; reading files takes long and is done outside of any
transaction, paper by paper. A paper that cannot be read waits, and stops no other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from eventsourcing.utils import get_topic
from sqlalchemy import Connection, or_, select

from office.kernel.destruction import CARRIED_OUT
from office.kernel.followers import ALL, Followed, followers
from office.kernel.journal import journal
from office.kernel.node import Node
from office.kernel.refusals import Destroyed, Missing
from office.searching.index import SearchIndex
from office.searching.indexed import Beside, Indexed, Papers, Piece, own_subject
from office.searching.keeping import forget, keep
from office.searching.tables import papers, pieces, scheme, waiting

log = logging.getLogger(__name__)

SCHEME = 9
"""Counted up whenever what stands in the index changes: then all is indexed anew."""
AT_ONCE = 10
LONGEST_PAUSE = timedelta(hours=6)
MOST_TEXT = 2_000_000
"""Characters of one file; what comes after is not found."""

ReadFile = Callable[[bytes], str]
"""The text of a file. What cannot be read is empty; it does not raise."""


class Indexer:
    """The one who fills the index (a `Follower`)."""

    name = "searching"
    title = "编入查找索引"
    topics: Sequence[str] = ALL

    def __init__(self, index: SearchIndex, *, read_file: ReadFile) -> None:
        self._index = index
        self._read_file = read_file
        self._kinds: dict[str, Papers] = {}
        self._beside: list[Beside] = []
        self._is_of_this_scheme = False

    def add(self, *kinds: Papers | Beside) -> None:
        """These are found from now on, or what these say of papers."""
        for each in kinds:
            if isinstance(each, Beside):
                self._beside.append(each)
            else:
                self._kinds[each.room] = each

    @property
    def kinds(self) -> tuple[Papers, ...]:
        """The kinds of papers that are found."""
        return tuple(self._kinds.values())

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Note what changed. What was destroyed meanwhile is gone at once."""
        changed: dict[UUID, dict[str, Any]] = {}
        with node.store.changing_state() as connection:
            for each in events:
                topic = get_topic(type(each.event))
                if topic == CARRIED_OUT:
                    self._forget_rows(connection, changed, each.event)
                for room, subject in self._papers_of(topic, each.event):
                    changed[subject] = {"room": room, "mark": each.entry.id}
            _note(connection, changed)

    def work(self, node: Node) -> bool:
        """Index some of what waits."""
        if not self._is_of_this_scheme:
            self._begin_scheme(node)
            self._is_of_this_scheme = True
        due = or_(waiting.c.not_before.is_(None), waiting.c.not_before <= node.clock.now())
        query = select(waiting).where(due).order_by(waiting.c.mark).limit(AT_ONCE)
        with node.store.reading() as connection:
            rows = connection.execute(query).all()
        ready = [(row, self._described(node, row)) for row in rows]
        if ready:
            with node.store.changing_state() as connection:
                for row, paper in ready:
                    self._enter(connection, node, row, paper)
        return bool(ready)

    def forget(self, connection: Connection, subjects: Sequence[UUID]) -> None:
        """Part of the act that destroys these (design D7)."""
        forget(connection, self._index, subjects)

    def _papers_of(self, topic: str, event: Any) -> Iterable[tuple[str, UUID]]:
        for kind in self._kinds.values():
            if topic.startswith(kind.events):
                yield kind.room, own_subject(event)
        for beside in self._beside:
            if topic.startswith(beside.events) and (paper := beside.subject(event)):
                yield beside.room, paper

    def _forget_rows(self, connection: Connection, changed: dict[UUID, Any], event: Any) -> None:
        query = select(journal.c.originator_id).where(journal.c.id.in_(event.rows)).distinct()
        destroyed = list(connection.execute(query).scalars())
        forget(connection, self._index, destroyed)
        for subject in destroyed:
            changed.pop(subject, None)

    def _described(self, node: Node, row: Any) -> Indexed | Exception | None:
        """The paper with the texts of its files; None if nothing of it is to be found."""
        try:
            paper = self._kinds[row.room].describe(row.subject)
            if paper is None:
                return None
            texts = [*paper.pieces, *self._said_beside(row)]
            return replace(
                paper, pieces=tuple(self._read(node, row.subject, paper, each) for each in texts)
            )
        except (Destroyed, Missing):
            return None
        except Exception as error:
            log.exception("paper %s of %s could not be read for the index", row.subject, row.room)
            return error

    def _said_beside(self, row: Any) -> Iterable[Piece]:
        for beside in self._beside:
            if beside.room == row.room:
                yield from beside.pieces(row.subject)

    def _read(self, node: Node, subject: UUID, paper: Indexed, piece: Piece) -> Piece:
        if not piece.digest or piece.text:
            return piece
        query = select(pieces.c.text).where(
            pieces.c.subject == subject, pieces.c.digest == piece.digest
        )
        with node.store.reading() as connection:
            known = connection.execute(query).scalar()
        if known is None:
            known = self._read_file(node.content.get(paper.agency, piece.digest))[:MOST_TEXT]
        return replace(piece, text=known)

    def _enter(
        self, connection: Connection, node: Node, row: Any, paper: Indexed | Exception | None
    ) -> None:
        """Unless it changed again, or was destroyed, since it was read."""
        same = (waiting.c.subject == row.subject, waiting.c.mark == row.mark)
        if isinstance(paper, Exception):
            pause = min(timedelta(minutes=2 ** min(row.tries, 10)), LONGEST_PAUSE)
            again = {"tries": row.tries + 1, "not_before": node.clock.now() + pause}
            connection.execute(waiting.update().where(*same).values(again))
            return
        if not connection.execute(waiting.delete().where(*same)).rowcount:
            return
        if paper is None:
            forget(connection, self._index, (row.subject,))
        else:
            keep(connection, self._index, subject=row.subject, paper=paper)

    def _begin_scheme(self, node: Node) -> None:
        with node.store.changing_state() as connection:
            stands = connection.execute(select(scheme.c.scheme)).scalar()
            if stands == SCHEME:
                return
            connection.execute(scheme.delete())
            connection.execute(scheme.insert(), {"one": 1, "scheme": SCHEME})
            if stands is not None:
                empty(connection, self._index)


def empty(connection: Connection, index: SearchIndex) -> None:
    """Nothing is found any more, until the indexer has read all of the journal again."""
    index.clear(connection)
    for table in (pieces, papers, waiting):
        connection.execute(table.delete())
    start_again(connection)


def start_again(connection: Connection) -> None:
    """The indexer reads the journal from its beginning. What is found meanwhile stays."""
    its_own = followers.c.name == Indexer.name
    connection.execute(followers.update().where(its_own).values(position=0))


def _note(connection: Connection, changed: dict[UUID, dict[str, Any]]) -> None:
    if not changed:
        return
    connection.execute(waiting.delete().where(waiting.c.subject.in_(list(changed))))
    rows = [{"subject": subject, "tries": 0, **facts} for subject, facts in changed.items()]
    connection.execute(waiting.insert(), rows)
