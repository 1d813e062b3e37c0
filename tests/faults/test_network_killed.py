"""Kill -9 of a node's exchange while another sends to it: both real processes, over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from documents.consignments.registers import consignments, outbox
from documents.consignments.states import State
from documents.demonstration.cast import CITY, QINGHE
from documents.incoming.registers import incomings
from documents.manuscript import Manuscript, Paragraph
from integrations.exchange.demonstration.places import PLACES, Site
from integrations.exchange.demonstration.processes import Process, running, serve_exchange
from integrations.exchange.demonstration.provisioning import houses_of, provision
from integrations.exchange.demonstration.showing import laid_out
from integrations.exchange.demonstration.story import Story
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.kept.receipts import KeptReceipt
from office.directory.demonstration import demonstration_ldif
from office.house import House
from office.kernel.verify import verify
from office.settings import Settings
from tests.faults.installation import CHARACTERS, free_port, until
from tests.unit.layout.drawn_fonts import draw_site

TITLE = "关于试验第{}件公文的通知"
BODY = "请认真贯彻执行。"
TWO = [each for each in PLACES if each.agency in (CITY, QINGHE)]
STRIKES, AROUND = 2, 4
"""Kills, and how many documents are sent around each."""


class Town:
    """The city and its district. `exchange`: what the district's node serves now."""

    def __init__(self, houses: dict[Site, House], processes: list[Process]) -> None:
        at = {site.place.agency: house for site, house in houses.items()}
        self.city, self.district = at[CITY], at[QINGHE]
        self.story = Story(at, take="test")
        self._processes = processes

    @property
    def exchange(self) -> Process:
        return self._processes[-1]

    def restart(self) -> None:
        """Its exchange, after it was killed; it is ended with the others."""
        self._processes.append(serve_exchange(self.exchange.site))
        self.exchange.wait_until_it_answers()

    def send(self, title: str) -> UUID:
        """From the city to the district."""
        manuscript = Manuscript(
            type="通知",
            title=title,
            recipients="各区人民政府",
            body=(Paragraph(0, BODY),),
            issuer="澜州市人民政府办公室",
        )
        return self.story.send(CITY, manuscript, to=[QINGHE])

    def arrived(self) -> dict[str, int]:
        """How often each title is in the district's register."""
        query = select(incomings.c.title, func.count()).group_by(incomings.c.title)
        return dict(tuple(row) for row in _rows(self.district, query))

    def has_failed(self, document: UUID) -> bool:
        """Whether it was tried in vain and waits for its next time."""
        query = select(outbox.c.not_before).join(
            consignments, consignments.c.subject == outbox.c.subject
        )
        rows = _rows(self.city, query.where(consignments.c.document == document))
        return any(moment > self.city.node.clock.now() for (moment,) in rows)


def _rows(house: House, query: Any) -> list[Any]:
    with house.node.store.reading() as connection:
        return list(connection.execute(query))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    ascii_characters = "".join(map(chr, range(0x20, 0x7F)))
    draw_site(tmp_path / "fonts", characters=ascii_characters + CHARACTERS + TITLE + BODY + "之")
    with demonstration_ldif() as ldif:
        settings = Settings(here=tmp_path, ldif=ldif, fonts=tmp_path / "fonts")
        sites = laid_out(settings, places=TWO, web=free_port())
    with houses_of(sites) as houses:
        for _ in provision(houses, authority=tmp_path / "authority"):
            pass
        with running(sites) as processes:
            yield Town(houses, processes)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_whatever_is_sent_while_the_receiver_is_killed_arrives_once(town: Town) -> None:
    first = town.send(TITLE.format("一"))
    town.story.receive(QINGHE, TITLE.format("一"), steps=1)
    town.story.wait_for(CITY, first, {State.SIGNED_FOR})
    _receipts_are_whole(town, first)
    sent = {TITLE.format("一"): first}
    for strike in range(STRIKES):
        sent |= _sent_under_a_kill(town, [f"{strike}之{number}" for number in range(AROUND)])
    assert town.arrived() == dict.fromkeys(sent, 1)
    for house in (town.city, town.district):
        found = verify(house.node.store, auditors=house.auditors())
        assert found.fault is None


def _sent_under_a_kill(town: Town, numbers: list[str]) -> dict[str, UUID]:
    """The receiver is killed behind the first, and is back when one was tried in vain; by title,
    when all of them have arrived."""
    documents: dict[str, UUID] = {}
    for number in numbers:
        title = TITLE.format(number)
        documents[title] = town.send(title)
        if len(documents) == 1:
            town.exchange.kill()  # it may be taking this one in
    until(lambda: any(map(town.has_failed, documents.values())), seconds=60, what="a vain try")
    town.restart()
    for document in documents.values():
        town.story.wait_for(CITY, document, {State.DELIVERED})
    return documents


def _receipts_are_whole(town: Town, document: UUID) -> None:
    """As the district's node signed them: a line in which each names the one before. They are
    heard in any order, and who signs at once may do so before 送达 is told."""
    query = select(consignments.c.subject).where(consignments.c.document == document)
    ((subject,),) = _rows(town.city, query)

    def heard() -> dict[str, KeptReceipt]:
        kept = town.city.find(Exchanged).sent(str(subject))
        return {each.previous: each for each in kept.receipts} if kept else {}

    until(lambda: len(heard()) == 3, seconds=60, what="three receipts")
    states, receipt = [], heard().get("")
    while receipt is not None:
        states.append(receipt.state)
        receipt = heard().get(receipt.signed.digest)
    assert (states[0], sorted(states)) == ("accepted", ["accepted", "delivered", "signed-for"])
