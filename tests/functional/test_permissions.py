"""Who may not: every route, every act, every command, for every kind of person.

Routes come from the route table, acts from the rooms' dictionaries, commands from the
applications' methods, so that what is added without a guard fails here.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from pyramid.interfaces import IRoutesMapper
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import select

from documents.consignments.application import Consignments
from documents.consignments.channels import Channel
from documents.consignments.registers import consignments
from documents.distribution.application import DistributionLists
from documents.distribution.received.application import FurtherCopies
from documents.effect.application import Effects
from documents.effect.force import Change
from documents.effect.links import Relation
from documents.effect.receiving.application import EffectNotices
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage as InStage
from documents.incoming.stages import Track
from documents.incoming.web import DOINGS as INCOMING
from documents.manuscript import Manuscript
from documents.opinions.transcription import Source, Transcription
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.pressed import DOINGS as OUTGOING
from documents.outgoing.registers import documents
from documents.outgoing.route import PLAIN, Verdict
from documents.outgoing.stages import Stage
from documents.permissions import RULES, Permission
from office.access.permissions import NotAllowed
from office.directory.answers import Incumbent
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.refusals import Missing
from office.kernel.room import Room
from tests.functional.office_app import (
    ADMINISTRATORS,
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    NOW,
    OFFICE,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    REVIEWER,
    WANGJIANG_CLERK,
    OfficeApp,
    Visitor,
    copy_of_the_demonstration,
    office_app,
    sentence,
)

pytestmark = pytest.mark.slow

INSIDE = (DRAFTER, REVIEWER, LEADER, CLERK, *ADMINISTRATORS)
OUTSIDE = (QINGHE_CLERK, QINGHE_DEPUTY, QINGHE_LEADER, WANGJIANG_CLERK)
PUBLIC = {"login", "logout", "look", "health"}
"""Routes that somebody who is not logged in may use."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """The demonstration: papers of several agencies at every stage."""
    with office_app(copy_of_the_demonstration(tmp_path_factory)) as running:
        yield running


@pytest.fixture(autouse=True)
def unchanged(office: OfficeApp) -> Iterator[None]:
    """Nothing that is refused here may leave an event."""
    before = office.events()
    yield
    assert office.events() == before


@dataclass(frozen=True)
class View:
    """One view of the route table."""

    route: str
    pattern: str
    method: str
    public: bool


@pytest.fixture(scope="module")
def views(office: OfficeApp) -> list[View]:
    registry = office.app.registry
    mapper = registry.getUtility(IRoutesMapper)
    patterns = {route.name: route.pattern for route in mapper.get_routes()}
    found = []
    for entry in registry.introspector.get_category("views"):
        view = entry["introspectable"]
        name = view["route_name"]
        if name is None or name not in patterns or name.startswith("__"):
            continue
        permissions = [each for each in entry["related"] if each.category_name == "permissions"]
        public = any(each["value"] is NO_PERMISSION_REQUIRED for each in permissions)
        methods = view["request_methods"] or ("GET", "POST")
        methods = {methods} if isinstance(methods, str) else set(methods) - {"HEAD"}
        found += [View(name, patterns[name], each, public=public) for each in methods]
    return found


def of_papers(views: list[View]) -> list[View]:
    return [each for each in views if "{id}" in each.pattern]


@dataclass(frozen=True)
class Papers:
    """One paper of the city per stage, and what it has in its files."""

    outgoing: dict[Stage, Document]
    incoming: dict[InStage, Incoming]


@pytest.fixture(scope="module")
def papers(office: OfficeApp) -> Papers:
    """One paper for each stage that the demonstration shows, whosever it is."""
    house = office.house
    outgoing, incoming = {}, {}
    with house.node.store.reading() as connection:
        for row in connection.execute(select(documents.c.subject, documents.c.stage)):
            outgoing[Stage(row.stage)] = house.find(Documents).load(Document, row.subject)
        for row in connection.execute(select(incomings.c.subject, incomings.c.stage)):
            incoming[InStage(row.stage)] = house.find(Incomings).load(Incoming, row.subject)
    return Papers(outgoing, incoming)


def filled_in(pattern: str, *, id: UUID, digest: str) -> str:
    address = pattern.replace("{id}", str(id)).replace("{digest}", digest)
    address = address.replace("{number:\\d+}", "1").replace("{kind:screens|proofs}", "screens")
    return address.replace("{name}", digest).replace("{file}", "page-001.svg")


def ask(visitor: Visitor, view: View, address: str, *, act: str = "", token: str) -> Any:
    if view.method == "GET":
        return visitor.get(address, status="*")
    fields = {"csrf_token": token, "command": str(uuid4()), "seen": "1", "act": act}
    fields |= {"opinion": "意见", "title": "关于试探的通知", "identity": OFFICE}
    return visitor.post(address, fields, status="*")


def acts_of(view: View) -> list[str]:
    if view.method == "GET":
        return [""]
    return {"document": list(OUTGOING), "incoming": list(INCOMING)}.get(view.route, ["save"])


def test_the_route_table_has_what_these_tests_are_about(views: list[View]) -> None:
    routes = {(each.route, each.method) for each in views}
    assert routes >= {
        ("desk", "GET"),
        ("documents", "GET"),
        ("document", "GET"),
        ("document", "POST"),
        ("document.draft", "POST"),
        ("document.import", "POST"),
        ("document.revise", "POST"),
        ("document.page", "GET"),
        ("document.screen", "GET"),
        ("document.rest", "GET"),
        ("document.file", "GET"),
        ("document.ofd", "GET"),
        ("document.word", "GET"),
        ("incoming", "POST"),
        ("incoming.file", "GET"),
    }


def test_only_login_and_look_are_open_to_everybody(views: list[View]) -> None:
    assert {each.route for each in views if each.public} <= PUBLIC


def test_who_is_not_logged_in_gets_the_login_and_nothing_else(
    office: OfficeApp, views: list[View], papers: Papers
) -> None:
    stranger = Visitor(office)
    token = str(stranger.get("/login").html.select_one("input[name=csrf_token]")["value"])
    known = papers.outgoing[Stage.DISPATCHED]
    for view in views:
        if view.route in PUBLIC:
            continue
        for id in (known.id, uuid4()):
            address = filled_in(view.pattern, id=id, digest=known.original["pages"])
            answer = ask(stranger, view, address, act="submit", token=token)
            if view.method == "GET":
                assert answer.status_int == 303, view
                assert answer.location.startswith("http://localhost/login"), view
            else:
                assert answer.status_int == 403, view
                assert "登录已经过期" in answer.text


def test_every_post_needs_the_token_of_the_session(
    office: OfficeApp, views: list[View], papers: Papers
) -> None:
    visitor, other = office.log_in(DRAFTER), office.log_in(CLERK)
    known = papers.outgoing[Stage.DRAFTING]
    posts = [each for each in views if each.method == "POST"]
    assert len(posts) >= 7
    for view, token in product(posts, ("", "0" * 64, other.token())):
        address = filled_in(view.pattern, id=known.id, digest=known.revision)
        assert ask(visitor, view, address, act="submit", token=token).status_int == 400, view


@pytest.mark.parametrize("login", OUTSIDE)
def test_a_paper_of_another_agency_answers_like_none_at_all(
    office: OfficeApp, views: list[View], papers: Papers, login: str
) -> None:
    visitor = office.log_in(login)
    token = visitor.token()
    issued = papers.outgoing[Stage.DISPATCHED]
    ours = [each for each in papers.outgoing.values() if each.agency == CITY]
    city_incoming = next(each for each in papers.incoming.values() if each.agency == CITY)
    assert len(ours) >= 6
    for view in of_papers(views):
        subjects = [city_incoming] if view.route.startswith("incoming") else ours
        for subject, act in product(
            subjects[:: 1 if view.route == "document" else 3], acts_of(view)
        ):
            digest = _digest_of(subject) or issued.original["pages"]
            answers = []
            for id in (subject.id, uuid4()):
                address = filled_in(view.pattern, id=id, digest=digest)
                answer = ask(visitor, view, address, act=act, token=token)
                assert answer.status_int == 404, (view, act)
                said = sentence(answer)
                answers.append(answer.text.replace(str(id), "ID").replace(said, ""))
            assert answers[0] == answers[1], (view, act)


def _digest_of(subject: Any) -> str:
    if isinstance(subject, Incoming):
        return subject.capsule.parts[0].digest
    return str(subject.original.get("pages") or subject.revision)


def test_an_id_that_is_none_is_missing_too(office: OfficeApp, views: list[View]) -> None:
    visitor = office.log_in(DRAFTER)
    token = visitor.token()
    acts = {"document": "submit", "incoming": "sign_for"}
    for view, id in product(of_papers(views), ("x", "1", "%00", quote("０" * 32))):
        address = view.pattern.replace("{id}", id)
        address = filled_in(address, id=uuid4(), digest="0" * 64)
        answer = ask(visitor, view, address, act=acts.get(view.route, ""), token=token)
        assert answer.status_int == 404, (view, id)


def test_a_paper_of_another_agency_is_missing_in_the_same_words(
    office: OfficeApp, papers: Papers
) -> None:
    visitor = office.log_in(QINGHE_CLERK)
    said = [
        sentence(visitor.get(f"/documents/{id}", status=404))
        for id in (papers.outgoing[Stage.SIGNING].id, uuid4())
    ]
    assert said[0] == said[1]


def test_a_paper_of_one_kind_is_none_of_the_other(
    office: OfficeApp, views: list[View], papers: Papers
) -> None:
    document = next(each for each in papers.outgoing.values() if each.agency == CITY)
    incoming = next(each for each in papers.incoming.values() if each.agency == CITY)
    visitor = office.log_in(CLERK)
    token = visitor.token()
    for view in of_papers(views):
        other = document if view.route.startswith("incoming") else incoming
        address = filled_in(view.pattern, id=other.id, digest="0" * 64)
        for act in acts_of(view):
            assert ask(visitor, view, address, act=act, token=token).status_int == 404


@pytest.mark.parametrize("login", INSIDE)
def test_an_act_on_a_paper_in_other_hands_is_forbidden_by_name(
    office: OfficeApp, papers: Papers, login: str
) -> None:
    """Over HTTP: each act on a paper that waits for somebody else; the answer says who can."""
    visitor = office.log_in(login)
    token, person = visitor.token(), office.person(login)
    foreign = [each for each in papers.outgoing.values() if each.agency == CITY]
    posts = office.house.directory.posts_of(UUID(person))
    foreign = [each for each in foreign if not may(posts, each)]
    assert foreign
    for number, act in enumerate(OUTGOING):
        subject = foreign[number % len(foreign)]
        if act in BESIDE and may_beside(posts, subject):
            continue
        fields = {"csrf_token": token, "command": str(uuid4()), "act": act}
        fields |= {"seen": str(subject.version), "opinion": "意见", "addressees": QINGHE}
        answer = visitor.post(f"/documents/{subject.id}", fields, status="*")
        assert answer.status_int == 403, act
        assert "按权限表" in answer.text, act


BESIDE = frozenset(
    {
        *("acknowledge", "ratify", "reroute", "settle", "take_back"),
        *("requeue", "void_number"),
    }
)
"""What a drafter, a signer, a clerk or who sent it on may do while a paper lies elsewhere."""


def may_beside(posts: list[Incumbent], paper: Document | Incoming) -> bool:
    """Whether somebody may do such an act, or may at least try."""
    person = str(posts[0].person.id)
    clerk = any(Role.CLERK in post.roles and post.agency == paper.agency for post in posts)
    others = ("drafter", "signer", "last_to_hand_on")  # which only an outgoing one has
    return clerk or person in {getattr(paper, each, None) for each in others}


def may(posts: list[Incumbent], paper: Document | Incoming) -> bool:
    """Whether the paper is in the hands of who holds these posts, or goes round to them."""
    person = str(posts[0].person.id)
    roles = {str(role) for post in posts if post.agency == paper.agency for role in post.roles}
    readers = paper.readers if isinstance(paper, Incoming) else {}
    return person in readers or (person in paper.holder.people or paper.holder.role in roles)


BY_THEIR_PAPER: dict[type[Any], type[Any]] = {
    DistributionLists: Documents,
    Effects: Documents,
    EffectNotices: Incomings,
    FurtherCopies: Incomings,
}
"""Rooms whose commands name a document or an incoming paper."""
ROOMS = (Documents, Incomings, Consignments, *BY_THEIR_PAPER)
SUBJECTS = ("document", "incoming", "consignment")


def commands(room: type[Any]) -> dict[str, inspect.Signature]:
    """The room's public methods that act for a person."""
    found = {
        name: inspect.signature(method)
        for name, method in inspect.getmembers(room)
        if callable(method) and not name.startswith("_") and not hasattr(Room, name)
    }
    return {name: each for name, each in found.items() if "act" in each.parameters}


