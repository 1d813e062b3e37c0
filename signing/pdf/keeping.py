"""What the archive asks for: a signed PDF fit for long keeping, by the site's service."""

from __future__ import annotations

from datetime import datetime

from office.kernel.clock import Clock
from office.kernel.refusals import Refused
from signing.certificates.trusted import Trusted
from signing.timestamps.asking import TimeAuthority


class LongKeeping:
    """`authority`: the site's time-stamp service."""

    def __init__(self, trusted: Trusted, *, authority: TimeAuthority, clock: Clock) -> None:
        self._trusted = trusted
        self._authority = authority
        self._clock = clock

    def preserved(self, data: bytes) -> tuple[bytes, datetime]:
        """PAdES B-LTA, and when the newest time stamp's certificate ends. Raises Refused."""
        # pyHanko takes a second to import, and few processes ever file.
        from signing.pdf.archiving import keep_for_long  # noqa: PLC0415
        from signing.pdf.checking import checked  # noqa: PLC0415

        made = keep_for_long(
            data,
            trust=self._trusted.trust(),
            authority=self._authority,
            at=self._clock.now(),
        )
        newest = checked(made).signatures[-1].time_stamp
        if newest is None:
            raise Refused("存档时间戳没有加上。请稍后重试，或请系统管理员核对时间戳服务。")
        return made, newest.certificate.ends
