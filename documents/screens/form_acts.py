"""The acts of a kind of paper over HTTP; what they have in common with all acts is the frame's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.screens.paper import Paper
from office.access.permissions import NotAllowed
from office.calendar.asking import rest_day_words
from office.kernel.refusals import Conflict, Missing, Refused
from office.web.form_acts import kept, pressed, try_act, uuid_of, written


@dataclass(frozen=True, slots=True)
class Doing:
    """One act of a kind of paper: how it is carried out, what is said then, which desk is next.

    `said` of the paper as it stands then, where it is not always the same. `limit`: the field
    with a last day, of which it is said when that is no working day.
    `permission` where reading the form may refuse it, before the room has asked whose act it is.
    """

    carry_out: Callable[[Request, UUID], None]
    said: str | Callable[[Any], str]
    desk: str = "desk"
    permission: str = ""
    limit: str = ""


def act_on(
    request: Request,
    doings: Mapping[str, Doing],
    *,
    paper: Callable[[Request], Paper[Any]],
    page: Callable[..., Any],
) -> Any:
    """The act that was pressed; the page again, with what was typed, if it is refused.

    Onward is the paper while it waits for the same person, else their desk.
    """
    id = uuid_of(request)
    paper(request)  # whoever may not see it learns nothing of it, whatever the form says
    doing = pressed(request, doings)

    def carry_out() -> None:
        request.take_ink(paper)
        try:
            doing.carry_out(request, id)
            if not written(request, "form"):  # a form beside their own step leaves it to them
                _forget_kept(request, id)
        except (Conflict, Missing, NotAllowed):
            raise
        except Refused:
            if doing.permission:  # what is wrong with a form is for who may submit it
                request.check(doing.permission, paper(request).it)
            raise

    def onward(_: None) -> str:
        standing = paper(request)
        said = doing.said if isinstance(doing.said, str) else doing.said(standing.it)
        rest = rest_day_words(request, written(request, doing.limit)) if doing.limit else ""
        request.say("　".join(filter(None, (said, standing.title, rest))))
        return standing.here if standing.waits() else str(request.route_path(doing.desk))

    return try_act(
        request,
        carry_out,
        again=lambda sentence: page_again(paper(request), page, sentence),
        onward=onward,
    )


def _forget_kept(request: Request, paper: UUID) -> None:
    """What was kept while typing is handed over now, or no longer wanted."""
    identity = request.identity
    request.opinions.drafts.forget(agency=identity.agency, person=identity.person, paper=paper)


def page_again(paper: Paper[Any], page: Callable[..., Any], sentence: str) -> dict[str, Any]:
    """The paper's page with what was typed, under the sentence of a refusal."""
    form = kept(paper.form(), paper.request, sentence)
    return {"page": replace(page(paper, form=form), act=form)}
