"""Our time authorities as pyHanko wants them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from asn1crypto import cms
from pyhanko.sign.timestamps import TimeStamper

from signing.timestamps.asking import TimeAuthority, time_stamp_of

ROOM = 12_000
"""Bytes left for a time stamp before it is asked for; those of public services have 3,000 to
8,000 with their certificates."""

Made = TypeVar("Made")


class TooLong(Exception):
    """The time stamp does not fit into the room that was left; the next try leaves enough."""


class Stamper(TimeStamper):
    """Raises NoTimeStamp, through pyHanko, where the authority gives no good answer."""

    def __init__(self, authority: TimeAuthority) -> None:
        super().__init__()
        self._authority = authority
        self._room = ROOM

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Checked by ourselves, nonce and digest too."""
        found = time_stamp_of(message_digest, authority=self._authority, algorithm=md_algorithm)
        if len(found.der) > self._room:
            self._room = len(found.der) + ROOM
            raise TooLong
        return cms.ContentInfo.load(found.der)

    async def async_dummy_response(self, md_algorithm: str) -> cms.ContentInfo:
        """As long as a time stamp may be. pyHanko would ask the authority for one, and look into
        it, after which the library encodes it anew at each look: seconds a seal
        (`signing.der.settled`)."""
        return cms.ContentInfo({"content_type": "data", "content": bytes(self._room)})


def with_room(make: Callable[[], Made]) -> Made:
    """`make` once more where the time stamp was too long."""
    try:
        return make()
    except TooLong:
        return make()
