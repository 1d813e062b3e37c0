"""How a certificate stands today, in two words and at length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust, Use, check
from signing.certificates.findings import Code, Outcome
from signing.keys.owners import HeldKey


class Standing(StrEnum):
    """The worst that can be said of it."""

    GOOD = "有效"
    ENDS_SOON = "即将到期"
    EXPIRED = "已过期"
    REVOKED = "已吊销"
    REPLACED = "已换发"
    ENDED = "已停用"
    UNPROVEN = "不能确认有效"


@dataclass(frozen=True, slots=True)
class State:
    """`said`: what is wrong at length, empty if nothing is."""

    standing: Standing
    said: str = ""

    @property
    def words(self) -> str:
        """Both, on one line."""
        return f"{self.standing.value}：{self.said}" if self.said else self.standing.value


_SIGNS_ON = "其他节点得知新证书以前，仍用它签署公文交换的信封和回执。"
_USES = {
    Purpose.TIME: Use.STAMP_TIME,
    Purpose.NODE: Use.SPEAK_FOR_NODE,
    Purpose.SEAL_MAKER: Use.MAKE_SEALS,
    Purpose.EXCHANGE: Use.EXCHANGE,
    Purpose.ENCRYPTION: Use.ENCRYPT,
    Purpose.AUTHORITY: Use.ISSUE,
}


def use_of(purpose: Purpose) -> Use:
    """What a key of this purpose does."""
    return _USES.get(purpose, Use.SIGN)


def outcome_of(held: HeldKey, *, trust: Trust, at: datetime) -> Outcome:
    """Whether its certificate is good at a moment, for what it was issued for."""
    return check(
        held.certificate,
        trust=trust,
        at=at,
        use=use_of(held.purpose),
        offered=[Certificate(each) for each in held.issuers],
    )


def must_not_be_revoked(held: HeldKey, *, trust: Trust, now: datetime) -> None:
    """Raises Refused when it was taken back; what is merely not known stops nobody's work."""
    found = outcome_of(held, trust=trust, at=now)
    if Code.REVOKED in found.codes:
        raise Refused(f"{found.words}不能再用它签名。请系统管理员换发证书。")


def state_of(held: HeldKey, *, trust: Trust, now: datetime) -> State:
    """By everything that the node knows."""
    outcome = outcome_of(held, trust=trust, at=now)
    if Code.REVOKED in outcome.codes:
        return State(Standing.REVOKED, outcome.words)
    if held.replaced_by:
        return State(Standing.REPLACED, _SIGNS_ON if held.signs_on else "")
    if held.ended is not None:
        return State(Standing.ENDED)
    if Code.EXPIRED in outcome.codes:
        return State(Standing.EXPIRED, outcome.words)
    if not outcome.is_good:
        return State(Standing.UNPROVEN, outcome.words)
    return State(Standing.ENDS_SOON if held.ends_soon(now) else Standing.GOOD)
