"""Commands for whoever runs the node: serve, worker, verify, rebuild, content, database."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from waitress import serve as waitress_serve

from office.assembly import web_application
from office.cli import config_option
from office.house import House
from office.kernel.destruction import Destructions
from office.kernel.grants import grants
from office.kernel.rebuild import outdated
from office.kernel.rebuild import rebuild as rebuild_registers
from office.kernel.refusals import Refused
from office.kernel.stocktaking import GRACE, bad, clear, orphans
from office.kernel.verify import verify as verify_journal
from office.searching.followers import start_again
from office.settings import listens_at, load_settings
from office.web.assets.build import script_fault

THREADS = 8


@contextmanager
def opened(config: Path) -> Iterator[House]:
    """The house of an ini file, closed at the end."""
    house = House(load_settings(config))
    try:
        yield house
    finally:
        house.close()


@click.command()
@click.option("--host", help="监听地址；不写时用配置文件 [server:main] 的 listen。")
@click.option("--port", type=int, help="监听端口；不写时同上。")
@config_option
def serve(host: str | None, port: int | None, config: Path) -> None:
    """启动网页服务。

    \b
    示例：
      office serve -c production.ini --host 0.0.0.0 --port 6543
    """
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    own_host, own_port = listens_at(config)
    with opened(config) as house:
        run_server(house, host=host or own_host, port=port or own_port)


def run_server(house: House, *, host: str, port: int) -> None:
    """Serve until stopped; `Refused` if the registers are those of an older program."""
    _must_be_current(house)
    if fault := script_fault():
        click.echo(fault, err=True)
    waitress_serve(web_application(house), host=host, port=port, threads=THREADS, ident=None)


def _must_be_current(house: House) -> None:
    old = outdated(house.node.store, house.node.registers)
    if old:
        raise Refused(
            f"程序已经更新，登记簿 {'、'.join(old)} 还是原来的格式。"
            "请先用同一个配置文件执行 office rebuild，再启动。"
        )


@click.command()
@config_option
def worker(config: Path) -> None:
    """在网页服务之外运行递送、提醒等后续工作。可同时启动多个，每项工作只由其中一个执行。

    \b
    示例：
      office worker -c production.ini
    """
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with opened(config) as house:
        _must_be_current(house)
        followers = house.followers()
        followers.start()
        click.echo("后续工作已启动。")
        stop.wait()
        followers.stop()


@click.command()
@config_option
def verify(config: Path) -> None:
    """逐条核验日志：内容与摘要、前后衔接的链、编号的连续，各检查点的根值、签名和证书。

    有误时指出第一个出错的事件或检查点。

    \b
    示例：
      office verify -c production.ini
    """
    with opened(config) as house:
        auditors = house.auditors()
        with progress_bar("核验") as progress:
            found = verify_journal(house.node.store, progress=progress, auditors=auditors)
        told = [sentence for each in auditors for sentence in each.conclude(found)]
    if found.fault:
        raise Refused(f"核验不通过：{found.fault}")
    destroyed = f"，其中 {found.destroyed} 条的内容经审批销毁" if found.destroyed else ""
    click.echo(f"核验通过：{found.events} 个事件，链条完整{destroyed}。")
    for sentence in told:
        click.echo(sentence)


@click.command()
@click.option("--check", is_flag=True, help="只比较，不替换。")
@click.option("--search", is_flag=True, help="查找的索引也由后续工作重新编入；其间照常查找。")
@config_option
def rebuild(*, check: bool, search: bool, config: Path) -> None:
    """由日志重新推导各登记簿，逐表比较后替换；期间照常办公。

    \b
    示例：
      office rebuild --check
      office rebuild --search
      office rebuild -c production.ini
    """
    with opened(config) as house:
        with progress_bar("重建") as progress:
            found = rebuild_registers(
                house.node.store, house.node.registers, replace=not check, progress=progress
            )
        left = Destructions(house.node).finish()
        if search and not check:
            with house.node.store.changing_state() as connection:
                start_again(connection)
    for table in found:
        same = "一致" if table.equal else f"有 {table.different} 行不同"
        click.echo(f"{table.table:24} {table.stood:8} 行，推导 {table.derived:8} 行，{same}")
    if search and not check:
        click.echo("查找的索引将由后续工作重新编入，进度见“运行情况”。")
    if left:
        click.echo(f"补删了 {left} 份已经审批销毁、上次未及删除的内容。")
    if check and not all(table.equal for table in found):
        raise Refused("登记簿与日志不一致。请执行 office rebuild 重建。")


@click.command()
@click.option("--clear", "clearing", is_flag=True, help="清除没有任何事件提到的内容。")
@config_option
def content(*, clearing: bool, config: Path) -> None:
    """核对内容目录：事件提到的是否齐全、完好，存入一天以上的有没有谁也没提到的。期间照常办公。

    办理被拒绝或中断时，事先存入的正文、附件会留下来，不属于任何公文；--clear 把它们清除。

    \b
    示例：
      office content
      office content --clear -c production.ini
    """
    with opened(config) as house:
        node = house.node
        with progress_bar("核对") as progress:
            wrong = bad(node, progress=progress)
        with progress_bar("查找") as progress:
            found = orphans(node, progress=progress)
        gone = clear(node, found) if clearing else []
        half = node.content.sweep(begun_before=node.clock.now() - GRACE) if clearing else 0
    for each in set(found) - set(gone):
        click.echo(f"没有任何事件提到：{each.agency} {each.digest}")
    if clearing:
        click.echo(f"已清除没有任何事件提到的内容 {len(gone)} 份，没有写完的文件 {half} 份。")
    elif found:
        click.echo(f"共 {len(found)} 份没有任何事件提到，可以用 office content --clear 清除。")
    if wrong:
        lines = (f"{word}：{each.agency} {each.digest}" for each, word in sorted(wrong.items()))
        raise Refused("\n".join(("内容核对不通过，请从备份中恢复下列各份：", *lines)))
    click.echo("内容核对通过：事件提到的都在，并且完好。")


@click.group()
def database() -> None:
    """建立数据库的表，给出应用账号的授权语句。

    \b
    示例：
      office database create -c owner.ini
    """


@database.command()
@config_option
def create(config: Path) -> None:
    """建立还没有的表和日志的保护。分设账号时，用所有者账号的配置文件执行；每次升级后再执行。

    \b
    示例：
      office database create -c owner.ini
    """
    with opened(config):
        click.echo("数据库的表和日志的保护都已就绪。")


@database.command(name="grants")
@click.argument("role")
@config_option
def show_grants(role: str, config: Path) -> None:
    """给出授权语句：ROLE 是运行本系统的数据库账号，它不能修改、删除日志。

    \b
    示例：
      office database grants wenshu_app -c owner.ini | psql wenshu
    """
    with opened(config) as house:
        for statement in grants(house.node.store, role=role):
            click.echo(statement)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr that is told done and total."""
    columns = (
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
