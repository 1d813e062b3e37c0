"""The agency's search put together: the index, who fills it, and what is in it."""

from __future__ import annotations

from documents.searching.texts import text_of_file
from office.kernel.node import Node
from office.searching.followers import Indexer
from office.searching.index import search_index
from office.searching.indexed import Beside, Papers
from office.searching.searching import Searching


def search_over(node: Node, *kinds: Papers | Beside) -> tuple[Searching, Indexer]:
    """What answers, and the follower that keeps it right. Destroyed papers leave it in the act."""
    index = search_index(node.store)
    indexer = Indexer(index, read_file=text_of_file)
    indexer.add(*kinds)
    node.forgets.append(indexer.forget)
    return Searching(node.store, index, kinds=lambda: indexer.kinds), indexer
