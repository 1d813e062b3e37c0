"""运行情况: what runs behind the pages, for the system administrator alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

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
    assert "没有进程在运行" in visitor.open("/health").html.text
    office.deliver()
    told = visitor.open("/health").html.text
    assert "递送公文和回执" in told
    assert "连续出错" not in told

    node = office.house.node
    draft(office, "关于运行情况的通知")
    with node.store.changing_state() as connection:
        connection.exec_driver_sql("update state_followers set owner = null")
    Followers(node, [BrokenCourier()]).drain()
    rows = visitor.open("/health").html.select("tbody tr")
    assert "连续出错 1 次" in rows[0].text  # what is wrong comes first
    assert "ValueError: 交换平台没有应答" in rows[0].text
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
