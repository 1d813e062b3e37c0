"""The command `office exchange`: serve other nodes, know them, and say who this one is."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import click

from integrations.exchange.book.application import Peers
from integrations.exchange.book.exchanging import in_rows, read, written
from integrations.exchange.book.making import OwnSnapshots
from integrations.exchange.daybooks.balancing import DayComparer
from integrations.exchange.daybooks.reconciling import SETTLES_WORDS, STATE_WORDS, Difference
from integrations.exchange.medium import Carried, Medium
from integrations.exchange.operations import Line
from integrations.exchange.server.serving import Served, listening
from office.cli import config_option, operator
from office.directory.ids import DIRECTORY
from office.house import House
from office.kernel.act import Act
from office.kernel.clock import CHINA
from office.kernel.refusals import Refused
from office.maintenance import opened

FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def exchange() -> None:
    """与其他节点的公文交换：启动交换服务，签发、收存、核对通讯录快照。

    \b
    示例：
      office exchange serve -c production.ini
      office exchange snapshot 澜州.json
      office exchange meet 云川.json
      office exchange peers
    """


@exchange.command()
@config_option
def serve(config: Path) -> None:
    """启动公文交换服务，供其他节点投递公文、回执；与网页服务分开运行。

    \b
    示例：
      office exchange serve -c production.ini
    """
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with opened(config) as house:
        try:
            served = house.find(Served)
        except KeyError:
            raise Refused(
                "没有装入公文交换。请在配置文件的 wenshu.rooms 中写上它，再启动。"
            ) from None
        with listening(served, house.settings.exchange) as listener:
            host, port = listener.bind_addr
            click.echo(f"公文交换服务已启动：https://{host}:{port}。")
            stop.wait()


@exchange.command()
@config_option
def peers(config: Path) -> None:
    """列出交换通讯录中的节点、它们的机关数和证书指纹，以及等待核对的节点。

    \b
    示例：
      office exchange peers -c production.ini
    """
    with _room(config) as house:
        room = house.find(Peers)
        nodes = [(row, len(room.lines(row.node))) for row in room.all()]
        waiting = room.waiting.all()
    for row, count in nodes:
        state = "已停用" if row.gone else "已暂停" if row.suspended else "正常"
        click.echo(
            f"{row.node}　{state}　{count} 家机关　第 {row.sequence} 号快照"
            f"（{row.made.astimezone(CHINA):%Y-%m-%d %H:%M}）　{in_rows(row.fingerprint)}"
        )
    for row in waiting:
        click.echo(f"{row.node}　等待核对指纹　来源：{row.via}　{in_rows(row.fingerprint)}")
    if not nodes and not waiting:
        click.echo("交换通讯录中还没有其他节点。")


@exchange.command()
@click.argument("file", type=FILE)
@config_option
def snapshot(file: Path, config: Path) -> None:
    """签发本节点的快照（内容没有变化的不另签），写入 FILE，交给其他节点。

    \b
    示例：
      office exchange snapshot 澜州.json
    """
    with _room(config) as house:
        is_new = house.find(OwnSnapshots).make()
        row = house.find(OwnSnapshots).newest()
        if row is None:
            raise Refused("本节点还没有快照。")
        file.write_bytes(written(house.find(Peers).book.newest({})[0]))
    click.echo(
        f"{'已签发' if is_new else '没有变化，仍是'}第 {row.sequence} 号快照，写入 {file}。"
    )
    click.echo(f"请与对方核对签名证书的指纹（SHA-256）：{in_rows(row.fingerprint)}")


@exchange.command()
@click.argument("file", type=EXISTING)
@click.option("--fingerprint", default="", help="对方告知的指纹，核对相同即收存；不写时当场询问。")
@click.option("--reason", default="", help="何时、以何种方式、向何人核对；对方换证时必须写明。")
@config_option
def meet(file: Path, fingerprint: str, reason: str, config: Path) -> None:
    """收存 FILE 中其他节点的快照；不认识的节点或者换了证书的，先核对指纹。

    \b
    示例：
      office exchange meet 云川.json
      office exchange meet 云川.json --reason "11月20日电话核对，省厅刘工"
    """
    signed = read(file.read_bytes())
    with _room(config) as house:
        room = house.find(Peers)
        brought = room.bring(signed, by=operator(), via="文件")
        click.echo(brought.words)
        if not brought.waits:
            return
        shown = sha256(signed.certificates[0]).hexdigest()
        click.echo(f"签名证书的指纹（SHA-256）：{in_rows(shown)}")
        if fingerprint:
            if "".join(fingerprint.split()).lower() != shown:
                raise Refused("指纹与对方告知的不同，没有收存。请立即向对方核实。")
        elif not click.confirm("已与对方核对，指纹完全相同，确认收存吗？"):
            raise Refused("没有收存。核对以后可以再执行，或者在“交换通讯录”中办理。")
        act = Act(agency=DIRECTORY, person=operator(), command=str(uuid4()))
        words = room.confirm(
            act, brought.node, fingerprint=shown, digest=signed.digest, reason=reason
        )
    click.echo(words)


@exchange.command("export")
@click.argument("node")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@config_option
def export_(node: str, folder: Path, config: Path) -> None:
    """离线交换：把等待发往节点 NODE 的公文和回执写到介质的目录 FOLDER。

    公文仍留在待发队列；对方收存后把介质（或其中的 receipts 目录）带回，执行 import 即记为送达。
    联网恢复后重复送达也只收一件。

    \b
    示例：
      office exchange export 清河区政务 /media/usb/exchange
    """
    with _room(config) as house:
        done = house.find(Medium).put(folder, node=node)
    click.echo(f"已写出公文 {done.consignments} 件、回执 {done.receipts} 件到 {folder}。")
    _say_refused(done)


@exchange.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@config_option
def import_(folder: Path, config: Path) -> None:
    """离线交换：收存介质的目录 FOLDER 中发给本节点的公文和回执，并写上接收回执，供带回对方。

    签名、通讯录、密级与联网时同样核对；重复执行不会重复收存。

    \b
    示例：
      office exchange import /media/usb/exchange
    """
    with _room(config) as house:
        done = house.find(Medium).take(folder)
    click.echo(f"已收存公文 {done.consignments} 件、回执 {done.receipts} 件。")
    _say_refused(done)


@exchange.command()
@click.argument("day", type=click.DateTime(formats=["%Y-%m-%d"]))
@click.option("--node", default="", help="只与这个节点对账；不写时与通讯录中的所有节点。")
@config_option
def reconcile(day: datetime, node: str, config: Path) -> None:
    """与其他节点核对 DAY（年-月-日）这一天的往来公文，列出不一致的和解决办法。

    没有到的回执当场取回；需要重新发送的，由经办人在“交换箱”中办理。

    \b
    示例：
      office exchange reconcile 2026-11-23
      office exchange reconcile 2026-11-23 --node 清河区政务
    """
    failed = []
    with _room(config) as house:
        comparer = house.find(DayComparer)
        for each in [node] if node else comparer.nodes():
            try:
                _say_differences(each, comparer.compare(each, day.date()))
            except Refused as refused:
                click.echo(str(refused), err=True)
                failed.append(each)
    if failed:
        raise Refused(f"有 {len(failed)} 个节点没有对账：{'、'.join(failed)}。")


def _say_differences(node: str, found: Sequence[Difference]) -> None:
    click.echo(f"{node}　{f'{len(found)} 件不一致' if found else '一致'}")
    for each in found:
        here, there = (_words(side) for side in (each.here, each.there))
        click.echo(
            f"　{each.consignment}　本节点：{here}　对方：{there}　{SETTLES_WORDS[each.settles]}"
        )


def _words(side: Line | None) -> str:
    state = side.state if side else ""
    return STATE_WORDS.get(state, state)


def _say_refused(done: Carried) -> None:
    for sentence in done.refused:
        click.echo(sentence, err=True)
    if done.refused:
        raise Refused(f"有 {len(done.refused)} 件没有办成，原因见上。其余的已经办妥。")


@contextmanager
def _room(config: Path) -> Iterator[House]:
    with opened(config) as house:
        if not any(each.__name__ == "integrations.exchange.assembly" for each in house.rooms):
            raise Refused(
                "没有装入与其他节点交换的业务。请在设置 wenshu.rooms 中写上 exchange，"
                "如 wenshu.rooms = documents exchange。"
            )
        yield house
