"""`office demo`: an invented province to try everything in."""

from __future__ import annotations

import shutil
import time
from datetime import datetime, timedelta
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import click
from eventsourcing.persistence import StoredEvent
from rich.console import Console
from rich.progress import track
from sqlalchemy import select

from documents.consignments.registers import consignments
from documents.consignments.states import State
from documents.demonstration import demonstration_manuscripts
from documents.demonstration.cast import PIN, QINGHE, WANGJIANG
from documents.demonstration.certified import certify
from documents.demonstration.player import Player
from documents.demonstration.ports import Showing, Wish
from documents.demonstration.scenes import play_all
from documents.outgoing.registers import documents
from documents.outgoing.stages import Stage
from documents.typefaces.finding import INSTALLED_FONTS, require_typefaces
from office.cli import config_option
from office.directory.application import directory_act
from office.directory.demonstration import PASSWORD, demonstration_ldif
from office.directory.kinds import ROLE_NAMES
from office.house import House
from office.kernel.clock import CHINA, SetClock, SystemClock
from office.kernel.journal import journal
from office.kernel.mapping import EventMapper
from office.kernel.rebuild import outdated, rebuild
from office.kernel.refusals import Refused
from office.maintenance import run_server
from office.settings import Settings, listens_at, load_settings

SCENES = 28
DAYS = timedelta(days=14)
"""How long before its last day the demonstration begins; longer than any holiday."""
PATIENCE = 300
"""How often a play looks whether its document was carried, five times a second."""
FIRST_LOOK = """从澜州市人民政府办公室看起：
  chengyuan      程予安　会签有一位不同意，待协调；征求意见有两家已复、一家逾期
  zhouhuaiyuan   周怀远　待签发：一件退回改好后直接送回，一件核稿人修改过（看花脸稿）；
                         待批的签报、销毁清册
  shenliyan      沈立言　以“代周怀远”的身份登录，替他办理
  duanwen        段文　　复核、编号、用印、核发、分发；纸质件登记签收、编号、效力、信息公开；
                         归档：可以归档的和还缺什么的、去年的归档件、一件借阅逾期
联合用印从两边看：段文有一件等本机关用印，一件等市大数据局用印；谭思远（tansiyuan）在
市大数据局的待办里用印，文件自动送回，再用段文登录核发。
再看清河区的冯小满（fengxiaoman）收到的公文和废止通知。
"""


@click.command()
@click.option("--play", is_flag=True, help="办理一件公文的全过程，逐条显示事件、人员和时间。")
@click.option("--network", is_flag=True, help="省、市、两个区各一个节点，经网络交换公文。")
@click.option(
    "--port",
    type=int,
    help="网页端口，多个节点的依次加一；不写时用配置文件 [server:main] 的 listen。",
)
@click.option("--no-serve", is_flag=True, help="只建立数据，不启动网页。")
@config_option
def demo(*, play: bool, network: bool, port: int | None, no_serve: bool, config: Path) -> None:
    """建立虚构的云川省演示数据，列出账号，并启动网页。

    \b
    示例：
      office demo
      office demo --play
      office demo --network
    """
    settings = load_settings(config)
    host, own_port = listens_at(config)
    port = port or own_port
    if network:
        _copy_directory(settings)
        _showing("network")(settings, Wish(port=port, play=play, serves=not no_serve))
        return
    prepare(settings)
    if play:
        play_one(settings)
        return
    house = House(settings)
    _print_accounts(house, port=port)
    if not no_serve:
        run_server(house, host=host, port=port)


def prepare(settings: Settings) -> None:
    """Directory and documents, if they are not there yet, in this program's registers."""
    _copy_directory(settings)
    house = House(settings)
    try:
        if outdated(house.node.store, house.node.registers):
            rebuild(house.node.store, house.node.registers)
        with house.node.store.reading() as connection:
            is_new = connection.execute(select(documents.c.subject).limit(1)).first() is None
        if not is_new:
            house.follow_source(directory_act("operator:demo", uuid4().hex))
    finally:
        house.close()
    if is_new:
        _play_scenes(settings)


def _copy_directory(settings: Settings) -> None:
    if not settings.ldif.exists():
        settings.ldif.parent.mkdir(parents=True, exist_ok=True)
        with demonstration_ldif() as source:
            shutil.copyfile(source, settings.ldif)


