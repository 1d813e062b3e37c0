"""What is reported to the supervisor: words, a day, a class of answer, and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from documents.consignments.capsule import Part
from documents.supervision.said import Reporting


@dataclass(frozen=True, slots=True)
class Report:
    """`until` is a day (ISO) that an extension asks for; class and number are of the answer to
    deputies or members."""

    what: Reporting
    words: str
    until: str = ""
    answer_class: str = ""
    answer_number: str = ""
    files: tuple[Part, ...] = ()

    @property
    def needs_approval(self) -> bool:
        """What binds the agency goes out in its leader's name; how it goes on need not."""
        return self.what is not Reporting.PROGRESS

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value."""
        return {**self.travelling(), "files": [asdict(each) for each in self.files]}

    def travelling(self) -> dict[str, str]:
        """What the consignment says; its files are parts of that."""
        return {
            "what": str(self.what),
            "words": self.words,
            "until": self.until,
            "answer_class": self.answer_class,
            "answer_number": self.answer_number,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Report:
        """Read what `to_json` wrote."""
        files = tuple(Part(**each) for each in value["files"])
        return cls(**{**value, "what": Reporting(value["what"]), "files": files})
