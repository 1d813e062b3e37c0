"""What the four nodes show: a document goes down, a 请示 comes up, receipts return."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from uuid import UUID

from sqlalchemy import func, select

from documents.consignments.registers import consignments
from documents.consignments.states import State
from documents.demonstration import demonstration_manuscripts
from documents.demonstration.cast import CITY, PROVINCE, QINGHE, WANGJIANG
from documents.demonstration.player import Player
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage as ArrivedStage
from documents.manuscript import Manuscript
from documents.outgoing.registers import documents
from documents.outgoing.stages import Stage
from documents.reading import read_text
from office.house import House
from office.kernel.refusals import Refused

PATIENCE = 180.0
"""Seconds for a document to be carried, a receipt to return."""
LOOK_AGAIN = 0.2
TO_THE_CITY, TO_THE_DISTRICTS = "安全生产", "寒潮"
"""Words in the titles of what the province and the city issue."""


class Resident(Player):
    """Whoever acts at one node. What they send is carried by the node's own processes."""

    def deliver(self) -> None:
        """Nothing: the courier runs beside this."""


class Story:
    """`houses`: by the code of the agency at home there. Each telling is its own `take`."""

    def __init__(self, houses: Mapping[str, House], *, take: str) -> None:
        self._at = {code: Resident(each, take=take) for code, each in houses.items()}

    def tell(self) -> Iterator[str]:
        """A sentence after each step. Raises Refused when what was sent does not arrive."""
        yield from self._down_to_the_city(_manuscript(TO_THE_CITY))
        yield from self._down_to_the_districts(_manuscript(TO_THE_DISTRICTS))
        yield from self._up_from_a_district(_request())

    def _down_to_the_city(self, manuscript: Manuscript) -> Iterator[str]:
        sent = self.send(PROVINCE, manuscript, to=[CITY])
        yield f"省政府办公厅发出《{manuscript.title}》"
        self.receive(CITY, manuscript.title, steps=2)
        yield "市政府办公室签收、登记"
        self.wait_for(PROVINCE, sent, {State.SIGNED_FOR})
        yield "签收回执回到省政府办公厅"

    def _down_to_the_districts(self, manuscript: Manuscript) -> Iterator[str]:
        districts = {QINGHE: (7, State.COMPLETED), WANGJIANG: (5, State.ASSIGNED)}
        sent = self.send(CITY, manuscript, to=list(districts), answer_due=True)
        yield f"市政府办公室发出《{manuscript.title}》"
        for code, (steps, _) in districts.items():
            self.receive(code, manuscript.title, steps=steps)
        yield "清河区办结，望江区分办"
        self.wait_for(CITY, sent, {state for _, state in districts.values()})
        yield "两区的办理回执回到市政府办公室"

    def _up_from_a_district(self, manuscript: Manuscript) -> Iterator[str]:
        sent = self.send(QINGHE, manuscript, to=[CITY], answer_due=True)
        yield f"清河区政府上报《{manuscript.title}》"
        self.receive(CITY, manuscript.title, steps=2)
        self.wait_for(QINGHE, sent, {State.REGISTERED})
        yield "市政府办公室签收、登记，回执回到清河区政府"

    def send(
        self, agency: str, manuscript: Manuscript, *, to: list[str], answer_due: bool = False
    ) -> UUID:
        """From the draft to dispatch."""
        return self._at[agency].play(
            manuscript, until=Stage.DISPATCHED, addressees=to, answer_due=answer_due
        )

    def receive(self, agency: str, title: str, *, steps: int) -> None:
        """Have it handled where it arrives. Those that arrived under this title before were
        received already, so that there is one more to wait for."""
        self._until(lambda: self._has_arrived(agency, title), f"《{title}》没有送达")
        self._at[agency].handle(agency, title, steps=steps)

    def wait_for(self, agency: str, document: UUID, states: set[State]) -> None:
        """Until these are the states of all its consignments."""
        query = select(consignments.c.state).where(consignments.c.document == document)

        def come() -> bool:
            with self._at[agency].house.node.store.reading() as connection:
                return set(connection.execute(query).scalars()) == states

        self._until(come, "回执没有回来")

    def _has_arrived(self, agency: str, title: str) -> bool:
        """And waits for 签收."""
        query = select(func.count()).where(
            incomings.c.agency == agency,
            incomings.c.title == title,
            incomings.c.stage == ArrivedStage.ARRIVED,
        )
        with self._at[agency].house.node.store.reading() as connection:
            return bool(connection.execute(query).scalar_one())

    def _until(self, come: Callable[[], bool], otherwise: str) -> None:
        ends = time.monotonic() + PATIENCE
        while not come():
            if time.monotonic() > ends:
                raise Refused(
                    f"{otherwise}，已等了三分钟。请看 var/network 下各节点的 pages.log 和 "
                    "exchange.log，再执行 office demo --network --play。"
                )
            time.sleep(LOOK_AGAIN)


def was_told(house: House) -> bool:
    """Whether the province has issued anything."""
    with house.node.store.reading() as connection:
        return connection.execute(select(documents.c.subject).limit(1)).first() is not None


def _manuscript(word: str) -> Manuscript:
    return next(each for each in demonstration_manuscripts() if word in each.title)


def _request() -> Manuscript:
    text = files(__package__) / "data" / "heating-subsidy.txt"
    return read_text(text.read_text(encoding="utf-8"))
