"""签收超时: the sender's clerks find on their desk what nobody signs for in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.consignments.returning import Fault
from documents.incoming.application import Incomings
from office.kernel.followers import Followers
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    WANGJIANG,
    WANGJIANG_CLERK,
    OfficeApp,
    issue,
    office_app,
)

TITLE = "关于报送值班安排的通知"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    """Sent at 09:42 of a Friday, 平件: to be signed for by 17:30 of Tuesday."""
    with office_app(tmp_path) as running:
        issue(running, TITLE, to=[QINGHE, WANGJIANG])
        yield running


def at(office: OfficeApp, text: str) -> None:
    """Let the time be this in the office (China), and what is due happen."""
    office.clock.moment = datetime.fromisoformat(f"2026-{text}+08:00").astimezone(UTC)
    office.deliver()


def notices(office: OfficeApp, login: str = CLERK) -> list[str]:
    """What the desk says of the paper that went out, line by line."""
    rows = office.log_in(login).open("/reading").html.select(".rows li")
    return [row.get_text(" ", strip=True) for row in rows if TITLE in row.text]


def test_what_nobody_signs_for_stands_on_the_senders_desk_once_until_everybody_has(
    office: OfficeApp,
) -> None:
    at(office, "11-24T17:29")
    assert not notices(office)
    at(office, "11-24T20:00")
    assert not notices(office), "nobody is disturbed at night"
    at(office, "11-25T09:01")
    (line,) = notices(office)
    assert "催签收" in line
    assert "2 家签收超时" in line
    assert not notices(office, DRAFTER)

    count = office.events()
    with office.house.node.store.changing_state() as connection:
        connection.exec_driver_sql("update state_followers set owner = null")
        connection.exec_driver_sql("update state_followers set position = 0 where name='unsigned'")
    Followers(office.house.node, office.house.followers().members).drain()
    assert office.events() == count, "it rings no second time after a restart"

    rooms = office.house.find(Incomings)
    qinghe, wangjiang = (office.arrived(TITLE, at=each) for each in (QINGHE, WANGJIANG))
    rooms.sign_for(office.by(QINGHE_CLERK), qinghe, seen=1)
    at(office, "11-25T09:05")
    (line,) = notices(office)
    assert "1 家签收超时" in line
    assert "1 家签收超时" in office.log_in(CLERK).open("/documents").text
    rooms.refuse(
        office.by(WANGJIANG_CLERK), wangjiang, reason="不属本区", fault=Fault.MISADDRESSED, seen=1
    )
    office.deliver()
    assert not notices(office)


@pytest.mark.slow
def test_what_is_signed_for_in_time_is_never_told(office: OfficeApp) -> None:
    rooms = office.house.find(Incomings)
    for agency, clerk in ((QINGHE, QINGHE_CLERK), (WANGJIANG, WANGJIANG_CLERK)):
        rooms.sign_for(office.by(clerk), office.arrived(TITLE, at=agency), seen=1)
    at(office, "11-23T09:00")
    at(office, "11-25T09:01")
    assert not notices(office)
