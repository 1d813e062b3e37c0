"""A register to be printed: which lines are wanted, and the sheets that they fill."""

from __future__ import annotations

from dataclasses import dataclass

from office.web.models.atoms import Link
from office.web.models.documents import PageSet
from office.web.models.forms import Field


@dataclass(frozen=True, slots=True)
class Book:
    """发文登记簿 (`book.jinja2`): a form that asks for the lines, and pages that lie across.

    `action` is asked by GET with the fields. `total` counts the lines.
    """

    title: str
    back: Link
    action: str
    fields: tuple[Field, ...]
    pages: PageSet
    total: int
    tools: tuple[Link, ...] = ()
