"""Acts on a paper that are seldom needed: each has a form of its own, asked for by `?form=`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pyramid.request import Request

from documents.screens.own_form import KEY, own_form, words_field
from office.kernel.entity import Entity
from office.web.models import Act, ActForm, Field, Link, Weight

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Seldom(Generic[E]):
    """One of them. `can` tells whether the paper's state lets it be done, `offered` whether there
    is anything to be done it about; `words` is empty where none are asked for, and `must` be there
    where the act is refused without. Beside the label stands an `icon`: a pen, where it only
    writes something down."""

    permission: str
    label: str
    words: str
    can: Callable[[E], bool]
    fields: Callable[[Request, E], tuple[Field, ...]] = lambda *_: ()
    icon: str = "draft"
    warning: str = ""
    offered: Callable[[Request, E], bool] = lambda *_: True
    must: bool = False

    def may(self, request: Request, it: E) -> bool:
        """Whether the person logged in may do it now."""
        permitted = request.house.guard.permits(self.permission, request.identity, it)
        return bool(self.can(it) and permitted and self.offered(request, it))


@dataclass(frozen=True, slots=True)
class SeldomForms(Generic[E]):
    """All of a kind of paper, by the names that their forms post; `route` leads to its page.

    Of what is not `open` any more none may be done.
    """

    route: str
    acts: Mapping[str, Seldom[E]]
    open: Callable[[E], bool] = lambda _: True

    def asked(self, request: Request, it: E) -> str:
        """The name in `?form=`, or in the form sent; empty where that may not be done now."""
        name = str(request.params.get("form", ""))
        return name if name in dict(self._offered(request, it)) else ""

    def form(self, request: Request, it: E) -> ActForm | None:
        """The form that is asked for."""
        name = self.asked(request, it)
        if not name:
            return None
        seldom = self.acts[name]
        form = own_form(
            request,
            self.route,
            it,
            heading=seldom.label,
            acts=(Act(name, seldom.label, Weight.PRIMARY, key=KEY),),
            fields=(
                Field("form", "", kind="hidden", value=name),
                *seldom.fields(request, it),
                *((words_field(seldom.words, must=seldom.must),) if seldom.words else ()),
            ),
        )
        return replace(form, warning=seldom.warning)

    def links(self, request: Request, it: E) -> tuple[Link, ...]:
        """The ways to these forms, for whoever may use them now."""
        here = request.route_path(self.route, id=it.id)
        return tuple(
            Link(each.label, f"{here}?form={name}", each.icon)
            for name, each in self._offered(request, it)
        )

    def _offered(self, request: Request, it: E) -> Iterator[tuple[str, Seldom[E]]]:
        if self.open(it):
            yield from ((name, each) for name, each in self.acts.items() if each.may(request, it))
