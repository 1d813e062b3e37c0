"""A document under random acts of random people: nothing lost, nobody stuck, no right exceeded.

Hypothesis drives whole lives through the room, with its guard, registers and journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from documents.handling.transcription import Source, Transcription
from documents.outgoing.clearance import Ground
from documents.outgoing.document import Document
from documents.outgoing.registers import DENIED, documents
from documents.outgoing.route import PLAIN, Order, Route, Step, Verdict, step
from documents.outgoing.secrecy import MENDED_AT
from documents.outgoing.site_routes import read_routes
from documents.outgoing.stages import ISSUING, OVER, Stage
from documents.rules.openness import OPENNESS, PUBLIC
from office.desk.registers import items
from office.kernel.journal import journal
from office.kernel.refusals import Refused
from tests.offices import CITY, EAST, Offices, by, manuscript, offices
from tests.property.machines import live

STRANGER = f"{EAST}/signer"
PEOPLE = tuple(f"{CITY}/{duty}" for duty in ("drafter", "reviewer", "signer", "clerk", "handler"))
CLERK, SIGNER, HANDLER = f"{CITY}/clerk", f"{CITY}/signer", f"{CITY}/handler"
CALLED = Transcription(kind=Source.TELEPHONE, date=date(2026, 11, 20), by=CLERK)
anybody = st.sampled_from((*PEOPLE, STRANGER))
colleagues = st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True)

WITH_ROLE = {"review": "reviewer", "endorse": "signer", "sign_off": "signer"}
BESIDE: dict[str, Callable[[Document], tuple[str | None, ...]]] = {
    "settle": lambda it: (it.drafter,),
    "reroute": lambda it: (it.drafter,),
    "take_back": lambda it: (it.last_to_hand_on,),
    "hand_over": lambda it: (
        *(CLERK, it.drafter, it.secrecy_reviewer, *it.later),
        *(person for each in it.route[it.position + 1 :] for person in each.people),
    ),
    "void_number": lambda _: (CLERK,),
    "review_secrecy": lambda it: (it.secrecy_asked,),
    "object_on_secrecy": lambda it: (it.secrecy_asked,),
    "set_openness_back": lambda it: (it.signer,),
    "ratify": lambda it: (it.signer,),
    "deny_sign_off": lambda it: (it.signer,),
    "transcribe": lambda _: (CLERK,),
}
"""Who does these while the paper lies with somebody else."""


def has_right(person: str, act: str, it: Document) -> bool:
    """An account of the rights that is not the permission map's own."""
    agency, _, duty = person.partition("/")
    if agency != it.agency:
        return False
    if person in BESIDE.get(act, lambda _: ())(it):
        return True
    if act not in ("settle", "reroute", "hand_over") and act in BESIDE:
        return False
    in_hand = person in it.holder.people or (it.holder.role == "clerk" and duty == "clerk")
    return in_hand and WITH_ROLE.get(act, duty) == duty


def stated(named: str, openness: str) -> dict[str, Any]:
    """The particulars of a paper whose 保密审查 this person does."""
    reason = {} if openness == PUBLIC else {"openness_reason": "第十六条，内部管理"}
    return {"secrecy_reviewer": named, "openness": openness, **reason}


def draw_route(it: Document, steps: list[Step]) -> Route:
    """What was gone through, then the steps drawn, then the sign-off."""
    gone = it.route[: it.position + 1] or PLAIN[:1]
    return (*gone, *steps, PLAIN[-1])


def assert_a_sentence(refusal: Refused) -> None:
    assert str(refusal).endswith("。"), refusal


drawn_steps = st.lists(
    st.builds(
        lambda stage, people, order, quorum, veto: replace(
            step(stage),
            people=tuple(people[:1] if order is Order.ONE else people),
            order=order,
            quorum=min(quorum, len(people)),
            veto=veto,
        ),
        st.sampled_from((Stage.REVIEWING, Stage.COUNTERSIGNING, Stage.ENDORSING)),
        st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True),
        st.sampled_from(Order),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=3,
)


