"""Supervised matters: one overdue and urged, one about to be, a deputy's, one closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from documents.assignments.stages import Means
from documents.demonstration.cast import CLERK, LEADER, QINGHE, WANGJIANG
from documents.demonstration.player import Player
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.supervision.application import Given, Supervisions
from documents.supervision.charges.application import Charges
from documents.supervision.charges.charge import Charge
from documents.supervision.charges.registers import charges
from documents.supervision.charges.report import Report
from documents.supervision.said import Reporting
from documents.supervision.share import agency_party
from documents.supervision.stages import Kind
from documents.supervision.supervision import Supervision

GENERAL, INSPECTION = "unit:990100001-02", "unit:990100001-04"
"""综合科 and 督查科 of the city office."""
CALLED_BACK = "受理47件，办结47件；回访47件，满意45件，基本满意2件。\n"
"""What is attached to the report."""
DISTRICT_UNIT = "unit:990102001-01"
"""文秘科 of the district's office."""
DAYS = timedelta(days=14)
"""Of the play, from its first day to its last."""
PIPES = "老旧小区供水管网改造"
HEATING = "冬季供热投诉集中办理"


@dataclass(frozen=True, slots=True)
class Matters:
    """Those that go on over the days of the play."""

    pipes: UUID
    heating: UUID


def matters_are_opened(player: Player) -> Matters:
    """立项 and 交办, two weeks ago."""
    pipes = _opened(
        player,
        PIPES,
        kind=Kind.INSTRUCTION,
        basis="周怀远副市长在《关于老旧小区供水情况的报告》上批示",
        instruction="群众反映强烈，请清河区限期改造到位，督查科跟踪督办。",
        requirement="完成4个小区供水管网改造，书面报告改造结果和投诉处理情况。",
        leader=LEADER,
        days=6,
        to=(Given(agency_party(QINGHE), host=True), Given(GENERAL, host=False)),
    )
    _opened(
        player,
        "政务服务大厅延时服务",
        kind=Kind.MEETING,
        basis="市政府第31次常务会议纪要",
        requirement="市、区两级大厅工作日延时1小时，周六上午开放，年底前全部实现。",
        deadline=_soon_after_the_play(player),
        to=(Given(GENERAL, host=True), Given(agency_party(WANGJIANG), host=False)),
    )
    _opened(
        player,
        "关于加密晚间公交班次的建议",
        kind=Kind.CONGRESS,
        basis="市第十五届人民代表大会第六次会议第36号建议",
        requirement="研究办理，三个月内答复代表并征求意见。",
        proposer="柳闻笛",
        proposal_number="第36号",
        to=(Given(INSPECTION, host=True),),
    )
    heating = _opened(
        player,
        HEATING,
        kind=Kind.DECISION,
        basis="市政府冬季供热工作部署",
        requirement="12345热线转办的供热投诉5日内办结，逐件回访。",
        leader=LEADER,
        days=10,
        to=(Given(agency_party(WANGJIANG), host=True),),
    )
    player.deliver()
    player.handle(QINGHE, PIPES, steps=2)
    player.handle(WANGJIANG, HEATING, steps=2)
    return Matters(pipes, heating)


def one_is_extended_one_reported(player: Player, matters: Matters) -> None:
    """Some days later."""
    _report(
        player,
        QINGHE,
        PIPES,
        what=Reporting.EXTENSION,
        words="管材到货推迟，申请延期三天。",
        until=(player.today + timedelta(days=6)).isoformat(),
    )
    _report(
        player,
        WANGJIANG,
        HEATING,
        what=Reporting.RESULT,
        words="共受理投诉47件，已全部办结并逐件回访，满意率96%。",
        files={"供热投诉办理回访汇总.txt": CALLED_BACK.encode()},
    )
    rooms = player.house.find(Supervisions)
    rooms.extend(
        player.by(CLERK, f"extend:{matters.pipes}"),
        matters.pipes,
        party=agency_party(QINGHE),
        until="",
        words="同意，不得再延。",
        seen=_seen(player, matters.pipes),
    )
    rooms.submit(
        player.by(CLERK, f"submit:{matters.heating}"),
        matters.heating,
        to=player.person(LEADER),
        words="经抽查回访20件，情况属实，建议销号。",
        seen=_seen(player, matters.heating),
    )
    rooms.see(
        player.by(LEADER, f"see:{matters.heating}"),
        matters.heating,
        words="同意销号，望江区的做法可以推广。",
        seen=_seen(player, matters.heating),
    )
    rooms.close_matter(
        player.by(CLERK, f"close:{matters.heating}"),
        matters.heating,
        words="按期办结。",
        seen=_seen(player, matters.heating),
    )
    player.deliver()


