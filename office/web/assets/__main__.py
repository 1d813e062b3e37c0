"""`python -m office.web.assets`: build the script; does nothing if it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from office.kernel.refusals import Refused
from office.web.assets.build import build, check_types


@click.command()
@click.option("--check", is_flag=True, help="只检查类型，不生成。")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/packages"),
    show_default=True,
    help="本机没有 Node.js 时，把它取到这里。",
)
def main(*, check: bool, root: Path) -> None:
    """生成网页脚本。例：python -m office.web.assets"""
    try:
        if check:
            check_types(root=root)
            click.echo("类型检查通过。")
        else:
            click.echo("网页脚本已生成。" if build(root=root) else "网页脚本已是最新。")
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
