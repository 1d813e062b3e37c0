"""What the demonstration asks of others: how it is shown in another way than on one node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from office.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for on the command line. `port`: of the first page; `serves`: whether
    anything is to run, or only to be made ready."""

    port: int
    play: bool
    serves: bool


class Showing(Protocol):
    """An entry point of the group "office.demonstrations". The directory's file is there."""

    def __call__(self, settings: Settings, wish: Wish) -> None: ...
