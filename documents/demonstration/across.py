"""What other agencies are asked about drafts, and how far their answers have come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from documents.answering.application import Inquiries
from documents.answering.inquiry import Inquiry
from documents.answering.registers import inquiries
from documents.consulting.verdicts import AgencyVerdict, Asking, Comment
from documents.demonstration import scene_manuscript
from documents.demonstration.cast import DATA, DRAFTER, EMERGENCY, QINGHE, REVIEWER, WANGJIANG
from documents.demonstration.player import Player
from documents.manuscript import Manuscript
from documents.outgoing.document import Document

PEOPLE = {
    QINGHE: ("fengxiaoman", "liangjingyi", "shaoyunfan"),
    WANGJIANG: ("wangqing", "luyiming", "gongwangshu"),
    DATA: ("tansiyuan", "tansiyuan", "dingruogu"),
    EMERGENCY: ("songjiahe", "songjiahe", "weichenxing"),
}
"""Of an agency that is asked: who registers, who proposes the answer, who approves it."""

ALL_STEPS = 5
"""签收、登记、分办、拟答复、审定."""


def comments_on_service_hours(player: Player) -> UUID:
    """征求意见: one agency has comments, one has none, one lets the day pass; gives the draft."""
    it = asked(
        player,
        scene_manuscript("service-hours"),
        Asking.COMMENTS,
        agencies=(QINGHE, WANGJIANG, DATA),
        note="请重点看延时服务的时间和人员保障。",
        days=2,
    )
    comments = (
        Comment(clause="一", text="区级大厅冬季人流较少，建议冬季延长至18时。"),
        Comment(clause="三", text="建议写明延时服务所需经费由同级财政保障。"),
    )
    answered(player, QINGHE, it, verdict=AgencyVerdict.AGREE_WITH_COMMENTS, comments=comments)
    answered(player, DATA, it, verdict=AgencyVerdict.NO_COMMENT)
    answered(player, WANGJIANG, it, verdict=AgencyVerdict.NO_COMMENT, steps=2)
    return it


def countersigned_by_bureaus(player: Player) -> None:
    """会签: one bureau has it with who proposes the answer, the other before its leader."""
    it = asked(
        player,
        scene_manuscript("data-incidents"),
        Asking.COUNTERSIGN,
        agencies=(DATA, EMERGENCY),
        note="请对第二条的分工提出意见。",
        days=10,
    )
    answered(player, DATA, it, verdict=AgencyVerdict.AGREE, steps=4)
    answered(player, EMERGENCY, it, verdict=AgencyVerdict.AGREE, steps=3)


def asked(
    player: Player,
    manuscript: Manuscript,
    asking: Asking,
    *,
    agencies: tuple[str, ...],
    note: str,
    days: int,
) -> UUID:
    """A draft of the city office about which these agencies are asked, within `days`."""
    it = player.draft(DRAFTER, manuscript, reviewer=REVIEWER)
    player.documents.consult(
        player.by(DRAFTER, f"consult:{it}"),
        it,
        asking=asking,
        agencies=agencies,
        deadline=player.today + timedelta(days=days),
        note=note,
        seen=player.seen(it),
    )
    player.deliver()
    return it


def answered(
    player: Player,
    agency: str,
    document: UUID,
    *,
    verdict: AgencyVerdict,
    comments: tuple[Comment, ...] = (),
    steps: int = ALL_STEPS,
    leader: str = "",
    signature: str = "",
) -> None:
    """Have an agency take the first `steps` towards its answer. `leader`: who decides, where it
    is not the usual one; `signature`: key of the name in which it signs a joint document."""
    rooms, it = player.house.find(Inquiries), _inquiry(player, agency, document)
    clerk, handler, usual = PEOPLE[agency]
    leader = leader or usual
    acts: list[Callable[[], None]] = [
        lambda: rooms.sign_for(player.by(clerk, f"sign:{it}"), it, seen=_seen(rooms, it)),
        lambda: rooms.register(player.by(clerk, f"register:{it}"), it, seen=_seen(rooms, it)),
        lambda: rooms.assign(
            player.by(clerk, f"assign:{it}"),
            it,
            to=player.person(handler),
            helpers=(),
            note="请研究提出意见。",
            seen=_seen(rooms, it),
        ),
        lambda: rooms.propose(
            player.by(handler, f"propose:{it}"),
            it,
            to=player.person(leader),
            verdict=verdict,
            opinion="",
            comments=comments,
            seen=_seen(rooms, it),
        ),
        lambda: rooms.approve(
            player.by(leader, f"approve:{it}"),
            it,
            words="同意。",
            signature=signature,
            seen=_seen(rooms, it),
        ),
    ]
    for act in acts[:steps]:
        act()
    player.deliver()


def _inquiry(player: Player, agency: str, document: UUID) -> UUID:
    """What came to the agency about this document."""
    title = player.documents.load(Document, document).facts["title"]
    query = select(inquiries.c.subject).where(
        inquiries.c.agency == agency, inquiries.c.title == title
    )
    with player.house.node.store.reading() as connection:
        found: UUID = connection.execute(query).scalar_one()
    return found


def _seen(rooms: Inquiries, inquiry: UUID) -> int:
    return rooms.load(Inquiry, inquiry).version
