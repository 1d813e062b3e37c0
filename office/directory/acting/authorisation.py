"""授权签发: a post may sign off some types in some name, as long as it is not upward."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import event

from office.directory.acting.scope import UPWARD, checked_types
from office.directory.acting.terms import term
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Authorisation(Entity):
    """One standing authorisation of one post."""

    TOPIC: ClassVar[str] = "directory.Authorisation"

    class Granted(Created):
        """授权: `identity` is the key of the issuing identity; `until` as in a delegation."""

        TOPIC: ClassVar[str] = "directory.Authorisation.Granted"
        by: str
        post: str
        identity: str
        types: list[str]
        since: str
        until: str
        basis: str

    def __init__(self, agency: str, post: str, identity: str) -> None:
        self.agency = agency
        self.post = post
        self.identity = identity
        self.withdrawn = False

    @classmethod
    def grant(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        post: str,
        identity: str,
        types: Sequence[str],
        since: date,
        until: date | None,
        basis: str,
        today: date,
        at: datetime,
    ) -> Authorisation:
        """授权, with its basis (依据: a division of work, minutes of a meeting)."""
        chosen = checked_types(types)
        if not chosen:
            raise Refused("请选择授权签发的文种。")
        upward = [each for each in chosen if each in UPWARD]
        if upward:
            raise Refused(
                f"上行文由机关主要负责人签发（《条例》第二十二条），{'、'.join(upward)}不能授权签发。"
                "请从文种中去掉；主要负责人外出的，由主持工作的负责人签发。"
            )
        if not basis.strip():
            raise Refused("请填写授权的依据，如领导分工文件的名称和文号。")
        first, after = term(since=since, until=until, today=today, what="授权")
        return cls.begin(
            cls.Granted,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            post=post,
            identity=identity,
            types=chosen,
            since=first,
            until=after,
            basis=basis.strip(),
        )

    def withdraw(self, *, by: str, at: datetime) -> None:
        """收回, at once."""
        if self.withdrawn:
            raise Refused("这项授权已经收回，不必再办。请刷新页面查看。")
        self._withdrawn(timestamp=at, by=by)

    @event("Withdrawn", topic="directory.Authorisation.Withdrawn")
    def _withdrawn(self, timestamp: datetime, by: str) -> None:
        self.withdrawn = True
