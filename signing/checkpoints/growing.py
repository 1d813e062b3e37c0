"""The root of a tree that is read from its first leaf on: only its peaks are held."""

from __future__ import annotations

from collections.abc import Callable

from signing.checkpoints.tree import above, joined, leaf

Finished = Callable[[int, int, bytes], None]


class Growing:
    """A tree of any size in as many hashes as the size has binary digits. `finished` is told each
    subtree that is whole, of `least` levels and more: its level, its index, its root."""

    def __init__(
        self, *, finished: Finished = lambda level, index, root: None, least: int = 0
    ) -> None:
        self.size = 0
        self._peaks: list[bytes] = []
        self._finished = finished
        self._least = least

    def add(self, entry: bytes) -> None:
        """The next leaf. Two peaks of one height become one."""
        found, size, level = leaf(entry), self.size, 0
        while size & 1:
            found, size, level = above(self._peaks.pop(), found), size >> 1, level + 1
            if level >= self._least:
                self._finished(level, size, found)
        self._peaks.append(found)
        self.size += 1

    @property
    def root(self) -> bytes:
        """Over all leaves so far."""
        return joined(self._peaks)
