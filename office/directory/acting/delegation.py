"""委托代理 (AB角): somebody acts in another's post, for a scope and for a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import event

from office.directory.acting.scope import ALL, SIGN_OFF, checked, checked_types
from office.directory.acting.terms import term
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Delegation(Entity):
    """One delegation of one post to one person. It always has an end."""

    TOPIC: ClassVar[str] = "directory.Delegation"

    class Given(Created):
        """委托: `until` is the first day on which it holds no longer."""

        TOPIC: ClassVar[str] = "directory.Delegation.Given"
        by: str
        principal: str
        post: str
        delegate: str
        scope: list[str]
        types: list[str]
        presides: bool
        since: str
        until: str
        reason: str

    def __init__(self, agency: str, principal: str, post: str, delegate: str) -> None:
        self.agency = agency
        self.principal = principal
        self.post = post
        self.delegate = delegate
        self.revoked = False

    @classmethod
    def give(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        principal: str,
        post: str,
        delegate: str,
        scope: Sequence[str],
        types: Sequence[str],
        presides: bool,
        since: date,
        until: date | None,
        reason: str,
        today: date,
        at: datetime,
    ) -> Delegation:
        """委托. `presides` (主持工作) is for upward documents (条例 第二十二条)."""
        if principal == delegate:
            raise Refused("不能委托给本人。请另选代理人。")
        if by == delegate:
            raise Refused(
                "代理人不能自己给自己办理委托。请由委托人本人，或由另一位文书、系统管理员办理。"
            )
        if by != principal and not reason.strip():
            raise Refused("代委托人办理委托的，必须写明依据或原因（如出差、休假）。请填写。")
        if until is None:
            raise Refused("委托必须有截止日。请填写截止日；到期仍需代理的，届时另办委托。")
        chosen = checked(scope)
        if presides and not {ALL, SIGN_OFF} & set(chosen):
            raise Refused("主持工作的委托须包括签发。请选上“签发”，或不选“主持工作”。")
        first, after = term(since=since, until=until, today=today, what="委托")
        return cls.begin(
            cls.Given,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            principal=principal,
            post=post,
            delegate=delegate,
            scope=chosen,
            types=checked_types(types),
            presides=presides,
            since=first,
            until=after,
            reason=reason.strip(),
        )

    def revoke(self, *, by: str, reason: str, at: datetime) -> None:
        """收回: it ends at once."""
        if self.revoked:
            raise Refused("这项委托已经收回，不必再办。请刷新页面查看。")
        self._revoked(timestamp=at, by=by, reason=reason.strip())

    @event("Revoked", topic="directory.Delegation.Revoked")
    def _revoked(self, timestamp: datetime, by: str, reason: str) -> None:
        self.revoked = True
