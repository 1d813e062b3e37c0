"""The address groups by which the city's printed recipients are resolved at 分发 (design 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from documents.demonstration.cast import (
    ARCHIVES,
    CLERK,
    DATA,
    EMERGENCY,
    QINGHE,
    WANGJIANG,
    Cast,
)

SINCE = date(2019, 1, 1)
"""The day from which the directory knows the others."""

DATA_SINCE = date(2024, 3, 1)
DISTRICTS = ("各区人民政府", "各区人民政府办公室")
BUREAUS = ("市政府各部门", "市政府各部门、各直属单位")
"""As the drafts print them."""


def group_recipients(cast: Cast) -> None:
    """地址组 of the city's office, kept by its clerk."""
    for name in DISTRICTS:
        _establish(cast, name, members=(QINGHE, WANGJIANG))
    for name in BUREAUS:
        group = _establish(cast, name, members=(ARCHIVES, EMERGENCY))
        cast.groups.change_members(
            cast.by(CLERK, f"member:{name}"),
            group,
            members=(DATA, ARCHIVES, EMERGENCY),
            effective=DATA_SINCE,
            seen=1,
        )


def _establish(cast: Cast, name: str, *, members: Sequence[str]) -> UUID:
    act = cast.by(CLERK, f"group:{name}")
    return cast.groups.establish(act, name=name, members=members, effective=SINCE)
