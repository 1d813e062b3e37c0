"""A node said that an agency has moved: it is asked for the snapshot that says where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select

from documents.consignments.registers import consignments
from documents.consignments.states import Code
from office.kernel.followers import Followed
from office.kernel.node import Node


class MovedWatcher:
    """Follows what is refused for good. `ask`: out of turn, the node that has an agency; whether
    the new node is met stays with a person, who reads its address in the refusal."""

    name = "moved-agencies"
    title = "查询已迁走机关的新节点"
    topics: Sequence[str] = ("documents.Consignment.DeadLettered",)

    def __init__(self, ask: Callable[[str], None]) -> None:
        self._ask = ask

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Each agency once, however many letters to it came back."""
        moved = {
            each.event.originator_id
            for each in events
            if getattr(each.event, "code", "") == Code.ADDRESSEE_MOVED
        }
        query = select(consignments.c.addressee).distinct()
        with node.store.reading() as connection:
            rows = connection.execute(query.where(consignments.c.subject.in_(moved))).all()
        for row in rows:
            self._ask(row.addressee)

    def work(self, node: Node) -> bool:
        """The address book asks."""
        return False
