"""Whose a turn is, in words."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from office.directory.kinds import ROLE_NAMES, Role


def holder_words(request: Request, row: Any) -> str:
    """A person, a unit, or everybody with a role (of a row of deadlines or turns)."""
    directory = request.house.directory
    if row.person:
        return str(directory.person_name(row.person))
    if row.unit:
        units: dict[str, str] = {each.key: each.name for each in directory.units(row.agency)}
        return units.get(row.unit, "—")
    return ROLE_NAMES[Role(row.role)] if row.role else "—"
