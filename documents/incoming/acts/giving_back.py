"""追回 and 更正 by the sender: laid before the clerks, and what they answer."""

from __future__ import annotations

from uuid import UUID

from documents.consignments.capsule import NotTaken, Request
from documents.consignments.states import ASKS_WORDS, COURIER, DENIED, GRANTED, Asks, Code, Kind
from documents.incoming.acts.foundation import Foundation
from documents.incoming.incoming import Incoming
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.refusals import Conflict, Refused

MOST_WORDS = 1000


class GivingBackActs(Foundation):
    """Nothing is agreed to by itself: a clerk answers, and the sender is told."""

    def be_asked(self, request: Request) -> None:
        """Lay the request before the clerks; twice is once. Raises `NotTaken` where nobody could
        answer it."""
        id = Incoming.id_of(
            agency=request.addressee, sender=request.sender, consignment=request.consignment
        )
        if not self.exists(id):
            raise NotTaken(
                Code.ENVELOPE_INVALID, "收文机关没有收到过这件公文，不能请求追回、更正。"
            )
        _must_be_readable(request)
        act = Act(agency=request.addressee, person=COURIER, command=f"ask:{request.id}")

        def decide() -> None:
            it = self.load(Incoming, id)
            if it.capsule.kind is not Kind.DOCUMENT:
                raise Refused("这类来文不能追回、更正，请与收文机关联系。")
            it.be_asked(request, at=self.clock.now())
            self.save(it)

        try:
            self.perform(act, name="ask", given=request.to_json(), decide=decide)
        except Conflict as conflict:
            raise NotTaken(Code.BUSY, "对方正在办理同一件公文，将自动重试。") from conflict
        except Refused as refusal:
            raise NotTaken(Code.TYPE_UNMAPPED, str(refusal)) from refusal

    def grant_request(self, act: Act, incoming: UUID, *, seen: int) -> None:
        """同意追回 or 更正: closed; what units and readers still have is taken back from them.

        What was read stays read, and what was said stays said.
        """

        def change(it: Incoming) -> None:
            newer = self._newer(it)
            asks = it.grant_request(by=act.person, replaced_by=newer, at=self.clock.now())
            reason = f"来文机关已经{ASKS_WORDS[asks]}此件"
            self.assignments.withdraw_all(act, it.id, reason=reason)
            self.circulations.withdraw_all(act, it.id, reason=reason)
            self._tell(it, GRANTED[asks], by=act.person)

        permission = Permission.Incoming.ANSWER_REQUEST
        self._act(act, incoming, permission, change, seen=seen, given={"grants": True})

    def deny_request(self, act: Act, incoming: UUID, *, reason: str, seen: int) -> None:
        """不同意; the sender reads why."""

        def change(it: Incoming) -> None:
            asks = it.deny_request(by=act.person, reason=reason, at=self.clock.now())
            self._tell(it, DENIED[asks], by=act.person, text=reason.strip())

        given = {"grants": False, "reason": reason}
        permission = Permission.Incoming.ANSWER_REQUEST
        self._act(act, incoming, permission, change, seen=seen, given=given)

    def _newer(self, it: Incoming) -> str:
        """The paper that takes its place, which must be here; empty where none is to."""
        if it.asked is None or it.asked.asks is not Asks.AMEND:
            return ""
        newer = Incoming.id_of(
            agency=it.agency, sender=it.capsule.sender, consignment=it.asked.replaced_by
        )
        if not self.exists(newer):
            raise Refused("更正件还没有送达，不能同意更正。请等它送达后再答复，或者答复不同意。")
        return str(newer)


def _must_be_readable(request: Request) -> None:
    """What no clerk could judge is not laid before any."""
    if not request.reason.strip() or len(request.reason) > MOST_WORDS:
        raise NotTaken(
            Code.ENVELOPE_INVALID, f"请求须写明原因，并且不超过 {MOST_WORDS} 字，没有受理。"
        )
    if (request.asks is Asks.AMEND) != bool(request.replaced_by):
        raise NotTaken(Code.ENVELOPE_INVALID, "请求更正须指明更正件，请求追回不得指明，没有受理。")
