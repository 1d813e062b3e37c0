"""The command `office directory`: follow the source, and make password hashes for its file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from office.cli import config_option, operator, unread_config_option
from office.directory.application import SYNCHRONISE, Directory, directory_act
from office.directory.passwords import hashed
from office.directory.registers import directory_register
from office.directory.source import directory_source
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.settings import Settings, load_settings


@click.group()
def directory() -> None:
    """组织机构与人员目录。

    \b
    示例：
      office directory sync --dry-run
      office directory sync -c production.ini --effective 2026-12-01
    """


@directory.command()
@click.option("--dry-run", is_flag=True, help="只列出将要记录的变更，不记录。")
@click.option(
    "--effective",
    type=click.DateTime(["%Y-%m-%d"]),
    help="来源没有写明日期的变更自哪一天起生效；默认今天。",
)
@click.option("--losing-most", is_flag=True, help="来源缺少目录中大部分人员时仍然执行。")
@config_option
def sync(*, dry_run: bool, effective: datetime | None, losing_most: bool, config: Path) -> None:
    """按来源（LDIF 文件或 LDAP 服务器）更新目录，只记录有差异之处。

    \b
    示例：
      office directory sync --dry-run
      office directory sync -c production.ini --effective 2026-12-01
    """
    settings = load_settings(config)
    entries = directory_source(settings).entries()
    with _directory(settings) as room:
        day = effective.date() if effective else office_day(room.clock.now())
        if dry_run:
            found = room.preview(entries, effective=day, losing_most=losing_most)
        else:
            act = directory_act(operator(), uuid4().hex)
            found = room.synchronise(entries, effective=day, act=act, losing_most=losing_most)
    for each in found:
        click.echo(each)
    done = "预览，尚未记录" if dry_run else "已记录"
    click.echo(f"共 {len(found)} 处变更（{done}）。" if found else "目录与来源一致，没有变更。")


@directory.command()
@click.option("--password", prompt="口令", hide_input=True, confirmation_prompt="再输一遍")
@unread_config_option
def password(*, password: str) -> None:
    """算出口令的散列，填入 LDIF 文件的 userPassword。

    \b
    示例：
      office directory password
    """
    click.echo(hashed(password))


@contextmanager
def _directory(settings: Settings) -> Iterator[Directory]:
    node = Node(
        database=settings.database,
        content=settings.content,
        registers=[directory_register],
        guard=_operator_may,
    )
    node.create()
    try:
        yield Directory(node, hosted=settings.agencies)
    finally:
        node.close()


def _operator_may(act: Act, permission: str, _: Any) -> None:
    """Whoever may run commands on the server may have the directory follow its source."""
    if permission != SYNCHRONISE:
        raise Refused(f"命令行不能办理此事（{permission}，{act.person}）。请登录系统办理。")
