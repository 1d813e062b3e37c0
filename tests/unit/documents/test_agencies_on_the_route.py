"""A step of a document's route that other agencies take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from documents.consulting.place import Disposal
from documents.consulting.verdicts import Asking, Verdict
from documents.outgoing.document import Document
from documents.outgoing.route import PLAIN, Route, Step, step
from documents.outgoing.stages import Stage
from office.kernel.refusals import Refused
from tests.asking import answer, drafted, seen
from tests.offices import CITY, EAST, WEST, Offices, by, manuscript, offices

SIGNER = f"{CITY}/signer"
DRAFTER = f"{CITY}/drafter"


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    with offices(sqlite_url, tmp_path) as running:
        yield running


def route(stage: Stage, *, signer: tuple[str, ...] = (SIGNER,)) -> Route:
    """拟稿, then the agencies, then 签发."""
    asked: Step = replace(step(stage), agencies=(EAST, WEST), days=3)
    return (PLAIN[0], asked, replace(PLAIN[-1], people=signer))


def submitted(office: Offices, way: Route) -> UUID:
    document, rooms = drafted(office), office.documents
    rooms.reroute(by(DRAFTER), document, route=way, seen=1)
    rooms.submit(by(DRAFTER), document, to=[], seen=2)
    office.deliver()
    return document


def standing(office: Offices, document: UUID) -> Document:
    return office.documents.load(Document, document)


def test_the_step_asks_them_in_the_commit_that_brings_the_paper_there(office: Offices) -> None:
    document = submitted(office, route(Stage.COUNTERSIGNING))
    it = standing(office, document)
    assert (it.stage, it.holder.people) == (Stage.COUNTERSIGNING, (DRAFTER,))
    (asked,) = office.consultations.of_document(document)
    assert (asked.asking, asked.deadline) == (Asking.COUNTERSIGN, "2026-11-25")
    assert list(asked.places) == [EAST, WEST]


def test_when_all_have_agreed_the_paper_goes_on_by_itself(office: Offices) -> None:
    document = submitted(office, route(Stage.COUNTERSIGNING))
    answer(office, EAST, Verdict.AGREE)
    with pytest.raises(Refused, match=r"不能往下送.*望江区.*还没有答复"):
        office.documents.conclude(by(DRAFTER), document, seen=3)
    answer(office, WEST, Verdict.AGREE)
    it = standing(office, document)
    assert (it.stage, it.holder.people) == (Stage.SIGNING, (SIGNER,))


def test_where_the_route_names_nobody_next_the_drafter_hands_on(office: Offices) -> None:
    document = submitted(office, route(Stage.COUNTERSIGNING, signer=()))
    for agency in (EAST, WEST):
        answer(office, agency, Verdict.AGREE)
    it = standing(office, document)
    assert it.stage is Stage.COUNTERSIGNING
    office.documents.conclude(by(DRAFTER), document, to=[SIGNER], seen=it.version)
    assert standing(office, document).stage is Stage.SIGNING


def test_the_drafter_works_comments_in_while_the_step_waits(office: Offices) -> None:
    document = submitted(office, route(Stage.CONSULTING))
    (asked,) = office.consultations.of_document(document)
    assert asked.asking is Asking.COMMENTS
    answer(office, EAST, Verdict.NO_COMMENT)
    answer(office, WEST, Verdict.AGREE_WITH_COMMENTS, "标题：建议精简。")
    assert standing(office, document).stage is Stage.CONSULTING
    office.documents.revise(
        by(DRAFTER),
        document,
        manuscript=manuscript("关于寒潮防范的通知"),
        seen=standing(office, document).version,
    )
    treatments = [(WEST, 0, Disposal.ADOPTED, "")]
    office.consultations.dispose(
        by(DRAFTER), asked.id, treatments=treatments, seen=seen(office, asked.id)
    )
    assert standing(office, document).stage is Stage.SIGNING
