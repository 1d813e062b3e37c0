"""督办预警: when a light turns, who carries it out is told, once, while offices are open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from documents.deadlines.application import Deadlines
from documents.supervision.charges.application import Charges
from documents.supervision.lamps.application import Lamps
from office.kernel.followers import Followers
from tests.functional.office_app import CLERK, DRAFTER, QINGHE, OfficeApp, Visitor, office_app
from tests.functional.test_supervision import TO_QINGHE, opened, text_of

TITLE = "河道清淤整治"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def given_out(office: OfficeApp) -> tuple[Visitor, str]:
    """On a Friday morning, to another agency and to somebody of ours, for Friday a week on."""
    clerk, address = opened(office, TITLE, deadline="2026-11-27")
    clerk.press("assign", host=TO_QINGHE, helpers=f"person:{office.person(DRAFTER)}")
    office.deliver()
    return clerk, address


def at(office: OfficeApp, text: str) -> None:
    office.clock.moment = datetime.fromisoformat(f"2026-{text}+08:00").astimezone(UTC)
    office.deliver()


def heard(office: OfficeApp) -> list[tuple[str, str]]:
    """What the other agency was told, and how."""
    charges = office.house.find(Charges)
    charge = charges.of(office.arrived(TITLE, at=QINGHE))
    assert charge is not None
    stored = charges.events.get(charge.id)
    return [(each.said, each.words) for each in stored if type(each).__name__ == "Heard"]


def urged(office: OfficeApp, address: str) -> list[int]:
    """How often our own people were told."""
    rows = office.house.find(Deadlines).of_paper(UUID(address.rpartition("/")[2]))
    return [row.reminded for row in rows if row.room == "assignment"]


def asked(office: OfficeApp) -> list[str]:
    page = office.log_in(CLERK).open("/")
    return [row.text for row in page.html.select(".rows li") if "红灯催办" in row.text]


def test_who_carries_it_out_is_told_when_the_light_turns(office: OfficeApp) -> None:
    clerk, address = given_out(office)
    at(office, "11-25T08:59")
    assert (heard(office), urged(office, address)) == ([], [0])
    at(office, "11-25T09:00")
    assert heard(office) == [
        ("warned", "黄灯：办理时限 2026年11月27日，余 2 个工作日。请按期反馈。")
    ]
    assert urged(office, address) == [1]
    at(office, "11-28T10:00")
    assert len(heard(office)) == 1, "nobody is disturbed on a Saturday"
    assert not asked(office)
    at(office, "11-30T09:00")
    assert heard(office)[1] == (
        "urged",
        "红灯：已过办理时限 2026年11月27日，超期 1 个工作日。请抓紧办理并反馈。",
    )
    assert urged(office, address) == [2]
    page = clerk.open(address)
    assert "清河区人民政府办公室红灯：已过办理时限 2026年11月27日" in text_of(page)
    assert len(asked(office)) == 2, "the office is asked to urge both"
    assert any("红灯催办　清河区" in each for each in asked(office)), "each line says whom"
    clerk.open(f"{address}?form=urge")
    clerk.press("urge", party=TO_QINGHE, means="telephone", opinion="请三日内报结果")
    assert len(asked(office)) == 1


def test_a_red_light_urges_every_few_days_and_not_for_ever(office: OfficeApp) -> None:
    given_out(office)
    for day in ("11-25", "11-30", "12-01", "12-03", "12-08", "12-11", "12-16", "12-21", "12-30"):
        at(office, f"{day}T09:00")
        told = heard(office)
        at(office, f"{day}T10:00")
        assert heard(office) == told, "what was said is said"
    assert [said for said, _ in told] == ["warned", *["urged"] * 5]


def test_what_was_told_is_not_told_again_after_a_restart(office: OfficeApp) -> None:
    given_out(office)
    at(office, "11-30T09:00")
    told, count = heard(office), office.events()
    others = Followers(office.house.node, office.house.followers().members)
    with office.house.node.store.changing_state() as connection:
        connection.exec_driver_sql("update state_followers set owner = null")
    others.drain()
    assert (heard(office), office.events()) == (told, count)


def test_who_has_reported_is_left_in_peace(office: OfficeApp) -> None:
    _, address = given_out(office)
    matter = UUID(address.rpartition("/")[2])
    handler = office.log_in(DRAFTER)
    handler.open(office.share(address))
    handler.press("finish", opinion="已清淤")
    at(office, "11-30T09:00")
    lamp = office.house.find(Lamps).of(matter, f"person:{office.person(DRAFTER)}")
    assert lamp is not None
    assert lamp.light == "green", "as it was when it was last looked at"
    assert len(asked(office)) == 1
