"""The form of an act on the paper whose page it stands on."""

from __future__ import annotations

from pyramid.request import Request

from office.kernel.entity import Entity
from office.web.models import Act, ActForm, Field

KEY = "Ctrl ↵"
"""Of the act that a form is for."""


def words_field(label: str, *, must: bool = False) -> Field:
    """Where somebody's words go; they `must` be there where every act of the form needs them."""
    return Field("opinion", label, kind="area", rows=2, opinion=True, required=must)


def own_form(
    request: Request,
    route: str,
    it: Entity,
    *,
    heading: str,
    acts: tuple[Act, ...],
    fields: tuple[Field, ...] = (),
) -> ActForm:
    """Posted to the paper's own address (`route`), with the version that is looked at."""
    return ActForm(
        action=request.route_path(route, id=it.id),
        heading=heading,
        acts=acts,
        seen=str(it.version),
        fields=fields,
        in_order=True,
    )
