"""运行情况: what runs behind the pages, for the system administrator alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version
from types import SimpleNamespace

import pytest

from office.access.sessions import state_sessions
from office.kernel.followers import ALL, Followed, Followers
from office.kernel.node import Node
from office.web.assets.build import MISSING, STALE
from tests.functional.office_app import DRAFTER, OfficeApp, draft

ADMINISTRATOR = "mengchuan"


class BrokenCourier:
    """Stands in the courier's place and fails at everything."""

    name = "courier"
    title = ""
    topics: Sequence[str] = ALL

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        raise ValueError("交换平台没有应答")

    def work(self, node: Node) -> bool:
        return False


def test_what_fails_behind_the_pages_is_told_with_what_went_wrong(office: OfficeApp) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    idle = visitor.open("/health").html.text
    assert "没有进程在运行" in idle
    assert "还有" in idle
    office.deliver()
    told = visitor.open("/health").html.text
    assert "递送公文和回执" in told
    assert "全部事件" in told
    assert "连续出错" not in told

    node = office.house.node
    draft(office, "关于运行情况的通知")
    with node.store.changing_state() as connection:
        connection.exec_driver_sql("update state_followers set owner = null")
    Followers(node, [BrokenCourier()]).drain()
    rows = visitor.open("/health").html.select("tbody tr")
    assert "连续出错 1 次" in rows[0].text  # what is wrong comes first
    assert "ValueError: 交换平台没有应答" in rows[0].text
    assert "先看网络" in rows[0].text  # and what to do
    assert "连续出错" not in "".join(each.text for each in rows[1:])


def test_a_script_of_another_version_is_told(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    for fault in (STALE, MISSING, ""):
        monkeypatch.setattr("office.health.page.script_fault", lambda fault=fault: fault)
        assert ("网页脚本" in visitor.open("/health").text) is bool(fault)
        assert fault in visitor.open("/health").text


def test_nobody_else_sees_how_the_node_runs(office: OfficeApp) -> None:
    visitor = office.log_in(DRAFTER)
    assert "/health" not in visitor.open("/").text
    assert "管理系统" in visitor.open("/health", status=403).html.text
    assert "/health" in office.log_in(ADMINISTRATOR).open("/").text


def test_the_page_tells_what_the_node_takes_and_has_left(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = office.log_in(ADMINISTRATOR)

    def told(line: str) -> str:
        rows = visitor.open("/health").html.select("tbody tr")
        return next(str(each.text) for each in rows if line in each.text)

    def sessions() -> int:
        return int(re.findall(r"(\d+) 个", told("登录会话"))[0])

    before = sessions()
    row = dict.fromkeys(("person", "login", "agency", "post", "address"), "") | {"digest": "one"}
    with office.house.node.store.changing_state() as connection:
        connection.execute(state_sessions.insert(), {**row, "created": 0, "seen": 0})
    assert sessions() == before + 1
    with office.house.node.store.changing_state() as connection:
        connection.execute(state_sessions.delete().where(state_sessions.c.digest == "one"))
    assert sessions() == before
    assert "MB" in told("数据库")
    assert version("wenshu") in told("程序版本")
    for free, words in ((40, "正常"), (10, "不多了"), (3, "即将用完")):
        disk = SimpleNamespace(total=100 * 10**9, free=free * 10**9)
        monkeypatch.setattr("office.health.machine.shutil.disk_usage", lambda _, disk=disk: disk)
        line = told("存放公文的磁盘")
        assert f"剩余 {free}.0 GB" in line
        assert words in line
        assert ("请扩大存储" in line) is (words != "正常")
