"""Who may not, under the pages: every command of every room, by those whose it is not.

Commands come from the applications' methods, so that what is added without a guard fails here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from documents.answering.application import Inquiries
from documents.answering.web import DOINGS as INQUIRY
from documents.assignments.application import Assignments
from documents.circulation.application import Circulations
from documents.commissioning.application import Commissions
from documents.consignments.application import Consignments
from documents.consulting.application import Consultations
from documents.consulting.web import DOINGS as CONSULTATION
from documents.effect.application import Effects
from documents.effect.receiving.application import EffectNotices
from documents.incoming.application import Incomings
from documents.incoming.web import DOINGS as INCOMING
from documents.memoranda.application import Memoranda
from documents.numbering.application import Numbering
from documents.opinions.application import Opinions
from documents.outgoing.application import Documents
from documents.outgoing.screens.buttons import DOINGS as OUTGOING
from documents.permission_map import RULES
from documents.permissions import Permission
from documents.replying.application import Replies
from office.access.permissions import NotAllowed
from office.directory.answers import Incumbent
from office.directory.kinds import ADMINISTRATORS, Role
from office.kernel.act import Act
from office.kernel.refusals import Missing
from tests.functional.demonstrated import copy_of_the_demonstration
from tests.functional.every_command import (
    BY_THEIR_PAPER,
    INTERNAL,
    ROOMS,
    arguments,
    commands,
    consignment_of,
    stock,
)
from tests.functional.office_app import (
    CLERK,
    OfficeApp,
    office_app,
)
from tests.functional.wrong_people import BESIDE, Papers, is_there, may, may_beside, papers_of

pytestmark = pytest.mark.slow


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


def _of_the_share(posts: list[Incumbent], paper: Any, _: str) -> bool:
    """The office, the leaders, whose share it is, and who heads a unit."""
    roles = (Role.CLERK, Role.LEADER, Role.HEAD)
    return may(posts, paper) or any(is_there(posts, paper, each) for each in roles)


def _of_the_paper(posts: list[Incumbent], paper: Any, name: str) -> bool:
    """Beside the step: any clerk, any leader with a further word, whoever is shown the end."""
    by_clerk = name in BESIDE_THE_STEP and is_there(posts, paper, Role.CLERK)
    by_leader = name == "instruct" and is_there(posts, paper, Role.LEADER)
    return by_clerk or by_leader or str(posts[0].person.id) in paper.shown_to


def _of_the_round(posts: list[Incumbent], paper: Any, _: str) -> bool:
    """The office, and whoever it goes to."""
    here = any(str(post.person.id) in paper.readers for post in posts)
    return here or is_there(posts, paper, Role.CLERK)


EXCUSED: dict[type[Any], Callable[[list[Incumbent], Any, str], bool]] = {
    Assignments: _of_the_share,
    Incomings: _of_the_paper,
    Circulations: _of_the_round,
    Replies: lambda posts, paper, _: is_there(posts, paper, Role.DRAFTER),
}
"""By room, who is left out besides."""


def permitted(
    everybody: list[Incumbent], room: type[Any], name: str, *, post: Incumbent, paper: Any
) -> bool:
    """Whom this test leaves out: who may do it, or may at least try."""
    posts = [each for each in everybody if each.person == post.person]
    everywhere = ANYWHERE.get((room, name))
    if everywhere is not None:
        return any(everywhere & set(each.roles) for each in posts)
    if room in EXCUSED and EXCUSED[room](posts, paper, name):
        return True
    if room in (Assignments, Circulations, Replies):
        return False
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


BESIDE_THE_STEP = frozenset(
    {
        *("complete", "send_back", "reopen", "heed", "add_helpers", "add_scan"),
        *("grant_request", "deny_request"),
    }
)
"""Acts of any clerk on an incoming paper, in whose hands it may be."""

ANYWHERE: dict[tuple[type[Any], str], frozenset[Role]] = {
    (Documents, "draft"): frozenset({Role.DRAFTER}),
    (Memoranda, "draft"): frozenset(Role) - ADMINISTRATORS,
    (Incomings, "enter"): frozenset({Role.CLERK}),
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
    capsule = consignment_of(office).capsule
    with pytest.raises(TypeError, match="inside an act"):
        room.dispatch(office.by(CLERK), document=uuid4(), capsules=[capsule])


def test_what_has_no_guard_of_its_own_is_a_command_still() -> None:
    for room, name in INTERNAL:
        assert "act" in inspect.signature(getattr(room, name)).parameters


def test_commands_and_permission_map_speak_of_the_same_acts() -> None:
    of_ours = {"take_number": "number", "return_to": "return", "ask_for_seal_again": "seal"}
    of_others = {
        "add_helpers": "reassign",
        "add_scan": "enter",
        "heed": "reassign",
        "send_back": "complete",
        "change_track": "screen",
        "begin": "answer",
        "grant_request": "answer_request",
        "deny_request": "answer_request",
    }
    for rooms, called, permissions in (
        ((Documents,), of_ours, Permission.Document),
        ((Incomings, Commissions, Replies), of_others, Permission.Incoming),
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
    elsewhere = {"draft", "revise", "hand_over", "transcribe", "enter"}
    pressed = {called.get(name, name) for name in commands(Documents)} - elsewhere
    assert set(OUTGOING) == pressed | {"circle", "requeue", "sign_for_return"}
    assert set(INCOMING) == set(commands(Incomings)) - elsewhere | {"circle"}
    assert set(INQUIRY) == set(commands(Inquiries)) - elsewhere
    assert set(CONSULTATION) | {"dispose"} == set(commands(Consultations)) - elsewhere
