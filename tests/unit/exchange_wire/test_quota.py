"""A bucket for each caller."""

from __future__ import annotations

from integrations.exchange.server.quota import Quota


def test_a_caller_gets_its_rate_and_a_burst() -> None:
    now = [0.0]
    quota = Quota(per_minute=60, clock=lambda: now[0])
    assert [quota.take("甲") for _ in range(11)] == [*[0] * 10, 1]
    assert quota.take("乙") == 0
    now[0] = 1.0
    assert [quota.take("甲"), quota.take("甲")] == [0, 1]
    now[0] = 1000.0
    assert [quota.take("甲") for _ in range(11)] == [*[0] * 10, 1]


def test_a_slow_rate_says_how_long_to_wait() -> None:
    now = [0.0]
    quota = Quota(per_minute=1, clock=lambda: now[0])
    assert [quota.take("甲"), quota.take("甲")] == [0, 60]
    now[0] = 45.0
    assert quota.take("甲") == 15
    now[0] = 60.0
    assert quota.take("甲") == 0
