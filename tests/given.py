"""given(events).when(command).then(events | Refused): the one way aggregates are tested."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from office.kernel.entity import Entity, Event
from office.kernel.mapping import EventMapper
from office.kernel.refusals import Refused

_mapper = EventMapper()


class Given:
    """An aggregate with a history. The history goes through the journal's JSON and back."""

    def __init__(self, history: list[Any]) -> None:
        self.history = [_through_json(each) for each in history]

    def aggregate(self) -> Any:
        """The aggregate as a replay of the history gives it."""
        subject: Any = None
        for event in self.history:
            subject = event.mutate(subject)
        return subject

    def when(self, command: Callable[[Any], object]) -> Then:
        """Give the aggregate (None without history) to the command; it may return a new one."""
        subject = self.aggregate()
        try:
            result = command(subject)
        except Refused as refusal:
            return Then(events=[], refusal=refusal)
        changed = result if isinstance(result, Entity) else subject
        return Then(events=list(changed.collect_events()), refusal=None)


class Then:
    """What came of a command."""

    def __init__(self, *, events: list[Any], refusal: Refused | None) -> None:
        self.events = events
        self.refusal = refusal

    def then(self, *expected: type[Event] | tuple[type[Event], dict[str, Any]]) -> list[Any]:
        """Exactly these events, in order; each as a class, or with the facts it must hold."""
        if self.refusal is not None:
            pytest.fail(f"refused: {self.refusal}")
        assert [type(each).__name__ for each in self.events] == [
            (each[0] if isinstance(each, tuple) else each).__name__ for each in expected
        ]
        for event, wanted in zip(self.events, expected, strict=True):
            if isinstance(wanted, tuple):
                kind, facts = wanted
                assert isinstance(event, kind)
                assert {name: getattr(event, name) for name in facts} == facts
        return self.events

    def then_refused(self, words: str) -> None:
        """Refused, in a sentence that holds these words; nothing was recorded."""
        assert self.refusal is not None, f"not refused, but {self.events}"
        assert words in str(self.refusal)
        assert not self.events


def given(*history: Any) -> Given:
    """Events (or aggregates, whose pending events are taken) that happened before."""
    events: list[Any] = []
    for each in history:
        events.extend(each.collect_events() if isinstance(each, Entity) else [each])
    return Given(events)


def _through_json(event: Any) -> Any:
    return _mapper.to_domain_event(_mapper.to_stored_event(event))
