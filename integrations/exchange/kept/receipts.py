"""The chain of receipts of one consignment: kept as they come, in the order in which they were
written wherever they say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from integrations.exchange.shapes import Signed


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt with what is asked of it without reading it again. `previous`: digest of the one
    before it, "" of a first."""

    id: str
    sending: int
    state: str
    previous: str
    signed: Signed


def newest(receipts: Sequence[KeptReceipt]) -> str:
    """The digest that the next receipt names as the one before it; "" where there is none."""
    return receipts[-1].signed.digest if receipts else ""


def lacking(receipts: Sequence[KeptReceipt]) -> list[str]:
    """Digests that some receipt names as the one before it and that are not here: the addressee
    has written more than came."""
    here = {each.signed.digest for each in receipts}
    named = (each.previous for each in receipts)
    return [digest for digest in named if digest and digest not in here]