def arguments(signature: inspect.Signature, *, paper: Any, office: OfficeApp) -> dict[str, Any]:
    """Something sensible for each parameter; one that is not known here has to be added."""
    values: dict[str, Any] = {
        **dict.fromkeys(SUBJECTS, paper.id),
        "seen": paper.version,
        "identity": OFFICE,
        "manuscript": Manuscript(type="通知", title="关于试探的通知"),
        "to": office.person(LEADER),
        "opinion": "意见",
        "reason": "理由",
        "words": "批示",
        "result": "结果",
        "note": "说明",
        "deadline": "",
        "stage": Stage.DRAFTING,
        "track": Track.HANDLING,
        "addressees": [QINGHE],
        "answer_due": False,
        "particulars": None,
        "readers": [],
        "verdict": Verdict.AGREE,
        "position": 0,
        "straight": False,
        "person": office.person(LEADER),
        "outcome": "coordinated",
        "route": PLAIN,
        "slips": [],
        "copies": 1,
        "place": "文印室",
        "giver": office.person(LEADER),
        "taker": office.person(CLERK),
        "capsules": [],
        "images": {},
        "circle": False,
        "leader": office.person(LEADER),
        "signed_at": NOW,
        "capsule": None,
        "channel": Channel.POST,
        "lines": [],
        "numbered": False,
        "settled": [],
        "change": Change.ANNUL,
        "relation": Relation.AMENDS,
        "key": "",
        "day": "2026-11-20",
        "since": "2026-11-20",
        "until": "",
        "basis": "会议决定",
        "organ": "机关",
        "scope": "范围",
        "approved_by": "",
        "transcription": Transcription(Source.TELEPHONE, office_day(NOW), office.person(CLERK)),
    }
    wanted = [name for name in signature.parameters if name not in ("self", "act")]
    given = {name: values[name] for name in wanted}
    if signature.parameters.get("to") and "Sequence" in str(signature.parameters["to"].annotation):
        given["to"] = [given["to"]]
    return given


