"""Which font file serves which role, and what stands in for characters that it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from documents.typefaces.role import Role

ROLE_NAMES = {
    Role.XIAOBIAOSONG: "小标宋",
    Role.FANGSONG: "仿宋",
    Role.KAI: "楷体",
    Role.HEI: "黑体",
    Role.SONG: "宋体",
}


@dataclass(frozen=True, slots=True)
class Typeface:
    """A TrueType font: its file, its place in a collection (.ttc), its family name.

    `letters` is false where its digits and Latin letters are left to the next of the chain.
    """

    path: Path
    family: str
    index: int = 0
    letters: bool = True


@dataclass(frozen=True, slots=True)
class Typefaces:
    """For each role the typefaces in the order in which a character is looked for."""

    chains: Mapping[Role, tuple[Typeface, ...]]

    def missing(self) -> tuple[Role, ...]:
        """Roles that no typeface serves."""
        return tuple(role for role in ROLE_NAMES if not self.chains.get(role))
