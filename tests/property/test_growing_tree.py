"""A tree read from its first leaf on has the root of the tree that is held."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from signing.checkpoints.growing import Growing
from signing.checkpoints.tree import Held, leaf, root


@given(st.integers(0, 70))
def test_the_root_after_each_leaf_is_that_of_the_tree(size: int) -> None:
    entries = [bytes([each]) * 32 for each in range(size)]
    held = Held({(0, place): leaf(entry) for place, entry in enumerate(entries)})
    growing = Growing()
    for place, entry in enumerate(entries, 1):
        growing.add(entry)
        assert growing.root == root(held, size=place)