@pytest.fixture(scope="module")
def everybody(office: OfficeApp) -> list[Incumbent]:
    """All posts of all agencies."""
    directory = office.house.directory
    return [post for each in directory.agencies_on() for post in directory.posts_on(each.code)]


def in_turn(everybody: list[Incumbent], agency: str, *, turn: int) -> list[Incumbent]:
    """Four of the agency and one other, each time the next ones."""
    own = [post for post in everybody if post.agency == agency]
    others = [post for post in everybody if post.agency != agency]
    chosen = {own[(turn * 4 + place) % len(own)].key: None for place in range(4)}
    return [*(post for post in own if post.key in chosen), others[turn % len(others)]]


BESIDE_COMMANDS = BESIDE | {"hand_over", "transcribe"}
INTERNAL = {
    *((Consignments, "dispatch"), (Consignments, "hand_out"), (Documents, "open_up")),
    *((DistributionLists, "dispatch"), (DistributionLists, "make_for")),
}
"""Called inside another command, which is guarded; or it notes nothing for anybody else."""


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
    stock: list[Any] = {
        Documents: list(papers.outgoing.values()),
        Incomings: list(papers.incoming.values()),
        Consignments: [_consignment(office)],
    }[BY_THEIR_PAPER.get(room, room)]
    tried = 0
    pairs = product(commands(room).items(), stock)
    for turn, ((name, signature), paper) in enumerate(pairs):
        if (room, name) in INTERNAL:
            continue
        given = arguments(signature, paper=paper, office=office)
        for post in in_turn(everybody, paper.agency, turn=turn):
            person = str(post.person.id)
            if permitted(everybody, room, name, post=post, paper=paper):
                continue
            for agency in {post.agency, paper.agency}:
                act = Act(agency=agency, person=person, command=str(uuid4()))
                with pytest.raises((NotAllowed, Missing)) as refusal:
                    getattr(application, name)(act, **given)
                assert str(refusal.value).endswith("。")
                tried += 1
    assert tried >= len(commands(room)) * len(stock)


