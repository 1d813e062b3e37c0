"""Who may do what with the directory's own papers: its part of the permission map."""

from __future__ import annotations

from office.access.permissions import Rule, role, same_agency
from office.directory.kinds import Role
from office.directory.permissions import Permission

DIRECTORY_RULES = (
    Rule(Permission.AddressGroup.VIEW, "查看地址组", ((same_agency,),)),
    Rule(Permission.AddressGroup.MAINTAIN, "维护地址组", ((same_agency, role(Role.CLERK)),)),
)
