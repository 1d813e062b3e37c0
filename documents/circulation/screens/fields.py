"""The fields of the forms of a circulation."""

from __future__ import annotations

from collections.abc import Sequence

from pyramid.request import Request

from documents.circulation.circulation import Circulation
from documents.circulation.orders import Order
from documents.circulation.stages import MODE_WORDS, Mode
from documents.names import anybody, people_by_unit
from office.directory.kinds import ADMINISTRATORS
from office.kernel.refusals import Refused
from office.web.form_acts import written
from office.web.models import Choice, Field

LAST = "last"
"""Instead of a person before whom somebody comes."""


def mode_field(order: Order) -> Field:
    """依次 or 同时, as the site proposes."""
    choices = tuple(
        Choice(each, words, chosen=each is order.mode) for each, words in MODE_WORDS.items()
    )
    return Field("mode", "传阅方式", kind="radios", choices=choices)


def colleagues_field(
    request: Request, agency: str, *, label: str, but: Sequence[str] = (), one: bool = False
) -> Field:
    """Who may be sent it: everybody who handles papers, but these."""
    posts = request.house.directory.posts_on(agency)
    people = [
        each
        for each in posts
        if set(each.roles) - ADMINISTRATORS and str(each.person.id) not in but
    ]
    if one:
        choices = (Choice("", "请选择"), *anybody(people))
        return Field("reader", label, kind="select", choices=choices)
    return Field("readers", label, kind="checks", choices=people_by_unit(people))


def others_field(request: Request, it: Circulation, *, one: bool = False) -> Field:
    """Who does not read it yet, and might."""
    label = "请求加阅的人" if one else "加阅"
    return colleagues_field(request, it.agency, label=label, but=it.readers, one=one)


def unread_field(request: Request, it: Circulation) -> Field:
    """Who has not read it."""
    choices = (Choice("", "请选择"), *_people(request, [*it.holders, *it.ahead]))
    return Field("reader", "传阅人", kind="select", choices=choices)


def late_field(request: Request, it: Circulation) -> Field:
    """Before whom it lies: all of them are proposed."""
    choices = tuple(
        Choice(each.value, each.label, chosen=True) for each in _people(request, it.holders)
    )
    return Field("readers", "催阅", kind="checks", choices=choices)


def order_fields(request: Request, it: Circulation) -> tuple[Field, ...]:
    """Who of those whom it has not reached is to come before whom."""
    ahead = _people(request, it.ahead)
    places = (*ahead, Choice(LAST, "放到最后"))
    return (
        Field("reader", "传阅人", kind="select", choices=(Choice("", "请选择"), *ahead)),
        Field("before", "放到谁的前面", kind="select", choices=places),
    )


def wish_field(request: Request, it: Circulation) -> Field:
    """Who is asked for: the first of them, by whom and why."""
    reader, wish = next(iter(it.wishes.items()))
    name = request.house.directory.person_name
    return Field(
        "reader",
        "请求加阅",
        kind="hidden",
        value=reader,
        hint=f"{name(wish.by)}请求传阅给{name(reader)}：{wish.reason}",
    )


def moved(it: Circulation, *, reader: str, before: str) -> list[str]:
    """The order that the form asks for."""
    others = [each for each in it.ahead if each != reader]
    place = others.index(before) if before in others else len(others)
    return [*others[:place], reader, *others[place:]]


def mode_from(request: Request) -> Mode:
    """依次 or 同时, as the form says."""
    mode = written(request, "mode")
    if mode not in set(Mode):
        raise Refused("请选择传阅方式：同时传阅或者依次传阅。")
    return Mode(mode)


def _people(request: Request, people: Sequence[str]) -> tuple[Choice, ...]:
    name = request.house.directory.person_name
    return tuple(Choice(each, name(each)) for each in people)
