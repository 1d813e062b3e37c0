"""The applications of the documents room, as whoever put them together hands them on."""

from __future__ import annotations

from dataclasses import dataclass

from documents.answering.application import Inquiries
from documents.assignments.application import Assignments
from documents.circulation.application import Circulations
from documents.consignments.application import Consignments
from documents.consignments.arrivals import ArrivalHall
from documents.consignments.followers import Courier
from documents.consulting.application import Consultations
from documents.distribution.application import DistributionLists
from documents.distribution.received.application import FurtherCopies
from documents.effect.application import Effects
from documents.effect.receiving.application import EffectNotices
from documents.incoming.application import Incomings
from documents.memoranda.application import Memoranda
from documents.outgoing.application import Documents
from documents.supervision.application import Supervisions
from documents.supervision.charges.application import Charges
from documents.supervision.lamps.application import Lamps


@dataclass(frozen=True, slots=True)
class DocumentRooms:
    """The applications of the documents room, and what it adds to the node."""

    documents: Documents
    incomings: Incomings
    assignments: Assignments
    circulations: Circulations
    memoranda: Memoranda
    consignments: Consignments
    arrivals: ArrivalHall
    courier: Courier
    distributions: DistributionLists
    consultations: Consultations
    inquiries: Inquiries
    effects: Effects
    effect_notices: EffectNotices
    further_copies: FurtherCopies
    supervisions: Supervisions
    charges: Charges
    lamps: Lamps
