"""Who may not, of seals, 用印申请 and certificates: every command by every person of every agency,
and every page of theirs.

Commands come from the applications' methods, so that what is added without a guard fails here.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from pyramid.interfaces import IRoutesMapper

from office.access.permissions import NotAllowed
from office.kernel.act import Act
from office.kernel.refusals import Missing
from office.kernel.room import Room
from signing.requests.application import SealRequests
from signing.requests.seal_request import SealRequest
from signing.seals.application import Seals
from signing.seals.kinds import SealKind
from signing.seals.making import Given
from signing.seals.pressing import Box
from signing.seals.registers import destroyed
from signing.seals.seal import Seal
from signing.seals.sealing import Matter
from tests.certified import BEGAN, ENDS, NOW
from tests.functional.office_app import (
    ADMINISTRATORS,
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    OFFICE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    REVIEWER,
    OfficeApp,
    office_app,
    sentence,
)
from tests.functional.sealed_office import PIN, register_seal

pytestmark = pytest.mark.slow

MAY: dict[tuple[type[Room], str], frozenset[str]] = {
    (Seals, "register"): frozenset({"clerk"}),
    (Seals, "renew"): frozenset({"keeper", "leader"}),
    (Seals, "offer"): frozenset({"keeper", "leader"}),
    (Seals, "take_over"): frozenset({"taker"}),
    (Seals, "suspend"): frozenset({"clerk", "leader"}),
    (Seals, "resume"): frozenset({"leader"}),
    (Seals, "deregister"): frozenset({"leader"}),
    (Seals, "must_be_usable"): frozenset({"keeper"}),
    (Seals, "press"): frozenset({"keeper"}),
    (Seals, "record"): frozenset({"clerk"}),
    (Seals, "void"): frozenset({"clerk"}),
    (SealRequests, "apply"): frozenset({"drafter", "clerk", "leader", "head", "handler"}),
    (SealRequests, "approve"): frozenset({"approver"}),
    (SealRequests, "decline"): frozenset({"approver"}),
    (SealRequests, "withdraw"): frozenset({"applicant"}),
    (SealRequests, "press"): frozenset({"clerk"}),
    (SealRequests, "void"): frozenset({"clerk"}),
}
"""Whom a command is for, in the seal's agency; its clerk is the keeper too."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture(scope="module")
def seal(office: OfficeApp) -> UUID:
    return register_seal(office)


def applied(office: OfficeApp, seal: UUID) -> UUID:
    """用印申请 for paper, by the drafter."""
    return office.house.find(SealRequests).apply(
        office.by(DRAFTER),
        title="在职证明",
        to="澜州市第一中学",
        copies=1,
        seal=seal,
        leader=office.person(LEADER),
    )


@pytest.fixture(scope="module")
def asked(office: OfficeApp, seal: UUID) -> UUID:
    return applied(office, seal)


@pytest.fixture(scope="module")
def sealing(office: OfficeApp, seal: UUID) -> UUID:
    """A use of the seal, of another request."""
    rooms, request = office.house.find(SealRequests), applied(office, seal)
    rooms.approve(office.by(LEADER), request, opinion="", seen=1)
    rooms.press(office.by(CLERK), request, place=None, seen=2)
    return UUID(rooms.load(SealRequest, request).sealing)


def matter() -> Matter:
    return Matter(
        room="seal_request", paper=str(uuid4()), title="证明", number="", copies=1, warrant=""
    )


def commands(room: type[Room]) -> dict[str, inspect.Signature]:
    found = {
        name: inspect.signature(method)
        for name, method in inspect.getmembers(room, inspect.isfunction)
        if not name.startswith("_") and not hasattr(Room, name)
    }
    return {name: each for name, each in found.items() if "act" in each.parameters}


def test_every_command_is_known_here() -> None:
    known = {(room, name) for room in (Seals, SealRequests) for name in commands(room)}
    assert known == set(MAY)


def carried_out(
    office: OfficeApp, room: type[Room], name: str, *, act: Act, ids: dict[str, UUID]
) -> None:
    """The command with something sensible for each parameter."""
    given: dict[str, Any] = {
        **ids,
        "given": Given(picture=b"", width=42.0, height=42.0, begins=BEGAN, ends=ENDS),
        "name": "试探",
        "kind": SealKind.OFFICIAL,
        "identity": OFFICE,
        "keeper": office.person(CLERK),
        "record": "99010000100009",
        "to": office.person(CLERK),
        **dict.fromkeys(("reason", "opinion", "title"), "话"),
        "pin": PIN,
        **{name: [] for name in ("files", "boxes", "outcomes")},
        "matter": matter(),
        "proof": "0" * 64,
        "copies": 1,
        "leader": office.person(LEADER),
        "place": Box(page=0, x=10.0, y=10.0, width=0.0, height=0.0),
        "file": b"",
        "seam": False,
        "seen": office.house.find(Seals).load(Seal, ids["seal"]).version,
    }
    if room is SealRequests:
        loaded = office.house.find(SealRequests).load(SealRequest, ids["request"])
        given |= {"seen": loaded.version, "name": ""}
    wanted = [each for each in commands(room)[name].parameters if each not in ("self", "act")]
    getattr(office.house.find(room), name)(act, **{each: given[each] for each in wanted})


