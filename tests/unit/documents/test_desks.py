"""The desk when more waits than it shows."""

from __future__ import annotations

import pytest

from office.access.identity import Identity
from office.desk import application
from office.desk.application import Desks
from office.directory.kinds import Role
from tests.offices import CITY, Offices, by, manuscript

DRAFTER = f"{CITY}/drafter"


def test_what_is_urgent_is_on_the_desk_however_much_waits_longer(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "LIMIT", 2)
    for number, urgency in enumerate(("", "", "", "特急")):
        office.documents.draft(
            by(DRAFTER),
            identity=f"{CITY}-office",
            manuscript=manuscript(f"关于第{number}件事的通知", urgency=urgency),
        )
    drafter = Identity(
        person=DRAFTER,
        login=DRAFTER,
        name=DRAFTER,
        agency=CITY,
        agency_name=CITY,
        post_key=DRAFTER,
        roles=frozenset({Role.DRAFTER}),
    )
    listed = [row.urgency for row in Desks(office.node).to_do(drafter)]
    assert sorted(listed) == ["", "特急"]
