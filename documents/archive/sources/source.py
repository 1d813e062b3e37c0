"""A room whose papers are filed, as the archive knows it."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Column, ColumnElement

from documents.archive.gathering import Gathered
from office.access.identity import Identity


class Source(Protocol):
    """A room whose papers are filed."""

    room: str
    title: str
    """What its papers are called: 发文, 收文."""
    view: str
    """The permission to see one of its papers, which holds for its record too."""

    def gather(self, agency: str, paper: UUID) -> Gathered:
        """Everything; `Missing` for what is not there, `Refused` for what is not completed."""

    def load_paper(self, paper: UUID) -> Any:
        """The paper as `view` is asked of it."""

    def listed_for(self, identity: Identity, paper: Column[UUID]) -> ColumnElement[bool] | None:
        """Which of its papers stand in lists for this person; None for all of the agency."""


class OpenSource:
    """A source whose papers are seen by everybody in the agency who handles papers."""

    def listed_for(self, identity: Identity, paper: Column[UUID]) -> ColumnElement[bool] | None:
        """All of them."""
        return None
