"""来文时限 is the sender's: what is our own may be put off, but not beyond it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from office.kernel.clock import day_in_words, office_day
from office.kernel.refusals import Refused

SendersDay = Callable[[UUID], str]
"""By when (an ISO day) whoever sent the paper wants it done; empty where nobody said."""


def nobody_said(_: UUID) -> str:
    """Of every paper, where no room keeps the sender's days."""
    return ""


def must_keep_senders_day(day: str, *, senders: str, at: datetime) -> None:
    """Refused if the day (ISO) to which something is put off lies after the sender's.

    What the office owes to another it cannot put off by itself; it agrees with the sender and
    notes the new day. Where the sender's day is over already, no day could keep it.
    """
    if office_day(at).isoformat() <= senders < day:
        raise Refused(
            f"{day_in_words(day)}超过来文时限 {day_in_words(senders)}。"
            "来文机关定的时限，本机关不能自行延长，应当按期办结"
            f"（《条例》第二十四条（六））。请改填 {day_in_words(senders)}以前的日期；"
            "来文机关同意延期的，先在公文页“时限”中登记新的来文时限。",
            field="until",
        )
