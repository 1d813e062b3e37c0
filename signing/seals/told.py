"""How a paper tells that a seal was pressed on it: with which, and whether over its edges."""

from __future__ import annotations

from uuid import UUID

from pyramid.request import Request

from signing.seals.application import Seals
from signing.seals.sealing import Sealing


def sealed_with(request: Request, sealing: str) -> str:
    """用印 with the seal as 用印登记簿 has it (`sealing`: its id); bare where none was recorded,
    as a seal pressed by hand is in no register of seals."""
    if not sealing:
        return "用印"
    used = request.house.find(Seals).load(Sealing, UUID(sealing))
    seam = "，加盖骑缝章" if used.seam else ""
    return f"用印，印章“{used.seal_name}”{seam}"
