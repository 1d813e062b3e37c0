"""What is withdrawn is asked of nobody any more; a dissent already said stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from documents.answering.inquiry import Inquiry
from documents.answering.stages import Stage
from documents.consignments.states import State
from documents.consulting.place import Resolution
from documents.consulting.verdicts import AgencyVerdict, Asking
from office.kernel.refusals import Refused
from office.kernel.verify import verify
from tests.asking import (
    REASONS,
    answer,
    ask,
    drafted,
    inquiry,
    open_matters,
    revision,
    seen,
    standing,
)
from tests.offices import CITY, EAST, WEST, Offices, by, offices, waiting


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    """On SQLite; what the databases might do differently has a test on both."""
    with offices(sqlite_url, tmp_path) as running:
        yield running
        assert verify(running.node.store).fault is None


def test_what_is_withdrawn_leaves_the_other_desk_and_is_not_answered(office: Offices) -> None:
    document = drafted(office)
    asked = ask(office, document, Asking.COUNTERSIGN)
    crossing = answer(office, EAST, AgencyVerdict.AGREE, deliver=False)
    drafter = f"{CITY}/drafter"
    with pytest.raises(Refused, match="理由"):
        office.consultations.withdraw(by(drafter), asked, codes=[EAST], reason="", seen=2)
    office.consultations.withdraw(
        by(drafter), asked, codes=[EAST, WEST], reason="此件不再制发", seen=2
    )
    office.deliver()
    assert office.inquiries.load(Inquiry, inquiry(office, WEST)).stage is Stage.WITHDRAWN
    assert waiting(office, WEST) == []
    row = office.consignments.of_document(crossing)[0]
    assert row.state == State.DEAD_LETTERED
    assert "此件不再制发" in row.problem
    assert open_matters(office, document) == []


def test_a_dissent_is_not_taken_away_by_asking_again_and_withdrawing_that(office: Offices) -> None:
    document = drafted(office)
    first = ask(office, document, Asking.COUNTERSIGN, agencies=[EAST])
    answer(office, EAST, AgencyVerdict.DISSENT, REASONS)
    second = ask(office, document, Asking.COUNTERSIGN, agencies=[EAST])
    drafter = by(f"{CITY}/drafter")
    office.consultations.withdraw(
        drafter, second, codes=[EAST], reason="不再征询", seen=seen(office, second)
    )
    disputed = ["清河区人民政府办公室不同意，尚未协调一致或经上级裁定"]
    assert open_matters(office, document) == disputed
    with pytest.raises(Refused, match=r"不能签发.*清河区.*不同意"):
        office.consultations.must_be_settled(document, revision=revision(office, document))
    record: dict[str, Any] = {"outcome": Resolution.AS_IS, "record": "11月20日双方商定按原稿。"}
    office.consultations.coordinate(
        by(f"{CITY}/drafter"), first, code=EAST, seen=seen(office, first), **record
    )
    assert open_matters(office, document) == ["清河区人民政府办公室的意见还没有登记采纳情况"]


def test_an_issuer_that_will_not_sign_is_let_go_only_once_its_dissent_is_settled(
    office: Offices,
) -> None:
    document = drafted(office)
    first = ask(office, document, Asking.JOINT, agencies=[EAST])
    answer(office, EAST, AgencyVerdict.DISSENT, REASONS)
    second = ask(office, document, Asking.JOINT, agencies=[EAST])
    rooms, drafter = office.consultations, f"{CITY}/drafter"
    rooms.withdraw(by(drafter), second, codes=[EAST], reason="不再联合", seen=seen(office, second))
    assert rooms.joint_issuers(document) == {EAST}
    assert [each for each in open_matters(office, document) if "不同意" in each]
    rooms.coordinate(
        by(drafter),
        first,
        code=EAST,
        outcome=Resolution.AS_IS,
        record="11月20日双方商定由市里单独印发。",
        seen=seen(office, first),
    )
    assert rooms.joint_issuers(document) == set()
    assert open_matters(office, document) == []


def test_nobody_is_asked_any_more_about_a_draft_that_was_given_up(office: Offices) -> None:
    document = drafted(office)
    asked = ask(office, document, Asking.COMMENTS)
    office.documents.abandon(by(f"{CITY}/drafter"), document, reason="不再制发", seen=1)
    office.deliver()
    assert standing(office, asked).complete
    for agency in (EAST, WEST):
        it = office.inquiries.load(Inquiry, inquiry(office, agency))
        assert it.stage is Stage.WITHDRAWN
