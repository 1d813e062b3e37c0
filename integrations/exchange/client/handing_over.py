"""A consignment with all its parts, whatever their size and however often it was begun."""

from __future__ import annotations

from collections.abc import Mapping

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.contract import LARGEST_CHUNK
from integrations.exchange.operations import Operations, Receipted
from integrations.exchange.shapes import Missing, Signed

_ROUNDS = 3
"""After the first: what was put may have been lost on the other side, but not for ever."""


def hand_over(
    connection: Operations,
    consignment: str,
    envelope: Signed,
    parts: Mapping[str, bytes],
    *,
    chunk: int = LARGEST_CHUNK,
) -> Receipted:
    """Submit, send what is missing from where it is missing, and submit again.

    `parts` by digest; `chunk`: most bytes of parts in a request, as the other side's `ping` says.
    Raises NotTaken, OSError; either way it goes on where it was when it is called again.
    """
    with_it = _what_fits(parts, chunk)
    for _ in range(1 + _ROUNDS):
        answer = connection.submit("", envelope, with_it)
        if isinstance(answer, Receipted):
            return answer
        for missing in answer:
            _put(connection, consignment, missing, parts, chunk)
        with_it = {}
    raise NotTaken(Code.INTERNAL, "对方节点收下了全部内容，却仍说缺少。")


def _what_fits(parts: Mapping[str, bytes], chunk: int) -> dict[str, bytes]:
    """The smaller ones first: a great one goes in chunks anyway."""
    chosen: dict[str, bytes] = {}
    left = chunk
    for digest, data in sorted(parts.items(), key=lambda part: len(part[1])):
        left -= len(data)
        if left < 0:
            break
        chosen[digest] = data
    return chosen


def _put(
    connection: Operations,
    consignment: str,
    missing: Missing,
    parts: Mapping[str, bytes],
    chunk: int,
) -> None:
    data = parts.get(missing.digest)
    if data is None:
        raise NotTaken(Code.PART_MISSING, "对方节点要一个信封中没有的文件。")
    at = missing.offset
    while at < len(data):
        piece = bytes(memoryview(data)[at : at + chunk])
        there = connection.put_part("", consignment, missing.digest, at, piece)
        if there <= at:
            raise NotTaken(Code.INTERNAL, "对方节点没有收下所发的内容。")
        at = there
