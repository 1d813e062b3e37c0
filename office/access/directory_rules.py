"""Who may do what with the directory's own papers: its part of the permission map."""

from __future__ import annotations

from typing import Any

from office.access.identity import Identity
from office.access.permissions import Predicate, Rule, role, same_agency
from office.directory.kinds import Role
from office.directory.permissions import Permission


def _is_theirs(identity: Identity, subject: Any) -> bool:
    return bool(subject.principal == identity.person)


def _is_given_to(identity: Identity, subject: Any) -> bool:
    return bool(getattr(subject, "delegate", "") == identity.person)


principal = Predicate("委托人（领导）本人", "这不是您本人的岗位", _is_theirs)
delegate = Predicate("代理人本人", "您不是代理人", _is_given_to)

_clerk = (same_agency, role(Role.CLERK))
_system = (same_agency, role(Role.SYSTEM_ADMINISTRATOR))
_security = (same_agency, role(Role.SECURITY_ADMINISTRATOR))
_Theirs = ((same_agency, principal), _clerk, _system)
_signer = (same_agency, role(Role.SIGNER))

DIRECTORY_RULES = (
    Rule(Permission.AddressList.VIEW, "查看通讯录", ((same_agency,),), everybody=True),
    Rule(Permission.AddressGroup.VIEW, "查看地址组", ((same_agency,),), everybody=True),
    Rule(Permission.AddressGroup.MAINTAIN, "维护地址组", (_clerk,)),
    Rule(Permission.Delegation.VIEW, "查看代理与授权", ((same_agency,),), everybody=True),
    Rule(Permission.Delegation.GIVE, "办理委托", _Theirs),
    Rule(
        Permission.Delegation.REVOKE,
        "收回委托",
        (*_Theirs, _security, (same_agency, delegate)),
    ),
    Rule(Permission.Secretary.ATTACH, "配备秘书", _Theirs),
    Rule(Permission.Secretary.DETACH, "解除秘书", (*_Theirs, _security)),
    Rule(Permission.Authorisation.GRANT, "授权签发", (_signer, _system)),
    Rule(Permission.Authorisation.WITHDRAW, "收回授权", (_signer, _system, _security)),
)
