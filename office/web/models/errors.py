"""Error pages and what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from office.web.models.atoms import Link


@dataclass(frozen=True, slots=True)
class KeptField:
    """Something that was typed and must not be lost."""

    name: str
    label: str
    value: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class KeptForm:
    """What was typed into a form that could not be accepted; `resend` offers to send it again.

    `files` are the names of chosen files: these a browser lets nobody keep.
    """

    action: str
    fields: tuple[KeptField, ...]
    resend: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What is wrong, which rule says so, what to do (`error.jinja2`)."""

    status: int
    heading: str
    sentence: str
    remedy: str
    reference: str = ""
    kept: KeptForm | None = None
    links: tuple[Link, ...] = ()
