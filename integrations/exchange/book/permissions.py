"""Who sees the address book of the exchange, and who changes it."""

from __future__ import annotations

from enum import StrEnum

from office.access.permissions import Rule, role
from office.directory.kinds import Role


class Permission:
    """Greppable names, each the object and the act."""

    class Peer(StrEnum):
        """节点."""

        VIEW = "peer.view"
        KEEP = "peer.keep"


RULES = (
    Rule(
        Permission.Peer.VIEW,
        "查看交换通讯录",
        ((role(Role.SYSTEM_ADMINISTRATOR),), (role(Role.AUDITOR),)),
    ),
    Rule(
        Permission.Peer.KEEP,
        "收存其他节点的快照，暂停、恢复与节点的交换",
        ((role(Role.SYSTEM_ADMINISTRATOR),),),
    ),
)
