"""The command `office lint`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from documents.command.elements import Values, filled_in, named
from documents.command.sources import read_source
from documents.layout.titles import plain_title
from documents.manuscript import Manuscript
from documents.reading import decode
from documents.reading.imported import Imported
from documents.reading.importing import is_text
from documents.reading.number import find_number, normal_number
from documents.rules import (
    Case,
    Finding,
    Severity,
    as_printed,
    check,
    site_rules,
)
from documents.rules.finding import SEVERITY_WORDS
from office.classification import Ceiling
from office.cli import config_option
from office.settings import Settings, load_settings

_RAW = ("urgency", "date", "number")


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="结果写成 JSON：一列规则、依据、程度、位置。"
)
@config_option
def lint(*, source: Path, as_json: bool, config: Path) -> None:
    """按《党政机关公文处理工作条例》和 GB/T 9704-2012 检查一件公文（.txt、.docx、.json 等）。

    .txt 开头两行“---”之间可以写要素值，如“签发人: 周怀远”。不知道的情况（如主送机关是不是上级）
    不作判断。本机关停用的规则、改变的程度和禁用语写在配置项 wenshu.rules 所指的文件里。
    有错误时退出状态为 1，只有提醒或没有问题时为 0。

    \b
    示例：
      office lint 请示.txt
      office lint 通知.docx --json
    """
    settings = load_settings(config) if config.is_file() else None
    imported, front = read_source(source)
    elements = named(front)
    _refuse_secrets(imported, elements, settings=settings)
    manuscript = _with_number_as_typed(imported.manuscript, source)
    case = _case(manuscript, elements, is_structure=source.suffix.lower() == ".json")
    findings = check(case, site=site_rules(settings.rules if settings else None))
    if as_json:
        told = [each.to_json() for each in findings]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell_what_was_read(manuscript)
        _tell(findings)
    if any(each.severity is Severity.ERROR for each in findings):
        sys.exit(1)


def _case(manuscript: Manuscript, elements: Mapping[str, Values], *, is_structure: bool) -> Case:
    """What the file says; a structure has no place for 签发人 and 份号, so they stay unknown."""
    whole, issue = filled_in(
        manuscript, {option: given for option, given in elements.items() if option not in _RAW}
    )
    # Wrong words are for the rules to find, not for the form to mend or to refuse.
    raw = {name: getattr(manuscript, name) for name in _RAW}
    raw |= {name: "".join(elements[name]) for name in _RAW if name in elements}
    whole = replace(whole, **raw)
    case = Case(manuscript=whole) if is_structure else as_printed(whole)
    return replace(
        case,
        signers=issue.signers or case.signers,
        copy_number=issue.copy_number or case.copy_number,
    )


def _with_number_as_typed(manuscript: Manuscript, source: Path) -> Manuscript:
    """Reading a text puts the number's brackets right; the rules are to see the typed ones."""
    content = source.read_bytes()
    if not manuscript.number or source.suffix.lower() == ".json" or not is_text(content):
        return manuscript
    for line in decode(content).splitlines():
        found = find_number(line.strip())
        typed = line.strip()[found.start : found.end] if found else ""
        if typed and normal_number(typed) == manuscript.number:
            return replace(manuscript, number=typed)
    return manuscript


def _refuse_secrets(
    imported: Imported, elements: Mapping[str, Values], *, settings: Settings | None
) -> None:
    """涉密不上网 holds here too; without an ini the ceiling is none."""
    ceiling = Ceiling(settings.classification) if settings else Ceiling()
    imported.check(ceiling)
    ceiling.check("".join(elements.get("classification", ())))
    ceiling.check_text("\n".join(value for values in elements.values() for value in values))


def _tell_what_was_read(manuscript: Manuscript) -> None:
    """What it was taken for, beside the answer: nothing found in what was misread means little."""
    title = plain_title(manuscript.title) or "（没有认出标题）"
    left = len(manuscript.unrecognised)
    more = f"没有排入的原文有 {left} 行：" if left else ""
    click.echo(f"按“{manuscript.type}”检查：{title}。{more}", err=True)
    for line in manuscript.unrecognised:
        click.echo(f"    {line}", err=True)


def _tell(findings: Sequence[Finding]) -> None:
    for each in findings:
        click.echo(f"{SEVERITY_WORDS[each.severity]}  {each.position}  [{each.rule}]")
        click.echo(f"    {each.message}")
    errors = sum(each.severity is Severity.ERROR for each in findings)
    if findings:
        click.echo(f"共 {errors} 处错误，{len(findings) - errors} 处提醒。")
    else:
        click.echo("没有发现问题。")
