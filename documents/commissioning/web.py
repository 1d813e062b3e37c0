"""转为公文 over HTTP: from the page of an incoming paper to the editor of a draft of ours."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from documents.commissioning.forms import take_over_form, way_back, way_over
from documents.incoming.incoming import Incoming
from documents.incoming.screens.drafting_from import drafting_page
from documents.permissions import Permission
from office.web.form_acts import act_of, kept, try_act, uuid_of, written


def show(request: Request) -> Any:
    """The paper and the choice of name and file; the document, where it became one."""
    incoming = _incoming(request)
    if document := request.commissions.document_of(incoming.id):
        return HTTPSeeOther(location=request.route_path("document", id=document))
    return {
        "page": drafting_page(
            request, incoming, take_over_form(request, incoming), heading="代拟稿"
        )
    }


def act(request: Request) -> Any:
    """转为公文, and on to the editor; the page again, with what was chosen, if it is refused."""
    incoming = _incoming(request)

    def take_over() -> Any:
        return request.commissions.take_over(
            act_of(request),
            incoming.id,
            identity=written(request, "identity"),
            part=written(request, "part"),
        )

    def again(sentence: str) -> dict[str, Any]:
        form = kept(take_over_form(request, incoming), request, sentence)
        return {"page": drafting_page(request, incoming, form, heading="代拟稿")}

    def onward(document: Any) -> str:
        request.say("已转为公文，请核对文稿")
        return str(request.route_path("document.revise", id=document))

    return try_act(request, take_over, again=again, onward=onward)


def _incoming(request: Request) -> Incoming:
    incoming: Incoming = request.incomings.load(Incoming, uuid_of(request))
    request.check(Permission.Incoming.TAKE_OVER, incoming)
    return incoming


def includeme(config: Configurator) -> None:
    """Route and views."""
    config.add_paper_links("incoming", way_over, order=10)
    config.add_paper_links("document", way_back, order=60)
    config.add_page(
        "incoming.take_over", "/incoming/{id}/take-over", "document", show=show, act=act
    )