def permitted(
    everybody: list[Incumbent], room: type[Any], name: str, *, post: Incumbent, paper: Any
) -> bool:
    """Whom this test leaves out: who may do it, or may at least try."""
    posts = [each for each in everybody if each.person == post.person]
    if name == "draft":  # no paper yet: whoever drafts anywhere
        return any(Role.DRAFTER in each.roles for each in posts)
    if room is EffectNotices:
        return any(each.agency == paper.agency for each in posts)
    if room is Consignments or room in BY_THEIR_PAPER:
        clerk = any(each.agency == paper.agency and Role.CLERK in each.roles for each in posts)
        return clerk or (room is Effects and may(posts, paper))
    if name in BESIDE_COMMANDS and may_beside(posts, paper):
        return True
    return may(posts, paper)


def _consignment(office: OfficeApp) -> Any:
    room = office.house.find(Consignments)
    with office.house.node.store.reading() as connection:
        subject = connection.execute(select(consignments.c.subject)).scalars().first()
    return room.repository.get(subject)


NOBODY = ("operator:root", "courier", "", "not-a-uuid", "0f0e0d0c-0b0a-4908-8706-050403020100")


@pytest.mark.parametrize("person", NOBODY)
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_no_command_is_carried_out_for_what_is_no_person(
    office: OfficeApp, papers: Papers, room: type[Any], person: str
) -> None:
    application = office.house.find(room)
    paper: Any = {
        Documents: papers.outgoing[Stage.DRAFTING],
        Incomings: next(iter(papers.incoming.values())),
        Consignments: _consignment(office),
    }[BY_THEIR_PAPER.get(room, room)]
    for name, signature in commands(room).items():
        if (room, name) in INTERNAL:
            continue
        act = Act(agency=paper.agency, person=person, command=str(uuid4()))
        with pytest.raises(Exception, match="。") as refusal:
            getattr(application, name)(act, **arguments(signature, paper=paper, office=office))
        assert type(refusal.value).__name__ in ("NotAllowed", "Missing", "Refused")


