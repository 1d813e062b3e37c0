"""Values of settings from their text in an ini file, by the type that the setting declares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import NoneType
from typing import Any, Literal, NewType, get_args, get_origin

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DatabaseAddress = NewType("DatabaseAddress", str)
"""A SQLAlchemy URL of SQLite or, through psycopg 3, PostgreSQL."""

_TRUTH = {
    **dict.fromkeys(("yes", "true", "on", "1", "是"), True),
    **dict.fromkeys(("no", "false", "off", "0", "否"), False),
}


class BadValue(ValueError):
    """The text does not fit the setting: what it should look like, without a full stop."""


def read(text: str, *, kind: Any, here: Path) -> Any:
    """`text` as a value of the type `kind`; relative paths count from `here`. Raises BadValue."""
    if get_origin(kind) is Literal:
        return _choice(text, get_args(kind))
    if get_origin(kind) is tuple:
        return tuple(text.replace(",", " ").split())
    named = next((each for each in get_args(kind) if each is not NoneType), kind)
    return _READERS[named](text, here)


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise BadValue(f"应为{'、'.join(choices)}之一")
    return text


def _truth(text: str, _here: Path) -> bool:
    if text.lower() not in _TRUTH:
        raise BadValue("应为 yes 或 no")
    return _TRUTH[text.lower()]


def _count(text: str, _here: Path) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise BadValue("应为大于零的整数")
    return int(text)


def _path(text: str, here: Path) -> Path:
    return here / Path(text).expanduser()


def _plain(text: str, _here: Path) -> str:
    return text


def _database_address(text: str, here: Path) -> DatabaseAddress:
    """The file of an SQLite database counts from the ini's folder, like every path."""
    try:
        url = make_url(text)
    except ArgumentError as fault:
        raise BadValue(_DATABASE_EXAMPLES) from fault
    if url.drivername in ("postgresql", "postgresql+psycopg"):
        url = url.set(drivername="postgresql+psycopg")
    elif url.drivername != "sqlite":
        raise BadValue(_DATABASE_EXAMPLES)
    elif url.database and url.database != ":memory:":
        url = url.set(database=str(here / url.database))
    return DatabaseAddress(url.render_as_string(hide_password=False))


_DATABASE_EXAMPLES = (
    "应为 SQLite 或 PostgreSQL 的地址，如 sqlite:///var/wenshu.db、postgresql://用户@主机/库名"
)

_READERS: dict[Any, Callable[[str, Path], Any]] = {
    bool: _truth,
    int: _count,
    str: _plain,
    DatabaseAddress: _database_address,
    Path: _path,
}
