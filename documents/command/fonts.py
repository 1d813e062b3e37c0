"""The command `office fonts`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from documents.typefaces.finding import (
    INSTALLED_FONTS,
    find_typefaces,
    how_to_get,
)
from documents.typefaces.installing import install_fonts
from documents.typefaces.typeface import ROLE_NAMES, Typefaces
from office.cli import config_option
from office.kernel.refusals import Refused
from office.settings import Settings, load_settings

_PACKAGES = Path("var")


@click.command()
@click.option("--install", is_flag=True, help="取得并转换开源字体（需要能访问软件源）。")
@config_option
def fonts(*, install: bool, config: Path) -> None:
    """列出公文各字体由哪个文件提供，或安装开源字体。

    \b
    示例：
      office fonts
      office fonts --install -c production.ini
    """
    settings = load_settings(config)
    site, installed = settings.fonts, settings.here / INSTALLED_FONTS
    refusals = _install(settings) if install else []
    typefaces = find_typefaces(site=site, installed=installed)
    _list(typefaces)
    for refusal in refusals:
        click.echo(refusal, err=True)
    if missing := typefaces.missing():
        raise Refused(how_to_get(missing, site=site, installed=installed))


def _install(settings: Settings) -> list[str]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("检查字体", total=None)

        def show(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        return install_fonts(
            site=settings.fonts,
            installed=settings.here / INSTALLED_FONTS,
            packages=settings.here / _PACKAGES,
            progress=show,
        )


def _list(typefaces: Typefaces) -> None:
    for role, name in ROLE_NAMES.items():
        chain = typefaces.chains[role]
        click.echo(f"{name}：{chain[0].family}  {chain[0].path}" if chain else f"{name}：缺少")
        for stand_in in chain[1:]:
            click.echo(f"    生僻字补充：{stand_in.family}  {stand_in.path}")
