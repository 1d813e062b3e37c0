"""The root of a tree that is read from its first leaf on: only its peaks are held."""

from __future__ import annotations

from signing.checkpoints.tree import above, joined, leaf


class Growing:
    """A tree of any size in as many hashes as the size has binary digits."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, entry: bytes) -> None:
        """The next leaf. Two peaks of one height become one."""
        found, size = leaf(entry), self.size
        while size & 1:
            found, size = above(self._peaks.pop(), found), size >> 1
        self._peaks.append(found)
        self.size += 1

    @property
    def root(self) -> bytes:
        """Over all leaves so far."""
        return joined(self._peaks)
