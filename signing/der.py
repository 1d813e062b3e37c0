"""How much there is to read in DER from outside: a few bytes an element cost milliseconds."""

from __future__ import annotations

from typing import Any

_CONSTRUCTED = 0x20
_LONG_TAG = 0x1F
_LONG_LENGTH = 0x80


class TooMuch(ValueError):
    """More elements than any honest message has."""


def must_be_small(der: bytes, *, elements: int) -> None:
    """Counts them without reading them. Raises TooMuch; what is damaged is others' business.

    What a string of bytes holds in turn (an extension) counts as one.
    """
    place, end, count = 0, len(der), 0
    while place < end:
        count += 1
        if count > elements:
            raise TooMuch(f"签名数据的内容多于 {elements} 项，不像是真的。")
        place = _inside_or_behind(der, place)


def _inside_or_behind(der: bytes, place: int) -> int:
    """Where the next element begins: those of a constructed one lie in it."""
    kind = der[place]
    place += 1
    if kind & _LONG_TAG == _LONG_TAG:
        while place < len(der) and der[place] & _LONG_LENGTH:
            place += 1
        place += 1
    length = der[place] if place < len(der) else 0
    place += 1
    if length > _LONG_LENGTH:
        more = length - _LONG_LENGTH
        length = int.from_bytes(der[place : place + more])
        place += more
    elif length == _LONG_LENGTH:
        length = 0  # of no stated length: two zero bytes end it
    return place if kind & _CONSTRUCTED else place + length


def settled(value: Any) -> Any:
    """The same, read from its own bytes.

    asn1crypto encodes what it has built anew at every look and looks three times at each level,
    so that what is built of what is built takes 3 to the power of its depth: a time stamp took
    from ten milliseconds to twenty seconds. What was read is not encoded again.
    """
    return type(value).load(value.dump())
