"""The table of docs/events.md: each event of a document, who records it, and what it changes.

Read from the source, as a newcomer would: `python -m tests.event_table docs/events.md` writes it
anew between its two marks. Methods that an event's method calls are followed; what `_moved`
changes stands once, above the table.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

from documents.outgoing.document import Document
from documents.outgoing.screens.history import TELLING
from documents.outgoing.spoken import Spoken
from documents.roster import REGISTERS
from documents.rules.manual import filled_in
from office.kernel.entity import Event

MARK = "events"
PAGE = Path(__file__).parents[1] / "docs/events.md"
MOVE = "_moved"
"""The method by which an event ends one turn and begins the next; many events call it."""

Methods = dict[str, ast.FunctionDef]


def methods() -> Methods:
    """Every method of a document by name, as its class or one of its bases has it."""
    found: Methods = {}
    for base in reversed(Document.__mro__):
        if base.__module__.startswith("documents."):
            tree = ast.parse(dedent(inspect.getsource(base)))
            whole = tree.body[0]
            assert isinstance(whole, ast.ClassDef)
            found |= {each.name: each for each in whole.body if isinstance(each, ast.FunctionDef)}
    return found | {f"{kind.__name__}.apply": _apply_of(kind) for kind in _applying_themselves()}


def _applying_themselves() -> list[type[Event]]:
    """The events that are classes with an `apply` of their own, not what is said at a step."""
    kinds = [kind for kind in vars(Document).values() if inspect.isclass(kind)]
    return [
        kind
        for kind in kinds
        if issubclass(kind, Event)
        and not issubclass(kind, Spoken)
        and kind.apply.__module__.startswith("documents.")
    ]


def _apply_of(kind: type[Event]) -> ast.FunctionDef:
    method = ast.parse(dedent(inspect.getsource(kind.apply))).body[0]
    assert isinstance(method, ast.FunctionDef)
    return method


def recorders(known: Methods) -> dict[str, str]:
    """The method that applies each event, by the event's name."""
    found = {"Drafted": "__init__"}
    for name, method in known.items():
        for each in method.decorator_list:
            if isinstance(each, ast.Call) and getattr(each.func, "id", "") == "event":
                event = each.args[0]
                assert isinstance(event, ast.Constant)
                found[str(event.value)] = name
    spoken = {name: kind for name, kind in vars(Document).items() if inspect.isclass(kind)}
    found |= {name: "note_spoken" for name, kind in spoken.items() if issubclass(kind, Spoken)}
    return found | {kind.__name__: f"{kind.__name__}.apply" for kind in _applying_themselves()}


def changed_by(name: str, known: Methods, *, but: str = MOVE) -> list[str]:
    """The attributes that a method sets, also through methods that it calls; not through `but`."""
    found: dict[str, None] = {}
    for node in ast.walk(known[name]):
        if isinstance(node, ast.Attribute) and _is_own(node) and isinstance(node.ctx, ast.Store):
            found[node.attr] = None
    for called in _calls(known[name]):
        if called in known and called not in (but, name):
            found |= dict.fromkeys(changed_by(called, known, but=but))
    return list(found)


def commands(known: Methods) -> dict[str, str]:
    """The public method that records each event, by the event's name."""
    public = {name: method for name, method in known.items() if not name.startswith("_")}
    found = {"Drafted": "draft", **_spoken_by(known, public)}
    for event, applies in recorders(known).items():
        for name, method in public.items():
            if applies in _calls(method) or _triggers(event, method, known):
                found[event] = name
    return found


def _triggers(event: str, method: ast.FunctionDef, known: Methods) -> bool:
    """Whether the method, or one that it calls, triggers the event by its class."""
    reached = (known[name] for name in _calls(method) if name.startswith("_") and name in known)
    return any(
        isinstance(node, ast.Call)
        and _last(node.func) == "trigger_event"
        and _last(node.args[0]) == event
        for each in (method, *reached)
        for node in ast.walk(each)
    )


def _spoken_by(known: Methods, public: Methods) -> dict[str, str]:
    """Of what is said at a step: each command names its stage, and the stage names the event."""
    kinds = {
        _last(stage): _last(kind)
        for node in ast.walk(known["_record_spoken"])
        if isinstance(node, ast.Dict)
        for stage, kind in zip(node.keys, node.values, strict=True)
    }
    return {
        kinds[_last(node.args[0])]: name
        for name, method in public.items()
        for node in ast.walk(method)
        if isinstance(node, ast.Call) and _last(node.func) == "_speak"
    }


def _last(node: ast.AST | None) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""


def table() -> str:
    """A row an event, in the order of a document's life."""
    known = methods()
    applied, given = recorders(known), commands(known)
    rows = [
        f"What `{MOVE}` changes: {_code(changed_by(MOVE, known))}.",
        "",
        "| event | 中文 | recorded by | fields it changes | moves | registers |",
        "|---|---|---|---|---|---|",
    ]
    for event, told in TELLING.items():
        name = applied[event]
        fields = "all of them" if name == "__init__" else _code(changed_by(name, known))
        moves = "yes" if MOVE in _calls(known[name]) else ""
        by, registers = f"`{given[event]}`", ", ".join(_registers(event))
        cells = (f"`{event}`", told.words, by, fields, moves, registers)
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def with_table(page: str) -> str:
    """The page with the table of now."""
    return filled_in(page, table(), mark=MARK)


def _registers(event: str) -> Iterator[str]:
    topic = f"{Document.TOPIC}.{event}"
    heard = (each.name for each in REGISTERS if each.handlers.get(topic))
    return (each.removeprefix("documents.") for each in heard)


def _calls(method: ast.FunctionDef) -> list[str]:
    called = (node.func for node in ast.walk(method) if isinstance(node, ast.Call))
    return [each.attr for each in called if isinstance(each, ast.Attribute) and _is_own(each)]


def _is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "aggregate")


def _code(names: list[str]) -> str:
    return ", ".join(f"`{each}`" for each in dict.fromkeys(names))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_table(path.read_text("utf-8")), encoding="utf-8")
