"""From when until when: what every act of this folder asks of its days."""

from __future__ import annotations

from datetime import date

from office.directory.timeline import OPEN
from office.kernel.refusals import Refused


def term(*, since: date, until: date | None, today: date, what: str) -> tuple[str, str]:
    """First day and first day after, as events hold them; no end is `OPEN`.

    Refused if it is over already, upside down, or begins before today: nobody is authorised
    afterwards for what they have done.
    """
    if since < today:
        raise Refused(
            f"{what}不能倒填日期：起始日 {since} 早于今天（{today}）。请填写今天或以后的日期。"
        )
    if until is not None and until <= since:
        raise Refused(f"{what}的截止日不能早于起始日。请改正日期。")
    return since.isoformat(), until.isoformat() if until else OPEN
