"""In whose hands a turn was, as figures name it: a unit, the leaders, everybody with a role."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.request import Request

from documents.statistics.spells import Spell
from office.directory.kinds import ROLE_NAMES, Role


def unit_names(request: Request) -> Callable[[Spell], str]:
    """The name of a spell's unit, as the agency is today."""
    agency, directory = request.identity.agency, request.house.directory
    by_person: dict[str, str] = {}
    for post in directory.posts_on(agency):
        by_person.setdefault(str(post.person.id), post.unit_name or "机关领导")
    names = {unit.key: unit.name for unit in directory.units(agency)}

    def unit_of(spell: Spell) -> str:
        if spell.person:
            return by_person.get(spell.person, "已离任")
        return names.get(spell.unit, "") if spell.unit else ROLE_NAMES[Role(spell.role)]

    return unit_of
