"""The other issuers' seals on a joint document: whose are on it, whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class CoSeal(StrEnum):
    """How it stands with one issuer's seal."""

    TO_COME = "to-come"
    ASKED = "asked"
    SEALED = "sealed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class OtherIssuer:
    """One issuer's: its printed name, and the consignment by which its seal was asked for last."""

    code: str
    name: str
    state: CoSeal = CoSeal.TO_COME
    consignment: str = ""


CoSealers = Mapping[str, OtherIssuer]
"""By code, in the order of the issuers."""


def next_of(co_sealers: CoSealers) -> OtherIssuer | None:
    """Whose seal is the next: one after the other, as each covers those before (GB/T 9704-2012
    7.3.5.1; PDF by additions). None where all are on."""
    open_ = (each for each in co_sealers.values() if each.state is not CoSeal.SEALED)
    return next(open_, None)


def with_state(
    co_sealers: CoSealers, code: str, state: CoSeal, *, consignment: str = ""
) -> dict[str, OtherIssuer]:
    """The same with another standing of one."""
    it = co_sealers[code]
    changed = replace(it, state=state, consignment=consignment or it.consignment)
    return {**co_sealers, code: changed}
