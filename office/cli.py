"""The command `office`. Rooms add their commands through the entry points "office.commands".

A refusal is a Chinese sentence on stderr and exit status 1, never a traceback.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import click

from office.kernel.act import OPERATOR
from office.kernel.refusals import Refused

config_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    default=Path("development.ini"),
    show_default=True,
    help="配置文件（ini）。",
)
"""Every command takes the ini file: `config: Path`, to be read by `load_settings`."""

unread_config_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    default=Path("development.ini"),
    show_default=True,
    expose_value=False,
    help="配置文件（ini）。本命令不读它，写上也不算错。",
)
"""For what depends on no setting, so that a script can give every command the same `-c`."""


def operator() -> str:
    """Who runs the command, as acts have it: the account on this machine, or its number where it
    has no name (a container's user)."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = str(os.getuid())
    return f"{OPERATOR}{name}"[:64]


class Stopped(click.ClickException):
    """Ends a command with its refusal; click would put an English word before it."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """Write the sentence to stderr."""
        click.echo(self.message, file=file, err=True)


class Rooms(click.Group):
    """The commands of all installed rooms; each is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all rooms' commands, also of those that cannot be imported."""
        return sorted({*super().list_commands(ctx), *_installed()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or one that says why it cannot be imported; None if there is none."""
        if entry := _installed().get(cmd_name):
            return _load(entry)
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it refuses is told and not traced."""
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            raise Stopped(str(refusal)) from refusal


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wenshu", prog_name="office")
def main() -> None:
    """文枢：无纸化办公与公文交换。

    \b
    示例：
      office demo -c development.ini
      office verify --help
    """


def _installed() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group="office.commands")}


def _load(entry: EntryPoint) -> click.Command:
    """A broken room must not take the other rooms' commands down, so any error is contained."""
    try:
        command = entry.load()
    except Exception as fault:  # noqa: BLE001 - whatever an import may raise
        return _broken(entry, f"{type(fault).__name__}: {fault}")
    if not isinstance(command, click.Command):
        return _broken(entry, f"{entry.value} 不是命令")
    return command


def _broken(entry: EntryPoint, cause: str) -> click.Command:
    sentence = (
        f"命令 {entry.name}（{entry.value}）无法装入：{cause}。其他命令不受影响；"
        "请重新执行 make setup，仍不行时把这句话告诉维护人员。"
    )

    def stop() -> None:
        raise Stopped(sentence)

    return click.Command(
        entry.name,
        callback=stop,
        params=[click.Argument(["words"], nargs=-1, type=click.UNPROCESSED, expose_value=False)],
        context_settings={"ignore_unknown_options": True},
        help=sentence,
        short_help="（无法装入）",
    )
