"""Documents before sign-off: a dissent, a way back and straight forth, a reviewer's pen."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from documents.demonstration import scene_manuscript
from documents.demonstration.cast import CLERK, DRAFTER, LEADER, REVIEWER
from documents.demonstration.player import KEEPING, Player
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.document import Document
from documents.outgoing.route import Order, Step, Verdict
from documents.outgoing.stages import Stage


def a_dissent_waits_to_be_settled(player: Player) -> None:
    """Two offices countersign at once; one disagrees, and the drafter has to settle it."""
    rooms, it = player.documents, _submitted(player, scene_manuscript("printing"))
    offices = {"hewanqing": Verdict.AGREE, CLERK: Verdict.DISSENT}
    together = Step(
        stage=Stage.COUNTERSIGNING,
        name="会签",
        people=tuple(player.person(each) for each in offices),
        order=Order.AT_ONCE,
        veto=True,
    )
    route = rooms.route_of(rooms.load(Document, it))
    signing = replace(route[-1], people=(player.person(LEADER),))
    rooms.reroute(
        player.by(REVIEWER, f"reroute:{it}"),
        it,
        route=(*route[:-1], together, signing),
        reason="涉及文印和秘书两方面工作，请一并会签。",
        seen=player.seen(it),
    )
    _review(player, it, to=(), opinion="涉及文印工作，请会签。")
    words = {
        Verdict.AGREE: "同意。",
        Verdict.DISSENT: "文印室只有一人，17时以后送印的件当日难以印完，建议改为16时。",
    }
    for login, verdict in offices.items():
        rooms.countersign(
            player.by(login, f"countersign:{it}"),
            it,
            opinion=words[verdict],
            verdict=verdict,
            seen=player.seen(it),
        )


def returned_and_straight_back(player: Player) -> None:
    """The signer returns it, the drafter mends it, and it is before the signer again."""
    manuscript = scene_manuscript("forest-fires")
    rooms, it = player.documents, _submitted(player, manuscript)
    _review(player, it, to=(LEADER,))
    rooms.return_to(
        player.by(LEADER, f"return:{it}"),
        it,
        position=0,
        reason="巡查频次与市应急管理局的方案不一致，请核实后直接送我。",
        straight=True,
        seen=player.seen(it),
    )
    mended = _with_words(
        manuscript,
        old="重点林区每日巡查一次，一般林区每三日巡查一次，",
        new="重点林区每日巡查两次，一般林区每日巡查一次，火险等级达到四级以上的，增加夜间巡查，",
    )
    _revise(player, DRAFTER, it, mended)
    rooms.submit(player.by(DRAFTER, f"submit again:{it}"), it, to=(), seen=player.seen(it))
    rooms.review_secrecy(
        player.by(REVIEWER, f"secrecy:{it}"),
        it,
        opinion="修改部分不涉密，可以公开。",
        seen=player.seen(it),
    )


def mended_by_the_reviewer(player: Player) -> None:
    """What the drafter wrote and what the reviewer made of it, to be compared."""
    it = _submitted(player, scene_manuscript("heating"))
    _revise(player, REVIEWER, it, scene_manuscript("heating-reviewed"))
    _review(player, it, to=(LEADER,))


def before_the_reviewer(player: Player) -> None:
    """A draft that its drafter has corrected once waits for the reviewer."""
    manuscript = scene_manuscript("blood-donation")
    it = player.draft(DRAFTER, manuscript, reviewer=REVIEWER)
    mended = _with_words(
        manuscript,
        old="参加人员当日可以休息。",
        new="各单位要做好人员保障，参加人员当日可以休息。",
    )
    _revise(player, DRAFTER, it, mended)
    _submit(player, it)


def _submitted(player: Player, manuscript: Manuscript) -> UUID:
    it = player.draft(DRAFTER, manuscript, reviewer=REVIEWER)
    _submit(player, it)
    return it


def _submit(player: Player, it: UUID) -> None:
    player.documents.submit(
        player.by(DRAFTER, f"submit:{it}"),
        it,
        to=[player.person(REVIEWER)],
        seen=player.seen(it),
    )


def _review(player: Player, it: UUID, *, to: tuple[str, ...], opinion: str = "请审签。") -> None:
    player.documents.review(
        player.by(REVIEWER, f"review:{it}"),
        it,
        opinion=f"文种、格式无误。{opinion}",
        keeping=KEEPING,
        to=[player.person(each) for each in to],
        seen=player.seen(it),
    )


def _revise(player: Player, login: str, it: UUID, manuscript: Manuscript) -> None:
    player.documents.revise(
        player.by(login, f"revise:{it}"), it, manuscript=manuscript, seen=player.seen(it)
    )


def _with_words(manuscript: Manuscript, *, old: str, new: str) -> Manuscript:
    body = tuple(
        replace(each, text=each.text.replace(old, new)) if isinstance(each, Paragraph) else each
        for each in manuscript.body
    )
    return replace(manuscript, body=body)
