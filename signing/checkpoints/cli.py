"""The command `office checkpoint`: what the node signs of its journal, and hands to others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy import Row

from office.cli import config_option
from office.kernel.clock import CHINA
from office.kernel.refusals import Refused
from office.kernel.verify import verify
from office.maintenance import opened, progress_bar
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import Checkpoints
from signing.checkpoints.auditing import CheckpointAuditor
from signing.checkpoints.exchanging import Exchange, kept_outside

FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def checkpoint() -> None:
    """日志检查点：本节点定时签署日志的长度和根值，与其他节点互相收存、见证。

    \b
    示例：
      office checkpoint write
      office checkpoint export 澜州.json
      office checkpoint import 云川.json --witness 见证.json
    """


@checkpoint.command(name="list")
@config_option
def list_(config: Path) -> None:
    """列出本节点的检查点、作过见证的节点，以及收存的其他节点的检查点。

    \b
    示例：
      office checkpoint list -c production.ini
    """
    with opened(config) as house:
        room = house.find(Checkpoints)
        lines = [(row, room.witnesses_of(row.subject)) for row in room.listed(own=True)]
        others = room.listed(own=False)
    for row, nodes in lines:
        seen = f"见证：{'、'.join(nodes)}" if nodes else "尚无见证"
        click.echo(f"{_when(row)}　{row.size} 个事件　根值 {row.root}　{seen}")
    if not lines:
        click.echo("本节点还没有签署过检查点。")
    for row in others:
        click.echo(f"{_when(row)} 收存　{row.node}　{row.size} 个事件　根值 {row.root}")


@checkpoint.command()
@config_option
def write(config: Path) -> None:
    """立即签署一个检查点（平时按设置 wenshu.checkpoint_minutes 定时签署）。

    \b
    示例：
      office checkpoint write
    """
    with opened(config) as house:
        said = house.find(Checkpoints).write().statement
    click.echo(f"已签署：{said.size} 个事件，根值 {said.root}。")


@checkpoint.command()
@click.argument("file", type=FILE)
@click.option("--since", type=int, help="对方已收存到第几个事件；不写时附最近各检查点的衔接证明。")
@config_option
def export(file: Path, since: int | None, config: Path) -> None:
    """把最近的检查点写入 FILE，交其他节点收存、见证，或者刻盘另存。

    \b
    示例：
      office checkpoint export 澜州.json
      office checkpoint export 澜州.json --since 120000
    """
    with opened(config) as house:
        file.write_bytes(house.find(Exchange).exported(since=since))
    click.echo(f"已写入 {file}。")


@checkpoint.command(name="import")
@click.argument("file", type=EXISTING)
@click.option("--witness", type=FILE, help="把本节点的见证写入这个文件，交还对方导入。")
@click.option(
    "--new-certificate", is_flag=True, help="已向对方核实：对方换了发证机构或证书上的名称。"
)
@config_option
def import_(file: Path, witness: Path | None, *, new_certificate: bool, config: Path) -> None:
    """收存其他节点的检查点，或者导入其他节点为本节点所作的见证。

    签名的证书须由受信任的机构签发，通用名称与节点名称相同；检查点须与以前收存的相衔接，
    证书的持有人和发证机构也须与以前相同。否则不收存并说明原因。

    \b
    示例：
      office checkpoint import 云川.json --witness 见证.json
      office checkpoint import 见证.json
    """
    with opened(config) as house:
        taken = house.find(Exchange).take(file.read_bytes(), recertified=new_certificate)
    click.echo(taken.words)
    if witness and taken.answer:
        witness.write_bytes(taken.answer)
        click.echo(f"见证已写入 {witness}，请交还对方导入。")


@checkpoint.command()
@click.argument("files", type=EXISTING, nargs=-1, required=True)
@config_option
def compare(files: tuple[Path, ...], config: Path) -> None:
    """逐条核验日志，并与另存的检查点文件比对：整个数据库被换掉也能发现。

    \b
    示例：
      office checkpoint compare 2026年10月.json 2026年11月.json
    """
    with opened(config) as house:
        store, room = house.node.store, house.find(Checkpoints)
        nodes = room.own_names
        auditor = CheckpointAuditor(
            store,
            name=room.node_name,
            trusted=house.find(Trusted),
            clock=house.node.clock,
            beyond=tuple(kept_outside(each.read_bytes(), nodes=nodes) for each in files),
        )
        with progress_bar("核验") as progress:
            found = verify(store, progress=progress, auditors=(auditor,))
        told = list(auditor.conclude(found))
    if found.fault:
        raise Refused(f"核验不通过：{found.fault}")
    click.echo(f"核验通过：{found.events} 个事件，与另存的 {len(files)} 个检查点相符。")
    for sentence in told:
        click.echo(sentence)


def _when(row: Row[Any]) -> str:
    return f"{row.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
