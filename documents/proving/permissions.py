"""Who may take the proof of a paper out of the system."""

from __future__ import annotations

from enum import StrEnum

from office.access.permissions import Rule, role, same_agency
from office.directory.kinds import Role


class Permission:
    """Greppable names, each the object and the act."""

    class Proof(StrEnum):
        """证明."""

        EXPORT = "proof.export"


RULES = (Rule(Permission.Proof.EXPORT, "导出证明", ((same_agency, role(Role.CLERK)),)),)
