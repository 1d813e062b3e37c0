"""The tree of entries against its definition (RFC 6962 2.1), and against forgers."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from signing.checkpoints.tree import (
    EMPTY,
    Held,
    consistency,
    inclusion,
    is_consistent,
    is_included,
    leaf,
    root,
)


def entries(count: int) -> list[bytes]:
    return [sha256(str(number).encode()).digest() for number in range(count)]


def tree(count: int) -> Held:
    return Held({(0, index): leaf(entry) for index, entry in enumerate(entries(count))})


def by_definition(of: list[bytes]) -> bytes:
    if not of:
        return EMPTY
    if len(of) == 1:
        return sha256(b"\0" + of[0]).digest()
    half = 1
    while half * 2 < len(of):
        half *= 2
    return sha256(b"\1" + by_definition(of[:half]) + by_definition(of[half:])).digest()


sizes = st.integers(1, 70)


@given(sizes)
def test_the_root_is_that_of_the_definition(size: int) -> None:
    assert root(tree(size), size=size) == by_definition(entries(size))


@given(sizes, st.data())
def test_every_leaf_is_proven_and_at_no_other_place(size: int, data: st.DataObject) -> None:
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    nodes, whole = tree(size), by_definition(entries(size))
    path = inclusion(nodes, index=index, size=size)
    held = leaf(entries(size)[index])
    assert is_included(held, index=index, size=size, path=path, root=whole)
    if other != index:
        assert not is_included(held, index=other, size=size, path=path, root=whole)
        forged = leaf(entries(size)[other])
        assert not is_included(forged, index=index, size=size, path=path, root=whole)
    assert not is_included(held, index=size, size=size, path=path, root=whole)
    assert not is_included(held, index=index, size=size, path=[*path, whole], root=whole)


@given(sizes, st.data())
def test_a_longer_tree_begins_with_the_shorter_or_is_another(
    size: int, data: st.DataObject
) -> None:
    older = data.draw(st.integers(0, size))
    parts = consistency(tree(size), older=older, size=size)
    before, whole = by_definition(entries(older)), by_definition(entries(size))
    assert is_consistent(older=older, older_root=before, size=size, root=whole, parts=parts)
    forged = by_definition([bytes(32), *entries(size)[1:]])
    assert not is_consistent(older=older, older_root=before, size=size, root=forged, parts=parts)
    assert not is_consistent(older=older, older_root=bytes(32), size=size, root=whole, parts=parts)
