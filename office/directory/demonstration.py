"""The invented province that `office demo` and the tests use: data/demonstration.ldif."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from office.directory.kinds import ROLE_NAMES
from office.directory.lookup import Lookup

PASSWORD = "wenshu-2026"  # noqa: S105 (everybody's in the demonstration, and no secret)
SHOWN = ("duanwen", "hewanqing", "xuming", "zhouhuaiyuan", "fengxiaoman", "shaoyunfan")


@contextmanager
def demonstration_ldif() -> Iterator[Path]:
    """The province as a file."""
    with as_file(files("office.directory") / "data" / "demonstration.ldif") as path:
        yield path


def accounts_in_short(directory: Lookup) -> str:
    """A few accounts to begin with, as one line for the login leaf."""
    words = []
    for login in SHOWN:
        person = directory.person_by_login(login)
        posts = directory.posts_of(person.id) if person else []
        if person and posts:
            roles = "、".join(ROLE_NAMES[role] for role in posts[0].roles)
            words.append(f"{login} {person.name}（{roles}）")
    return f"演示账号：{'　'.join(words)}　口令都是 {PASSWORD}" if words else ""
