"""What is met while a text is read and is not simply text of it, and how much text there is."""

from __future__ import annotations

from dataclasses import dataclass, field

from office.kernel.refusals import Refused

_MOST_CHARACTERS = 1_500_000


@dataclass(slots=True)
class Tally:
    """For the remarks, and for the ceiling's eye.

    Words: `deleted` by a tracked change, `hidden`, `instructed` (they stand in the instruction
    of a field) and `drawn` as a picture.
    """

    insertions: int = 0
    deletions: int = 0
    symbols: int = 0
    equations: int = 0
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    instructed: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    characters: int = 0

    def count(self, text: str) -> None:
        """Refuse the file (Refused) that prints more text than any document has."""
        self.characters += len(text)
        if self.characters > _MOST_CHARACTERS:
            raise Refused("这个文件的文字过多，不像是一件公文。请拆分后只导入公文部分。")
