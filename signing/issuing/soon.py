"""What 运行情况 says of certificates: only what somebody has to see to."""

from __future__ import annotations

from pyramid.request import Request

from office.web.frame import now
from office.web.models import Ledger, LedgerRow
from signing.issuing.application import Certificates
from signing.issuing.page import BADGES, URGENT
from signing.issuing.states import State, state_of
from signing.keys.owners import HeldKey

COLUMNS = ("证书", "算法", "到期")


def soon_ledger(request: Request) -> Ledger:
    """Keys in use whose certificates end within 60 days or are not good now."""
    room: Certificates = request.house.find(Certificates)
    moment, trust = now(request), room.trusted.trust()
    held = [each for each in room.keys.held() if each.in_use]
    stated = [(each, state_of(each, trust=trust, now=moment)) for each in held]
    urgent = [pair for pair in stated if pair[1].standing in URGENT]
    urgent.sort(key=lambda pair: pair[0].certificate.ends)
    return Ledger(
        "证书",
        COLUMNS,
        tuple(_line(request, *pair) for pair in urgent),
        empty=f"现用的 {len(held)} 张证书都有效，60 天内没有到期的。",
    )


def _line(request: Request, held: HeldKey, state: State) -> LedgerRow:
    days = (held.certificate.ends - now(request)).days
    return LedgerRow(
        held.certificate.subject,
        (held.algorithm.value.upper(), f"还有 {days} 天" if days >= 0 else "已过期"),
        note=state.said,
        state=BADGES[state.standing],
    )
