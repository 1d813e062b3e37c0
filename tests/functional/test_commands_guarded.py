"""Who may not, under the pages: every command of every room, by those whose it is not.

Commands come from the applications' methods, so that what is added without a guard fails here.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from documents.answering.application import Inquiries
from documents.answering.web import DOINGS as INQUIRY
from documents.commissioning.application import Commissions
from documents.consignments.application import Consignments
from documents.consignments.channels import Channel
from documents.consignments.registers import consignments
from documents.consulting.application import Consultations
from documents.consulting.place import Resolution
from documents.consulting.verdicts import AgencyVerdict as Answer
from documents.consulting.verdicts import Asking
from documents.consulting.web import DOINGS as CONSULTATION
from documents.distribution.application import DistributionLists
from documents.distribution.received.application import FurtherCopies
from documents.effect.application import Effects
from documents.effect.force import Change
from documents.effect.links import Relation
from documents.effect.receiving.application import EffectNotices
from documents.handling.transcription import Source, Transcription
from documents.incoming.application import Incomings
from documents.incoming.stages import Track
from documents.incoming.web import DOINGS as INCOMING
from documents.manuscript import Manuscript
from documents.memoranda.application import Memoranda, Words
from documents.numbering.application import Numbering
from documents.numbering.registers import series
from documents.numbering.series import Series
from documents.opinions.application import Opinions
from documents.outgoing.application import Documents
from documents.outgoing.clearance import Ground
from documents.outgoing.route import PLAIN, Verdict
from documents.outgoing.screens.buttons import DOINGS as OUTGOING
from documents.permission_map import RULES
from documents.permissions import Permission
from documents.publication.application import Publications
from office.access.permissions import NotAllowed
from office.directory.answers import Incumbent
from office.directory.kinds import ADMINISTRATORS, Role
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.refusals import Missing
from office.kernel.room import Room
from tests.functional.demonstrated import copy_of_the_demonstration
from tests.functional.office_app import (
    CITY,
    CLERK,
    LEADER,
    NOW,
    OFFICE,
    QINGHE,
    OfficeApp,
    office_app,
)
from tests.functional.wrong_people import BESIDE, Papers, is_there, may, may_beside, papers_of

pytestmark = pytest.mark.slow

BY_THEIR_PAPER: dict[type[Any], type[Any]] = {
    **dict.fromkeys((DistributionLists, Effects, Opinions, Publications), Documents),
    **dict.fromkeys((Commissions, EffectNotices, FurtherCopies), Incomings),
}
"""Rooms whose commands name a document or an incoming paper, or need none."""
ROOMS = (
    *(Documents, Incomings, Consignments, Inquiries, Consultations, Memoranda, Numbering),
    *BY_THEIR_PAPER,
)
SUBJECTS = (
    *("document", "incoming", "consignment"),
    *("inquiry", "consultation", "memorandum", "series"),
)

INTERNAL = {
    (Consignments, "dispatch"): "part of dispatching a document, asking and informing",
    (Consignments, "hand_out"): "the same on paper",
    (Consignments, "cancel"): "part of taking the document out of force",
    (DistributionLists, "dispatch"): "part of dispatching the document",
    (DistributionLists, "make_for"): "part of giving it a number",
    (DistributionLists, "enter"): "part of giving it a number",
    (Effects, "open_for"): "part of dispatching the document",
    (Effects, "tell_late"): "told by a consignment, in the commit of its receipt",
    (Consultations, "ask"): "part of consulting about a document and of sending it on",
    (Consultations, "withdraw_all"): "part of giving a draft up",
    (Documents, "agencies_answered"): "told by a consultation, in the commit of the answer",
    (Documents, "open_up"): "notes nothing for anybody else than who has it in hand",
    (Memoranda, "open_up"): "notes nothing for anybody else than who has it in hand",
    (Numbering, "identify"): "part of releasing a document",
    (Numbering, "take"): "part of numbering a paper of whatever kind",
    (Numbering, "void"): "part of voiding a document's number",
    (Opinions, "keep_scan"): "guarded by the permission that its caller names",
}
"""Commands inside another command, which is guarded, and why they have no guard of their own."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """The demonstration: papers of several agencies at every stage."""
    with office_app(copy_of_the_demonstration(tmp_path_factory)) as running:
        yield running


@pytest.fixture(scope="module")
def papers(office: OfficeApp) -> Papers:
    return papers_of(office)


@pytest.fixture(autouse=True)
def unchanged(office: OfficeApp, papers: Papers) -> Iterator[None]:
    """Nothing that is refused here may leave an event."""
    before = office.events()
    yield
    assert office.events() == before


@pytest.fixture(scope="module")
def everybody(office: OfficeApp) -> list[Incumbent]:
    """All posts of all agencies."""
    directory = office.house.directory
    return [post for each in directory.agencies_on() for post in directory.posts_on(each.code)]


def commands(room: type[Any]) -> dict[str, inspect.Signature]:
    """The room's public methods that act for a person, without what is part of another."""
    found = {
        name: inspect.signature(method)
        for name, method in inspect.getmembers(room)
        if callable(method) and not name.startswith("_") and not hasattr(Room, name)
    }
    return {
        name: each
        for name, each in found.items()
        if "act" in each.parameters and (room, name) not in INTERNAL
    }


