"""What an office arranges inside: who acts for whom, memoranda, numbers kept back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from documents.demonstration.cast import CLERK, DEPUTY, DRAFTER, LEADER, REVIEWER
from documents.demonstration.player import Player
from documents.layout.forms import Opinion, Value
from documents.manuscript import Manuscript, Paragraph
from documents.memoranda.application import Memoranda, Words
from documents.memoranda.memorandum import Memorandum
from documents.memoranda.route import Turn
from documents.memoranda.sheets import FORM, PLAIN, plain_text
from documents.memoranda.stages import Step
from documents.numbering.application import Numbering
from documents.numbering.series import Series
from documents.outgoing.document import Document
from documents.printer import Printer
from office.directory.acting.scope import ALL

UNIT = "综合科"


def away_for_some_days(player: Player) -> None:
    """周怀远 is away, 沈立言 acts for him; 许明 keeps the desk of 周怀远 as his secretary."""
    since = player.today
    player.house.acting.delegate(
        player.by(LEADER, "delegate"),
        post="20002-1",
        delegate=player.person(DEPUTY),
        scope=(ALL,),
        since=since,
        until=since + timedelta(days=14),
        reason="赴外地学习",
    )
    player.house.acting.attach_secretary(
        player.by(CLERK, "attach secretary"),
        leader_post="20002-1",
        secretary_post="20011-1",
        since=since,
        until=None,
    )


def a_memorandum_is_decided(player: Player) -> None:
    """A memorandum approved by both leaders, whose drafter has seen the result."""
    it = _memorandum(
        player,
        title="关于组织办公室系统冬季业务培训的签报",
        text=(
            "为提高办文质量，拟于12月中旬组织一期业务培训，时间2天，参加人员60人。",
            "培训由综合科承办，师资从市级机关选请，所需费用在年度培训经费中列支。",
            "妥否，请批示。",
        ),
    )
    said = [(REVIEWER, "拟同意，请沈副秘书长、周副市长审批。"), (DEPUTY, "同意。"), (LEADER, "")]
    rooms, before = player.house.find(Memoranda), list[Opinion]()
    for place, (login, words) in enumerate(said):
        act = rooms.review if place == 0 else rooms.approve
        act(
            player.by(login, f"memorandum:{it}"),
            it,
            Words(words, _shown(player, it, said=before)),
            seen=_seen(rooms, it),
        )
        before.append(_printed(player, login, words or "（圈阅）"))
    rooms.acknowledge(player.by(DRAFTER, f"acknowledge:{it}"), it, seen=_seen(rooms, it))


def a_memorandum_waits(player: Player) -> None:
    """A memorandum that the unit has reviewed waits for the leader."""
    it = _memorandum(
        player,
        title="关于更新文印室装订设备的签报",
        text=(
            "文印室现用装订机购置于2017年，今年已检修9次，影响特急公文印制。",
            "经询价，拟更新装订机2台，概算4.6万元，从办公设备购置经费中列支。",
            "妥否，请批示。",
        ),
        leaders=(LEADER,),
    )
    rooms = player.house.find(Memoranda)
    rooms.review(
        player.by(REVIEWER, f"memorandum:{it}"),
        it,
        Words("情况属实，拟同意。", _shown(player, it, said=())),
        seen=_seen(rooms, it),
    )


def numbers_kept_back(player: Player, *, beside: UUID) -> None:
    """Of the series of this document three numbers are reserved; one of them is voided."""
    rooms = player.house.find(Numbering)
    id = UUID(player.documents.load(Document, beside).series)
    reserved = rooms.reserve(
        player.by(CLERK, "reserve"), id, count=3, purpose="年度表彰系列通知", person="何婉清"
    )
    series = rooms.load(Series, id)
    first = next(each for each in series.slots if series.number(each) == reserved[0])
    rooms.use_on_paper(
        player.by(CLERK, "use on paper"), id, serial=first, purpose="纸质办理的内部通知"
    )
    rooms.void_on_paper(
        player.by(CLERK, "void on paper"),
        id,
        serial=first,
        reason="事项取消，没有印发",
        left=False,
    )


def _memorandum(
    player: Player,
    *,
    title: str,
    text: Sequence[str],
    leaders: Sequence[str] = (DEPUTY, LEADER),
) -> UUID:
    rooms = player.house.find(Memoranda)
    it = rooms.draft(
        player.by(DRAFTER, f"draft:{title}"),
        manuscript=Manuscript(
            type="签报", title=title, body=tuple(Paragraph(0, each) for each in text)
        ),
        unit=UNIT,
    )
    route = [Turn(Step.REVIEW, (player.person(REVIEWER),))]
    route += [Turn(Step.APPROVE, (player.person(each),)) for each in leaders]
    rooms.submit(
        player.by(DRAFTER, f"submit:{it}"),
        it,
        route=route,
        shown=_shown(player, it, said=()),
        seen=_seen(rooms, it),
    )
    return it


def _shown(player: Player, memorandum: UUID, *, said: Sequence[Opinion]) -> dict[str, Any]:
    """The form as it stood before somebody, stored as what they saw."""
    rooms = player.house.find(Memoranda)
    it = rooms.load(Memorandum, memorandum)
    text = rooms.typesetter.manuscript(it.agency, it.revision)
    agency = player.house.directory.agency_on(it.agency)
    values: dict[str, Value] = {
        "agency": agency.name if agency else "",
        "number": it.number,
        "unit": UNIT,
        "drafter": player.house.directory.person_name(it.drafter),
        "telephone": rooms.telephones.of(it),
        "urgency": PLAIN,
        "title": text.title,
        "text": plain_text(text.body),
        "review": said[:1],
        "instructions": said[1:],
    }
    printer = player.house.find(Printer)
    return printer.shown(it.agency, FORM, values, revision=it.revision)


def _printed(player: Player, login: str, words: str) -> Opinion:
    day = player.today
    who = player.house.directory.person_name(player.person(login))
    return Opinion(words=words, who=who, date=f"{day.year}年{day.month}月{day.day}日")


def _seen(rooms: Memoranda, memorandum: UUID) -> int:
    return rooms.load(Memorandum, memorandum).version
