"""What the house promises about itself (design D6, D10 and section 3), read from its imports."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.domain import CanMutateAggregate

from office.kernel.entity import Entity

ROOT = Path(__file__).parents[1]
PACKAGES = ("office", "signing", "documents", "meetings", "integrations")  # from left to right
SEVERAL = {"office", "signing", "integrations"}
LINE = (
    ("registers", "ports", "turn_register"),
    # What reads registers or stands behind a port stands with the application.
    (
        *(
            "answering",
            "application",
            "auditing",
            "balancing",
            "before_sending",
            "carrying",
            "before_sending",
            "checking",
            "circuits",
            "compared",
            "claims",
            "clocks",
            "credentials",
            "drafts",
            "enveloping",
            "exchanging",
            "fetching",
            "hearing",
            "peers",
            "figures",
            "flow",
            "held",
            "keys_given",
            "making",
            "medium",
            "informing",
            "ldif",
            "listed",
            "listing",
            "aside",
            "lookup",
            "loopback",
            "minding",
            "moving",
            "organs",
            "paperless",
            "papers",
            "passwords",
            "personal",
            "quality",
            "questions",
            "accepting",
            "reconciling",
            "recalls",
            "record",
            "records",
            "remembering",
            "signers",
            "scoring",
            "sending",
            "settling",
            "site_routes",
            "step_names",
            "subtrees",
            "taking",
            "telephones",
            "turned_away",
        ),
        *("address_groups", "source", "synchronisation"),
    ),
    ("followers",),
    (
        *("editor", "files", "forms", "lines", "names", "page", "placing", "screens"),
        "recall_forms",
        "seam_choice",
        *(
            "batch",
            "handwriting",
            "other_papers",
            "serving",
            "sheets",
            "signing_marks",
            "table_page",
            "title_marks",
            "told",
            "transcribing",
        ),
        *("book_page", "books", "circulation_slip", "feed", "incoming_book", "issue_book"),
    ),
    ("web", "lists_web"),
    (
        *("rooms", "roster", "assembly", "cli", "connecting", "demonstration", "player", "scenes"),
        *(
            "across",
            "afterwards",
            "archived",
            "arriving",
            "cast",
            "jointly",
            "certified",
            "circulated",
            "on_the_way",
            "printed_recipients",
            "supervised",
            "sealed",
            "within",
        ),
    ),
)
"""Design section 3: how a room's modules stand, from the left. What is not named is pure and
stands to the left of all."""
FOLDERS = {
    "acts": "application",
    "sources": "application",
    "described": "application",
    "screens": "page",
    "demonstration": "demonstration",
    "editor": "page",
    "written": "pure",
}
"""Folders inside a room all of whose modules but `web` stand where the module named stands."""
PLACE = {stem: number for number, stems in enumerate(LINE, 1) for stem in stems}


def _drawn(picture: int) -> list[list[str]]:
    """Rooms floor by floor, from the ground up, as a picture of docs/house.md shows them."""
    text = (ROOT / "docs/house.md").read_text("utf-8").split("```")[2 * picture + 1]
    return [re.split(r"\s{2,}", line)[1:] for line in reversed(text.strip().splitlines())]


ROOMS_IN_ORDER = tuple(chain.from_iterable(_drawn(0)))
"""The rooms of `documents`, from the ground up, on each floor from the left."""
FLOOR_IN_SIGNING = {room: number for number, floor in enumerate(_drawn(1)) for room in floor}
UPWARD: dict[tuple[str, str], str] = {}
"""Imports that lead up or to the right all the same: importer and imported room, and why."""
WHOLLY_PURE = ("documents.layout", "documents.reading", "documents.rules", "documents.typefaces")
REGISTERS, SCREENS = PLACE["registers"], PLACE["page"]
NETWORK = {
    *("aiohttp", "ftplib", "http.client", "httpx", "imaplib", "ldap3", "requests", "smtplib"),
    *("urllib.request", "urllib3", "zeep"),
}


@dataclass(frozen=True)
class Module:
    """A module of ours and the modules that it names in its imports, wherever they stand."""

    name: str
    path: Path

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]

    @property
    def room(self) -> str:
        """Rooms are packages; those of `SEVERAL` have more: kernel, directory, seals, …"""
        parts = self.name.split(".")
        return ".".join(parts[:2]) if parts[0] in SEVERAL else parts[0]

    @property
    def stem(self) -> str:
        return self.name.rpartition(".")[2]

    def imports(self) -> set[str]:
        """Full dotted names; `from a import b` counts as `a.b` where that is a module."""
        return _imports(self.path)


@cache
def _imports(path: Path) -> set[str]:
    return set(chain.from_iterable(map(_imported, ast.walk(_tree(path)))))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute, so that a reader sees where to look"
        assert node.module is not None
        for alias in node.names:
            full = f"{node.module}.{alias.name}"
            yield full if full in _ours() else node.module


@cache
def _ours() -> dict[str, Module]:
    paths = chain.from_iterable((ROOT / package).rglob("*.py") for package in PACKAGES)
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in paths}
    modules = {name.removesuffix(".__init__"): path for name, path in names.items()}
    return {name: Module(name, path) for name, path in modules.items()}


def _pairs() -> Iterator[tuple[Module, Module]]:
    """Every import of one module of ours by another."""
    for module in _ours().values():
        for name in module.imports():
            if name in _ours():
                yield module, _ours()[name]


def _say(pairs: list[tuple[Module, Module]]) -> list[str]:
    return sorted(f"{importer.name} imports {imported.name}" for importer, imported in pairs)


def test_the_modules_of_the_house_are_found() -> None:
    assert {"office.settings", "office.kernel.entity", "documents.manuscript"} <= set(_ours())
    assert any(importer.package == "documents" for importer, _ in _pairs())


def test_a_package_imports_only_itself_and_what_stands_to_its_left() -> None:
    place = {package: number for number, package in enumerate(PACKAGES)}
    assert not _say([(a, b) for a, b in _pairs() if place[b.package] > place[a.package]])


def test_the_kernel_imports_nothing_but_itself() -> None:
    kernel = [(a, b) for a, b in _pairs() if a.room == "office.kernel"]
    assert kernel
    assert not _say([(a, b) for a, b in kernel if b.room != "office.kernel"])


def _rooms() -> set[str]:
    """What has registers, but for the kernel, where registers are at home."""
    having = {module.room for module in _ours().values() if module.stem == "registers"}
    return having - {"office.kernel"}


def _place(module: Module) -> int:
    part = ".".join(module.name.split(".")[:2])
    if part in WHOLLY_PURE:
        return 0
    stem = FOLDERS.get(module.name.split(".")[-2], module.stem)
    return PLACE.get(module.stem if module.stem == "web" else stem, 0)


def test_inside_a_room_imports_lead_from_the_right_to_the_left() -> None:
    assert {"documents", "office.directory", "office.desk"} <= _rooms()
    inside = [(a, b) for a, b in _pairs() if a.room == b.room and a.room in _rooms()]
    assert {_place(a) for a, _ in inside} == set(range(len(LINE) + 1)), "each place is taken"
    assert not _say([(a, b) for a, b in inside if _place(b) > _place(a)])


def test_no_room_looks_into_the_screens_of_another() -> None:
    across = [(a, b) for a, b in _pairs() if a.room != b.room and b.room in _rooms()]
    assert across
    wrong = [(a, b) for a, b in across if a.room in _rooms() and _place(a) < _place(b) >= SCREENS]
    assert not _say(wrong)


def _part(module: Module) -> str:
    """The room of its package that a module stands in: a folder, or a module of its own."""
    return module.name.partition(".")[2].partition(".")[0]


def _parts() -> set[str]:
    inside = (each for name, each in _ours().items() if name.startswith("documents."))
    return {_part(each) for each in inside}


def test_every_room_of_documents_stands_on_one_floor() -> None:
    assert sorted(ROOMS_IN_ORDER) == sorted(_parts())


def test_rooms_of_documents_import_what_lies_below_or_to_their_left() -> None:
    within = [(a, b) for a, b in _pairs() if {a.package, b.package} == {"documents"}]
    within = [(a, b) for a, b in within if "documents" not in (a.name, b.name)]
    assert within
    wrong = [
        (a, b)
        for a, b in within
        if ROOMS_IN_ORDER.index(_part(b)) > ROOMS_IN_ORDER.index(_part(a))
    ]
    assert not _say([(a, b) for a, b in wrong if (_part(a), _part(b)) not in UPWARD])
    gone = set(UPWARD) - {(_part(a), _part(b)) for a, b in wrong}
    assert not gone, "an exception that nobody needs any longer"


def test_every_room_of_signing_stands_on_one_floor() -> None:
    folders = {each.parent.name for each in (ROOT / "signing").glob("*/__init__.py")}
    assert folders == set(FLOOR_IN_SIGNING)


def test_rooms_of_signing_import_nothing_from_above() -> None:
    within = [(a, b) for a, b in _pairs() if {a.package, b.package} == {"signing"}]
    on_floors = [(a, b) for a, b in within if {_part(a), _part(b)} <= set(FLOOR_IN_SIGNING)]
    assert on_floors
    assert not _say(
        [(a, b) for a, b in on_floors if FLOOR_IN_SIGNING[_part(b)] > FLOOR_IN_SIGNING[_part(a)]]
    )


@pytest.mark.parametrize(("library", "first"), [("sqlalchemy", REGISTERS), ("pyramid", SCREENS)])
def test_a_library_begins_at_its_place_in_the_line(library: str, first: int) -> None:
    rooms = [module for module in _ours().values() if module.room in _rooms()]
    users = [
        module
        for module in rooms
        if library in {name.partition(".")[0] for name in module.imports()}
    ]
    assert users
    assert not [module.name for module in users if _place(module) < first]


def _entities() -> list[type[Entity]]:
    for name in _ours():
        importlib.import_module(name)
    found, waiting = [], [Entity]
    while waiting:
        waiting.extend(below := waiting.pop().__subclasses__())
        found.extend(below)
    return [entity for entity in found if entity.__module__ in _ours()]


@cache
def _aggregate_modules() -> frozenset[str]:
    return frozenset(entity.__module__ for entity in _entities())


def _needs(name: str) -> set[str]:
    """What a module imports, and what the modules of ours that it imports import."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        seen.add(current)
        if current in _ours():
            waiting.extend(_ours()[current].imports() - seen)
    return seen


