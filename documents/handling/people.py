"""Who of an agency's people stands behind a party."""

from __future__ import annotations

from collections.abc import Iterable

from documents.handling.party import UNIT, Party
from office.directory.answers import Incumbent
from office.directory.kinds import ADMINISTRATORS


def people_of(party: Party, posts: Iterable[Incumbent]) -> list[Incumbent]:
    """Who of these is the party or belongs to it, and handles documents: an administrator does
    not, so a unit of nobody else can be given nothing."""
    return [
        each
        for each in posts
        if party.key == (each.unit if party.kind == UNIT else str(each.person.id))
        and set(each.roles) - ADMINISTRATORS
    ]
