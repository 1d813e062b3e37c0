"""How a supervised matter stands, and what every act on it asks first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from documents.handling.holding import Holder
from documents.supervision.share import Share, hosts_reported
from documents.supervision.stages import PROPOSED, STAGE_WORDS, Kind, ShareStage, Stage
from office.kernel.refusals import Refused

Recorded = Callable[..., None]
"""A private method of the aggregate that records an event (design D4)."""


class SupervisionStanding:
    """The state as the acts see it. `documents.supervision.supervision` fills it."""

    agency: str
    version: int
    kind: Kind
    number: str
    facts: dict[str, Any]
    leader: str
    latest: str
    stage: Stage
    holder: Holder
    deadline: str
    shares: dict[str, Share]
    answer_class: str
    satisfaction: str

    @property
    def is_proposed(self) -> bool:
        """Whether deputies or members proposed it, who are answered to."""
        return self.kind in PROPOSED

    @property
    def current(self) -> list[Share]:
        """The shares that count, the hosts first, each in the order in which it was given."""
        left = [each for each in self.shares.values() if each.counts]
        return sorted(left, key=lambda each: not each.host)

    def share(self, party: str) -> Share:
        """The share of this party."""
        found = self.shares.get(party)
        if found is None or found.stage is ShareStage.ENDED:
            raise Refused("这个单位不承办这件督办事项。请刷新页面查看承办单位。")
        return found

    def _at_work(self, party: str, *, doing: str) -> Share:
        share = self.share(party)
        if not share.at_work:
            raise Refused(f"{share.name}已经反馈办理结果，不能{doing}。请刷新页面查看进度。")
        return share

    def _stage_after(self, **changed: Share) -> Stage:
        """Where it stands when these shares are as they are said to be."""
        shares = {**self.shares, **changed}.values()
        left = [each for each in shares if each.counts]
        if not any(each.host for each in left):
            return Stage.OPENED
        return Stage.REPORTED if hosts_reported(left) else Stage.ASSIGNED

    def _hosts_after(self, **changed: Share) -> str:
        """The names of the hosts, as lists show them, when these shares are as said."""
        shares = {**self.shares, **changed}.values()
        left = [each for each in shares if each.counts]
        return "、".join(each.name for each in left if each.host)

    def _must_be_at(self, *stages: Stage, doing: str) -> None:
        if self.stage not in stages:
            raise Refused(
                f"此项现在“{STAGE_WORDS[self.stage]}”，不能{doing}。请刷新页面查看办理进度。"
            )
