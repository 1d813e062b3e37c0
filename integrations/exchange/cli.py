"""Commands for whoever runs the node: serve other nodes."""

from __future__ import annotations

import logging
import signal
import threading
from pathlib import Path

import click

from integrations.exchange.server.serving import Served, listening
from office.cli import config_option
from office.kernel.refusals import Refused
from office.maintenance import opened


@click.group()
def exchange() -> None:
    """与其他节点的公文交换。

    \b
    示例：
      office exchange serve -c production.ini
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
