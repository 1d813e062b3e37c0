"""Answers about people that are remembered as long as nothing in the directory has changed.

Every request asks who the person is and in which posts, and much else asks again. Each commit
that changes the directory, or who acts for whom, notes its place in the journal in one row, so
that asking whether an answer still stands is one look at that row: no answer is ever stale, also
not where another process has changed the directory.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select

from office.directory.registers import directory_position
from office.kernel.store import Store

Answer = TypeVar("Answer")
MANY = 5_000
"""Answers in memory above which all are forgotten: a day has fewer questions than that."""


_POSITION = select(directory_position.c.position)  # asked so often that making it anew shows


@dataclass(slots=True)
class _Known:
    position: int | None
    answers: dict[Hashable, Any] = field(default_factory=dict)


class Remembering:
    """The answers of one process, whatever thread asks."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = _Known(None)

    def answer(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The remembered answer, else what `ask` gives; it must not be changed by who gets it.

        Inside a write transaction nothing new is remembered: it may come to nothing, and its
        place in the journal is another's then. Nor is anything where no place is noted yet.
        """
        with self._store.reading() as connection:
            position = connection.execute(_POSITION).scalar()
        known = self._known
        if known.position != position or len(known.answers) > MANY:
            known = _Known(position)
        if question in known.answers:
            found: Answer = known.answers[question]
            return found
        answer = ask()
        if position is not None and self._store.transaction is None:
            known.answers[question] = answer
            self._known = known
        return answer
