"""Which revocation lists are over or soon will be: without newer ones nothing that bears no time
stamp is confirmed (RFC 5280 5.1.2.5: the next list comes by `nextUpdate`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from signing.certificates.authority import TESTING
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust
from signing.certificates.findings import day
from signing.certificates.revocation import RevocationList

AHEAD = timedelta(days=7)
PART = 5
"""Of a list's life its last fifth is near its end; of a long one the last week."""


class Currency(StrEnum):
    """How a list stands."""

    CURRENT = "现行"
    ENDS_SOON = "即将到期"
    OVER = "已过期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The newest list of `issuer`, which somebody has to replace."""

    made: RevocationList
    issuer: Certificate
    ends: datetime
    currency: Currency

    @property
    def words(self) -> str:
        """A sentence of its own."""
        how = "已于" if self.currency is Currency.OVER else "将于"
        whose = f"“{self.issuer.subject}”的证书吊销列表"
        return f"{whose}{how}{day(self.ends)}到期。{remedy(self.issuer)}"


def remedy(issuer: Certificate) -> str:
    """What to do about its list."""
    if TESTING in issuer.subject:
        return "请执行 office ca crl 重新签发。"
    return "请向签发机构取最新的，在“证书与密钥”中导入。"


def currency_of(made: RevocationList, *, now: datetime) -> Currency:
    """One that does not say when it ends is current."""
    if made.ends is None:
        return Currency.CURRENT
    if made.ends < now:
        return Currency.OVER
    near = min(AHEAD, (made.ends - made.begins) / PART)
    return Currency.ENDS_SOON if made.ends - now <= near else Currency.CURRENT


def due_lists(trust: Trust, *, now: datetime) -> list[Due]:
    """Of authorities that are trusted and have not ended; what ended first comes first."""
    return sorted(_due(trust, now=now), key=lambda each: each.ends)


def _due(trust: Trust, *, now: datetime) -> Iterator[Due]:
    for issuer in dict.fromkeys((*trust.anchors, *trust.others, *trust.makers)):
        own = [each for each in trust.lists if each.is_of(issuer)]
        newest = max(own, key=lambda each: (each.begins, each.number), default=None)
        if newest is None or newest.ends is None or issuer.ends < now:
            continue
        if (currency := currency_of(newest, now=now)) is not Currency.CURRENT:
            yield Due(made=newest, issuer=issuer, ends=newest.ends, currency=currency)
