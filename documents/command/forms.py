"""The commands `office forms …`: list, copy, check and print inner forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from documents.command.outputs import write_all
from documents.layout.forms import (
    SITE_FORMS,
    Form,
    compose_form,
    find_form,
    form_files,
    read_form,
)
from documents.layout.forms.cells import Cell, Column
from documents.layout.forms.terms import Kind
from documents.layout.pdf import write_pdf
from documents.typefaces.finding import INSTALLED_FONTS, require_typefaces
from office.classification import Ceiling
from office.cli import config_option, unread_config_option
from office.file_faults import why
from office.kernel.refusals import Refused
from office.settings import load_settings

_KINDS = {Kind.TEXT: "文字", Kind.OPINIONS: "意见", Kind.CHOICE: "选项"}


@click.group()
def forms() -> None:
    """内部表单（发文稿纸、文件处理单、签报等）：列出、取出修改、检查、打印。

    \b
    示例：
      office forms list
      office forms copy draft_sheet
    """


@forms.command("list")
@click.argument("name", metavar="[NAME]", required=False)
@config_option
def list_forms(*, name: str | None, config: Path) -> None:
    """列出全部表单和各自的文件；写明名称的，列出它的字段。

    \b
    示例：
      office forms list
      office forms list handling_sheet
    """
    site = _site(config)
    if name:
        for line in _fields(find_form(name, site=site)):
            click.echo(line)
        return
    for each, path in form_files(site=site).items():
        own = "（本单位）" if path.parent == site else ""
        click.echo(f"{each}：{find_form(each, site=site).name}{own}  {path}")


@forms.command("copy")
@click.argument("name", metavar="NAME")
@config_option
def copy_form(*, name: str, config: Path) -> None:
    """把自带的表单取出一份，放在本单位的表单目录中修改；已有同名的不覆盖。

    \b
    示例：
      office forms copy draft_sheet
    """
    site = _site(config)
    find_form(name, site=site)
    source = form_files(site=site)[name]
    target = site / source.name
    if source == target:
        raise Refused(f"本单位已有 {target}，没有覆盖。请直接修改它，或先改名再取出。")
    write_all({target: source.read_bytes()}, folders=(site.parent, site))
    click.echo(f"已取出 {target}")


@forms.command("check")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@unread_config_option
def check_form(*, file: Path) -> None:
    """检查改过的表单文件能不能用，并试排一张空表；有错的逐处指出。

    \b
    示例：
      office forms check var/site-forms/draft_sheet.toml
    """
    form = read_form(file)
    pages = compose_form(form, {})
    click.echo(f"可以使用：{form.name}，空表 {len(pages.pages)} 页。")


@forms.command("print")
@click.argument("name", metavar="NAME")
@click.option("--pdf", type=click.Path(path_type=Path), required=True, help="写入这个 PDF 文件。")
@click.option("--values", type=click.Path(path_type=Path), help="填写内容的 JSON 文件。")
@config_option
def print_form(*, name: str, pdf: Path, values: Path | None, config: Path) -> None:
    """打印一张表单：空表，或填入 JSON 文件中的内容。

    \b
    示例：
      office forms print draft_sheet --pdf 发文稿纸.pdf
      office forms print draft_sheet --pdf 发文稿纸.pdf --values 内容.json
    """
    settings = load_settings(config)
    filled = _values(values) if values else {}
    Ceiling(settings.classification).check_text("\n".join(_texts(filled)))
    pages = compose_form(find_form(name, site=_site(config)), filled)
    typefaces = require_typefaces(site=settings.fonts, installed=settings.here / INSTALLED_FONTS)
    write_all({pdf: write_pdf(pages, typefaces=typefaces)})
    click.echo(f"已写入 {pdf}")


def _site(config: Path) -> Path:
    return load_settings(config).here / SITE_FORMS


def _fields(form: Form) -> Iterator[str]:
    if form.head.agency:
        yield f"{form.head.agency}：机关名称，文字"
    for item in form.items():
        yield f"{item.field}：{item.label}，文字"
    for cell in form.cells():
        if cell.field:
            yield _described(cell)
    for table in form.tables():
        yield f"{table.field}：表格，每行有"
        yield from (f"  {_described(each)}" for each in table.columns if each.field)


def _described(place: Cell | Column) -> str:
    label = place.label.replace("\n", "") or "正文"
    choices = f"（{'、'.join(place.choices)}）" if place.choices else ""
    return f"{place.field}：{label}，{_KINDS[place.kind]}{choices}"


def _values(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8-sig"))
    except OSError as fault:
        raise Refused(f"读不了文件 {path}：{why(fault)}。请检查文件名和权限。") from fault
    except (ValueError, RecursionError) as fault:
        raise Refused(f"{path.name} 不是 UTF-8 编码的 JSON 文件。请改正后重试。") from fault
    if not isinstance(value, dict):
        raise Refused(f"{path.name} 应当是字段名到内容的对照（花括号）。请改正后重试。")
    return value


def _texts(value: Any) -> Iterator[str]:
    """Every text in the values, for whoever must look at all of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
