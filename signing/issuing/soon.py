"""What 运行情况 says of certificates and revocation lists: only what somebody has to see to."""

from __future__ import annotations

from pyramid.request import Request

from office.kernel.clock import office_day
from office.web import formats
from office.web.frame import now
from office.web.models import Ledger, LedgerRow
from signing.certificates.due import Currency, Due, due_lists, remedy
from signing.issuing.application import Certificates
from signing.issuing.page import BADGES, CURRENCIES, URGENT
from signing.issuing.states import State, state_of
from signing.keys.owners import HeldKey

COLUMNS = ("证书", "算法", "到期")
LISTS = ("签发机构", "到期")
WITHOUT = "没有时间戳的签章，现在验章不能确认。"


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


def lists_ledger(request: Request) -> Ledger:
    """Revocation lists that are over or near their end."""
    room: Certificates = request.house.find(Certificates)
    moment, trust = now(request), room.trusted.trust()
    return Ledger(
        "证书吊销列表",
        LISTS,
        tuple(_due(request, each) for each in due_lists(trust, now=moment)),
        empty=f"现有的 {len(trust.lists)} 份都在有效期内。" if trust.lists else "还没有吊销列表。",
    )


def _due(request: Request, each: Due) -> LedgerRow:
    return LedgerRow(
        each.issuer.subject,
        (formats.moment(each.ends, today=office_day(now(request))),),
        note=f"{WITHOUT if each.currency is Currency.OVER else ''}{remedy(each.issuer)}",
        state=CURRENCIES[each.currency],
    )


def _line(request: Request, held: HeldKey, state: State) -> LedgerRow:
    days = (held.certificate.ends - now(request)).days
    return LedgerRow(
        held.certificate.subject,
        (held.algorithm.value.upper(), f"还有 {days} 天" if days >= 0 else "已过期"),
        note=state.said,
        state=BADGES[state.standing],
    )
