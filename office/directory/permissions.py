"""What may be done with the directory's own papers; who may is said in `office.access`."""

from __future__ import annotations

from enum import StrEnum


class Permission:
    """Greppable names, each the object and the act."""

    class AddressList(StrEnum):
        """通讯录."""

        VIEW = "address_list.view"

    class AddressGroup(StrEnum):
        """地址组."""

        VIEW = "address_group.view"
        MAINTAIN = "address_group.maintain"

    class Delegation(StrEnum):
        """委托代理."""

        VIEW = "delegation.view"
        GIVE = "delegation.give"
        REVOKE = "delegation.revoke"

    class Secretary(StrEnum):
        """秘书."""

        ATTACH = "secretary.attach"
        DETACH = "secretary.detach"

    class Authorisation(StrEnum):
        """授权签发."""

        GRANT = "authorisation.grant"
        WITHDRAW = "authorisation.withdraw"
