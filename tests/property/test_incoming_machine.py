"""An incoming paper and its assignments under random acts of random people.

Hypothesis drives whole lives through the rooms, with their guard, registers and journal: nothing
is lost, a refused act changes nothing, nobody exceeds their right, and there is a way on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from documents.assignments.assignment import Assignment
from documents.assignments.stages import AT_WORK, Means
from documents.circulation.circulation import Circulation
from documents.circulation.stages import Mode
from documents.consignments.capsule import Capsule
from documents.consignments.returning import Fault
from documents.consignments.states import Kind
from documents.incoming.incoming import Incoming
from documents.incoming.registers import HEED, incomings
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Stage, Track, Way
from office.desk.registers import items
from office.directory.kinds import Role
from office.kernel.journal import journal
from office.kernel.refusals import Refused
from tests import offices as office_tests
from tests.offices import CITY, EAST, Offices, by, offices
from tests.property.machines import live

DUTIES = ("drafter", "reviewer", "signer", "clerk", "handler", "vice")
PEOPLE = tuple(f"{EAST}/{duty}" for duty in DUTIES)
CLERK, LEADER, VICE, HANDLER, OTHER = (
    f"{EAST}/{duty}" for duty in ("clerk", "signer", "vice", "handler", "reviewer")
)
LEADERS = (LEADER, VICE)
STRANGER = f"{CITY}/clerk"
GONE = frozenset({Stage.REFUSED, Stage.RETURNED})
OVER = GONE | {Stage.COMPLETED}
anybody = st.sampled_from((*PEOPLE, STRANGER))
parties = st.sampled_from([f"person:{each}" for each in (HANDLER, OTHER, f"{EAST}/drafter")])
words = st.sampled_from(("", "请办理。"))

BY_CLERK = frozenset(
    {
        *("sign_for", "refuse", "register", "screen", "change_track", "propose", "assign"),
        *("add_helpers", "heed", "send_back", "complete", "reopen", "circulate"),
        "return_to_sender",
    }
)
OF_THE_OFFICE = frozenset({"grant", "deny", "withdraw", "change_host", "set_deadline"})


def assert_a_sentence(refusal: Refused) -> None:
    """Whole, as people read it."""
    assert str(refusal).endswith("。"), refusal


class IncomingLife(RuleBasedStateMachine):
    """One paper of a district in the hands of everybody."""

    office: ClassVar[Offices]

    @initialize(type=st.sampled_from(("通知", "请示", "函")))
    def arrive(self, type: str) -> None:
        self.rooms, self.shares = self.office.incomings, self.office.assignments
        capsule = Capsule(
            consignment=str(uuid4()),
            kind=Kind.DOCUMENT,
            sender=CITY,
            sender_name="澜州市人民政府办公室",
            addressee=EAST,
            addressee_name="清河区人民政府办公室",
            facts={"type": type, "title": "关于值班的公文", "number": "1号", "urgency": ""},
            parts=(),
        )
        self.capsule = capsule
        self.rooms.take(capsule, {})
        self.id = Incoming.id_of(agency=EAST, sender=CITY, consignment=capsule.consignment)

    @property
    def it(self) -> Incoming:
        return self.rooms.load(Incoming, self.id)

    def count(self) -> int:
        with self.office.node.store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(journal)).scalar_one())

    def attempt(self, person: str, act: str, /, *, seen: bool = True, **given: Any) -> bool:
        """A refused act changes nothing, a done one is by somebody with the right."""
        before, events = self.it, self.count()
        if seen:
            given["seen"] = before.version
        try:
            getattr(self.rooms, act)(by(person), self.id, **given)
        except Refused as refusal:
            assert_a_sentence(refusal)
            assert (self.it.version, self.count()) == (before.version, events)
            return False
        if act in BY_CLERK:
            assert person == CLERK, act
        if act == "instruct":
            assert person in LEADERS
            assert before.stage is not Stage.PROPOSED or person == before.holder.person
        if act == "acknowledge":
            assert person in before.shown_to
        assert self.it.version > before.version
        return True

    def attempt_share(
        self, person: str, act: str, which: int, /, *, seen: bool = True, **given: Any
    ) -> bool:
        """The same on one of the paper's assignments."""
        rows = self.shares.on_paper(self.id)
        if not rows:
            return False
        id = rows[which % len(rows)].subject
        before, events = self.shares.load(Assignment, id), self.count()
        if seen:
            given["seen"] = before.version
        try:
            getattr(self.shares, act)(by(person), id, **given)
        except Refused as refusal:
            assert_a_sentence(refusal)
            assert (self.shares.load(Assignment, id).version, self.count()) == (
                before.version,
                events,
            )
            return False
        if act in OF_THE_OFFICE:
            assert person == CLERK, act
        elif act == "urge":
            assert person in (CLERK, *LEADERS)
        elif act != "answer_urging":
            assert person in before.holder.people, (act, person, before.holder)
        return True

    @rule(person=anybody, act=st.sampled_from(("sign_for", "refuse")), reason=words)
    def take_in(self, person: str, act: str, reason: str) -> None:
        given: dict[str, Any] = {"reason": reason} if act == "refuse" else {}
        self.attempt(person, act, **given)

    @rule(person=st.sampled_from((CLERK, CLERK, OTHER)), track=st.sampled_from(Track))
    def register(self, person: str, track: Track) -> None:
        self.attempt(person, "register", track=track)

    @rule(person=st.sampled_from((CLERK, OTHER)), many=st.integers(3, 5))
    def screen(self, person: str, many: int) -> None:
        self.attempt(person, "screen", checks=list(CHECKS)[:many], note="")

    @rule(person=anybody, track=st.sampled_from(Track), reason=words)
    def change_track(self, person: str, track: Track, reason: str) -> None:
        self.attempt(person, "change_track", track=track, reason=reason)

    @rule(person=st.sampled_from((CLERK, OTHER)), to=st.sampled_from((*LEADERS, HANDLER)))
    def propose(self, person: str, to: str) -> None:
        self.attempt(person, "propose", opinion="拟请阅示。", to=to)

    @rule(
        person=anybody,
        said=words,
        track=st.sampled_from(Track),
        supersedes=st.booleans(),
        circle=st.booleans(),
    )
    def instruct(
        self, person: str, said: str, track: Track, *, supersedes: bool, circle: bool
    ) -> None:
        self.attempt(
            person, "instruct", words=said, track=track, supersedes=supersedes, circle=circle
        )

    @rule(
        person=st.sampled_from((CLERK, CLERK, OTHER)),
        host=parties,
        helpers=st.lists(parties, max_size=2),
        deadline=st.sampled_from(("", "2026-11-30", "2026-01-01")),
    )
    def assign(self, person: str, host: str, helpers: list[str], deadline: str) -> None:
        self.attempt(
            person, "assign", host=host, helpers=helpers, deadline=deadline, note="请办。"
        )

    @rule(person=st.sampled_from((CLERK, OTHER)), helpers=st.lists(parties, max_size=2))
    def add_helpers(self, person: str, helpers: list[str]) -> None:
        self.attempt(person, "add_helpers", helpers=helpers, note="")

    @rule(person=st.sampled_from((CLERK, LEADER)), said=words)
    def heed(self, person: str, said: str) -> None:
        self.attempt(person, "heed", words=said)

    @rule(person=anybody, reason=words)
    def send_back(self, person: str, reason: str) -> None:
        self.attempt(person, "send_back", reason=reason)

    @rule(person=st.sampled_from((CLERK, HANDLER)), way=st.sampled_from(Way), said=words)
    def complete(self, person: str, way: Way, said: str) -> None:
        self.attempt(person, "complete", way=way, result=said)

    @rule(person=anybody)
    def acknowledge(self, person: str) -> None:
        self.attempt(person, "acknowledge", seen=False)

    @rule(person=st.sampled_from((CLERK, LEADER)), reason=words)
    def reopen(self, person: str, reason: str) -> None:
        self.attempt(person, "reopen", reason=reason)

    @rule(person=st.sampled_from((CLERK, HANDLER)), reason=words)
    def return_to_sender(self, person: str, reason: str) -> None:
        self.attempt(person, "return_to_sender", fault=Fault.MISADDRESSED, reason=reason)

    @rule()
    def arrive_again(self) -> None:
        it = self.it
        if it.stage in GONE:
            self.rooms.take(replace(self.capsule, sending=it.capsule.sending + 1), {})

    @rule(giver=st.sampled_from(LEADERS), taker=st.sampled_from(LEADERS))
    def hand_over(self, giver: str, taker: str) -> None:
        if giver != taker:
            self.attempt(CLERK, "hand_over", seen=False, giver=giver, taker=taker)

    @rule(person=st.sampled_from((CLERK, OTHER)), to=st.lists(anybody, max_size=3))
    def circulate(self, person: str, to: list[str]) -> None:
        self.attempt(person, "circulate", to=to)

    @rule(to=st.lists(st.sampled_from(LEADERS), max_size=2))
    def circulate_beside(self, to: list[str]) -> None:
        self.among_readers(
            lambda: self.office.circulations.begin(
                by(CLERK), self.id, room="incoming", readers=to, mode=Mode.AT_ONCE, note=""
            )
        )

    @rule(person=st.sampled_from(PEOPLE), which=st.integers(0, 2))
    def read(self, person: str, which: int) -> None:
        if circulation := self.circulation(which):
            self.among_readers(
                lambda: self.office.circulations.initial(by(person), circulation, opinion="")
            )

    @rule(person=st.sampled_from((*LEADERS, HANDLER)), which=st.integers(0, 2), said=words)
    def instruct_while_reading(self, person: str, which: int, said: str) -> None:
        if circulation := self.circulation(which):
            before = self.it
            done = self.among_readers(
                lambda: self.office.circulations.instruct(by(person), circulation, words=said)
            )
            after = self.it
            if done and before.stage is Stage.PROPOSED and before.holder.person != person:
                assert (after.stage, after.holder) == (before.stage, before.holder)
                assert after.instructions[-1].leader == person

    @rule(which=st.integers(0, 2))
    def withdraw_from_readers(self, which: int) -> None:
        if circulation := self.circulation(which):
            version = self.office.circulations.load(Circulation, circulation).version
            self.among_readers(
                lambda: self.office.circulations.withdraw(
                    by(CLERK), circulation, reason="更正。", seen=version
                )
            )

    def circulation(self, which: int) -> UUID | None:
        rows = self.office.circulations.on_paper(self.id)
        return rows[which % len(rows)].subject if rows else None

    def among_readers(self, act: Callable[[], object]) -> bool:
        """A refused act changes nothing."""
        before = self.count()
        try:
            act()
        except Refused as refusal:
            assert_a_sentence(refusal)
            assert self.count() == before
            return False
        return True

    @rule(person=anybody, which=st.integers(0, 3), act=st.sampled_from(("refuse", "deny")))
    def turn_down(self, person: str, which: int, act: str) -> None:
        self.attempt_share(person, act, which, reason="非我科职责。")

    @rule(person=anybody, which=st.integers(0, 3), said=words)
    def finish(self, person: str, which: int, said: str) -> None:
        self.attempt_share(person, "finish", which, result=said)

    @rule(which=st.integers(0, 3))
    def finish_in_turn(self, which: int) -> None:
        """By whoever has it, so that lives get far."""
        rows = self.shares.at_work_on(self.id)
        if rows:
            it = self.shares.load(Assignment, rows[which % len(rows)].subject)
            place = [row.subject for row in self.shares.on_paper(self.id)].index(it.id)
            self.attempt_share(it.holder.person, "finish", place, result="已办。")

    @rule(person=anybody, which=st.integers(0, 3), until=st.sampled_from(("2026-12-10", "")))
    def ask_extension(self, person: str, which: int, until: str) -> None:
        self.attempt_share(person, "ask_extension", which, until=until, reason="等数据。")

    @rule(person=anybody, which=st.integers(0, 3), to=parties)
    def ask_transfer(self, person: str, which: int, to: str) -> None:
        self.attempt_share(person, "ask_transfer", which, to=to, reason="职责在彼。")

    @rule(person=st.sampled_from((CLERK, HANDLER)), which=st.integers(0, 3))
    def grant(self, person: str, which: int) -> None:
        self.attempt_share(person, "grant", which, words="同意。")

    @rule(person=anybody, which=st.integers(0, 3))
    def urge(self, person: str, which: int) -> None:
        self.attempt_share(person, "urge", which, seen=False, means=Means.TELEPHONE, words="")

    @rule(person=anybody, which=st.integers(0, 3), said=words)
    def answer_urging(self, person: str, which: int, said: str) -> None:
        self.attempt_share(person, "answer_urging", which, seen=False, words=said)

    @rule(
        person=st.sampled_from((CLERK, OTHER)),
        which=st.integers(0, 3),
        act=st.sampled_from(("withdraw", "change_host", "set_deadline")),
    )
    def arrange(self, person: str, which: int, act: str) -> None:
        given: dict[str, Any] = {
            "withdraw": {"reason": "不再需要。"},
            "set_deadline": {"deadline": "2026-12-20"},
        }.get(act, {})
        self.attempt_share(person, act, which, **given)

    @invariant()
    def the_register_and_the_desks_say_where_it_stands(self) -> None:
        if not hasattr(self, "id"):
            return
        it = self.it
        with self.office.node.store.reading() as connection:
            row = connection.execute(select(incomings).where(incomings.c.subject == self.id)).one()
            waiting = connection.execute(
                select(items.c.slot, items.c.person, items.c.role).where(
                    items.c.subject == self.id
                )
            ).all()
        assert (row.stage, row.round, row.number) == (it.stage, it.round, it.number)
        assert (row.track, row.deadline) == (it.track or "", it.deadline)
        assert bool(row.way) == (it.stage is Stage.COMPLETED)
        expected = {(each, each, "") for each in it.not_yet_seen}
        if not it.holder.nobody:
            expected.add(("act", it.holder.person, it.holder.role))
        if it.to_heed:
            expected.add((HEED, "", "clerk"))
        assert {tuple(each) for each in waiting} == expected
        if it.stage is Stage.ASSIGNED:
            hosts = [each for each in self.shares.at_work_on(self.id) if each.host]
            assert len(hosts) == 1, "of several the host is named, and there is but one"
            assert hosts[0].deadline == it.deadline
        if it.stage in OVER:
            assert not self.shares.at_work_on(self.id)

    @invariant()
    def a_share_lies_on_the_desk_of_whoever_has_it(self) -> None:
        if not hasattr(self, "id"):
            return
        for row in self.shares.on_paper(self.id):
            it = self.shares.load(Assignment, row.subject)
            assert (row.stage, row.host, row.deadline) == (it.stage, it.host, it.deadline)
            with self.office.node.store.reading() as connection:
                people = set(
                    connection.execute(
                        select(items.c.person).where(
                            items.c.subject == it.id, items.c.slot == "act"
                        )
                    ).scalars()
                )
            assert people == set(it.holder.people)
            assert it.holder.nobody == (it.stage not in AT_WORK)

    def teardown(self) -> None:
        """From wherever it was left there is a way on to the end."""
        if not hasattr(self, "id"):
            return
        for _ in range(30):
            it = self.it
            if it.stage in GONE:
                return
            if it.stage is Stage.COMPLETED:
                self.see_what_came_of_it()
                return
            assert self.go_on(it), (it.stage, it.holder, it.track)
        raise AssertionError(f"after thirty acts still at {self.it.stage}")

    def see_what_came_of_it(self) -> None:
        """Who instructed can see it off their desk, and another round leaves nothing on any."""
        for leader in self.it.not_yet_seen[:1]:
            assert self.attempt(leader, "acknowledge", seen=False)
            self.the_register_and_the_desks_say_where_it_stands()
        assert self.attempt(CLERK, "reopen", reason="又有新要求。")
        self.the_register_and_the_desks_say_where_it_stands()
        assert self.attempt(CLERK, "complete", way=Way.FILED, result="存查。")
        for leader in self.it.not_yet_seen:
            assert self.attempt(leader, "acknowledge", seen=False)
        self.the_register_and_the_desks_say_where_it_stands()

    def go_on(self, it: Incoming) -> bool:
        """One act towards the end, by who may do it."""
        match it.stage:
            case Stage.ARRIVED:
                return self.attempt(CLERK, "sign_for")
            case Stage.SIGNED_FOR:
                return self.attempt(CLERK, "register", track=Track.HANDLING)
            case Stage.REGISTERED:
                return self.attempt(CLERK, "screen", checks=list(CHECKS), note="")
            case Stage.PROPOSED:
                return self.attempt(it.holder.person, "instruct", words="办")
            case Stage.CIRCULATING if it.holder.nobody:
                circulation = UUID(it.circulation)
                reader = self.office.circulations.load(Circulation, circulation).holders[0]
                self.office.circulations.initial(by(reader), circulation, opinion="")
                return True
            case Stage.ASSIGNED:
                rows = self.shares.on_paper(self.id)
                place = next(
                    number
                    for number, row in enumerate(rows)
                    if row.host and row.stage in {str(each) for each in AT_WORK}
                )
                holder = self.shares.load(Assignment, rows[place].subject).holder.person
                return self.attempt_share(holder, "finish", place, result="已办。")
        return self.attempt(CLERK, "complete", way=Way.FILED, result="存查。")


@pytest.fixture(scope="module")
def district() -> Iterator[Offices]:
    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryDirectory() as folder,
        offices(f"sqlite:///{folder}/office.db", Path(folder)) as office,
    ):
        patch.setitem(office_tests.ROLES, "vice", {Role.LEADER})
        yield office


@pytest.mark.parametrize("examples", [10, pytest.param(60, marks=pytest.mark.slow)])
def test_an_incoming_paper_survives_whatever_people_do(district: Offices, examples: int) -> None:
    IncomingLife.office = district
    live(IncomingLife, examples=examples, steps=25)
