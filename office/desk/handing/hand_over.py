"""移交: the list of what went from whom to whom when somebody left a post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class HandOver(Entity):
    """One hand-over, which may be undone once.

    `items` tell of each thing: `subject`, `room`, and `what` its room said was handed over.
    `left` are those that stayed, each with the `reason`.
    """

    TOPIC: ClassVar[str] = "desk.HandOver"

    class Made(Created):
        """移交; `post` is the directory's key of the post that was left."""

        TOPIC: ClassVar[str] = "desk.HandOver.Made"
        by: str
        giver: str
        post: str
        taker: str
        items: list[dict[str, Any]]
        left: list[dict[str, Any]]

    def __init__(
        self,
        agency: str,
        giver: str,
        taker: str,
        items: list[dict[str, Any]],
        left: list[dict[str, Any]],
    ) -> None:
        self.agency = agency
        self.giver = giver
        self.taker = taker
        self.items = items
        self.left = left
        self.kept: list[dict[str, Any]] = []
        self.undone = False

    @classmethod
    def make(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        giver: str,
        post: str,
        taker: str,
        items: Sequence[dict[str, Any]],
        left: Sequence[dict[str, Any]],
        at: datetime,
    ) -> HandOver:
        """移交. Refused if nothing at all could be handed over."""
        if not items:
            reasons = "；".join(dict.fromkeys(str(each["reason"]) for each in left))
            raise Refused(
                f"没有可以移交的事项{f'：{reasons}' if reasons else ''}。请核对岗位和所选事项。"
            )
        return cls.begin(
            cls.Made,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            giver=giver,
            post=post,
            taker=taker,
            items=list(items),
            left=list(left),
        )

    def must_stand(self) -> None:
        """Refused if it has been undone."""
        if self.undone:
            raise Refused("这次移交已经撤销，不必再办。请刷新页面查看。")

    def undo(
        self, *, by: str, returned: Sequence[str], kept: Sequence[dict[str, Any]], at: datetime
    ) -> None:
        """撤销: these are with the giver again; those `kept` went on meanwhile, and why."""
        self.must_stand()
        if not returned:
            raise Refused("移交的事项都已有新的办理情况，没有可以退回的。需要时请另办移交。")
        self._undone(timestamp=at, by=by, returned=list(returned), kept=list(kept))

    @event("Undone", topic="desk.HandOver.Undone")
    def _undone(
        self, timestamp: datetime, by: str, returned: list[str], kept: list[dict[str, Any]]
    ) -> None:
        self.undone = True
        self.kept = kept
