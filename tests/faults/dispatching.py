"""One document from draft to dispatch, under command ids that a second try repeats."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from tests.offices import CITY, EAST, WEST, Offices, by, manuscript

RELEASED, DISPATCHED = 8, 9
"""Acts that bring a document so far."""


def dispatch_one(office: Offices, *, command: str, acts: int = DISPATCHED) -> UUID:
    """The first `acts` acts. Doing it again with the same `command` does nothing new."""
    rooms, clerk = office.documents, f"{CITY}/clerk"

    drafted: list[UUID] = []
    steps: list[Callable[[], object]] = [
        lambda: drafted.append(
            rooms.draft(
                by(f"{CITY}/drafter", f"{command}-draft"),
                identity=f"{CITY}-office",
                manuscript=manuscript(),
            )
        ),
        lambda: rooms.submit(
            by(f"{CITY}/drafter", f"{command}-submit"),
            drafted[0],
            to=[f"{CITY}/reviewer"],
            seen=1,
        ),
        lambda: rooms.review(
            by(f"{CITY}/reviewer", f"{command}-review"),
            drafted[0],
            opinion="",
            to=[f"{CITY}/signer"],
            seen=2,
        ),
        lambda: rooms.sign_off(
            by(f"{CITY}/signer", f"{command}-sign"), drafted[0], opinion="同意", seen=3
        ),
        lambda: rooms.recheck(by(clerk, f"{command}-recheck"), drafted[0], opinion="", seen=4),
        lambda: rooms.take_number(by(clerk, f"{command}-number"), drafted[0], seen=5),
        lambda: rooms.typeset(by(clerk, f"{command}-typeset"), drafted[0], seen=6),
        lambda: rooms.release(by(clerk, f"{command}-release"), drafted[0], seen=7),
        lambda: rooms.dispatch(
            by(clerk, f"{command}-dispatch"), drafted[0], addressees=[EAST, WEST], seen=8
        ),
    ]
    for step in steps[:acts]:
        step()
    return drafted[0]
