"""How far the reading has come: what the steps of reading below the head share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.reading.fragments import Reading, Role, Section
from documents.reading.phrases import folded, is_signature

_MOST_SIGNATURE_LINES = 12


@dataclass(slots=True)
class Progress:
    """The lines below the head, what was read of them, and the section the next one belongs to.

    `is_dated_above`: issuer and date may stand above the text, as in a 纪要. `announced` are
    attachments that a note names and whose own page was not met yet.
    """

    lines: Sequence[str]
    reading: Reading
    expected: tuple[str, ...] = ()
    section: int = 0
    enclosure: int = 0
    is_closed: bool = False
    is_dated_above: bool = False
    announced: dict[str, int] = field(default_factory=dict)

    def line(self, place: int) -> str:
        """The line at a place, "" past the end."""
        return self.lines[place] if place < len(self.lines) else ""

    def in_document(self) -> bool:
        """Whether the document's own body or closing is being read, not what follows them."""
        return self.section == 0

    def close(self) -> None:
        """Ends the document's own body: its last lines that are names are the signature."""
        if self.is_closed:
            return
        self.is_closed = True
        fragments = self.reading.fragments
        for index in range(
            len(fragments) - 1, max(-1, len(fragments) - _MOST_SIGNATURE_LINES), -1
        ):
            each = fragments[index]
            if each.role is not Role.BODY or each.section or not is_signature(each.text):
                return
            self.reading.recast(index, Role.SIGNATURE)

    def announce(self, title: str) -> None:
        """Adds an attachment that a note names."""
        section = self.open_attachment(title, owner=self.enclosure if self.section else 0)
        self.announced.setdefault(folded(title), section)

    def open_attachment(self, title: str, *, owner: int) -> int:
        section = self.reading.open(Section(owner=owner, is_attachment=True))
        self.reading.take(title, Role.TITLE, section=section)
        return section