def one_is_opened_from_an_instruction(player: Player, title: str) -> None:
    """The district has what its leader wrote on a paper of the city supervised."""
    clerk, leader = player.by("fengxiaoman", f"supervise:{title}"), player.person("shaoyunfan")
    paper = player.house.find(Incomings).load(Incoming, player.arrived(QINGHE, title))
    instructed: Any = next(
        each
        for each in player.house.find(Incomings).events.get(paper.id)
        if type(each).__name__ == "Instructed"
    )
    facts = paper.capsule.facts
    rooms = player.house.find(Supervisions)
    it = rooms.open_matter(
        clerk,
        kind=Kind.INSTRUCTION,
        facts={
            "title": "寒潮期间困难群众走访和供热供水保障",
            "requirement": "逐户走访登记在册的困难群众，供热供水故障当日抢修，书面报告情况。",
            "basis": f"《{facts['title']}》（{facts['number']}）邵云帆批示",
            "urgency": facts["urgency"],
            "instruction": instructed.words,
            "proposer": "",
            "proposal_number": "",
        },
        source={
            "room": "incoming",
            "id": str(paper.id),
            "title": facts["title"],
            "number": facts["number"],
        },
        leader=leader,
        deadline="",
    )
    rooms.assign(
        player.by("fengxiaoman", f"give:{it}"),
        it,
        to=[Given(DISTRICT_UNIT, host=True)],
        note="",
        seen=_seen(player, it),
    )


def the_overdue_one_is_urged(player: Player, matters: Matters) -> None:
    """Today."""
    rooms = player.house.find(Supervisions)
    rooms.urge(
        player.by(CLERK, f"urge:{matters.pipes}"),
        matters.pipes,
        party=agency_party(QINGHE),
        means=Means.SYSTEM,
        words="已经超过延期后的时限，请三日内反馈办理结果。",
    )
    player.deliver()


def _opened(
    player: Player,
    title: str,
    *,
    kind: Kind,
    basis: str,
    requirement: str,
    to: tuple[Given, ...],
    leader: str = "",
    days: int = 0,
    deadline: str = "",
    instruction: str = "",
    proposer: str = "",
    proposal_number: str = "",
) -> UUID:
    rooms = player.house.find(Supervisions)
    it = rooms.open_matter(
        player.by(CLERK, f"supervise:{title}"),
        kind=kind,
        facts={
            "title": title,
            "requirement": requirement,
            "basis": basis,
            "urgency": "",
            "instruction": instruction,
            "proposer": proposer,
            "proposal_number": proposal_number,
        },
        source={},
        leader=player.person(leader) if leader else "",
        deadline=(player.today + timedelta(days=days)).isoformat() if days else deadline,
    )
    rooms.assign(player.by(CLERK, f"give:{title}"), it, to=to, note="", seen=_seen(player, it))
    return it


def _soon_after_the_play(player: Player) -> str:
    """Two working days after its last day: about to be overdue then."""
    calendar = player.house.find(Supervisions).calendar
    return calendar.after(player.today + DAYS, 2).day.isoformat()


def _report(
    player: Player,
    agency: str,
    title: str,
    *,
    what: Reporting,
    words: str,
    until: str = "",
    files: Mapping[str, bytes] | None = None,
) -> None:
    """By the clerk of an agency that was given this matter, after its leader approved it."""
    rooms = player.house.find(Charges)
    query = select(charges.c.subject).where(charges.c.agency == agency, charges.c.title == title)
    with player.house.node.store.reading() as connection:
        it: UUID = connection.execute(query).scalar_one()
    clerk, leader = {
        QINGHE: ("fengxiaoman", "shaoyunfan"),
        WANGJIANG: ("wangqing", "gongwangshu"),
    }[agency]
    rooms.report(
        player.by(clerk, f"{what}:{it}"),
        it,
        report=Report(what=what, words=words, until=until),
        to=player.person(leader),
        files=files or {},
        seen=rooms.load(Charge, it).version,
    )
    seen = rooms.load(Charge, it).version
    rooms.approve(player.by(leader, f"approve:{what}:{it}"), it, words="同意", seen=seen)
    player.deliver()


def _seen(player: Player, it: UUID) -> int:
    return player.house.find(Supervisions).load(Supervision, it).version
