"""Seals for trying: drawn, with keys of the development authority, in the hands of a clerk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from documents.demonstration.cast import CLERK, PIN, QINGHE, WANGJIANG
from documents.demonstration.certified import BY
from documents.demonstration.player import Player
from documents.layout.seal_pictures import seal_png
from documents.layout.seals import round_seal
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.stages import Stage
from documents.typefaces.faces import Faces
from documents.typefaces.typeface import Typefaces
from office.directory.entries import IssuingIdentityEntry
from office.house import House
from office.kernel.act import Act
from signing.certificates.building import Purpose
from signing.issuing.application import Certificates, Holder
from signing.keys.algorithms import Algorithm
from signing.keys.owners import Owner, OwnerKind
from signing.ofd.seal import make_seal
from signing.seals.application import Seals
from signing.seals.kinds import SealKind
from signing.seals.making import Given
from signing.seals.seal import Seal

ISSUER, RECORD = "澜州市人民政府办公室", "99010000100001"
SENT = (
    "关于启用电子印章的通知",
    ("自即日起，我办印发的公文统一使用电子印章。收到公文后，请核验签章。", "特此通知。"),
)
WAITING = (
    "关于做好值班通讯检查工作的通知",
    ("请于本周内完成值班电话和应急通讯设备的检查，发现问题及时处理。", "特此通知。"),
)
"""Title and paragraphs."""
DIAMETER = 42.0
TERM = timedelta(days=5 * 365)
ALGORITHMS = (Algorithm.SM2, Algorithm.ECDSA)


def drawn(name: str, *, typefaces: Typefaces) -> bytes:
    """A round seal as PNG."""
    seal = round_seal(name, diameter=DIAMETER, faces=Faces(typefaces))
    return seal_png(seal, typefaces=typefaces)


def make_trial_seal(
    house: House,
    acts: tuple[Act, Act],
    identity: IssuingIdentityEntry,
    *,
    record: str,
    picture: bytes,
    pin: str = PIN,
) -> UUID:
    """On record by the first act, in the hands of whoever acts; its electronic seal, which names
    its certificate, comes with the second. The house has a development authority."""
    seals, certificates = house.find(Seals), house.find(Certificates)
    begins, by = house.node.clock.now(), acts[0].person
    given = Given(
        picture=picture, width=DIAMETER, height=DIAMETER, begins=begins, ends=begins + TERM
    )
    seal = seals.register(
        acts[0],
        name=identity.signature,
        kind=SealKind.OFFICIAL,
        identity=identity.key,
        keeper=acts[0].person,
        record=record,
        given=given,
    )
    whose = Holder(
        owner=Owner(OwnerKind.SEAL, str(seal)),
        purpose=Purpose.SEAL,
        name=identity.signature,
        agency=identity.agency,
    )
    held = {each: certificates.issue(whose, algorithm=each, by=by, pin=pin) for each in ALGORITHMS}
    electronic = make_seal(
        id=record,
        name=identity.signature,
        picture=picture,
        size=(int(DIAMETER), int(DIAMETER)),
        certificates=[held[Algorithm.SM2].certificate.der],
        begins=begins,
        ends=begins + TERM,
        maker=certificates.keys.signer(_maker(house), algorithm=Algorithm.SM2),
    )
    seen = seals.load(Seal, seal).version
    seals.renew(acts[1], seal, given=replace(given, electronic=electronic), seen=seen)
    return seal


def _maker(house: House) -> Owner:
    """Of whom the development authority's seal-maker has its key; made if there is none."""
    certificates, owner = house.find(Certificates), Owner(OwnerKind.AGENCY, "trial-seal-maker")
    if certificates.keys.current(owner, algorithm=Algorithm.SM2) is None:
        maker = Holder(owner=owner, purpose=Purpose.SEAL_MAKER, name="云川省制章中心")
        certificates.issue(maker, algorithm=Algorithm.SM2, by=BY)
    return owner


def papers_are_sealed(player: Player) -> None:
    """The city's office has its seal on record; one notice waits for it, one has gone out."""
    identity = player.identity(ISSUER)
    typefaces = player.documents.typesetter.typefaces
    acts = player.by(CLERK, "seal:register"), player.by(CLERK, "seal:renew")
    picture = drawn(ISSUER, typefaces=typefaces)
    make_trial_seal(player.house, acts, identity, record=RECORD, picture=picture)
    for title, text in (SENT, WAITING):
        manuscript = Manuscript(
            type="通知",
            title=title,
            recipients="各区人民政府",
            body=tuple(Paragraph(0, each) for each in text),
            issuer=ISSUER,
        )
        it = player.play(manuscript, until=Stage.RELEASING)
        if title == WAITING[0]:
            return
        rooms = player.documents
        rooms.seal(player.by(CLERK, f"seal:{it}"), it, pin=PIN, seen=player.seen(it))
        rooms.release(player.by(CLERK, f"release:{it}"), it, seen=player.seen(it))
        rooms.dispatch(
            player.by(CLERK, f"dispatch:{it}"),
            it,
            addressees=[QINGHE, WANGJIANG],
            seen=player.seen(it),
        )
        player.deliver()
