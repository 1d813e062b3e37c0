"""A courier of a test's own: what is due, and one attempt for each."""

from __future__ import annotations

from uuid import uuid4

from documents.consignments.application import Consignments
from documents.consignments.claims import Claims, Item


def due(consignments: Consignments) -> list[Item]:
    """All that is due and nobody carries, in the order in which it goes; left to whoever comes."""
    node = consignments.node
    claims = Claims(node.store, clock=node.clock, owner=str(uuid4()))
    items = claims.take(claims.addressees(), most=1000)
    for each in items:
        claims.release(each.subject)
    return items


def carry_due(consignments: Consignments) -> None:
    """One attempt for each."""
    for item in due(consignments):
        consignments.carry(item)
