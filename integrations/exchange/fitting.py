"""How many snapshots go into one answer: what does not fit is asked for again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integrations.exchange.contract import LARGEST_ANSWER
from integrations.exchange.shapes import Signed
from integrations.exchange.written.forms import SNAPSHOT

_AROUND = 4096
"""Bytes of the elements around a document, and of the message around all, at most."""


def fitting(documents: Iterable[Signed], *, limit: int = LARGEST_ANSWER) -> list[Signed]:
    """The first of them, as many as an answer of `limit` bytes holds; one at least."""
    found: list[Signed] = []
    left = limit - _AROUND
    for each in documents:
        left -= _travels(each)
        if left < 0 and found:
            break
        found.append(each)
    return found


def may_lack(answer: Sequence[Signed], *, limit: int = LARGEST_ANSWER) -> bool:
    """Whether another might not have fitted into this answer."""
    largest = _in_base64(SNAPSHOT.largest) + 2 * _AROUND
    return limit - sum(map(_travels, answer)) < largest


def _travels(document: Signed) -> int:
    pieces = (document.content, document.value, *document.certificates)
    return sum(_in_base64(len(each)) for each in pieces) + _AROUND


def _in_base64(length: int) -> int:
    return (length + 2) // 3 * 4