def test_a_command_that_is_part_of_another_stores_nothing_alone(
    office: OfficeApp, papers: Papers
) -> None:
    room = office.house.find(Consignments)
    capsule = _consignment(office).capsule
    with pytest.raises(TypeError, match="inside an act"):
        room.dispatch(office.by(CLERK), document=uuid4(), capsules=[capsule])


def test_commands_and_permission_map_speak_of_the_same_acts() -> None:
    called = {"take_number": "number", "return_to": "return"}
    for room, permissions in (
        (Documents, Permission.Document),
        (Incomings, Permission.Incoming),
    ):
        named = {str(each).partition(".")[2] for each in permissions} - {"view"}
        assert {called.get(name, name) for name in commands(room)} == named
    ruled = [rule.permission for rule in RULES]
    every = [*Permission.Document, *Permission.Incoming, *Permission.Consignment]
    assert sorted(ruled) == sorted(every)
    assert len(set(ruled)) == len(ruled)


def test_pages_and_commands_offer_the_same_acts() -> None:
    called = {"take_number": "number", "return_to": "return"}
    editing = {"draft", "revise", "hand_over"}
    pressed = {called.get(name, name) for name in commands(Documents)} - editing
    pressed |= {name for name in commands(Consignments) if (Consignments, name) not in INTERNAL}
    assert set(OUTGOING) == pressed
    assert set(INCOMING) == set(commands(Incomings))
