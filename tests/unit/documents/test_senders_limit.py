"""What the sender asked for is not ours to put off."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from documents.assignments.senders_limit import must_keep_senders_day
from office.kernel.refusals import Refused

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_a_day_after_the_senders_is_refused_and_the_way_out_is_named() -> None:
    with pytest.raises(Refused, match="先在公文页“时限”中登记新的来文时限"):
        must_keep_senders_day("2026-12-01", senders="2026-11-30", at=NOON)
    with pytest.raises(Refused):
        must_keep_senders_day("2026-11-21", senders="2026-11-20", at=NOON)


@pytest.mark.parametrize(
    ("day", "senders"),
    [("2026-11-30", "2026-11-30"), ("2026-12-01", ""), ("2026-12-01", "2026-11-19")],
    ids=["the day itself", "the sender names none", "the sender's is over, no day could keep it"],
)
def test_any_other_day_may_be_given(day: str, senders: str) -> None:
    must_keep_senders_day(day, senders=senders, at=NOON)
