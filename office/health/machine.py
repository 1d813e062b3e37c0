"""本机 on the page 运行情况: the version, what the node takes and has left, who is logged in."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path

from pyramid.request import Request
from sqlalchemy import Connection, func, select, text

from office.access.sessions import state_sessions
from office.web.models import Badge, Ledger, LedgerRow, Tone

FREE_AT_LEAST, FREE_URGENT = 0.15, 0.05
"""Shares of the disk: below the first an administrator is warned, below the second files that
come in may soon not be kept."""
GIGABYTE = 1_000_000_000
_SIZES = {
    "sqlite": "select page_count * page_size from pragma_page_count(), pragma_page_size()",
    "postgresql": "select pg_database_size(current_database())",
}


def machine_ledger(request: Request) -> Ledger:
    """Each line with what to do where it is not well."""
    node, content = request.house.node, request.house.settings.content
    with node.store.reading() as connection:
        database, sessions = _database(connection), _sessions(connection)
    rows = (
        _disk(content),
        LedgerRow("数据库", (_size(database),)),
        LedgerRow("登录会话", (f"{sessions} 个",)),
        LedgerRow("程序版本", (version("wenshu"),)),
    )
    return Ledger("本机", ("项目", "数值"), rows)


def _disk(content: Path) -> LedgerRow:
    """Of the disk on which files are kept, or will be when there are any."""
    folders = (content.absolute(), *content.absolute().parents)
    there = next(each for each in folders if each.exists())
    disk = shutil.disk_usage(there)
    share, note, state = disk.free / disk.total, "", Badge("正常", Tone.DONE, "tick")
    if share < FREE_AT_LEAST:
        state = Badge("不多了", Tone.WARNING)
        if share < FREE_URGENT:
            state = Badge("即将用完", Tone.RETURNED)
        note = "请扩大存储，或者执行 office content 查出可以清理的文件；用完后收不进公文和附件。"
    said = f"剩余 {_size(disk.free)}，共 {_size(disk.total)}"
    return LedgerRow("存放公文的磁盘", (said,), note=note, state=state)


def _database(connection: Connection) -> int:
    return int(connection.execute(text(_SIZES[connection.dialect.name])).scalar_one())


def _sessions(connection: Connection) -> int:
    live = select(func.count()).where(state_sessions.c.ended.is_(None))
    return int(connection.execute(live).scalar_one())


def _size(octets: int) -> str:
    if octets >= GIGABYTE:
        return f"{octets / GIGABYTE:.1f} GB"
    return f"{octets / 1_000_000:.1f} MB"