WORDS_OF_OTHERS = {"documents.consignments.states", "office.directory.ids"}
"""Pure values that aggregates of the exchange speak in: kinds and states of consignments, which
travel, and whose streams the directory's are."""


def _aggregates_of_rooms() -> list[str]:
    # The kernel's one aggregate, destruction, stands beside the function that empties the rows.
    return sorted(name for name in _aggregate_modules() if not name.startswith("office.kernel."))


@pytest.mark.parametrize("name", _aggregates_of_rooms())
def test_an_aggregate_needs_only_the_language_the_kernel_and_its_own_room(name: str) -> None:
    allowed = {name.partition(".")[0] if not name.startswith("office.") else _ours()[name].room}
    allowed |= {"eventsourcing.domain", "office.kernel"}
    if name.startswith("integrations.exchange."):
        allowed |= WORDS_OF_OTHERS

    def pure(needed: str) -> bool:
        inside = any(f"{needed}.".startswith(f"{place}.") for place in allowed)
        return inside or needed.partition(".")[0] in sys.stdlib_module_names

    assert not sorted(needed for needed in _needs(name) if not pure(needed))


def _events(entity: type[Entity]) -> list[type[Any]]:
    """The event classes nested in an aggregate, without the bases that are never stored."""
    nested = [each for each in vars(entity).values() if isinstance(each, type)]
    events = [each for each in nested if issubclass(each, CanMutateAggregate)]
    return [each for each in events if each.__name__ not in ("Event", "Created")]


