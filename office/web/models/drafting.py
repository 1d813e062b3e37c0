"""选文种: the choice before drafting."""

from __future__ import annotations

from dataclasses import dataclass

from office.web.models.atoms import Link
from office.web.models.documents import TypeGuide
from office.web.models.lists import Tab


@dataclass(frozen=True, slots=True)
class TypeCard:
    """One type in the choice before drafting. `why_not` says why it is not offered."""

    guide: TypeGuide
    templates: tuple[Link, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class TypesPage:
    """选文种 (`types.jinja2`): whose name, then which type with which template."""

    title: str
    back: Link
    identities: tuple[Tab, ...]
    cards: tuple[TypeCard, ...]
    blank: Link
