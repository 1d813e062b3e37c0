"""In whose place somebody acts, and how far that reaches: asked by the guard, for every act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from office.directory.acting.scope import ARRANGING, LOOKING, NEVER, UPWARD, covers

SIGNING_OFF = "sign_off"
ONLY_WHO_PRESIDES = (
    "上行文由机关主要负责人或者主持工作的负责人签发（《条例》第二十二条），委托未写明主持工作"
)


@dataclass(frozen=True, slots=True)
class Mandate:
    """A delegation, or a secretary's relation, as an identity carries it.

    `key` is its id, `name` and `post` are the principal's. `types` empty means all types.
    """

    key: str
    name: str
    post: str
    is_secretary: bool = False
    scope: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    presides: bool = False
    words: str = ""

    @property
    def label(self) -> str:
        """代陆承钧（市长）, or for a secretary 替陆承钧（市长）整理."""
        whom = f"{self.name}（{self.post}）"
        return f"替{whom}整理" if self.is_secretary else f"代{whom}"

    def lacking(self, permission: str, subject: Any) -> str:
        """Why it does not reach so far, as a part of a sentence; empty if it does."""
        first, act = permission.partition(".")[0], permission.rpartition(".")[2]
        if act in LOOKING:
            return ""
        if first in NEVER:
            return "这类事项不得代理"
        if self.is_secretary:
            return "" if act in ARRANGING else "秘书只整理、呈送和代录，不代领导决定"
        if act in ARRANGING or not covers(self.scope, act):
            return f"委托的事项只有{self.words}"
        return self._lacking_for(act, type_of(subject))

    def _lacking_for(self, act: str, type: str) -> str:
        if self.types and type not in self.types:
            return f"委托的事项只有{self.words}"
        if act == SIGNING_OFF and type in UPWARD and not self.presides:
            return ONLY_WHO_PRESIDES
        return ""


def type_of(subject: Any) -> str:
    """The document type (文种) of what is acted on; empty if it has none."""
    given = getattr(subject, "document_type", None)
    if isinstance(given, str):
        return given
    facts = getattr(subject, "facts", None)
    return str(facts.get("type", "")) if isinstance(facts, Mapping) else ""
