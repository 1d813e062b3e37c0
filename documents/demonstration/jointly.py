"""联合用印 to try from both sides: one paper waits for the host, one for the partner."""

from __future__ import annotations

from uuid import UUID

from documents.consulting.verdicts import AgencyVerdict, Asking
from documents.demonstration.across import PEOPLE, answered, asked
from documents.demonstration.cast import CLERK, DATA, DRAFTER, LEADER, PIN, REVIEWER
from documents.demonstration.player import KEEPING, Player
from documents.demonstration.sealed import ISSUER, drawn, make_trial_seal
from documents.manuscript import Manuscript, Paragraph

RECORD, SIGNER = "99010001100001", "xujingzhi"
"""Of the data bureau: its seal's 备案编号, and the leader who signs in its name."""
AT_HOST = (
    "关于联合开展政务数据质量核查的通知",
    ("请各区于月底前完成本区政务数据质量核查，核查结果报市大数据局。", "特此通知。"),
)
AT_PARTNER = (
    "关于建立公共数据共享会商机制的通知",
    ("自即日起，每季度召开一次公共数据共享会商会议，由市大数据局召集。", "特此通知。"),
)
"""Title and paragraphs."""


def papers_are_sealed_jointly(player: Player) -> None:
    """Both are signed off by the city's office and the data bureau; the second has the office's
    seal already. The office's own seal is on record."""
    (identity, *_) = player.house.directory.identities(DATA)
    keeper = PEOPLE[DATA][0]
    make_trial_seal(
        player.house,
        (player.by(keeper, "seal:register"), player.by(keeper, "seal:renew")),
        identity,
        record=RECORD,
        picture=drawn(identity.signature, typefaces=player.documents.typesetter.typefaces),
    )
    _signed_off_by_both(player, *AT_HOST, signature=identity.key)
    it = _signed_off_by_both(player, *AT_PARTNER, signature=identity.key)
    player.documents.seal(player.by(CLERK, f"seal:{it}"), it, pin=PIN, seen=player.seen(it))
    player.deliver()


def _signed_off_by_both(
    player: Player, title: str, text: tuple[str, ...], *, signature: str
) -> UUID:
    """As far as 用印."""
    manuscript = Manuscript(
        type="通知",
        title=title,
        recipients="各区人民政府",
        body=tuple(Paragraph(0, each) for each in text),
        issuer=ISSUER,
    )
    note = "联合印发，请会签后以贵局名义签发。"
    it = asked(player, manuscript, Asking.JOINT, agencies=(DATA,), note=note, days=5)
    answered(player, DATA, it, verdict=AgencyVerdict.AGREE, leader=SIGNER, signature=signature)
    rooms = player.documents
    reviewer, leader = [player.person(REVIEWER)], [player.person(LEADER)]
    rooms.submit(player.by(DRAFTER, f"submit:{it}"), it, to=reviewer, seen=player.seen(it))
    rooms.review(
        player.by(REVIEWER, f"review:{it}"),
        it,
        opinion="文种、格式无误。请审签。",
        keeping=KEEPING,
        to=leader,
        seen=player.seen(it),
    )
    rooms.sign_off(player.by(LEADER, f"sign:{it}"), it, opinion="同意。", seen=player.seen(it))
    rooms.recheck(player.by(CLERK, f"recheck:{it}"), it, opinion="", seen=player.seen(it))
    rooms.take_number(player.by(CLERK, f"number:{it}"), it, seen=player.seen(it))
    rooms.typeset(player.by(CLERK, f"typeset:{it}"), it, seen=player.seen(it))
    return it
