"""时间戳服务 over HTTP: what whoever runs the node is told of it."""

from __future__ import annotations

from pyramid.config import Configurator

from signing.timestamps.page import time_ledger


def includeme(config: Configurator) -> None:
    """On the page 运行情况."""
    config.add_health_ledger(time_ledger)
