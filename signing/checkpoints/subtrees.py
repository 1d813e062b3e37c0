"""The tree over this node's journal: roots of blocks are kept, what lies below is computed.

A root never changes, so what is kept may be lost and is made again from the journal.
"""

from __future__ import annotations

from collections import OrderedDict

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    select,
)

from office.kernel.columns import BigId
from office.kernel.journal import entry_of, journal
from office.kernel.store import Store, state_tables
from signing.checkpoints.tree import Held, above, leaf

BLOCK = 8
"""Level of the smallest roots that are kept: over 256 entries."""
AT_ONCE = 40
"""Blocks computed in one transaction."""
_KEPT = 16

subtrees = Table(
    "state_journal_subtrees",
    state_tables,
    Column("level", Integer),
    Column("index", BigId),
    Column("root", LargeBinary(32), nullable=False),
    PrimaryKeyConstraint("level", "index"),
)


class JournalNodes:
    """`tree.Nodes` of the journal. Leaf 0 is event 1."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._whole: OrderedDict[int, Held] = OrderedDict()

    def node(self, level: int, index: int) -> bytes:
        """KeyError for what the journal does not reach."""
        if level < BLOCK:
            first = index << level
            block = self._block(first >> BLOCK)
            return block.node(level, (first & ((1 << BLOCK) - 1)) >> level)
        kept = self._kept(level, index)
        if kept is None:
            if level == BLOCK:
                return self._block(index).node(BLOCK, 0)
            below = level - 1
            kept = above(self.node(below, 2 * index), self.node(below, 2 * index + 1))
        return kept

    def grow(self, *, size: int) -> bool:
        """Keep the roots of more blocks of the first `size` events; whether there were any."""
        with self._store.reading() as connection:
            begun = _count(connection)
        end = min(size >> BLOCK, begun + AT_ONCE)
        roots = [(index, self._read_block(index).node(BLOCK, 0)) for index in range(begun, end)]
        if not roots:
            return False
        with self._store.changing_state() as connection:
            if _count(connection) == begun:  # else somebody else was quicker
                for index, root in roots:
                    _put(connection, index, root)
        return True

    def fits(self, level: int, index: int, root: bytes) -> bool:
        """Whether what is kept of a subtree is what the journal gives, or nothing is."""
        return self._kept(level, index) in (None, root)

    def forget(self) -> None:
        """All that is kept: it grows again from the journal."""
        with self._store.changing_state() as connection:
            connection.execute(subtrees.delete())

    def _kept(self, level: int, index: int) -> bytes | None:
        wanted = select(subtrees.c.root).where(
            subtrees.c.level == level, subtrees.c.index == index
        )
        with self._store.reading() as connection:
            root: bytes | None = connection.execute(wanted).scalar()
        return None if root is None else bytes(root)

    def _block(self, index: int) -> Held:
        """A block that is not whole yet still grows, so it is read anew each time."""
        found = self._whole.get(index)
        if found is None:
            found = self._read_block(index)
            if len(found) == 1 << BLOCK:
                self._whole[index] = found
                while len(self._whole) > _KEPT:
                    self._whole.popitem(last=False)
        return found

    def _read_block(self, index: int) -> Held:
        first = index << BLOCK
        query = (
            select(
                journal.c.agency,
                journal.c.originator_id,
                journal.c.originator_version.label("version"),
                journal.c.topic,
                journal.c.command,
                journal.c.digest,
            )
            .where(journal.c.id > first, journal.c.id <= first + (1 << BLOCK))
            .order_by(journal.c.id)
        )
        with self._store.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return Held({(0, place): leaf(entry_of(**row)) for place, row in enumerate(rows)})


def _count(connection: Connection) -> int:
    """How many blocks are kept."""
    newest = (
        select(subtrees.c.index)
        .where(subtrees.c.level == BLOCK)
        .order_by(subtrees.c.index.desc())
        .limit(1)
    )
    last = connection.execute(newest).scalar()
    return 0 if last is None else int(last) + 1


def _put(connection: Connection, index: int, root: bytes) -> None:
    """The block's root, and those above it that are complete with it."""
    level = BLOCK
    connection.execute(subtrees.insert().values(level=level, index=index, root=root))
    while index & 1:
        left = connection.execute(
            select(subtrees.c.root).where(subtrees.c.level == level, subtrees.c.index == index - 1)
        ).scalar_one()
        root, level, index = above(bytes(left), root), level + 1, index >> 1
        connection.execute(subtrees.insert().values(level=level, index=index, root=root))
