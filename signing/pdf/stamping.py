"""Our time authorities as pyHanko wants them."""

from __future__ import annotations

from asn1crypto import cms
from pyhanko.sign.timestamps import TimeStamper

from signing.timestamps.asking import TimeAuthority, time_stamp_of


class Stamper(TimeStamper):
    """Raises NoTimeStamp, through pyHanko, where the authority gives no good answer."""

    def __init__(self, authority: TimeAuthority) -> None:
        super().__init__()
        self._authority = authority

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Checked by ourselves, nonce and digest too."""
        found = time_stamp_of(message_digest, authority=self._authority, algorithm=md_algorithm)
        return cms.ContentInfo.load(found.der)
