"""The command `office check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from office.cli import config_option
from office.house import House
from office.kernel.refusals import Refused
from office.settings import load_settings
from signing.certificates.due import due_lists
from signing.certificates.trusted import Trusted
from signing.checking.files import LARGEST, report
from signing.checking.report import Entry, Report, Verdict
from signing.checking.told import facts, moment, who
from signing.proofs.words import EventWords


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON，供程序读取。")
@config_option
def check(*, files: tuple[Path, ...], as_json: bool, config: Path) -> None:
    """验章：核验 PDF、OFD 和证明的签名、签章：谁签的、何时、保护哪些内容、有没有改动。

    证明是 office proof 导出的 .zip：另外列出只给摘要的、已经销毁的办理记录，
    以及包内文件各自的签章。

    只有每个文件的全部内容都在签章保护之内、签章都有效，退出码才是 0。
    测试用证书机构（office ca）签发的证书照样核验，退出码不变；结论里注明
    “测试证书，无法律效力”，JSON 里 testing 为 true。
    信任哪些机构，以本节点的设置为准（office ca trust）。
    吊销列表已过期、即将到期的，另外提醒（写到标准错误）。

    \b
    示例：
      office check 通知.ofd
      office check 证明.zip
      office check *.pdf --json -c production.ini
    """
    house = House(load_settings(config))
    try:
        trust, now = house.find(Trusted).trust(), house.node.clock.now()
        words = house.find(EventWords)
        found = [_checked(each, trust=trust, now=now, words=words) for each in files]
    finally:
        house.close()
    if as_json:
        told = [each.json() if isinstance(each, Report) else each for each in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for each in found:
            click.echo("\n".join(_lines(each)))
    for due in due_lists(trust, now=now):
        click.echo(f"注意：{due.words}", err=True)
    good = (isinstance(each, Report) and each.verdict is Verdict.VALID for each in found)
    raise SystemExit(0 if all(good) else 1)


def _checked(path: Path, **around: Any) -> Report | dict[str, str]:
    """What cannot be read is told and the others are checked all the same."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    try:
        return report(data, name=path.name, **around)
    except Refused as refusal:
        return {"name": path.name, "verdict": Verdict.UNPROVEN.value, "words": str(refusal)}


def _lines(found: Report | dict[str, str]) -> list[str]:
    if not isinstance(found, Report):
        return [f"{found['name']}：{found['words']}"]
    lines = [f"{found.name}：{found.words}"]
    for number, each in enumerate(found.entries, 1):
        lines.append(f"  {number}. {each.kind}　{each.words}　{_who(each)}")
        lines += [f"     · {problem.words}" for problem in each.problems]
        lines += [f"     （{note}）" for note in each.notes]
    if found.history:
        lines += [f"  {label}：{words}" for label, words in facts(found.history)]
    for file in found.files:
        lines += [f"  {line}" for line in _lines(file)]
    return lines


def _who(entry: Entry) -> str:
    named = who(entry)
    if entry.at is None:
        return named
    how = "时间戳证明" if entry.proven else "自报"
    return f"{named}　{moment(entry.at)}（{how}）"
