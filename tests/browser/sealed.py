"""A seal on record in the office of the browsers, and papers for which it is asked."""

from __future__ import annotations

from documents.demonstration.player import Player
from documents.demonstration.sealed import ISSUER, RECORD, drawn, make_trial_seal
from signing.issuing.application import Certificates
from signing.requests.application import SealRequests
from tests.unit.signing.signed import plain_pdf

KEEPER, APPLICANT, APPROVER = "hewanqing", "chengyuan", "luchengjun"
TO_APPROVE, TO_SEAL = "在职证明", "采购合同"


def seals_are_asked_for(player: Player) -> None:
    """One paper waits for the leader, one for the keeper."""
    player.house.find(Certificates).make_authority(name="云川省", by="operator:test")
    picture = drawn(ISSUER, typefaces=player.documents.typesetter.typefaces)
    acts = player.by(KEEPER, "seal:register"), player.by(KEEPER, "seal:renew")
    identity = player.identity(ISSUER)
    seal = make_trial_seal(player.house, acts, identity, record=RECORD, picture=picture)
    requests = player.house.find(SealRequests)
    for title in (TO_APPROVE, TO_SEAL):
        it = requests.apply(
            player.by(APPLICANT, f"apply:{title}"),
            title=title,
            to="澜州市第一中学",
            copies=2,
            seal=seal,
            leader=player.by(APPROVER, "look").person,
            file=plain_pdf(pages=3),
            name="材料.pdf",
        )
    requests.approve(player.by(APPROVER, f"approve:{it}"), it, opinion="同意。", seen=1)
