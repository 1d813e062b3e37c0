"""What of a paper leaves the agency with its proof: rule data, an event's kind after the other.

Opinions stay inside (design section 5): replies, receipts and proofs for outsiders carry no 拟办,
no 批示 and no drafts. An event is digested as a whole, so one that holds any of it is not told at
all; its kind and its place are, so that nobody can leave it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from office.kernel.destruction import CARRIED_OUT


class Audience(StrEnum):
    """For whom a proof is made."""

    OUTSIDERS = "outsiders"
    INSIDERS = "insiders"

    @property
    def words(self) -> str:
        """As people are told."""
        return "外单位" if self is Audience.OUTSIDERS else "本机关"


OPEN: Mapping[str, tuple[str, ...]] = {
    "documents.Document.Numbered": (),
    "documents.Document.Typeset": (),
    "documents.Document.Printed": (),
    "documents.Document.Sealed": (),
    "documents.Document.PartnerSealed": (),
    "documents.Document.Released": (),
    "documents.Document.Dispatched": (),
    "documents.Consignment.Prepared": (),
    "documents.Consignment.Transmitted": (),
    "documents.Consignment.Accepted": (),
    "documents.Consignment.Delivered": (),
    "documents.Consignment.SignedFor": (),
    "documents.Consignment.HandedOver": ("note",),
    "documents.Consignment.SignatureEntered": ("note",),
    "documents.Incoming.Arrived": (),
    "documents.Incoming.ArrivedAgain": (),
    "documents.Incoming.SignedFor": (),
    "documents.Incoming.Registered": (),
    "documents.Publication.Published": (),
    "documents.Publication.PublishedAgain": (),
    "signing.Sealing.Done": (),
    CARRIED_OUT: (),
}
"""Kinds of events that outsiders are told, each with the fields that must be empty for it.
What is not named here stays inside: a kind that is new does, until somebody decides."""

STAYS_INSIDE: Mapping[str, str] = {
    "documents.Assignment": "",
    "documents.Charge": "",
    "documents.Circulation": "",
    "documents.Consignment": (
        "AmendRefused AmendRequested Amended Assigned AttemptFailed CameBack Cancelled Completed "
        "DeadLettered Expired Held InProgress LetGo Queued RecallRefused RecallRequested Recalled "
        "Refused Registered RequestNotTaken ReturnSignedFor ReturnedMisaddressed"
    ),
    "documents.Consultation": "",
    "documents.Deadline": "",
    "documents.DistributionList": "",
    "documents.Document": (
        "Abandoned Acknowledged Concluded Countersigned DissentSettled Drafted Endorsed "
        "HandedOver NumberVoided OpennessSetBack PartnerAskedAgain PartnerDeclined Proofread "
        "Ratified Rechecked Redirected "
        "Rerouted Returned Reviewed Revised SecrecyObjected SecrecyObjectionTold "
        "SecrecyReviewAsked SecrecyReviewed SentBack SignOffDenied SignedOff Submitted TakenBack"
    ),
    "documents.Effect": "",
    "documents.HeardEffect": "",
    "documents.Incoming": (
        "Acknowledged Amended AnswerBegun Answered Asked Assigned Circulated CirculationWithdrawn "
        "Completed Folded HandedBack HandedOver Handled Heeded HelpersAdded Instructed "
        "KeptOnPaper PassedOn Proposed ReadByAll Recalled Refused Reopened RequestDenied "
        "Rescheduled Retracked Returned Scanned "
        "Screened SentBack Unfolded"
    ),
    "documents.Lamp": "",
    "documents.PaperClock": "",
    "documents.Publication": "TakenDown",
    "documents.ReceivedCopies": "",
    "documents.Record": "",
    "documents.SigningWatch": "",
    "documents.Supervision": "",
    "kernel.Destruction": "Proposed Approved Declined",
    "signing.Sealing": "Voided",
}
"""Of a paper's streams, the events that are decided to stay inside; a stream without names does
so whole. With the kinds above these are all there are, which a test holds against the events."""

OF_NO_PAPER = (
    *(
        "documents.ArrivalAlarm",
        "documents.Asking",
        "documents.CoSealing",
        "documents.DestructionList",
        "documents.Inquiry",
        "documents.Memorandum",
    ),
    *("documents.OldPaper", "documents.Opening", "documents.PhraseBook", "documents.Receipt"),
    *("documents.Reclaim", "documents.RegisterImport", "documents.Series"),
    *("documents.ShelfInspection", "documents.Transfer"),
    *("signing.Checkpoint", "signing.PeerCheckpoint", "signing.Seal", "signing.SealRequest"),
)
"""Streams that go with no document and no incoming paper, so that no proof has their events."""

LIMITED = "readers"
"""The field that names for whom alone somebody's words are."""


def teller(audience: Audience, *, person: str = "") -> Callable[[str, Mapping[str, Any]], bool]:
    """Whether an event is told, from its topic and facts, in a proof that `person` exports."""

    def tells(topic: str, facts: Mapping[str, Any]) -> bool:
        readers = facts.get(LIMITED)
        if readers and person not in {*readers, facts.get("by")}:
            return False
        if audience is Audience.INSIDERS:
            return True
        return topic in OPEN and not any(facts.get(field) for field in OPEN[topic])

    return tells
