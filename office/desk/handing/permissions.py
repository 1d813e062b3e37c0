"""Who may hand over a desk: the desk's own part of the permission map."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from office.access.identity import Identity
from office.access.permissions import Predicate, Rule, role, same_agency
from office.directory.kinds import Role


class Permission:
    """Greppable names, each the object and the act."""

    class HandOver(StrEnum):
        """移交."""

        VIEW = "hand_over.view"
        MAKE = "hand_over.make"
        UNDO = "hand_over.undo"


def _gives(identity: Identity, subject: Any) -> bool:
    return bool(subject.giver == identity.person)


def _takes(identity: Identity, subject: Any) -> bool:
    return bool(subject.taker == identity.person)


giver = Predicate("移交人本人", "要移交的不是您本人的事项", _gives)
taker = Predicate("接手人本人", "您不是接手人", _takes)
_clerk = (same_agency, role(Role.CLERK))

RULES = (
    Rule(
        Permission.HandOver.VIEW,
        "查看移交",
        ((same_agency, giver), (same_agency, taker), _clerk),
    ),
    Rule(Permission.HandOver.MAKE, "移交", ((same_agency, giver), _clerk)),
    Rule(Permission.HandOver.UNDO, "撤销移交", ((same_agency, taker), _clerk)),
)