def _showing(name: str) -> Showing:
    """Found by name, as it may stand on what this package must not know (decision 0126)."""
    for each in entry_points(group="office.demonstrations", name=name):
        showing: Showing = each.load()
        return showing
    raise Refused(f"没有安装这种演示（{name}）。请重新执行 make setup。")


def _play_scenes(settings: Settings) -> None:
    # Asked first: a play that breaks off would leave half a demonstration.
    require_typefaces(site=settings.fonts, installed=settings.here / INSTALLED_FONTS)
    last_day = _last_working_morning()
    house = House(settings, clock=SetClock(last_day - DAYS))
    try:
        house.follow_source(directory_act("operator:demo", uuid4().hex))
        certify(house)
        scenes = play_all(Player(house), last_day=last_day)
        for _ in track(scenes, "建立演示公文", total=SCENES, console=Console(stderr=True)):
            pass
    finally:
        house.close()


def _last_working_morning() -> datetime:
    """08:30 of the last weekday before today: the last scenes take a working day."""
    morning = SystemClock().now().astimezone(CHINA).replace(hour=8, minute=30, second=0)
    morning -= timedelta(days=1)
    while morning.weekday() >= 5:
        morning -= timedelta(days=1)
    return morning


def play_one(settings: Settings) -> None:
    """Walk one document through all acts and print each event as it is recorded."""
    house = House(settings)
    try:
        last = house.node.recorder.max_notification_id() or 0
        player = Player(house, take=uuid4().hex)
        manuscript = demonstration_manuscripts()[0]
        document = player.play(
            manuscript, until=Stage.DISPATCHED, addressees=[QINGHE, WANGJIANG], answer_due=True
        )
        _until(player, document, State.DELIVERED)
        for agency in (QINGHE, WANGJIANG):
            player.handle(agency, manuscript.title, steps=7)
        _until(player, document, State.COMPLETED)
        for line in event_lines(house, after=last):
            click.echo(line)
    finally:
        house.close()


def _until(player: Player, document: UUID, state: State) -> None:
    """Have it carried until all its consignments stand there.

    The courier may be that of a server which runs beside this; it carries in its own time.
    """
    query = select(consignments.c.state).where(consignments.c.document == document)
    for _ in range(PATIENCE):
        player.deliver()
        with player.house.node.store.reading() as connection:
            if set(connection.execute(query).scalars()) == {state}:
                return
        time.sleep(0.2)
    raise Refused(
        "公文已经发出，一分钟内没有递送到。递送正由另一个进程承担，请看它的日志后再演示一次。"
    )


def event_lines(house: House, *, after: int) -> list[str]:
    """The journal's events behind `after`: id, moment, agency, who, and the event's topic."""
    agencies = {each.code: each.short_name for each in house.directory.agencies_on()}
    mapper = EventMapper()
    with house.node.store.reading() as connection:
        rows = connection.execute(
            select(journal).where(journal.c.id > after).order_by(journal.c.id)
        ).all()
    lines = []
    for row in rows:
        event: Any = mapper.to_domain_event(
            StoredEvent(row.originator_id, row.originator_version, row.topic, row.state)
        )
        at = event.timestamp.astimezone(CHINA).strftime("%m-%d %H:%M:%S")
        by = getattr(event, "by", "")
        who = house.directory.person_name(by) if by else "系统"
        lines.append(f"{row.id:6}  {at}  {agencies.get(row.agency, '')}\t{who}\t{row.topic}")
    return lines


def _print_accounts(house: House, *, port: int) -> None:
    click.echo(f"文枢演示：http://localhost:{port}　所有账号的口令都是 {PASSWORD}")
    click.echo(f"印章的 PIN 码是 {PIN}")
    for agency in house.directory.agencies_on():
        click.echo(f"\n{agency.name}")
        for post in house.directory.posts_on(agency.code):
            roles = "、".join(ROLE_NAMES[role] for role in post.roles)
            click.echo(f"  {post.person.login:14} {post.person.name}　{post.title}（{roles}）")
    click.echo(f"\n{FIRST_LOOK}按 Ctrl+C 停止。")
