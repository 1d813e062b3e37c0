"""秘书: who in a post keeps a leader's desk in order. Never decides in the leader's place."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import event

from office.directory.acting.terms import term
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Secretary(Entity):
    """One post attached to one leader's post."""

    TOPIC: ClassVar[str] = "directory.Secretary"

    class Attached(Created):
        """配备: whoever holds `secretary_post` is the secretary; `until` as in a delegation."""

        TOPIC: ClassVar[str] = "directory.Secretary.Attached"
        by: str
        principal: str
        post: str
        secretary_post: str
        since: str
        until: str

    def __init__(self, agency: str, principal: str, post: str) -> None:
        self.agency = agency
        self.principal = principal
        self.post = post
        self.detached = False

    @classmethod
    def attach(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        principal: str,
        post: str,
        secretary_post: str,
        since: date,
        until: date | None,
        today: date,
        at: datetime,
    ) -> Secretary:
        """配备 a secretary; without an end until it is said."""
        if post == secretary_post:
            raise Refused("不能由本人作自己的秘书。请另选秘书的岗位。")
        first, after = term(since=since, until=until, today=today, what="秘书关系")
        return cls.begin(
            cls.Attached,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            principal=principal,
            post=post,
            secretary_post=secretary_post,
            since=first,
            until=after,
        )

    def detach(self, *, by: str, at: datetime) -> None:
        """解除, at once."""
        if self.detached:
            raise Refused("这项秘书关系已经解除，不必再办。请刷新页面查看。")
        self._detached(timestamp=at, by=by)

    @event("Detached", topic="directory.Secretary.Detached")
    def _detached(self, timestamp: datetime, by: str) -> None:
        self.detached = True
