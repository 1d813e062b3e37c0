"""Who may order a desk: the leader's secretary, and leaders their own."""

from __future__ import annotations

from enum import StrEnum

from office.access.permissions import Rule, role, same_agency, secretary
from office.directory.kinds import Role


class Permission:
    """Greppable names, each the object and the act."""

    class Desk(StrEnum):
        """待办."""

        ARRANGE = "desk.arrange"


RULES = (
    Rule(
        Permission.Desk.ARRANGE,
        "整理待办",
        ((same_agency, secretary), (same_agency, role(Role.LEADER))),
    ),
)
