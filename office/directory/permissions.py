"""What may be done with the directory's own papers; who may is said in `office.access`."""

from __future__ import annotations

from enum import StrEnum


class Permission:
    """Greppable names, each the object and the act."""

    class AddressGroup(StrEnum):
        """地址组."""

        VIEW = "address_group.view"
        MAINTAIN = "address_group.maintain"
