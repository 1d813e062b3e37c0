"""What somebody says at a step on the way: the same for every such step, and recorded alike."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from office.kernel.entity import Event


class Spoken(Event):
    """The base of the events in which somebody speaks. It is never stored itself.

    `by` acts, and it is the turn of `turn` (another's under 代理). `readers`: for whom alone the
    words are; nobody for all of the agency. `particulars`: what is stated beside the text from
    then on. `transcribed`: how somebody entered it for the leader (代录), where somebody did.
    `secrecy_reviewed`: whoever speaks has done the 保密审查 with it.
    `ink`: what they wrote by hand (`signing.ink.handwriting`), where they did.
    """

    by: str
    turn: str
    opinion: str
    readers: list[str]
    verdict: str
    particulars: dict[str, Any]
    shown: dict[str, Any]
    move: dict[str, Any]
    transcribed: dict[str, Any] | None = field(default=None, kw_only=True)
    secrecy_reviewed: bool = field(default=False, kw_only=True)
    ink: dict[str, Any] | None = field(default=None, kw_only=True)

    def apply(self, aggregate: Any) -> None:
        """The turn is used, as was decided then."""
        aggregate.note_spoken(self)
