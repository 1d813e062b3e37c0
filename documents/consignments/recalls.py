"""追回 and 更正 by the sender's clerks: what is asked goes out by a stream of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from documents.consignments.asking import Asking
from documents.consignments.capsule import Request
from documents.consignments.carrying import Carrying
from documents.consignments.consignment import Consignment
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.refusals import Refused


class Recalls(Carrying):
    """Commands carry the same names as the aggregate's."""

    def request_recall(self, act: Act, consignment: UUID, *, reason: str) -> None:
        """请求追回."""

        def change(it: Consignment, now: datetime) -> Request:
            return it.request_recall(by=act.person, reason=reason, at=now)

        given = {"reason": reason}
        self._ask(act, consignment, name="request recall", given=given, change=change)

    def request_amend(
        self, act: Act, consignment: UUID, *, replaced_by: UUID, reason: str
    ) -> None:
        """请求更正: the other consignment, which is there already, takes its place."""

        def change(it: Consignment, now: datetime) -> Request:
            other = self.load(Consignment, replaced_by)
            if other.agency != it.agency:
                raise Refused("更正件不是本机关发出的，不能作为更正件。请另行选择。")
            return it.request_amend(by=act.person, reason=reason, replaced_by=other, at=now)

        given = {"reason": reason, "replaced_by": str(replaced_by)}
        self._ask(act, consignment, name="request amend", given=given, change=change)

    def _ask(
        self,
        act: Act,
        consignment: UUID,
        *,
        name: str,
        given: dict[str, str],
        change: Callable[[Consignment, datetime], Request],
    ) -> None:
        def decide() -> None:
            permission = Permission.Consignment.RECALL
            it = self.open(Consignment, consignment, act=act, permission=permission)
            now = self.clock.now()
            request = change(it, now)
            self.save(it)
            self.save(Asking.queue(request, at=now))

        given = {"consignment": str(consignment), **given}
        self.perform(act, name=name, given=given, decide=decide)
