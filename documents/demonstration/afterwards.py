"""What becomes of documents that were issued: paper copies, publication, the end of effect."""

from __future__ import annotations

from uuid import UUID

from documents.consignments.channels import Channel
from documents.demonstration import scene_manuscript
from documents.demonstration.cast import CLERK, LEADER, PROVINCE, QINGHE, WANGJIANG
from documents.demonstration.player import Player
from documents.distribution.application import FILE_COPY, DistributionLists
from documents.distribution.line import Line, LineKind, key_of
from documents.effect.application import Effects
from documents.effect.force import Change
from documents.outgoing.stages import Stage
from documents.publication.application import Publications

NEWSPAPER = "云川日报社"


def a_request_goes_up(player: Player) -> None:
    """A 请示 of the city with its 签发人, registered at the province."""
    manuscript = scene_manuscript("old-town")
    player.play(manuscript, until=Stage.DISPATCHED, addressees=[PROVINCE], answer_due=True)
    player.handle(PROVINCE, manuscript.title, steps=2)


def a_trial_begins(player: Player) -> UUID:
    """A document at both districts that will not hold for long; gives its id."""
    manuscript = scene_manuscript("site-visits")
    it = player.play(manuscript, until=Stage.DISPATCHED, addressees=[QINGHE, WANGJIANG])
    for agency in (QINGHE, WANGJIANG):
        player.handle(agency, manuscript.title, steps=2)
    return it


def a_trial_is_over(player: Player, it: UUID) -> None:
    """It is repealed, and the notice is at the districts."""
    rooms = player.house.find(Effects)
    rooms.propose(
        player.by(CLERK, f"propose repeal:{it}"),
        it,
        change=Change.REPEAL,
        day=player.today.isoformat(),
        basis="市政府第19次常务会议纪要",
        reason="联合踏勘已纳入新的审批流程，不再单独试行。",
        to=player.person(LEADER),
        seen=0,
    )
    proposed = rooms.of(it)
    assert proposed is not None, "it was just proposed"
    rooms.decide(
        player.by(LEADER, f"decide repeal:{it}"), it, opinion="同意。", seen=proposed.version
    )
    player.deliver()


def published_and_posted(player: Player) -> UUID:
    """A document on the list of what is public, with one copy in the post; gives its id."""
    it = player.play(scene_manuscript("hotline"), until=Stage.DISPATCHING)
    _address(player, it)
    player.documents.dispatch(player.by(CLERK, f"dispatch:{it}"), it, seen=player.seen(it))
    player.deliver()
    player.house.find(Publications).publish(
        player.by(CLERK, f"publish:{it}"), it, place="澜州市人民政府门户网站", on=player.today
    )
    return it


def _address(player: Player, it: UUID) -> None:
    """To both districts over the network, to the newspaper by post."""
    rooms = player.house.find(DistributionLists)
    made = rooms.of(it)
    assert made is not None, "it is made when the number is taken"
    directory = player.house.directory
    districts = [directory.agency_on(each) for each in (QINGHE, WANGJIANG)]
    newspaper = Line(
        key=key_of(LineKind.OTHER, NEWSPAPER),
        kind=LineKind.OTHER,
        name=NEWSPAPER,
        channel=Channel.POST,
        address="澜州市新华路1号",
    )
    rooms.correct(
        player.by(CLERK, f"address:{it}"),
        it,
        lines=[*(rooms.line_of(each) for each in districts if each), newspaper, FILE_COPY],
        numbered=False,
        settled=made.unresolved,
        seen=made.version,
    )
