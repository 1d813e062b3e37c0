"""Change the effect of what was issued, as its clerk and its signer do."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from documents.effect.effect import Effect
from documents.effect.force import Change
from documents.effect.receiving.registers import heard_effects
from tests.offices import CITY, Offices, by, dispatched, states

CLERK, SIGNER = f"{CITY}/clerk", f"{CITY}/signer"
TODAY, LATER = date(2026, 11, 20), "2026-12-01"
BASIS = "市政府第 12 次常务会议"


def propose(
    office: Offices, document: UUID, change: Change, *, day: str = "", basis: str = BASIS
) -> None:
    it = office.effects.of(document)
    office.effects.propose(
        by(CLERK),
        document,
        change=change,
        day=day,
        basis=basis,
        reason="上位依据已经废止。",
        to=SIGNER,
        seen=it.version if it else 0,
    )


def decide(office: Offices, document: UUID) -> None:
    it = office.effects.of(document)
    assert it is not None
    office.effects.decide(by(SIGNER), document, opinion="同意", seen=it.version)


def annulled(office: Offices) -> UUID:
    """A document that both districts have, annulled."""
    document = dispatched(office)
    office.deliver()
    propose(office, document, Change.ANNUL)
    decide(office, document)
    return document


def notices(office: Offices, document: UUID) -> list[str]:
    return states(office, Effect.id_of(document))


def heard(office: Offices) -> dict[str, str]:
    """Which agency heard of which change."""
    with office.node.store.reading() as connection:
        query = select(heard_effects.c.agency, heard_effects.c.change)
        return {row.agency: row.change for row in connection.execute(query)}
