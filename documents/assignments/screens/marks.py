"""What desks say beside a title of which unit something is about: 改派, 延期 and 转办 of one paper
look alike otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from pyramid.request import Request

from documents.assignments.assignment import Assignment
from office.web.models import Badge, Tone

Marks = Mapping[UUID, tuple[Badge, ...]]


def asked_by(request: Request, subjects: Collection[UUID]) -> Marks:
    """Of shares: whose request waits for the office."""
    rooms = request.assignments
    return {row.subject: (_named(request, row.subject),) for row in rooms.asking(subjects)}


def handed_back_by(request: Request, subjects: Collection[UUID]) -> Marks:
    """Of papers that wait to be given to somebody else: who handed them back last."""
    rooms = request.assignments
    return {row.paper: (_named(request, row.subject),) for row in rooms.handed_back(subjects)}


def _named(request: Request, assignment: UUID) -> Badge:
    rooms = request.assignments
    it = rooms.load(Assignment, assignment)
    return Badge(rooms.name_of(it.agency, it.party), Tone.NEUTRAL)
