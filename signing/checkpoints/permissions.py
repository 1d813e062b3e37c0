"""Who sees what the node signs of its journal, and who exchanges it with other nodes."""

from __future__ import annotations

from enum import StrEnum

from office.access.permissions import Rule, role
from office.directory.kinds import Role


class Permission:
    """Greppable names, each the object and the act."""

    class Checkpoint(StrEnum):
        """检查点."""

        VIEW = "checkpoint.view"
        KEEP = "checkpoint.keep"


RULES = (
    Rule(
        Permission.Checkpoint.VIEW,
        "查看日志检查点",
        ((role(Role.SYSTEM_ADMINISTRATOR),), (role(Role.AUDITOR),)),
    ),
    Rule(
        Permission.Checkpoint.KEEP,
        "签署、导出、导入日志检查点",
        ((role(Role.SYSTEM_ADMINISTRATOR),),),
    ),
)
