"""The fields of one story: of a field its result is shown, and never its instruction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.reading.word.names import DELETED, attribute, chosen, short
from office.outside.xml import Element


@dataclass(slots=True)
class Fields:
    """The fields that are open where reading stands; for each whether its result has begun.

    `unclosed`: begins that no end follows. They are no fields and hide nothing.
    """

    unclosed: frozenset[Element] = frozenset()
    _open: list[bool] = field(default_factory=list)
    _instructions: int = 0

    @classmethod
    def of(cls, story: Element) -> Fields:
        """The fields of a body, a box, a note or a head: none goes on beyond it."""
        begins: list[Element] = []
        for each in _marks(story):
            kind = attribute(each, "w:fldCharType")
            if kind == "begin":
                begins.append(each)
            elif kind == "end" and begins:
                begins.pop()
        return cls(frozenset(begins))

    @property
    def are_instructing(self) -> bool:
        """Whether what is read now belongs to an instruction."""
        return self._instructions > 0

    def meet(self, mark: Element) -> None:
        """Goes past a `w:fldChar`."""
        kind = attribute(mark, "w:fldCharType")
        if kind == "begin" and mark not in self.unclosed:
            self._open.append(False)
            self._instructions += 1
        elif kind == "separate" and self._open and not self._open[-1]:
            self._open[-1] = True
            self._instructions -= 1
        elif kind == "end" and self._open:
            self._instructions -= not self._open.pop()


def _marks(story: Element) -> Iterator[Element]:
    """All `w:fldChar` of a story in order: not those in deletions, nor those of its boxes."""
    waiting = list(reversed(story))
    while waiting:
        current = waiting.pop()
        name = short(current)
        if name == "w:fldChar":
            yield current
        elif name == "mc:AlternateContent":
            waiting.extend(reversed(chosen(current)))
        elif name not in DELETED and name != "w:txbxContent":
            waiting.extend(reversed(current))
