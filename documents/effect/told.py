"""What changed a document's effect, told in its own history: the act, since when and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.effect.effect import Effect
from documents.effect.force import CHANGE_WORDS, Change
from documents.effect.receiving.heard_effect import HeardEffect
from documents.screens.paper import Paper
from documents.screens.telling import Told


def change_sentence(change: Change, *, day: str, basis: str, reason: str) -> str:
    """撤销，自始无效。依据：…。理由：…"""
    words = CHANGE_WORDS[change]
    since = {
        Change.ANNUL: f"{words}，自始无效",
        Change.EXTEND: f"{words}至 {day}",
    }.get(change, f"{words}，自 {day} 起无效")
    return f"{since}。依据：{basis.rstrip('。')}。理由：{reason.rstrip('。')}"


def effect_events(request: Request, document: UUID) -> Iterable[Any]:
    """What was decided about an issued document, in order; what was only proposed is not."""
    history: Iterable[Any] = request.effects.events.get(Effect.id_of(document))
    return (each for each in history if type(each).__name__ in EFFECT_TELLING)


def heard_events(request: Request, incoming: UUID) -> Iterable[Any]:
    """What the sender told of a received paper, and who took note of it."""
    history: Iterable[Any] = request.effect_notices.events.get(HeardEffect.id_of(incoming))
    return (each for each in history if type(each).__name__ in HEARD_TELLING)


def _decided(_: Paper[Any], event: Any) -> str:
    return change_sentence(event.CHANGE, day=event.day, basis=event.basis, reason=event.reason)


def _told(change: Change) -> Told:
    words = CHANGE_WORDS[change]
    return Told(
        words,
        mark=words.removeprefix("宣布"),
        details=_decided,
        opinion="opinion",
        heading=words,
    )


def _heard(paper: Paper[Any], event: Any) -> str:
    facts = event.notice["facts"]
    said = {name: facts[name] for name in ("day", "basis", "reason")}
    return f"{event.notice['sender_name']} 告知{change_sentence(Change(facts['change']), **said)}"


EFFECT_TELLING = {
    kind.__name__: _told(kind.CHANGE)
    for kind in (Effect.Annulled, Effect.Repealed, Effect.Lapsed, Effect.Extended)
}
HEARD_TELLING = {
    "Heard": Told("效力变更", mark="效力变更", details=_heard, who=False),
    "Noted": Told("阅知效力变更"),
}
