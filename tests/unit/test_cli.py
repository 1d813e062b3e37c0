"""`office`: commands of rooms, refusals without tracebacks, a broken room that stays alone."""

from __future__ import annotations

import getpass
import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner, Result

from office import cli
from office.kernel.refusals import Refused
from office.packages import Unavailable
from office.settings import load_settings


@click.command()
@cli.config_option
def greet(config: Path) -> None:
    """Say which file was read."""
    click.echo(config)


@click.command()
def refuse() -> None:
    raise Refused("文件已签发，不能修改。请另行发文。")


@click.command()
def lack() -> None:
    raise Unavailable("本机没有 apt-get 命令。")


@click.command()
@cli.config_option
def configure(config: Path) -> None:
    load_settings(config)


@click.command()
def crash() -> None:
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room with sound commands beside two rooms that cannot be imported."""
    room = ModuleType("room_of_this_test")
    commands = {"greet": greet, "refuse": refuse, "lack": lack, "configure": configure}
    vars(room).update(commands, crash=crash, number=3)
    monkeypatch.setitem(sys.modules, room.__name__, room)
    values = {name: f"{room.__name__}:{name}" for name in [*commands, "crash", "number"]}
    values |= {"absent": "no_such_room:command", "gone": f"{room.__name__}:gone"}
    installed = [EntryPoint(name, value, "office.commands") for name, value in values.items()]
    monkeypatch.setattr(cli, "entry_points", lambda group: installed)


def _office(*words: str) -> Result:
    return CliRunner().invoke(cli.main, words)


def test_help_lists_every_room_also_beside_a_broken_one() -> None:
    answer = _office("--help")
    assert answer.exit_code == 0
    assert "Say which file was read." in answer.stdout
    assert answer.stdout.count("（无法装入）") == 3


def test_the_ini_defaults_to_development_ini() -> None:
    assert _office("greet").stdout == "development.ini\n"
    assert _office("greet", "-c", "other.ini").stdout == "other.ini\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["refuse"], "文件已签发，不能修改。请另行发文。\n"),
        (["lack"], "本机没有 apt-get 命令。\n"),
    ],
)
def test_a_refusal_is_its_sentence_on_stderr_and_status_1(words: list[str], sentence: str) -> None:
    answer = _office(*words)
    assert (answer.exit_code, answer.stdout, answer.stderr) == (1, "", sentence)


def test_a_wrong_setting_is_told_like_any_refusal(tmp_path: Path) -> None:
    ini = tmp_path / "node.ini"
    ini.write_text("[app:main]\nwenshu.databse = sqlite://\n")
    answer = _office("configure", "-c", str(ini))
    assert answer.exit_code == 1
    assert "最接近的是 wenshu.database" in answer.stderr
    assert "Traceback" not in answer.output


@pytest.mark.parametrize("name", ["absent", "gone", "number"])
def test_a_broken_command_names_itself_and_its_place(name: str) -> None:
    answer = _office(name, "--some-option", "word")
    assert answer.exit_code == 1
    assert f"命令 {name}（" in answer.stderr
    assert "Traceback" not in answer.output


def test_a_mistake_in_the_program_is_not_disguised_as_a_refusal() -> None:
    assert isinstance(_office("crash").exception, ZeroDivisionError)


def test_an_unknown_command_is_a_usage_error() -> None:
    assert _office("nosuch").exit_code == 2


def test_an_account_without_a_name_acts_under_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", nameless)
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert cli.operator() == "operator:4711"
