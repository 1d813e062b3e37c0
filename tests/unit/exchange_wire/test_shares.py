"""Who is served next."""

from __future__ import annotations

from integrations.exchange.server.shares import Shares


def test_a_caller_has_its_share_and_its_others_wait_in_order() -> None:
    started: list[str] = []
    shares = Shares(started.append, share=2)
    for job in ("甲1", "甲2", "甲3", "甲4", "乙1"):
        shares.add(job[0], job)
    assert started == ["甲1", "甲2", "乙1"]
    shares.done("甲")
    assert started[3:] == ["甲3"]
    shares.done("乙")
    shares.done("甲")
    assert started[4:] == ["甲4"]
    shares.done("甲")
    shares.done("甲")
    shares.add("甲", "甲5")
    shares.add("甲", "甲6")
    shares.add("甲", "甲7")
    assert started[5:] == ["甲5", "甲6"]


def test_what_waits_can_be_given_up() -> None:
    started: list[str] = []
    shares = Shares(started.append, share=1)
    for job in ("甲1", "甲2", "甲3"):
        shares.add("甲", job)
    assert shares.give_up() == ["甲2", "甲3"]
    shares.done("甲")
    assert started == ["甲1"]
