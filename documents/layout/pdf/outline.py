"""The reader's table of contents (ISO 32000-1 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.layout.pages import Bookmark
from documents.layout.pdf.metadata import plain_line
from documents.layout.pdf.objects import Array, Dictionary, File, Name, Reference
from documents.layout.pdf.operators import up


@dataclass(frozen=True, slots=True)
class _Item:
    """A bookmark with those that lie within it."""

    text: str
    target: Array
    inner: list[_Item] = field(default_factory=list)


def outline(pdf: File, bookmarks: Sequence[Bookmark], *, pages: Sequence[Reference]) -> Reference:
    """All items, open; a level is at most one deeper than the one before."""
    whole: list[_Item] = []
    above = [whole]
    for bookmark in bookmarks:
        target = Array([pages[bookmark.page], Name("XYZ"), 0, round(up(bookmark.y), 3), 0])
        item = _Item(plain_line(bookmark.text), target)
        del above[bookmark.level + 1 :]
        above[-1].append(item)
        above.append(item.inner)
    dictionary = Dictionary(Type=Name("Outlines"))
    written = pdf.indirect(dictionary)
    _add(pdf, whole, to=dictionary, parent=written)
    return written


def _add(pdf: File, items: Sequence[_Item], *, to: Dictionary, parent: Reference) -> int:
    """Chain the items to their parent; returns how many there are at all depths."""
    if not items:
        return 0
    dictionaries = [Dictionary(Title=item.text, Parent=parent, Dest=item.target) for item in items]
    references = [pdf.indirect(each) for each in dictionaries]
    for (first, second), (before, after) in zip(
        pairwise(dictionaries), pairwise(references), strict=True
    ):
        first.add(Next=after)
        second.add(Prev=before)
    count = len(items)
    for item, dictionary, reference in zip(items, dictionaries, references, strict=True):
        count += _add(pdf, item.inner, to=dictionary, parent=reference)
    to.add(First=references[0], Last=references[-1], Count=count)
    return count
