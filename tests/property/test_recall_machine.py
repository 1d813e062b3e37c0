"""A consignment that is asked for back while its addressee handles it, in any order of messages.

Whatever people do on both sides, and however late the courier is: there is one outcome, and both
sides show the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import select

from documents.consignments.capsule import Capsule
from documents.consignments.claims import Item
from documents.consignments.consignment import Consignment
from documents.consignments.registers import consignments, outbox
from documents.consignments.returning import Fault
from documents.consignments.states import LINE, Kind, State
from documents.incoming.incoming import Incoming
from documents.incoming.registers import ASKED
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Stage, Track, Way
from office.desk.registers import items
from office.kernel.refusals import Refused
from tests.offices import CITY, EAST, Offices, by, offices
from tests.property.machines import live

ENDED = {
    Stage.RECALLED: State.RECALLED,
    Stage.REFUSED: State.REFUSED,
    Stage.RETURNED: State.RETURNED_MISADDRESSED,
}
SENDER, CLERK = f"{CITY}/clerk", f"{EAST}/clerk"


def assert_a_sentence(refusal: Refused) -> None:
    """Whole, as people read it."""
    assert str(refusal).endswith("。"), refusal


class RecallLife(RuleBasedStateMachine):
    """One document between two agencies."""

    office: ClassVar[Offices]

    @initialize()
    def send(self) -> None:
        room, act, document = self.office.consignments, by(SENDER), uuid4()
        capsule = Capsule(
            consignment=str(Consignment.id_of(document=document, addressee=EAST)),
            kind=Kind.DOCUMENT,
            sender=CITY,
            sender_name="澜州市人民政府办公室",
            addressee=EAST,
            addressee_name="清河区人民政府办公室",
            facts={
                "type": "函",
                "title": "关于值班的函",
                "number": "1号",
                "urgency": "",
                "classification": "",
            },
            parts=(),
        )
        room.perform(
            act,
            name="dispatch",
            given={},
            decide=lambda: room.dispatch(act, document=document, capsules=[capsule]),
        )
        self.consignment = room.of_document(document)[0].subject
        self.incoming = Incoming.id_of(agency=EAST, sender=CITY, consignment=capsule.consignment)

    @property
    def sent(self) -> Consignment:
        return self.office.consignments.load(Consignment, self.consignment)

    @property
    def came(self) -> Incoming | None:
        rooms = self.office.incomings
        return rooms.load(Incoming, self.incoming) if rooms.exists(self.incoming) else None

    def attempt(self, room: Any, act: str, who: str, /, *given: Any, **more: Any) -> None:
        try:
            getattr(room, act)(by(who), *given, **more)
        except Refused as refusal:
            assert_a_sentence(refusal)

    @rule(which=st.integers(0, 5))
    def carry_one(self, which: int) -> None:
        """Of what waits for the courier, any: what was said later may be heard before."""
        with self.office.node.store.reading() as connection:
            rows = connection.execute(select(outbox).order_by(outbox.c.subject)).all()
        if rows:
            row = rows[which % len(rows)]
            to = row.addressee or EAST
            self.office.consignments.carry(Item(row.subject, row.item, to))

    @rule(reason=st.sampled_from(("", "附件有误")))
    def ask(self, reason: str) -> None:
        room = self.office.consignments
        self.attempt(room, "request_recall", SENDER, self.consignment, reason=reason)

    @rule()
    def send_again(self) -> None:
        room = self.office.consignments
        self.attempt(room, "sign_for_return", SENDER, self.consignment)
        self.attempt(room, "requeue", SENDER, self.consignment, reason="已更正")

    @rule(act=st.sampled_from(("sign_for", "register", "refuse", "return_to_sender", "complete")))
    def handle(self, act: str) -> None:
        if (came := self.came) is None:
            return
        given: dict[str, dict[str, Any]] = {
            "sign_for": {},
            "register": {"track": Track.HANDLING, "checks": list(CHECKS)},
            "refuse": {"reason": "错投"},
            "return_to_sender": {"fault": Fault.MISADDRESSED, "reason": "错投"},
            "complete": {"way": Way.FILED, "result": "存查"},
        }
        rooms, more = self.office.incomings, given[act]
        self.attempt(rooms, act, CLERK, self.incoming, seen=came.version, **more)

    @rule(grants=st.booleans())
    def answer(self, *, grants: bool) -> None:
        if (came := self.came) is None:
            return
        act, more = ("grant_request", {}) if grants else ("deny_request", {"reason": "已传达"})
        rooms = self.office.incomings
        self.attempt(rooms, act, CLERK, self.incoming, seen=came.version, **more)

    def teardown(self) -> None:
        if not hasattr(self, "consignment"):
            return
        self.office.deliver()
        sent, came = self.sent, self.came
        assert came is not None, "the courier brought everything"
        row = self._row()
        assert (row.state, row.asked) == (sent.state, sent.asked or "")
        if came.stage in ENDED:
            assert (sent.state, sent.asked) == (ENDED[came.stage], None)
        else:
            assert sent.state in LINE, (sent.state, came.stage)
        open_there = came.asked is not None
        assert open_there is (sent.asked is State.RECALL_REQUESTED), (sent.asked, came.stage)
        assert open_there is self._on_desk()

    def _row(self) -> Any:
        query = select(consignments).where(consignments.c.subject == self.consignment)
        with self.office.node.store.reading() as connection:
            return connection.execute(query).one()

    def _on_desk(self) -> bool:
        query = select(items).where(items.c.subject == self.incoming, items.c.slot == ASKED)
        with self.office.node.store.reading() as connection:
            return connection.execute(query).first() is not None


@pytest.fixture(scope="module")
def office() -> Iterator[Offices]:
    with TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'recall.db'}"
        with offices(database, Path(folder)) as made:
            yield made


def test_both_sides_show_one_outcome(office: Offices) -> None:
    RecallLife.office = office
    live(RecallLife, examples=25, steps=25)