def _topics() -> Iterator[tuple[str, str | None, str]]:
    """Of every aggregate and event: its qualified name, its topic, and what that should be."""
    for entity in _entities():
        module = _ours()[entity.__module__]
        room = "signing" if module.package == "signing" else module.room.rpartition(".")[2]
        own = f"{room}.{entity.__name__}"
        yield f"{entity.__module__}.{entity.__name__}", getattr(entity, "TOPIC", None), own
        for each in _events(entity):
            name = f"{entity.__module__}.{entity.__name__}.{each.__name__}"
            yield name, getattr(each, "TOPIC", None), f"{own}.{each.__name__}"


def test_every_event_has_a_topic_of_its_own_made_of_room_aggregate_and_event() -> None:
    # That no two are the same the library sees to, when the classes are made.
    topics = list(_topics())
    assert len(topics) > len(_entities()) > 0
    wrong = [f"{name} has {topic}" for name, topic, right in topics if topic != right]
    assert not wrong


def test_the_clock_is_the_only_one_who_asks_the_machine_for_the_time() -> None:
    asking = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today)\(")
    askers = {
        name for name, each in _ours().items() if asking.search(each.path.read_text("utf-8"))
    }
    assert askers == {"office.kernel.clock"}


def test_only_integrations_speak_over_the_network() -> None:
    speakers = [
        f"{module.name} imports {name}"
        for module in _ours().values()
        for name in module.imports()
        if name in NETWORK and module.package != "integrations"
    ]
    assert not speakers


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {
        name: len(each.path.read_text("utf-8").splitlines()) for name, each in _ours().items()
    }
    assert not {name: length for name, length in lengths.items() if length > 400}


def test_modules_are_named_for_what_they_are_for() -> None:
    stems = {module.stem for module in _ours().values()}
    assert not stems & {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
