"""What goes from one reader to the next."""

from __future__ import annotations

from documents.circulation.application import Circulations
from documents.circulation.stages import Mode
from documents.demonstration.cast import CITY
from documents.demonstration.player import Player

MAYOR, ASKED_FOR = "luchengjun", "xuelan"


def from_leader_to_leader(player: Player, title: str) -> None:
    """依次传阅 in the city: the mayor has read it and asks for one more; another has it."""
    player.circulate(CITY, title, mode=Mode.IN_ORDER)
    rooms = player.house.find(Circulations)
    (row,) = rooms.on_paper(player.arrived(CITY, title))
    rooms.ask_for_reader(
        player.by(MAYOR, "ask for a reader"),
        row.subject,
        reader=player.person(ASKED_FOR),
        reason="归档整理由其科室承担，请一并阅知",
    )
    rooms.initial(
        player.by(MAYOR, "initial"), row.subject, opinion="请按归档范围抓好本年度文件整理。"
    )
