"""The command `office identifier`."""

from __future__ import annotations

import click

from documents.numbering.identifier import parse_identifier
from office.cli import unread_config_option


@click.command()
@click.argument("text", metavar="TEXT")
@unread_config_option
def identifier(*, text: str) -> None:
    """核对一个公文标识（GB/T 33477）：校验字符不对或不成样子的，退出状态为 1。

    \b
    示例：
      office identifier 1.2.156.10.990100001-000-2026-08-00037-P
    """
    found = parse_identifier(text)
    for name, value in (
        ("公文标识", str(found)),
        ("机关代码", found.organ),
        ("内设机构", found.unit),
        ("年份", str(found.year)),
        ("文种", found.type_name),
        ("流水号", str(found.serial)),
        ("校验字符", f"{found.check}，正确"),
    ):
        click.echo(f"{name}：{value}")
