"""Opinions over HTTP: the page of phrases, what is kept while typing, scans of what was signed."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.handling.limits import may_read
from documents.handling.transcription import Transcription
from documents.opinions.forms import OPINION
from documents.opinions.handwriting import take_ink
from documents.opinions.page import phrases_page, posted, posted_own
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from documents.screens.additions import kind_of
from office.kernel.refusals import Missing
from office.web.form_acts import act_of, pressed, seen_version, try_act, uuid_of, written
from office.web.formats import clock_time
from signing.ink.reading import read_ink
from signing.ink.taking import INK


def show_phrases(request: Request) -> dict[str, Any]:
    """常用语: one's own, and, for a clerk, the agency's."""
    request.check(Permission.Document.VIEW, request.identity)
    return {"page": phrases_page(request)}


def keep_phrases(request: Request) -> Any:
    """Save one of the two forms; everything that was typed stands there again when refused."""
    request.check(Permission.Document.VIEW, request.identity)
    keepers = {"own": _keep_own, "agency": _keep_agency}
    which, keep = written(request, "act"), pressed(request, keepers)

    def again(sentence: str) -> dict[str, Any]:
        return {"page": phrases_page(request, refused=which, refusal=sentence)}

    def onward(_: None) -> str:
        request.say("常用语已保存")
        return str(request.route_path("opinions.phrases"))

    return try_act(request, lambda: keep(request), again=again, onward=onward)


def _keep_own(request: Request) -> None:
    request.opinions.personal.keep(request.identity.person, posted_own(request))


def _keep_agency(request: Request) -> None:
    request.opinions.arrange(act_of(request), posted(request), seen=seen_version(request))


def keep_draft(request: Request) -> Response:
    """While somebody types: the words are kept for them alone. The answer says when."""
    request.check(Permission.Document.VIEW, request.identity)
    identity = request.identity
    text = written(request, OPINION).replace("\r\n", "\n")
    step = request.GET.get("step", "")
    if step not in set(OpinionStep):
        raise HTTPNotFound
    ink = read_ink(written(request, INK))
    at = request.opinions.drafts.keep(
        agency=identity.agency,
        person=identity.person,
        paper=uuid_of(request),
        text=text,
        step=step,
        ink=ink.to_bytes().decode() if ink else "",
    )
    said = f"{clock_time(at)} 已暂存，尚未送出" if text.strip() or ink else ""
    return Response(said, content_type="text/plain", charset="utf-8")


def scan(request: Request) -> Response:
    """What a leader wrote on, for whoever may read the opinion that was entered from it."""
    kept = kind_of(request, request.matchdict["room"])
    if kept is None:
        raise HTTPNotFound
    paper = kept.open(request, uuid_of(request))
    request.check(kept.permission, paper.it)
    for event in paper.history:
        recorded = getattr(event, "transcribed", None)
        found = Transcription.from_json(recorded).scan if recorded else None
        if (
            found
            and found.digest == request.matchdict["digest"]
            and may_read(event, request.identity.person)
        ):
            data = request.house.node.content.get(paper.it.agency, found.digest)
            return serving.scan(data, found.media_type)
    raise Missing("没有找到这份签批原件，或者它只供限定范围的人看。请从公文页面打开。")


def includeme(config: Configurator) -> None:
    """Routes and views; every act of a form may bring what was written by hand."""
    config.add_request_method(take_ink)
    config.add_field_labels({INK: ""})
    config.add_page("opinions.phrases", "/phrases", "phrases", show=show_phrases, act=keep_phrases)
    config.add_route("opinions.draft", "/opinions/{id}/draft")
    config.add_view(keep_draft, route_name="opinions.draft", request_method="POST")
    config.add_file("opinions.scan", "/opinions/{room}/{id}/scans/{digest}", scan)
