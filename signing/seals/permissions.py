"""Who may do what with seals: names and rules, as data."""

from __future__ import annotations

from enum import StrEnum

from office.access.permissions import Rule, named, role, same_agency
from office.directory.kinds import Role


class Permission:
    """Greppable names, each the object and the act."""

    class Seal(StrEnum):
        """印章."""

        VIEW = "seal.view"
        REGISTER = "seal.register"
        RENEW = "seal.renew"
        OFFER = "seal.offer"
        TAKE_OVER = "seal.take_over"
        SUSPEND = "seal.suspend"
        RESUME = "seal.resume"
        DEREGISTER = "seal.deregister"
        USE = "seal.use"
        VOID = "seal.void"


_clerk, _leader = (same_agency, role(Role.CLERK)), (same_agency, role(Role.LEADER))
_keeper = (same_agency, named("keeper", words="监印人"))

RULES = (
    Rule(Permission.Seal.VIEW, "查看印章和用印登记", (_clerk, _leader, _keeper)),
    Rule(Permission.Seal.REGISTER, "登记印章", (_clerk,)),
    Rule(Permission.Seal.RENEW, "换领印章", (_keeper, _leader)),
    Rule(Permission.Seal.OFFER, "移交印章", (_keeper, _leader)),
    Rule(
        Permission.Seal.TAKE_OVER,
        "接收印章",
        ((same_agency, named("taker", words="接收印章的人")),),
    ),
    Rule(Permission.Seal.SUSPEND, "停用印章", (_keeper, _clerk, _leader)),
    Rule(Permission.Seal.RESUME, "恢复使用印章", (_leader,)),
    Rule(Permission.Seal.DEREGISTER, "注销印章", (_leader,)),
    Rule(Permission.Seal.USE, "用印", (_keeper,)),
    Rule(Permission.Seal.VOID, "用印作废", (_clerk,)),
)
