"""Who may do what with 用印申请."""

from __future__ import annotations

from enum import StrEnum

from office.access.permissions import Predicate, Rule, named, role, same_agency
from office.directory.kinds import ADMINISTRATORS, Role


class Permission:
    """Greppable names."""

    class SealRequest(StrEnum):
        """用印申请."""

        VIEW = "seal_request.view"
        APPLY = "seal_request.apply"
        DECIDE = "seal_request.decide"
        WITHDRAW = "seal_request.withdraw"
        SEAL = "seal_request.seal"
        VOID = "seal_request.void"


_handles = Predicate(
    "办理公文的岗位",
    "您的岗位不办理公文",
    lambda identity, _: bool(identity.roles - ADMINISTRATORS),
)
_applicant = (same_agency, named("applicant", words="申请人"))
_approver = (same_agency, role(Role.LEADER), named("leader", words="审批的领导"))
_clerk = (same_agency, role(Role.CLERK))

RULES = (
    Rule(Permission.SealRequest.APPLY, "申请用印", ((same_agency, _handles),)),
    Rule(Permission.SealRequest.VIEW, "查看用印申请", (_applicant, _approver, _clerk)),
    Rule(Permission.SealRequest.DECIDE, "审批用印", (_approver,)),
    Rule(Permission.SealRequest.WITHDRAW, "撤回用印申请", (_applicant,)),
    Rule(Permission.SealRequest.SEAL, "按申请用印", (_clerk,)),
    Rule(Permission.SealRequest.VOID, "作废按申请的用印", (_clerk,)),
)