def stock(office: OfficeApp, papers: Papers, room: type[Any]) -> list[Any]:
    """The papers on which the room's commands are tried."""
    kind = BY_THEIR_PAPER.get(room, room)
    if kind is Consignments:
        return [_consignment(office)]
    if kind is Numbering:
        return [_series(office)]
    known: dict[type[Any], list[Any]] = {
        Documents: list(papers.outgoing.values()),
        Incomings: list(papers.incoming.values()),
        Inquiries: papers.inquiries,
        Consultations: [papers.consultation],
        Memoranda: [papers.memorandum],
    }
    return known[kind]


def _consignment(office: OfficeApp) -> Any:
    room = office.house.find(Consignments)
    with office.house.node.store.reading() as connection:
        subject = connection.execute(select(consignments.c.subject)).scalars().first()
    assert subject is not None
    return room.repository.get(subject)


def _series(office: OfficeApp) -> Series:
    query = select(series.c.subject).where(series.c.agency == CITY)
    with office.house.node.store.reading() as connection:
        subject = connection.execute(query).scalars().first()
    assert subject is not None
    return office.house.find(Numbering).load(Series, subject)


def arguments(
    room: type[Any], signature: inspect.Signature, *, paper: Any, office: OfficeApp
) -> dict[str, Any]:
    """Something sensible for each parameter; one that is not known here has to be added."""
    leader, clerk = office.person(LEADER), office.person(CLERK)
    values: dict[str, Any] = {
        **dict.fromkeys(SUBJECTS, paper.id),
        **dict.fromkeys(("to", "person", "giver", "leader"), leader),
        **dict.fromkeys(("opinion", "note", "reason", "words", "result", "record"), "话"),
        **dict.fromkeys(("place", "organ", "scope", "basis", "purpose", "unit"), "某处"),
        **dict.fromkeys(("deadline", "until", "key", "approved_by", "telephone", "ruler"), ""),
        **dict.fromkeys(("keeping", "number", "registration", "signature"), ""),
        **dict.fromkeys(("readers", "slips", "lines", "settled", "helpers", "comments"), ()),
        "taken_over": (),
        **dict.fromkeys(
            ("answer_due", "straight", "circle", "numbered", "in_turn", "left"), False
        ),
        **dict.fromkeys(("copies", "position", "serial", "last", "count"), 1),
        **{name: [QINGHE] for name in ("addressees", "agencies", "codes")},
        **{name: {} for name in ("images", "files", "steps", "shown")},
        **dict.fromkeys(("day", "since"), "2026-11-20"),
        "taker": clerk,
        "seen": paper.version,
        "identity": OFFICE,
        "manuscript": Manuscript(type="通知", title="关于试探的通知"),
        **dict.fromkeys(("particulars", "entry")),
        "track": Track.HANDLING,
        "verdict": Verdict.AGREE,
        "ground": Ground.OTHER,
        "outcome": "coordinated",
        "route": PLAIN,
        "signed_at": NOW,
        "channel": Channel.POST,
        "change": Change.ANNUL,
        "relation": Relation.AMENDS,
        "transcription": Transcription(Source.TELEPHONE, office_day(NOW), clerk),
        "asking": Asking.COUNTERSIGN,
        "code": QINGHE,
        "treatments": [(QINGHE, 0, "adopted", "")],
        "pdf": b"%PDF-1.7",
        "revision": "0" * 64,
        "explained": "",
        "type": "通知",
        "part": "0" * 64,
        "on": date(2026, 11, 20),
        "serials": [1],
        "word": "某办发",
        "year": 2026,
        **IN_THIS_ROOM.get(room, {}),
    }
    wanted = [name for name in signature.parameters if name not in ("self", "act")]
    if "said" in wanted:  # what is said at a step, handed on as it is
        wanted = [*(name for name in wanted if name != "said"), "opinion", "seen"]
    given = {name: values[name] for name in wanted}
    if signature.parameters.get("to") and "Sequence" in str(signature.parameters["to"].annotation):
        given["to"] = [given["to"]]
    if "date" in str(getattr(signature.parameters.get("deadline"), "annotation", "")):
        given["deadline"] = date(2026, 11, 27)
    return given


