"""What the demonstration shows: a document at every stage, in every agency something to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from documents.demonstration import (
    across,
    afterwards,
    archived,
    arriving,
    circulated,
    demonstration_manuscripts,
    jointly,
    on_the_way,
    sealed,
    supervised,
    within,
)
from documents.demonstration.cast import (
    ARCHIVES,
    CITY,
    DATA,
    EMERGENCY,
    QINGHE,
    WANGJIANG,
)
from documents.demonstration.player import Player
from documents.demonstration.printed_recipients import group_recipients
from documents.manuscript import Manuscript
from documents.outgoing.stages import Stage

BELOW_CITY = (QINGHE, WANGJIANG, DATA, ARCHIVES, EMERGENCY)

Titles = dict[str, Manuscript]

RESTING = {
    "会议纪律": Stage.REVIEWING,
    "节能": Stage.SIGNING,
    "政务公开": Stage.SIGNING,
    "元旦": Stage.RECHECKING,
    "供水": Stage.NUMBERING,
    "信访": Stage.RELEASING,
    "预算": Stage.DISPATCHING,
    "车辆停放": Stage.DRAFTING,
}
"""Where a document rests, by a word of its title."""


def play_all(player: Player, *, last_day: datetime) -> Iterator[str]:
    """Play every scene, the last ones on `last_day` (its morning); gives a sentence after each."""
    matters = supervised.matters_are_opened(player)
    yield "督办立项"
    archived.records_of_last_year(player)
    yield "归档和借阅"
    yield from _days_before(player)
    supervised.one_is_extended_one_reported(player, matters)
    yield "督办反馈"
    player.go_on_to(last_day)
    supervised.the_overdue_one_is_urged(player, matters)
    yield "督办催办"
    yield from _desks_of_today(player)
    archived.a_list_waits_for_its_second_approval(player)
    yield "销毁清册"
    sealed.papers_are_sealed(player)
    yield "用印"
    jointly.papers_are_sealed_jointly(player)
    yield "联合用印"


def _days_before(player: Player) -> Iterator[str]:
    """What began two weeks ago: terms have passed and answers have come since."""
    group_recipients(player)
    trial = afterwards.a_trial_begins(player)
    yield "已分发的通知"
    across.comments_on_service_hours(player)
    yield "征求意见"
    player.next_morning()
    within.a_memorandum_is_decided(player)
    yield "已批准的签报"
    afterwards.a_request_goes_up(player)
    yield "请示"
    player.next_morning()
    published = afterwards.published_and_posted(player)
    within.numbers_kept_back(player, beside=published)
    yield "公开和编号"
    player.next_morning()
    afterwards.a_trial_is_over(player, trial)
    yield "废止"
    on_the_way.a_dissent_waits_to_be_settled(player)
    yield "会签"


def _desks_of_today(player: Player) -> Iterator[str]:
    across.countersigned_by_bureaus(player)
    yield "送外单位会签"
    on_the_way.returned_and_straight_back(player)
    on_the_way.mended_by_the_reviewer(player)
    on_the_way.before_the_reviewer(player)
    yield "退回和修改"
    within.a_memorandum_waits(player)
    yield "待批的签报"
    yield from _plain_way(player)
    arriving.one_document_by_two_routes(player)
    within.away_for_some_days(player)
    yield "代理"


def _plain_way(player: Player) -> Iterator[str]:
    titles: Titles = {each.title: each for each in demonstration_manuscripts()}
    for title, manuscript in titles.items():
        for word, stage in RESTING.items():
            if word in title:
                player.play(manuscript, until=stage)
                yield title
    yield from _cold_wave(player, titles)
    yield from _exchange_rules(player, titles)
    yield from _to_the_city(player, titles)


def _cold_wave(player: Player, titles: Titles) -> Iterator[str]:
    title = _find(titles, "寒潮")
    player.play(titles[title], until=Stage.DISPATCHED, addressees=BELOW_CITY, answer_due=True)
    for agency, steps in ((QINGHE, 7), (WANGJIANG, 5), (EMERGENCY, 3), (DATA, 1)):
        player.handle(agency, title, steps=steps)
    supervised.one_is_opened_from_an_instruction(player, title)
    yield title


def _exchange_rules(player: Player, titles: Titles) -> Iterator[str]:
    title = _find(titles, "公文电子交换")
    player.play(titles[title], until=Stage.DISPATCHED, addressees=BELOW_CITY)
    player.circulate(QINGHE, title)
    player.handle(DATA, title, steps=2)
    yield title


def _to_the_city(player: Player, titles: Titles) -> Iterator[str]:
    for word in ("归档", "数据共享", "安全生产"):
        title = _find(titles, word)
        others = [QINGHE, WANGJIANG] if word != "安全生产" else []
        player.play(titles[title], until=Stage.DISPATCHED, addressees=[CITY, *others])
        yield title
    circulated.from_leader_to_leader(player, _find(titles, "归档"))
    player.handle(CITY, _find(titles, "数据共享"), steps=3)


def _find(titles: Titles, word: str) -> str:
    return next(title for title in titles if word in title)
