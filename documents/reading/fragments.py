"""A source text cut into fragments, each with the part it plays; together they are the source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Role(StrEnum):
    """What a fragment is. LABEL is what a layout prints anew (附件：), REPEATED a title again."""

    UNRECOGNISED = "unrecognised"
    CLASSIFICATION = "classification"
    URGENCY = "urgency"
    NUMBER = "number"
    TITLE = "title"
    RECIPIENTS = "recipients"
    BODY = "body"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    COPIES = "copies"
    LABEL = "label"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a source line, in the section (an index) to which it belongs."""

    text: str
    role: Role = Role.UNRECOGNISED
    section: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """The document itself (owner None), its enclosure, or an attachment of either (its index)."""

    owner: int | None = None
    is_attachment: bool = False


@dataclass(slots=True)
class Reading:
    """What was read so far: fragments in the source's order and the sections they belong to."""

    fragments: list[Fragment] = field(default_factory=list)
    sections: list[Section] = field(default_factory=lambda: [Section()])

    def take(self, text: str, role: Role, *, section: int = 0) -> None:
        """Adds a piece; blanks at its ends are dropped, and nothing is added for blanks alone."""
        if text := text.strip():
            self.fragments.append(Fragment(text=text, role=role, section=section))

    def open(self, section: Section) -> int:
        """Adds a section and gives its index."""
        self.sections.append(section)
        return len(self.sections) - 1

    def texts(self, role: Role, *, section: int = 0) -> list[str]:
        return [
            each.text for each in self.fragments if (each.role, each.section) == (role, section)
        ]

    def grouped(self) -> dict[tuple[Role, int], list[str]]:
        """All texts by role and section: one pass, however many sections there are."""
        groups: dict[tuple[Role, int], list[str]] = defaultdict(list)
        for each in self.fragments:
            groups[each.role, each.section].append(each.text)
        return groups

    def recast(self, index: int, role: Role) -> None:
        """Gives a fragment another role, its text unchanged."""
        self.fragments[index] = replace(self.fragments[index], role=role)