def roles(office: OfficeApp, person: UUID) -> set[str]:
    """Of somebody in the city's office, as `MAY` calls them."""
    posts = [each for each in office.house.directory.posts_of(person) if each.agency == CITY]
    found = {str(role.value) for post in posts for role in post.roles}
    named = {LEADER: "approver", DRAFTER: "applicant", CLERK: "keeper"}
    return found | {word for login, word in named.items() if office.person(login) == str(person)}


@pytest.mark.parametrize(("room", "name"), MAY, ids=lambda each: getattr(each, "__name__", each))
def test_no_command_is_carried_out_for_the_wrong_person(
    office: OfficeApp, seal: UUID, asked: UUID, sealing: UUID, room: type[Room], name: str
) -> None:
    before, tried = office.events(), 0
    ids = {"seal": seal, "request": asked, "sealing": sealing}
    directory = office.house.directory
    everybody = {
        post.person.id: post.agency
        for agency in directory.agencies_on()
        for post in directory.posts_on(agency.code)
    }
    for person, agency in everybody.items():
        allowed = roles(office, person) & MAY[room, name]
        anybody = name == "apply" and roles(office, person) - set(_ADMINISTERS)
        for acting in {CITY} if name in CREATE else {agency, CITY}:
            if acting == CITY and (allowed or anybody):
                continue
            act = Act(agency=acting, person=str(person), command=str(uuid4()))
            with pytest.raises((NotAllowed, Missing)) as refusal:
                carried_out(office, room, name, act=act, ids=ids)
            assert str(refusal.value).endswith("。")
            tried += 1
    assert tried > len(everybody) / 2
    assert office.events() == before


CREATE = ("register", "apply")
"""What begins something is anybody's in their own agency, who has the post for it."""
_ADMINISTERS = ("system_administrator", "security_administrator", "audit_administrator")


def addresses(office: OfficeApp, *, of: tuple[str, ...]) -> dict[str, str]:
    mapper = office.app.registry.getUtility(IRoutesMapper)
    return {
        route.name: route.pattern
        for route in mapper.get_routes()
        if route.name.partition(".")[0] in of
    }


@pytest.mark.parametrize("login", [QINGHE_CLERK, QINGHE_LEADER])
def test_a_seal_and_a_request_of_another_agency_answer_like_none_at_all(
    office: OfficeApp, seal: UUID, asked: UUID, login: str
) -> None:
    visitor = office.log_in(login)
    token = visitor.token()
    picture = office.house.find(Seals).load(Seal, seal).made.picture
    found = addresses(office, of=("seal", "seal_request"))
    assert len(found) >= 4
    for route, pattern in found.items():
        own = seal if route.partition(".")[0] == "seal" else asked
        for acts in ("offer", "suspend", "approve", "press"):
            answers = []
            for id in (own, uuid4()):
                address = pattern.replace("{id}", str(id)).replace("{digest}", picture)
                answers.append(visitor.get(address, status=404))
                if route in ("seal", "seal_request"):
                    fields = {"csrf_token": token, "command": str(uuid4()), "act": acts}
                    answers.append(visitor.post(address, fields | {"seen": "1"}, status=404))
            said = {sentence(each) for each in answers}
            assert len(said) == 1, said


@pytest.mark.parametrize("login", [DRAFTER, REVIEWER, LEADER, CLERK, *ADMINISTRATORS[1:]])
def test_certificates_and_checkpoints_are_for_who_administers_the_node(
    office: OfficeApp, login: str
) -> None:
    visitor, before = office.log_in(login), office.events()
    token, tried = visitor.token(), 0
    for route, pattern in addresses(office, of=("certificates", "checkpoints")).items():
        address = pattern.replace("{id}", str(uuid4()))
        fields = {"csrf_token": token, "command": str(uuid4()), "fingerprint": "0" * 64}
        if route.startswith("certificates"):
            if route != "certificates":
                assert visitor.post(address, fields, status="*").status_int == 403, route
            else:
                assert visitor.get(address, status="*").status_int == 403, route
            tried += 1
    assert tried >= 4
    assert office.events() == before


def test_the_number_of_a_use_whose_paper_was_destroyed_is_not_given_again(
    office: OfficeApp, seal: UUID, sealing: UUID
) -> None:
    """With the paper its line in 用印登记簿 goes; the numbers of the others go on behind it."""
    room = office.house.find(Seals)
    last = max(row.serial for row in room.uses(CITY))
    event = SimpleNamespace(
        originator_id=uuid4(),
        timestamp=BEGAN,
        papers=[{"room": "document", "sealings": f"2026-{last + 6:04} 2026-{last + 7:04}"}],
    )
    rows = list(destroyed(event, SimpleNamespace(agency=CITY)))  # type: ignore[arg-type]
    assert [each.row["serial"] for each in rows] == [last + 6, last + 7]
    with office.house.node.store.changing_state() as connection:
        for each in rows:
            connection.execute(each.table.insert().values(**each.row))
    assert room._next_serial(CITY, at=NOW) == f"2026-{last + 8:04}"