IN_THIS_ROOM: dict[type[Any], dict[str, Any]] = {
    Consultations: {"outcome": Resolution.AS_IS},
    Inquiries: {"verdict": Answer.AGREE},
    Memoranda: {"words": Words("话", {}), "route": []},
}
"""Parameters that mean something else there."""


def carry_out(application: Any, name: str, act: Act, given: dict[str, Any]) -> None:
    command = getattr(application, name)
    alone = [
        each.name
        for each in inspect.signature(command).parameters.values()
        if each.kind is inspect.Parameter.POSITIONAL_ONLY and each.name != "act"
    ]
    named = {each: value for each, value in given.items() if each not in alone}
    command(act, *(given[each] for each in alone), **named)


def in_turn(everybody: list[Incumbent], agency: str, *, turn: int) -> list[Incumbent]:
    """Four of the agency and one other, each time the next ones."""
    own = [post for post in everybody if post.agency == agency]
    others = [post for post in everybody if post.agency != agency]
    chosen = {own[(turn * 4 + place) % len(own)].key: None for place in range(4)}
    return [*(post for post in own if post.key in chosen), others[turn % len(others)]]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_no_command_is_carried_out_for_the_wrong_person(
    office: OfficeApp,
    papers: Papers,
    everybody: list[Incumbent],
    room: type[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every command, on a paper at every stage, by those in whose hands it is not."""
    typesetter = office.house.find(Documents).typesetter
    monkeypatch.setattr(typesetter, "shown", cache(typesetter.shown))  # it is the guard's test
    application = office.house.find(room)
    on = stock(office, papers, room)
    tried = 0
    for turn, ((name, signature), paper) in enumerate(product(commands(room).items(), on)):
        given = arguments(room, signature, paper=paper, office=office)
        for post in in_turn(everybody, paper.agency, turn=turn):
            person = str(post.person.id)
            if permitted(everybody, room, name, post=post, paper=paper):
                continue
            for agency in {post.agency, paper.agency}:
                act = Act(agency=agency, person=person, command=str(uuid4()))
                with pytest.raises((NotAllowed, Missing)) as refusal:
                    carry_out(application, name, act, given)
                assert str(refusal.value).endswith("。")
                tried += 1
    assert tried >= len(commands(room)) * len(on)


def permitted(
    everybody: list[Incumbent], room: type[Any], name: str, *, post: Incumbent, paper: Any
) -> bool:
    """Whom this test leaves out: who may do it, or may at least try."""
    posts = [each for each in everybody if each.person == post.person]
    everywhere = ANYWHERE.get((room, name))
    if everywhere is not None:
        return any(everywhere & set(each.roles) for each in posts)
    if room is EffectNotices:
        return any(each.agency == paper.agency for each in posts)
    if room is Commissions:
        return is_there(posts, paper, Role.DRAFTER)
    if room is Consultations or room is Memoranda:
        known = {paper.asker} if room is Consultations else paper.involved
        return str(post.person.id) in known or is_there(posts, paper, Role.CLERK)
    if room in (Consignments, Numbering, *BY_THEIR_PAPER):
        own = room is Effects and may(posts, paper)
        return own or is_there(posts, paper, Role.CLERK)
    if name == "hand_over" and is_there(posts, paper, Role.SYSTEM_ADMINISTRATOR):
        return True
    if name in BESIDE | {"hand_over", "transcribe"} and may_beside(posts, paper):
        return True
    return may(posts, paper)


ANYWHERE: dict[tuple[type[Any], str], frozenset[Role]] = {
    (Documents, "draft"): frozenset({Role.DRAFTER}),
    (Memoranda, "draft"): frozenset(Role) - ADMINISTRATORS,
    (Numbering, "begin"): frozenset({Role.CLERK}),
    (Opinions, "arrange"): frozenset({Role.CLERK}),
}
"""Commands on no paper yet: whoever has the role in the agency for which they act."""

NOBODY = ("operator:root", "courier", "", "not-a-uuid", "0f0e0d0c-0b0a-4908-8706-050403020100")


@pytest.mark.parametrize("person", NOBODY)
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_no_command_is_carried_out_for_what_is_no_person(
    office: OfficeApp, papers: Papers, room: type[Any], person: str
) -> None:
    application = office.house.find(room)
    paper = stock(office, papers, room)[0]
    for name, signature in commands(room).items():
        act = Act(agency=paper.agency, person=person, command=str(uuid4()))
        given = arguments(room, signature, paper=paper, office=office)
        with pytest.raises(Exception, match="。") as refusal:
            carry_out(application, name, act, given)
        assert type(refusal.value).__name__ in ("NotAllowed", "Missing", "Refused")


def test_a_command_that_is_part_of_another_stores_nothing_alone(
    office: OfficeApp, papers: Papers
) -> None:
    room = office.house.find(Consignments)
    capsule = _consignment(office).capsule
    with pytest.raises(TypeError, match="inside an act"):
        room.dispatch(office.by(CLERK), document=uuid4(), capsules=[capsule])


def test_what_has_no_guard_of_its_own_is_a_command_still() -> None:
    for room, name in INTERNAL:
        assert "act" in inspect.signature(getattr(room, name)).parameters


def test_commands_and_permission_map_speak_of_the_same_acts() -> None:
    called = {"take_number": "number", "return_to": "return"}
    for rooms, permissions in (
        ((Documents,), Permission.Document),
        ((Incomings, Commissions), Permission.Incoming),
    ):
        named = {str(each).partition(".")[2] for each in permissions} - {"view"}
        assert {called.get(name, name) for room in rooms for name in commands(room)} == named
    kinds: list[Any] = [kind for kind in vars(Permission).values() if isinstance(kind, type)]
    ruled = [rule.permission for rule in RULES]
    assert sorted(ruled) == sorted(each for kind in kinds for each in kind)
    assert len(set(ruled)) == len(ruled)


def test_pages_and_commands_offer_the_same_acts() -> None:
    """`circle` says less of the same; editing, 代录 and handing over have pages of their own."""
    called = {"take_number": "number", "return_to": "return"}
    elsewhere = {"draft", "revise", "hand_over", "transcribe"}
    pressed = {called.get(name, name) for name in commands(Documents)} - elsewhere
    assert set(OUTGOING) == pressed | {"circle", "requeue", "sign_for_return"}
    assert set(INCOMING) == set(commands(Incomings)) - elsewhere | {"circle"}
    assert set(INQUIRY) == set(commands(Inquiries)) - elsewhere
    assert set(CONSULTATION) | {"dispose"} == set(commands(Consultations)) - elsewhere
