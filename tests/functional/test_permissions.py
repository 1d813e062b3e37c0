"""Who may not, over HTTP: every route and every act, for every kind of person.

Routes come from the route table, acts from the rooms' dictionaries, so that what is added
without a guard fails here. The commands under them have test_commands_guarded.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from pyramid.interfaces import IRoutesMapper
from pyramid.security import NO_PERMISSION_REQUIRED

from documents.answering.web import DOINGS as INQUIRY
from documents.consulting.web import DOINGS as CONSULTATION
from documents.distribution.distribution_list import DistributionList
from documents.distribution.web import DOINGS as DISTRIBUTION
from documents.effect.effect import Effect
from documents.effect.web import DOINGS as EFFECT
from documents.incoming.web import DOINGS as INCOMING
from documents.memoranda.web import DOINGS as MEMORANDUM
from documents.outgoing.screens.buttons import DOINGS as OUTGOING
from documents.outgoing.stages import Stage
from tests.functional.demonstrated import copy_of_the_demonstration
from tests.functional.office_app import (
    ADMINISTRATORS,
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    OFFICE,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    REVIEWER,
    WANGJIANG_CLERK,
    OfficeApp,
    Visitor,
    office_app,
    sentence,
)
from tests.functional.wrong_people import BESIDE, Papers, may, may_beside, papers_of

pytestmark = pytest.mark.slow

INSIDE = (DRAFTER, REVIEWER, LEADER, CLERK, *ADMINISTRATORS)
OUTSIDE = (QINGHE_CLERK, QINGHE_DEPUTY, QINGHE_LEADER, WANGJIANG_CLERK)
PUBLIC = {"login", "logout", "look", "health"}
"""Routes that somebody who is not logged in may use."""
ACTS: dict[str, Collection[str]] = {
    "document": OUTGOING,
    "document.distribution": DISTRIBUTION,
    "document.effect": EFFECT,
    "publication": ("publish", "take_down"),
    "memorandum": (*MEMORANDUM, "become"),
    "incoming": INCOMING,
    "inquiry": INQUIRY,
    "consultation": (*CONSULTATION, "dispose"),
}
"""What may be pressed on the page of a route."""


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
    """Checkpoints are the node's own: who is no administrator learns of none that there is it."""
    return [each for each in views if "{id}" in each.pattern and "checkpoints" not in each.route]


@pytest.fixture(scope="module")
def papers(office: OfficeApp) -> Papers:
    return papers_of(office)


def filled_in(pattern: str, *, id: UUID, digest: str) -> str:
    address = pattern.replace("{id}", str(id)).replace("{digest}", digest)
    address = address.replace("{number:\\d+}", "1").replace("{kind:screens|proofs}", "screens")
    address = address.replace("{digest:[0-9a-f]{64}}", digest).replace("{room}", "document")
    address = address.replace("{version}", "1").replace("{version:[1-9][0-9]{0,5}}", "1")
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
    return list(ACTS.get(view.route, ["save"]))


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
        *((route, "POST") for route in ACTS),
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
    for view in of_papers(views):
        subjects = subjects_of(view, papers)
        some = subjects[:: 1 if view.route == "document" else 3]
        for subject, act in product(some, acts_of(view)):
            digest = _digest_of(subject) or issued.original["pages"]
            answers = []
            for id in (_named_by(view, subject), uuid4()):
                address = filled_in(view.pattern, id=id, digest=digest)
                answer = ask(visitor, view, address, act=act, token=token)
                assert answer.status_int == 404, (view, act)
                said = sentence(answer)
                answers.append(answer.text.replace(str(id), "ID").replace(said, ""))
            assert answers[0] == answers[1], (view, act)


def subjects_of(view: View, papers: Papers) -> list[Any]:
    """Papers that the view is about, none of an agency that the outsiders belong to."""
    kind = view.route.partition(".")[0]
    if kind == "incoming":
        return [next(each for each in papers.incoming.values() if each.agency == CITY)]
    known: dict[str, list[Any]] = {
        "inquiry": papers.inquiries,
        "consultation": [papers.consultation],
        "memorandum": [papers.memorandum],
    }
    ours = [each for each in papers.outgoing.values() if each.agency == CITY]
    assert len(ours) >= 6
    return known.get(kind, ours)


def _named_by(view: View, subject: Any) -> UUID:
    """The id that stands in the view's address for what hangs on this paper."""
    if view.route == "effect":
        return Effect.id_of(subject.id)
    if view.route == "distribution":
        return DistributionList.id_of(subject.id)
    if view.route == "numbers.series":
        return UUID(subject.series) if subject.series else uuid4()
    known: UUID = subject.id
    return known


def _digest_of(subject: Any) -> str:
    if hasattr(subject, "capsule"):
        return str(subject.capsule.parts[0].digest)
    original = getattr(subject, "original", None) or getattr(subject, "shown", {})
    return str(original.get("pages") or getattr(subject, "revision", ""))


def test_an_id_that_is_none_is_missing_too(office: OfficeApp, views: list[View]) -> None:
    visitor = office.log_in(DRAFTER)
    token = visitor.token()
    acts = {"document": "submit", "incoming": "sign_for"}
    for view, id in product(of_papers(views), ("x", "1", "%00", quote("０" * 32))):
        address = view.pattern.replace("{id}", id)
        address = filled_in(address, id=uuid4(), digest="0" * 64)
        answer = ask(visitor, view, address, act=acts.get(view.route, ""), token=token)
        assert answer.status_int == (400 if id == "%00" else 404), (view, id)


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
    of_a_kind = (each for each in of_papers(views) if not each.route.startswith("opinions."))
    for view in of_a_kind:
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


@pytest.mark.parametrize("route", ["document.distribution", "document.effect", "publication"])
def test_what_is_wrong_with_a_form_is_told_only_to_who_may_submit_it(
    office: OfficeApp, views: list[View], papers: Papers, route: str
) -> None:
    """An empty form by a colleague who may look at the page, but not act there."""
    visitor = office.log_in(REVIEWER)
    view = next(each for each in views if (each.route, each.method) == (route, "POST"))
    address = filled_in(view.pattern, id=papers.outgoing[Stage.DISPATCHED].id, digest="")
    for act in ACTS[route]:
        answer = ask(visitor, view, address, act=act, token=visitor.token())
        assert answer.status_int == 403, act
        assert "按权限表" in answer.text, act


def test_what_is_wrong_with_a_consultation_is_told_only_to_who_follows_it(
    office: OfficeApp, papers: Papers
) -> None:
    visitor = office.log_in(REVIEWER)
    for act in ACTS["consultation"]:
        fields = {"csrf_token": visitor.token(), "command": str(uuid4()), "seen": "1", "act": act}
        answer = visitor.post(f"/consultations/{papers.consultation.id}", fields, status="*")
        assert (act, answer.status_int) == (act, 403)
