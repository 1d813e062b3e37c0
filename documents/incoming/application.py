"""The incoming room: every act on what arrives."""

from __future__ import annotations

from uuid import UUID

from documents.handling.giving import Giving
from documents.incoming.acts.arriving import ArrivingActs
from documents.incoming.acts.circulating import CirculatingActs
from documents.incoming.acts.completing import CompletingActs
from documents.incoming.acts.deciding import DecidingActs
from documents.incoming.acts.folding import FoldingActs
from documents.incoming.acts.giving_back import GivingBackActs
from documents.incoming.acts.intake import IntakeActs
from documents.incoming.acts.sharing import SharingActs
from documents.incoming.incoming import Incoming
from documents.permissions import Permission
from office.kernel.act import Act


class Incomings(
    ArrivingActs,
    GivingBackActs,
    FoldingActs,
    IntakeActs,
    DecidingActs,
    CirculatingActs,
    SharingActs,
    CompletingActs,
):
    """收文. Commands carry the same names as the aggregate's."""

    def hand_over(self, act: Act, incoming: UUID, *, giver: str, taker: str) -> str:
        """移交, as part of handing over a whole desk (`office.desk.handing`)."""

        def decide() -> str:
            permission = Permission.Incoming.HAND_OVER
            it = self.load(Incoming, incoming)
            self.node.guard(act, permission, Giving(it, giver))
            what = it.hand_over(by=act.person, giver=giver, taker=taker, at=self.clock.now())
            self.save(it)
            return what

        given = {"incoming": incoming, "giver": giver, "taker": taker}
        return self.perform(act, name=Permission.Incoming.HAND_OVER, given=given, decide=decide)
