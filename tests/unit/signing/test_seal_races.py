"""用印 between two acts: what was pressed before something happened to the seal or its key is not
noted after it, and of two acts at once one is before the other, on either database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from office.desk.registers import desk_register
from office.kernel.clock import SetClock
from office.kernel.journal import journal
from office.kernel.node import Node
from office.kernel.refusals import Conflict, Refused
from office.kernel.verify import verify
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.revocation import Reason, Revoked
from signing.certificates.trusted import Trusted
from signing.issuing.states import must_not_be_revoked
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.keys.private import PrivateKey
from signing.keys.secret import make_secret
from signing.seals.application import Seals
from signing.seals.kinds import SealKind
from signing.seals.making import Given
from signing.seals.pressing import PDF, Box, File
from signing.seals.registers import seal_register
from signing.seals.seal import Seal
from signing.seals.sealing import Matter, Outcome
from tests.certified import two_steps
from tests.offices import CITY, PaperDirectory, by
from tests.unit.signing.test_pdf_sealing import picture, plain_pdf

NOW = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)
DAY = timedelta(days=1)
KEEPER, LEADER, OTHER, PIN = f"{CITY}/clerk", f"{CITY}/signer", f"{CITY}/drafter", "852741"
ROOT, ISSUING = two_steps(Algorithm.ECDSA)
MATTER = Matter(room="document", paper=str(uuid4()), title="通知", number="", copies=1, warrant="")
TURNS = 6
"""How often two acts start at once, half of them the other way round."""


@dataclass
class Office:
    """A seal in its keeper's hands with a key, and what may happen to them."""

    node: Node
    seals: Seals
    trusted: Trusted
    seal: UUID

    def press(self) -> list[Outcome]:
        file = File(form=PDF, digest=self.node.content.put(CITY, plain_pdf()))
        box = Box(page=0, x=60, y=60, width=42, height=42)
        return self.seals.press(by(KEEPER), self.seal, pin=PIN, files=[file], boxes=[box])

    def note(self, outcomes: list[Outcome]) -> None:
        def decide() -> str:
            noted = self.seals.record(
                by(KEEPER), self.seal, matter=MATTER, proof="", outcomes=outcomes
            )
            return str(noted)

        self.seals.perform(by(KEEPER), name="test.note", given={}, decide=decide)

    @property
    def version(self) -> int:
        return self.seals.load(Seal, self.seal).version

    def suspend(self) -> None:
        self.seals.suspend(by(KEEPER), self.seal, reason="遗失。", seen=self.version)

    def suspend_and_resume(self) -> None:
        self.suspend()
        self.seals.resume(by(LEADER), self.seal, reason="找回。", seen=self.version)

    def deregister(self) -> None:
        self.seals.deregister(by(LEADER), self.seal, reason="机构撤销。", seen=self.version)

    def hand_over(self) -> None:
        self.seals.offer(by(LEADER), self.seal, to=OTHER, reason="轮岗。", seen=self.version)
        self.seals.take_over(by(OTHER), self.seal, seen=self.version)

    def renew(self) -> None:
        self.seals.renew(by(KEEPER), self.seal, given=given(width=40), seen=self.version)

    def replace_key(self) -> None:
        keep_key(self.seals.keys, self.seal)

    def end_key(self) -> None:
        for each in self.seals.keys.in_use(owner(self.seal)):
            self.seals.keys.end(each.id, by="admin")

    def revoke(self) -> None:
        (held,) = self.seals.keys.in_use(owner(self.seal))
        gone = Revoked(serial=held.certificate.serial, since=NOW, reason=Reason.SUPERSEDED)
        self.trusted.add_list(ISSUING.list(gone, begins=NOW, number=2), by="admin")

    def events(self) -> list[str]:
        """Of the journal, in its order."""
        with self.node.store.reading() as connection:
            return list(
                connection.execute(select(journal.c.topic).order_by(journal.c.id)).scalars()
            )


def given(*, width: float = 42) -> Given:
    return Given(picture=picture(), width=width, height=42, begins=NOW - DAY, ends=NOW + 300 * DAY)


def owner(seal: UUID) -> Owner:
    return Owner(OwnerKind.SEAL, str(seal))


def keep_key(keys: Keystore, seal: UUID) -> None:
    key = PrivateKey.generate(Algorithm.ECDSA)
    made = ISSUING.issue("澜州市人民政府", key=key, purpose=Purpose.SEAL)
    keys.keep(
        owner(seal),
        key=key,
        certificate=Certificate(made.certificate),
        purpose=Purpose.SEAL,
        by="admin",
        issuers=made.issuers,
        pin=PIN,
    )


