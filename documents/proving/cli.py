"""The command `office proof`."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import select

from documents.proving.application import PaperProofs
from documents.proving.inner import Audience
from documents.proving.told import WORDS
from office.cli import config_option
from office.desk.registers import subjects
from office.house import House
from office.kernel.refusals import Refused
from office.maintenance import opened

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@click.command()
@click.argument("papers", nargs=-1, required=True, metavar="公文…")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="写入的文件；有多件时是文件夹。",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice([each.value for each in Audience]),
    default=Audience.OUTSIDERS.value,
    show_default=True,
    help="给谁用：外单位（内部意见、文稿只给出摘要）或本机关。",
)
@config_option
def proof(papers: tuple[str, ...], output: Path, audience: str, config: Path) -> None:
    """导出发文、收文的证明：办理记录、有关文件、日志检查点，任何人不用本系统也能核验。

    公文写它的网址、编号（网址中的一段），或者文号、收文号。限定阅看的意见只给出摘要。

    \b
    示例：
      office proof 澜政办发〔2026〕12号 -o 证明.zip
      office proof 7f0c…-… 1b22…-… -o 证明/ --for insiders
    """
    with opened(config) as house:
        for each in papers:
            id = _named(house, each)
            data = house.find(PaperProofs).prove(id, audience=Audience(audience), words=WORDS)
            many = len(papers) > 1 or output.is_dir()
            if many:
                output.mkdir(parents=True, exist_ok=True)
            target = output / f"{id}.zip" if many else output
            target.write_bytes(data)
            click.echo(f"已写入 {target}。")


def _named(house: House, told: str) -> UUID:
    found = _ID.search(told)
    if found:
        return UUID(found[0])
    query = select(subjects.c.subject).where(
        subjects.c.number == told.strip(), subjects.c.room.in_(("document", "incoming"))
    )
    with house.node.store.reading() as connection:
        known = list(connection.execute(query.limit(2)).scalars())
    if len(known) != 1:
        raise Refused(f"没有找到“{told}”，或者有几件同号。请改用该件网址中的编号。")
    id: UUID = known[0]
    return id
