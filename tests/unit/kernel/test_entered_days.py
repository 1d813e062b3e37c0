"""Days that people enter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from office.kernel.entered_days import must_be_near, must_be_to_come
from office.kernel.refusals import Refused

AT = datetime(2028, 2, 29, 1, 0, tzinfo=UTC)


def test_a_day_more_than_five_years_ahead_is_a_mistyped_year() -> None:
    must_be_near("2033-02-28", what="办理时限", at=AT)
    must_be_near("", what="办理时限", at=AT)
    with pytest.raises(
        Refused, match=r"办理时限9999年12月31日太远，最迟可填2033年2月28日.*核对年份"
    ):
        must_be_near("9999-12-31", what="办理时限", at=AT)


def test_a_day_to_come_is_not_over_and_not_too_far_away() -> None:
    must_be_to_come("2028-02-29", what="办理时限", at=AT)
    with pytest.raises(Refused, match="办理时限已经过去"):
        must_be_to_come("2028-02-28", what="办理时限", at=AT)
    with pytest.raises(Refused, match="太远") as refused:
        must_be_to_come("2038-02-28", what="办理时限", at=AT, field="until")
    assert refused.value.field == "until"
