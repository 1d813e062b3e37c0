"""A Merkle tree whose leaves are only ever appended (RFC 6962 2.1), and what it proves.

Complete subtrees never change, so only their roots are asked for: `Nodes` gives them from
wherever they are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Protocol

EMPTY = sha256(b"").digest()


class Nodes(Protocol):
    """Roots of complete subtrees: `level` 0 holds the leaves, `index` counts from the left."""

    def node(self, level: int, index: int) -> bytes:
        """The root over leaves index·2^level to (index+1)·2^level."""


def leaf(entry: bytes) -> bytes:
    """What an entry counts as in the tree."""
    return sha256(b"\0" + entry).digest()


def above(left: bytes, right: bytes) -> bytes:
    """The root of two subtrees."""
    return sha256(b"\1" + left + right).digest()


def root(nodes: Nodes, *, size: int) -> bytes:
    """Over the first `size` leaves."""
    return joined([nodes.node(*each) for each in peaks(0, size)])


def peaks(first: int, end: int) -> list[tuple[int, int]]:
    """The largest complete subtrees from leaf `first` to `end`, left to right."""
    found = []
    while first < end:
        level = (end - first).bit_length() - 1
        if first:
            level = min(level, (first & -first).bit_length() - 1)
        found.append((level, first >> level))
        first += 1 << level
    return found


def inclusion(nodes: Nodes, *, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves, the nearest first."""
    return [_over(nodes, first, end) for first, end in _beside(index, size)]


def is_included(
    leaf_hash: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether the path leads from the leaf to the root."""
    if not 0 <= index < size:
        return False
    spans = list(_beside(index, size))
    if len(spans) != len(path):
        return False
    found = leaf_hash
    for (first, _), other in zip(spans, path, strict=True):
        found = above(other, found) if first < index else above(found, other)
    return found == root


def consistency(nodes: Nodes, *, older: int, size: int) -> list[bytes]:
    """That the tree of `size` leaves begins with that of `older`: the parts of the older tree,
    then what came after, left to right."""
    parts = [*peaks(0, older), *peaks(older, size)]
    return [nodes.node(*each) for each in parts]


def is_consistent(
    *, older: int, older_root: bytes, size: int, root: bytes, parts: Sequence[bytes]
) -> bool:
    """Whether both roots are made of these parts."""
    kept, added = peaks(0, older), peaks(older, size)
    if not 0 <= older <= size or len(parts) != len(kept) + len(added):
        return False
    before = joined(parts[: len(kept)])
    whole = _root_of(dict(zip([*kept, *added], parts, strict=True)), size=size)
    return before == older_root and whole == root


class Held(dict[tuple[int, int], bytes]):
    """Subtrees in memory; a larger one is made of the two below it."""

    def node(self, level: int, index: int) -> bytes:
        """KeyError where a part is not there."""
        found = self.get((level, index))
        if found is None:
            if level == 0:
                raise KeyError((level, index))
            below = level - 1
            found = above(self.node(below, 2 * index), self.node(below, 2 * index + 1))
            self[level, index] = found
        return found


def _root_of(parts: dict[tuple[int, int], bytes], *, size: int) -> bytes:
    try:
        return root(Held(parts), size=size)
    except KeyError:
        return b""


def joined(roots: Sequence[bytes]) -> bytes:
    """The last two become one, until one is left."""
    if not roots:
        return EMPTY
    found = roots[-1]
    for each in reversed(roots[:-1]):
        found = above(each, found)
    return found


def _beside(index: int, size: int) -> Iterator[tuple[int, int]]:
    """The spans of leaves whose roots stand beside the way up from leaf `index`, nearest first."""
    spans = []
    first, end = 0, size
    while end - first > 1:
        middle = first + (1 << ((end - first - 1).bit_length() - 1))
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((first, middle))
            first = middle
    return reversed(spans)


def _over(nodes: Nodes, first: int, end: int) -> bytes:
    return joined([nodes.node(*each) for each in peaks(first, end)])
