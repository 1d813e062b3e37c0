"""Whose a key is and what is told of it to anybody who may ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm

SOON = timedelta(days=60)


class OwnerKind(StrEnum):
    """What may have a key."""

    PERSON = "person"
    AGENCY = "agency"
    SEAL = "seal"
    TIME = "time"
    NODE = "node"

    @property
    def words(self) -> str:
        """As people are told."""
        return _WORDS[self]


_WORDS = {
    OwnerKind.PERSON: "个人",
    OwnerKind.AGENCY: "机关",
    OwnerKind.SEAL: "印章",
    OwnerKind.TIME: "时间戳",
    OwnerKind.NODE: "本节点",
}


@dataclass(frozen=True, slots=True)
class Owner:
    """`id`: the person's, agency's or seal's own; of the node and its time it is empty."""

    kind: OwnerKind
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldKey:
    """A key of the store without the key. `token`: the pkcs11: address of one that lies there.

    `is_kept`: whether the private key lies here; `by`: who brought it; `replaced_by`: the key that
    took its place; `ended`: when it was taken out of use, and `ended_by` by whom. People's ids, or
    `operator:` and an account.
    """

    id: str
    owner: Owner
    agency: str
    algorithm: Algorithm
    purpose: Purpose
    certificate: Certificate = field(repr=False)
    issuers: tuple[bytes, ...] = field(repr=False)
    has_pin: bool
    token: str
    since: datetime
    is_kept: bool = False
    by: str = ""
    replaced_by: str = ""
    ended: datetime | None = None
    ended_by: str = ""

    @property
    def in_use(self) -> bool:
        """Whether it is still to sign."""
        return not self.replaced_by and self.ended is None

    @property
    def signs_on(self) -> bool:
        """Whether it was replaced and still signs what is exchanged: others may not have heard of
        the new certificate yet."""
        replaced = bool(self.replaced_by) and self.ended is None
        return replaced and self.is_kept and self.purpose is Purpose.EXCHANGE

    def ends_soon(self, now: datetime) -> bool:
        """Whether it is in use and its certificate ends within `SOON`, or has ended."""
        return self.in_use and self.certificate.ends - now <= SOON
