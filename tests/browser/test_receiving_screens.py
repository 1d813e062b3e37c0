"""The pages from arrival to archive at every width and look: nothing cut off, WCAG 2.2 AA."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import ColumnElement, Table, select

from documents.archive.application import Records
from documents.archive.waiting.registers import to_file
from documents.assignments.registers import assignments
from documents.circulation.registers import circulations
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage
from documents.supervision.registers import supervisions
from office.house import House
from office.kernel.act import Act
from office.settings import load_settings
from tests.browser.conftest import Watched, choose_look, serving
from tests.browser.test_screens import LOOKS, axe, faults
from tests.functional.demonstrated import copy_of_the_demonstration
from tests.functional.office_app import CITY
from tests.unit.signing.signed import plain_pdf

pytestmark = pytest.mark.slow
__all__ = ["axe"]

CLERK = "duanwen"
LISTS = {
    "register": "/incoming",
    "entering paper": "/incoming/enter",
    "entering mail": "/incoming/enter?way=mail",
    "entering secret": "/incoming/enter?way=secret",
    "matters": "/supervisions",
    "red matters": "/supervisions?show=red",
    "opening a matter": "/supervisions/open",
    "scores": "/supervisions/scores",
    "charges": "/charges",
    "statistics": "/statistics",
    "monitor": "/statistics/monitor",
    "flow": "/statistics/flow",
    "search": "/search?q=通知",
    "search with nothing": "/search?q=没有这样的公文",
    "to be filed": "/archive",
    "not to be filed": "/archive?of=missing",
    "catalogue": "/archive/records",
    "loans": "/archive/loans",
    "inspection": "/archive/inspections",
    "reclaims": "/archive/reclaims",
    "destruction lists": "/archive/destruction",
    "old incoming": "/registers/old/incoming",
    "old outgoing": "/registers/old/outgoing",
    "addresses": "/people",
    "groups": "/addresses",
}


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Where the demonstration is served, and where its papers are."""

    address: str
    paths: dict[str, str]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The demonstration with one paper filed. Tests only look at it."""
    folder = copy_of_the_demonstration(tmp_path_factory)
    house = House(replace(load_settings(folder / "node.ini"), followers=False))
    record = _filed(house)
    paths = {**LISTS, **dict(_papers(house)), **dict(_record_pages(record))}
    with serving(house) as address:
        yield Demonstration(address, paths)
    house.close()


@pytest.mark.parametrize(("screen", "theme", "type"), LOOKS)
def test_every_page_from_arrival_to_archive_fits_and_meets_wcag(
    shown: Demonstration, watched: Watched, axe: str, screen: dict[str, Any], theme: str, type: str
) -> None:
    page = watched.person(CLERK, shown.address, **screen)
    choose_look(page, office=shown.address, theme=theme, type=type)
    found: dict[str, Any] = {}
    for name, path in shown.paths.items():
        page.goto(shown.address + path)
        if wrong := faults(page, axe=axe, touch="has_touch" in screen):
            found[name] = wrong
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)


def _papers(house: House) -> Iterator[tuple[str, str]]:
    """A paper at each stage of its line with the forms asked for by name, a share, a circulation,
    a matter; whatever the demonstration has."""
    ours = incomings.c.agency == CITY
    for stage in Stage:
        if id := _first(house, incomings, ours & (incomings.c.stage == stage)):
            yield f"incoming {stage}", f"/incoming/{id}"
    any_paper = _first(house, incomings, ours)
    yield "deadlines", f"/deadlines/incoming/{any_paper}"
    share = _first(house, assignments, assignments.c.agency == CITY)
    yield "share", f"/assignments/{share}"
    circulation = _first(house, circulations, circulations.c.agency == CITY)
    yield "circulation", f"/circulations/{circulation}"
    matter = _first(house, supervisions, supervisions.c.agency == CITY)
    for form in ("", "urge", "drop"):
        yield f"matter {form}", f"/supervisions/{matter}?form={form}"


def _record_pages(record: UUID) -> Iterator[tuple[str, str]]:
    for do in ("", "lend", "inspect"):
        yield f"record {do}", f"/archive/records/{record}?do={do}"


def _filed(house: House) -> UUID:
    """A record of the city's, of the first paper that may be filed."""
    person = house.directory.person_by_login(CLERK)
    assert person is not None
    ready = (to_file.c.agency == CITY) & (to_file.c.room == "document")
    paper = _first(house, to_file, ready & to_file.c.completed_at.is_not(None))
    act = Act(agency=CITY, person=str(person.id), command=str(uuid4()))
    return UUID(house.find(Records).file(act, room="document", paper=paper, sheet=plain_pdf()))


def _first(house: House, table: Table, condition: ColumnElement[bool]) -> Any:
    with house.node.store.reading() as connection:
        return connection.execute(select(table.c.subject).where(condition)).scalars().first()