class OnlyKeepers(PaperDirectory):
    """Whoever is handed the seal may keep it: who may act is for other tests."""

    def guard(self, act: Any, permission: str, subject: Any) -> None:
        pass


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    directory: Any = OnlyKeepers()
    node = Node(
        database=database_url,
        content=tmp_path / "content",
        clock=SetClock(NOW),
        registers=[desk_register, seal_register],
        guard=directory.guard,
    )
    node.create()
    make_secret(tmp_path / "secret")
    trusted = Trusted(node.store, node.clock)
    for each in (ROOT, ISSUING):
        trusted.add(each.certificate, by="admin")
        trusted.add_list(each.list(), by="admin")
    keys = Keystore(
        node.store,
        clock=node.clock,
        secret=tmp_path / "secret",
        objects=lambda held: must_not_be_revoked(held, trust=trusted.trust(), now=NOW),
    )
    seals = Seals(node, keys=keys, trusted=trusted, directory=directory)
    seals._must_keep_papers = lambda *_: None  # type: ignore[method-assign]  # as `OnlyKeepers`
    seal = seals.register(
        by(KEEPER),
        name="澜州市人民政府",
        kind=SealKind.OFFICIAL,
        identity="CITY-office",
        keeper=KEEPER,
        record="1",
        given=given(),
    )
    keep_key(keys, seal)
    yield Office(node, seals, trusted, seal)
    assert verify(node.store).fault is None
    node.close()


BETWEEN: list[tuple[Callable[[Office], None], str]] = [
    (Office.suspend, "停用"),
    (Office.suspend_and_resume, "用印期间印章"),
    (Office.deregister, "已注销"),
    (Office.hand_over, "只有监印人"),
    (Office.renew, "用印期间印章"),
    (Office.replace_key, "已停用或换发"),
    (Office.end_key, "已停用或换发"),
    (Office.revoke, "吊销"),
]


@pytest.mark.parametrize(("between", "words"), BETWEEN, ids=[it.__name__ for it, _ in BETWEEN])
def test_what_was_pressed_before_it_happened_is_not_noted_after(
    office: Office, between: Callable[[Office], None], words: str
) -> None:
    outcomes = office.press()
    between(office)
    with pytest.raises(Refused, match=words):
        office.note(outcomes)
    assert "signing.Sealing.Done" not in office.events()
    assert office.seals.uses(CITY) == []


def test_what_nothing_came_between_is_noted(office: Office) -> None:
    outcomes = office.press()
    office.note(outcomes)
    (use,) = office.seals.uses(CITY)
    assert use.seal == office.seal


def test_a_file_pressed_with_another_seals_key_is_not_noted_as_this_ones(office: Office) -> None:
    outcomes = office.press()
    office.seal = office.seals.register(
        by(KEEPER),
        name="澜州市人民政府",
        kind=SealKind.OFFICIAL,
        identity="CITY-office",
        keeper=KEEPER,
        record="2",
        given=given(),
    )
    keep_key(office.seals.keys, office.seal)
    with pytest.raises(Refused, match="已停用或换发"):
        office.note(outcomes)


@pytest.mark.parametrize("other", [Office.deregister, Office.end_key, Office.revoke])
@pytest.mark.parametrize("late", [False, True], ids=["ahead", "behind"])
def test_whoever_holds_the_journal_is_first(
    office: Office, other: Callable[[Office], None], late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The use is about to be committed when the other begins, and the other way round: the second
    waits for the first, and decides by what that has done."""
    outcomes = office.press()
    inside, done = threading.Event(), threading.Event()
    first, second = office.note, lambda *_: other(office)
    if late:
        first, second = (lambda *_: other(office)), office.note
    begun = office.node.store._locked_head

    def held(connection: Any) -> Any:
        head = begun(connection)
        if not inside.is_set():
            inside.set()
            assert not done.wait(0.3), "the second was carried out while the first held the lock"
        return head

    monkeypatch.setattr(office.node.store, "_locked_head", held)
    refused: list[Refused] = []

    def then() -> None:
        inside.wait(20)
        try:
            second(outcomes)
        except Refused as refusal:
            refused.append(refusal)
        done.set()

    thread = threading.Thread(target=then)
    thread.start()
    first(outcomes)
    thread.join(20)
    assert done.is_set()
    used = [use.voided for use in office.seals.uses(CITY)]
    assert used == ([] if late else [False])
    assert len(refused) == int(late)


@pytest.mark.parametrize(
    "other", [it for it, _ in BETWEEN], ids=[it.__name__ for it, _ in BETWEEN]
)
def test_of_two_at_once_one_is_before_the_other(
    office: Office, other: Callable[[Office], None]
) -> None:
    outcomes = office.press()
    start = threading.Barrier(2)
    refused: list[Exception] = []

    def go(act: Callable[[], None]) -> None:
        start.wait(20)
        try:
            act()
        except (Refused, Conflict) as refusal:
            refused.append(refusal)

    threads = [
        threading.Thread(target=go, args=(act,))
        for act in (lambda: office.note(outcomes), lambda: other(office))
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    noted = office.events().count("signing.Sealing.Done")
    assert noted + len(refused) == 1
    assert len(office.seals.uses(CITY)) == noted
    happened = [each for each in office.events() if each.startswith("signing.Seal.")][1:]
    if noted and happened:  # the use is before all that ended it
        assert office.events().index("signing.Sealing.Done") < max(
            number for number, each in enumerate(office.events()) if each in happened
        )
