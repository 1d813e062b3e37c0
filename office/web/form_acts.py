"""An act over HTTP: what the form says, the way onward, and the form again when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from office.access.permissions import NotAllowed
from office.kernel.act import Act as OfficeAct
from office.kernel.refusals import Conflict, Missing, Refused
from office.web.forms import typed
from office.web.models import ActForm, Field

T = TypeVar("T")

UNKNOWN_ACT = "不认识这个操作，什么也没有改变。请从页面上的按钮办理。"

WRONG = "没有办成，与这一项有关，说明见上。"


def try_act(
    request: Request,
    carry_out: Callable[[], T],
    *,
    again: Callable[[str], Any],
    onward: Callable[[T], str],
) -> Any:
    """Carry out and go `onward` from what came of it; a refusal shows the form `again` with it.

    Conflicts, missing papers and missing rights have pages of their own. The same form again
    (the answer was lost) goes onward from the first answer, as its command stored it: what it
    changed may be why it could not be read, or not be done, now.
    """
    try:
        before = _answered(request)
        done = carry_out() if before is None else before[0]
    except (Conflict, Missing, NotAllowed):
        raise
    except Refused as refusal:
        note_wrong(request, refusal)
        request.response.status = 422
        return again(str(refusal))
    return HTTPSeeOther(location=onward(done))


def note_wrong(request: Request, refusal: Refused) -> None:
    """The page that follows shows which field the refusal is about (`marked`)."""
    request.wrong_field = refusal.field


def marked(field: Field, request: Request) -> Field:
    """The field, marked if it is the one that the refused try was about."""
    wrong = getattr(request, "wrong_field", "")
    return replace(field, error=WRONG) if wrong and field.name == wrong else field


def _answered(request: Request) -> tuple[Any] | None:
    """The answer to this very form, where it was carried out before; None where it was not.

    Raises Refused if another form was carried out under its command id.
    """
    if request.identity is None or not written(request, "command"):
        return None
    found: tuple[Any] | None = request.house.node.commands.answer_to(act_of(request))
    return found


def uuid_of(request: Request) -> UUID:
    """The id in the address; anything else names no paper."""
    try:
        return UUID(request.matchdict["id"])
    except ValueError as error:
        raise HTTPNotFound from error


def written(request: Request, name: str) -> str:
    """What was typed into a field; empty if it is not there, or if a file stands in its place."""
    value = request.POST.get(name, "")
    return value if isinstance(value, str) else ""


def ticked(request: Request, name: str) -> list[str]:
    """What was ticked in a set of boxes."""
    return [value for value in request.POST.getall(name) if isinstance(value, str)]


def act_of(request: Request) -> OfficeAct:
    """The act that this form submits."""
    command = written(request, "command")
    if not command or len(command) > 64:
        raise Refused("这次提交没有操作编号，无法办理。请刷新页面后重新办理。")
    identity = request.identity
    return OfficeAct(
        agency=identity.agency,
        person=identity.person,
        command=command,
        post=identity.post_key,
        behalf=identity.acting_for,
        sent=request.form_digest,
        ink=getattr(request, "ink", None),
    )


def pressed(request: Request, acts: Mapping[str, T]) -> T:
    """What the button that was pressed stands for, of the acts that the page has by name."""
    try:
        return acts[written(request, "act")]
    except KeyError as error:
        raise Refused(UNKNOWN_ACT) from error


def seen_version(request: Request) -> int:
    """The version of the paper on the page where the person decided."""
    try:
        return int(written(request, "seen"))
    except ValueError as error:
        raise Refused("这次提交没有版本号，无法办理。请刷新页面后重新办理。") from error


def kept(form: ActForm | None, request: Request, refusal: str) -> ActForm:
    """The form with what was typed still in it, under the sentence of the refusal; Refused with
    that where there is none any more, because what was to be done cannot be offered now.

    It has a new command id: what was refused is not done, and an id that stood for other input
    would be refused for ever.
    """
    if form is None:
        raise Refused(refusal)
    values = typed(request)
    return replace(
        form,
        refusal=refusal,
        fields=tuple(marked(_filled(each, request, values), request) for each in form.fields),
    )


def _filled(field: Field, request: Request, values: dict[str, str]) -> Field:
    if field.name not in values and not field.choices:
        return field
    chosen = set(ticked(request, field.name))
    return replace(
        field,
        value=values.get(field.name, ""),
        choices=tuple(replace(choice, chosen=choice.value in chosen) for choice in field.choices),
    )
