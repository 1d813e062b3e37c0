"""Login and the choice of a post."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Login:
    """The login leaf (`login.jinja2`). `wait` is in seconds."""

    agency: str
    login: str = ""
    next: str = ""
    refusal: str = ""
    wait: int = 0
    address: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class PostChoice:
    """One post to work as (`posts.jinja2`)."""

    id: str
    title: str
    unit: str
    agency: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Posts:
    """Choose the post to work as, when a person has several."""

    posts: tuple[PostChoice, ...]
    next: str = ""