class OutgoingLife(RuleBasedStateMachine):
    """One document of the city in the hands of everybody."""

    office: ClassVar[Offices]

    @initialize(full=st.booleans(), named=st.sampled_from(("", CLERK, HANDLER, SIGNER)))
    def begin(self, *, full: bool, named: str) -> None:
        self.rooms = self.office.documents
        self.rooms.routes = read_routes(self.full_routes if full else None)
        self.id: UUID = self.rooms.draft(
            by(f"{CITY}/drafter"),
            identity=f"{CITY}-office",
            manuscript=manuscript(),
            particulars=stated(named, "依申请公开") if named else None,
        )

    full_routes: ClassVar[Path]

    @property
    def it(self) -> Document:
        return self.rooms.load(Document, self.id)

    def attempt(self, person: str, act: str, /, **given: Any) -> bool:
        """Do it; a refused act changes nothing, a done one is by somebody with the right."""
        before, events = self.it, self.count()
        if act != "hand_over":
            given["seen"] = before.version
        try:
            getattr(self.rooms, act)(by(person), self.id, **given)
        except Refused as refusal:
            assert_a_sentence(refusal)
            assert (self.it.version, self.count()) == (before.version, events)
            return False
        assert has_right(person, act, before), (person, act, before.stage, before.holder)
        after = self.it.version
        assert after > before.version
        assert self.count() - events >= after - before.version
        return True

    def count(self) -> int:
        with self.office.node.store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(journal)).scalar_one())

    @rule(person=anybody, to=colleagues)
    def submit(self, person: str, to: list[str]) -> None:
        self.attempt(person, "submit", to=to)

    @rule(
        person=anybody,
        act=st.sampled_from(("review", "countersign", "endorse")),
        verdict=st.sampled_from(Verdict),
        opinion=st.sampled_from(("", "请再核数据。")),
        to=colleagues,
    )
    def speak(self, person: str, act: str, **said: Any) -> None:
        self.attempt(person, act, **said)

    @rule(data=st.data(), to=colleagues)
    def speak_in_turn(self, data: st.DataObject, to: list[str]) -> None:
        """The same by whoever's turn it is, so that lives get far."""
        it = self.it
        speaking = {
            Stage.REVIEWING: "review",
            Stage.COUNTERSIGNING: "countersign",
            Stage.ENDORSING: "endorse",
        }
        if it.stage in speaking and it.holder.people:
            person = data.draw(st.sampled_from(it.holder.people))
            self.attempt(person, speaking[it.stage], opinion="同意。", to=to)

    @rule(person=st.sampled_from((SIGNER, CLERK)))
    def sign_off(self, person: str) -> None:
        self.attempt(person, "sign_off", opinion="")

    @rule(openness=st.sampled_from(OPENNESS))
    def sign_off_as(self, openness: str) -> None:
        """The signer states the openness anew."""
        it = self.it
        if it.secrecy_reviewer:
            particulars = {**it.particulars, **stated(it.secrecy_reviewer, openness)}
            self.attempt(SIGNER, "sign_off", opinion="", particulars=particulars)

    @rule(person=st.sampled_from((CLERK, SIGNER, STRANGER)))
    def transcribe(self, person: str) -> None:
        self.attempt(person, "transcribe", leader=SIGNER, opinion="同意", transcription=CALLED)

    @rule(person=anybody, ground=st.sampled_from((*Ground, "")))
    def object_on_secrecy(self, person: str, ground: str) -> None:
        self.attempt(person, "object_on_secrecy", ground=ground, opinion="不宜公开。")

    @rule(data=st.data(), agrees=st.booleans())
    def review_secrecy(self, data: st.DataObject, *, agrees: bool) -> None:
        """By whoever is asked, or by anybody."""
        person = data.draw(anybody) if self.it.secrecy_asked is None else self.it.secrecy_asked
        if agrees:
            self.attempt(person, "review_secrecy")
        else:
            self.attempt(person, "object_on_secrecy", ground=Ground.INTERNAL)

    @rule(person=st.sampled_from((SIGNER, CLERK)))
    def set_openness_back(self, person: str) -> None:
        self.attempt(person, "set_openness_back")

    @rule(person=st.sampled_from((SIGNER, CLERK)), reason=st.sampled_from(("", "没有此事。")))
    def deny_sign_off(self, person: str, reason: str) -> None:
        self.attempt(person, "deny_sign_off", reason=reason)

    @rule(person=st.sampled_from((SIGNER, CLERK)))
    def ratify(self, person: str) -> None:
        self.attempt(person, "ratify")

    @rule(person=anybody, openness=st.sampled_from(OPENNESS), text=st.booleans())
    def revise(self, person: str, openness: str, *, text: bool) -> None:
        """Another openness, or another text too."""
        it = self.it
        if it.secrecy_reviewer:
            text = text or it.particulars.get("openness") == openness  # the same is no event
            recipients = f"第{it.version}区人民政府" if text else manuscript().recipients
            self.attempt(
                person,
                "revise",
                manuscript=replace(manuscript(), recipients=recipients),
                particulars=stated(it.secrecy_reviewer, openness),
            )

    @rule(person=anybody, position=st.integers(0, 4), straight=st.booleans())
    def return_to(self, person: str, position: int, *, straight: bool) -> None:
        self.attempt(person, "return_to", position=position, reason="请修改。", straight=straight)

    @rule(person=anybody, steps=drawn_steps)
    def reroute(self, person: str, steps: list[Step]) -> None:
        self.attempt(person, "reroute", route=draw_route(self.it, steps))

    @rule(person=anybody, to=st.sampled_from(PEOPLE))
    def redirect(self, person: str, to: str) -> None:
        self.attempt(person, "redirect", to=to, reason="出差。")

    @rule(person=anybody)
    def take_back(self, person: str) -> None:
        self.attempt(person, "take_back")

    @rule(person=anybody, giver=st.sampled_from(PEOPLE), taker=st.sampled_from(PEOPLE))
    def hand_over(self, person: str, giver: str, taker: str) -> None:
        self.attempt(person, "hand_over", giver=giver, taker=taker)

    @rule(person=anybody, dissenter=st.sampled_from(PEOPLE), to=colleagues)
    def settle(self, person: str, dissenter: str, to: list[str]) -> None:
        self.attempt(
            person, "settle", person=dissenter, outcome="coordinated", words="已协调。", to=to
        )

    @rule(
        person=st.sampled_from((CLERK, CLERK, f"{CITY}/drafter")),
        act=st.sampled_from(("recheck", "take_number", "typeset", "proofread", "seal", "release")),
    )
    def issue(self, person: str, act: str) -> None:
        given = {"opinion": ""} if act == "recheck" else {}
        self.attempt(person, act, **given)

    @rule(person=st.sampled_from((CLERK, SIGNER)), copies=st.integers(0, 3))
    def print(self, person: str, copies: int) -> None:
        self.attempt(person, "print", copies=copies)

    @rule(person=st.sampled_from((CLERK, SIGNER)))
    def send_back(self, person: str) -> None:
        self.attempt(person, "send_back", reason="版面有误。")

    @rule(person=anybody)
    def void_number(self, person: str) -> None:
        self.attempt(person, "void_number", reason="取错。")

    @invariant()
    def the_desks_and_the_register_say_whose_turn_it_is(self) -> None:
        it = self.it
        with self.office.node.store.reading() as connection:
            rows = connection.execute(
                select(items.c.person, items.c.role, items.c.slot).where(
                    items.c.subject == self.id
                )
            ).all()
            stage = connection.execute(
                select(documents.c.stage).where(documents.c.subject == self.id)
            ).scalar_one()
        turns = {(person, "", f"act:{person}") for person in it.holder.people}
        turns |= {("", it.holder.role, "act")} if it.holder.role else set()
        found = {tuple(row) for row in rows if row.slot not in DENIED}
        assert found == turns | self.told_beside(it)
        assert it.signed_off_at is None or len(found) == len(rows), "it was denied, and is signed"
        assert stage == it.stage
        assert it.stage in OVER or turns

    def told_beside(self, it: Document) -> set[tuple[str, str, str]]:
        """Who has it on the desk without a turn: the 保密审查, its refusal, 补签."""
        asked = {it.secrecy_asked} - {None, *it.holder.people}
        beside = {(person, "", "secrecy") for person in asked if person}
        known = {it.drafter, *it.holder.people, it.signer} - {""}
        if it.objection and it.stage not in (Stage.DRAFTING, *OVER):
            known -= {it.objection.by} - {it.signer}
            beside |= {(person, "", f"objection:{person}") for person in known}
        return beside | ({(it.signer, "", "ratify")} if it.awaits_ratification else set())

    @invariant()
    def what_was_refused_or_not_reviewed_is_not_out(self) -> None:
        it = self.it
        if it.stage in (Stage.DISPATCHING, Stage.DISPATCHED):
            assert it.is_cleared
            assert not it.awaits_ratification
        assert not (it.is_cleared and it.objection and it.secrecy_reviewer)

    def teardown(self) -> None:
        """From wherever it was left there is a way on to the end."""
        for _ in range(60):
            it = self.it
            if it.stage in OVER:
                return
            assert self.go_on(it), (it.stage, it.holder, it.route, it.dissents)
        pytest.fail(f"after sixty acts still at {self.it.stage}")

    def go_on(self, it: Document) -> bool:
        """One act towards the end, by who may do it."""
        for dissenter in it.unsettled:
            words = {"outcome": "escalated", "words": "已裁定。", "to": self.candidates(it)}
            return self.attempt(it.drafter, "settle", person=dissenter, **words)
        person = it.holder.person or CLERK
        if (secrecy := self.go_on_with_secrecy(it, person)) is not None:
            return secrecy
        if it.awaits_ratification:
            return self.attempt(it.signer, "ratify")
        if it.stage is Stage.SIGNING and person != SIGNER:
            return self.attempt(person, "redirect", to=SIGNER, reason="请您签发。")
        lacks = {Stage.REVIEWING: f"{CITY}/reviewer", Stage.ENDORSING: SIGNER}
        wanted = lacks.get(it.stage)
        if wanted and person != wanted and wanted not in it.holder.people:
            return self.attempt(person, "redirect", to=wanted, reason="请您办理。")
        if it.stage is Stage.DISPATCHING:
            return self.attempt(CLERK, "dispatch", addressees=[EAST])
        if it.stage in ISSUING:
            act = {Stage.RECHECKING: "recheck", Stage.NUMBERING: "take_number"}.get(it.stage)
            act = (
                act
                or {
                    Stage.TYPESETTING: "typeset",
                    Stage.PROOFREADING: "proofread",
                    Stage.PRINTING: "print",
                    Stage.SEALING: "seal",
                    Stage.RELEASING: "release",
                }[it.stage]
            )
            more: dict[str, Any] = {"recheck": {"opinion": ""}, "print": {"copies": 3}}
            return self.attempt(CLERK, act, **more.get(act, {}))
        if it.stage is Stage.DRAFTING:
            return self.attempt(person, "submit", to=self.candidates(it))
        if it.stage is Stage.SIGNING:
            return self.attempt(person, "sign_off", opinion="")
        person = wanted if wanted in it.holder.people else person
        act = {Stage.REVIEWING: "review", Stage.ENDORSING: "endorse"}.get(it.stage, "countersign")
        return self.attempt(person, act, opinion="", to=self.candidates(it))

    def go_on_with_secrecy(self, it: Document, person: str) -> bool | None:
        """The 保密审查 done, or what was refused mended; None where it stops nothing."""
        if it.secrecy_asked:
            return self.attempt(it.secrecy_asked, "review_secrecy")
        nobody = it.stage is Stage.DRAFTING and it.drafter == it.secrecy_reviewer
        if not (it.objection or nobody) or it.stage in OVER:
            return None
        if it.stage in MENDED_AT:
            named = next(each for each in (HANDLER, CLERK) if each != it.drafter)
            text = replace(manuscript(), recipients=f"第{it.version}区人民政府")
            mended = stated(named, PUBLIC)
            return self.attempt(person, "revise", manuscript=text, particulars=mended)
        if it.stage in ISSUING and it.openness_before:
            return self.attempt(it.signer, "set_openness_back")
        if it.stage in ISSUING and it.stage is not Stage.RECHECKING:
            return self.attempt(CLERK, "send_back", reason="保密审查不同意。")
        return self.attempt(person, "return_to", position=0, reason="保密审查不同意。")

    def candidates(self, it: Document) -> list[str]:
        """Who may take the next step, unless the route names them."""
        route = self.rooms.route_of(it)
        ahead = it.next_step() if it.route else route[1]
        if ahead is None or ahead.people:
            return []
        return [SIGNER if ahead.stage is Stage.SIGNING else f"{CITY}/reviewer"]


FULL = """
[[route]]
issuing = ["rechecking", "numbering", "typesetting", "proofreading", "printing", "sealing",
           "releasing", "dispatching"]
[[route.step]]
stage = "reviewing"
[[route.step]]
stage = "countersigning"
order = "at_once"
veto = true
optional = true
[[route.step]]
stage = "signing"
"""


@pytest.fixture(scope="module")
def city() -> Iterator[Offices]:
    with TemporaryDirectory() as folder:
        OutgoingLife.full_routes = Path(folder, "routes.toml")
        OutgoingLife.full_routes.write_text(FULL, "utf-8")
        with offices(f"sqlite:///{folder}/office.db", Path(folder)) as office:
            yield office


@pytest.mark.parametrize("examples", [12, pytest.param(60, marks=pytest.mark.slow)])
def test_a_document_survives_whatever_people_do(city: Offices, examples: int) -> None:
    OutgoingLife.office = city
    live(OutgoingLife, examples=examples, steps=30)
