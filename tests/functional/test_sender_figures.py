"""What each sender's papers came to: done in time or late, refused; and how long steps took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from documents.consignments.returning import Fault
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Track, Way
from tests.functional.office_app import QINGHE, QINGHE_CLERK, OfficeApp, issue, office_app

PROMPT, LATE, REFUSED = "关于按时办的通知", "关于办晚了的通知", "关于投错了的通知"


pytestmark = pytest.mark.slow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    """Three papers came at 09:42 of a Friday: one is done on Monday, one is signed for too late
    and done then, one is refused."""
    with office_app(tmp_path) as running:
        for title in (PROMPT, LATE, REFUSED):
            issue(running, title, to=[QINGHE])
        refused = running.arrived(REFUSED, at=QINGHE)
        running.house.find(Incomings).refuse(
            running.by(QINGHE_CLERK),
            refused,
            reason="应送大数据局",
            fault=Fault.MISADDRESSED,
            seen=1,
        )
        running.clock.moment = datetime(2026, 11, 23, 1, 42, tzinfo=UTC)
        done(running, running.arrived(PROMPT, at=QINGHE))
        running.clock.moment = datetime(2026, 11, 26, 1, 42, tzinfo=UTC)
        done(running, running.arrived(LATE, at=QINGHE))
        yield running


def done(office: OfficeApp, paper: UUID) -> None:
    """Signed for, registered and completed, with the limits of each step kept up with."""
    rooms = office.house.find(Incomings)
    office.deliver()
    rooms.sign_for(office.by(QINGHE_CLERK), paper, seen=1)
    rooms.register(
        office.by(QINGHE_CLERK), paper, track=Track.HANDLING, checks=tuple(CHECKS), seen=2
    )
    version = rooms.load(Incoming, paper).version
    rooms.complete(office.by(QINGHE_CLERK), paper, way=Way.FILED, result="已存查", seen=version)
    office.deliver()


def test_what_was_late_at_any_step_is_not_done_in_time_and_what_was_refused_is_no_backlog(
    office: OfficeApp,
) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    page = clerk.open("/statistics").html
    table = page.select_one("[aria-label=各来文机关]")
    labels = [each.text.strip() for each in table.select("thead th")][1:]
    cells = table.select("tbody td")
    told = dict(zip(labels, [each.text.strip() for each in cells], strict=True))
    ways = {label: cell.a["href"] for label, cell in zip(labels, cells, strict=True) if cell.a}
    assert (told["收文"], told["签收"], told["按时签收率"]) == ("3", "2", "50.0%")
    assert (told["其中已办结"], told["按时办结率"]) == ("2", "50.0%")
    assert (told["拒收、退文"], told["退文率"]) == ("1", "33.3%")

    (in_time, others) = clerk.open(ways["按时办结率"]).html.select(".ledger")
    assert PROMPT in in_time.text
    assert LATE not in in_time.text
    assert LATE in others.text
    refused = clerk.open(ways["拒收、退文"]).html.select_one(".ledger").text
    assert REFUSED in refused
    assert PROMPT not in refused
    assert "没有" in clerk.open("/statistics/backlog").html.select_one("main").text

    flow = page.select_one("[aria-label^=各环节]")
    lines = {
        row.th.text.strip(): [cell.text for cell in row.select("td")]
        for row in flow.select("tbody tr")
    }
    # On Friday 7 hours were left, on Monday 0.7 h went by; the other waited 3 days longer.
    assert lines["收文：签收"][1:] == ["3", "7.0", "28.0"]
