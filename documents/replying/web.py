"""拟复 over HTTP: from the page of a paper to the editor of the draft that answers it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.assignments.assignment import Assignment
from documents.incoming.acts.foundation import ANSWERED_TYPES
from documents.incoming.incoming import Incoming
from documents.incoming.registers import ROOM
from documents.incoming.screens.drafting_from import drafting_page
from documents.outgoing.document import Document
from documents.permissions import Permission
from documents.replying.text import LETTER, REPLY
from office.web.form_acts import act_of, kept, try_act, uuid_of, written
from office.web.models import (
    Act,
    ActForm,
    Choice,
    Field,
    Link,
    Weight,
)

ANSWER = Permission.Incoming.ANSWER


def show(request: Request) -> dict[str, Any]:
    """The paper, and in whose name it is answered."""
    incoming = _incoming(request)
    return {"page": drafting_page(request, incoming, _form(request, incoming), heading="复文")}


def act(request: Request) -> Any:
    """拟复, and on to the editor; the page again if it is refused."""
    incoming = _incoming(request)

    def begin() -> Any:
        identity = written(request, "identity")
        return request.replies.begin(act_of(request), incoming.id, identity=identity)

    def again(sentence: str) -> dict[str, Any]:
        form = kept(_form(request, incoming), request, sentence)
        return {"page": drafting_page(request, incoming, form, heading="复文")}

    def onward(document: Any) -> str:
        request.say("已引用来文，请续写复文")
        return str(request.route_path("document.revise", id=document))

    return try_act(request, begin, again=again, onward=onward)


def ways_of_paper(request: Request, it: Incoming) -> tuple[Link, ...]:
    """On a paper's page: to what answers it, to what it answers, and to answering it."""
    links = [_document(request, "复文", UUID(each)) for each in it.answers]
    if asked := request.replies.answer_to(it.id):
        links.append(_document(request, "所复的发文", asked))
    return (*links, *_way_to_answer(request, it))


def ways_of_share(request: Request, it: Assignment) -> tuple[Link, ...]:
    """On the page of a share: whoever handles the paper drafts the answer."""
    if it.room != ROOM:
        return ()
    return _way_to_answer(request, request.incomings.load(Incoming, it.paper))


def ways_of_document(request: Request, document: Document) -> tuple[Link, ...]:
    """On a document's page: to the paper it answers, and to what came in answer to it."""
    paper = request.replies.answered_by(document.id)
    answers = request.replies.answers_received(document.id)
    links = [_paper(request, "所复的来文", paper)] if paper else []
    return (*links, *(_paper(request, "收到的复文", each) for each in answers))


def _way_to_answer(request: Request, it: Incoming) -> tuple[Link, ...]:
    """For what asks to be answered: a 请示, a 函, or what its sender wants to hear of."""
    facts = it.capsule.facts
    asks = facts["type"] in ANSWERED_TYPES or bool(facts.get("answer_due"))
    permits = request.house.guard.permits
    if not it.number or not asks or not permits(ANSWER, request.identity, it):
        return ()
    return (Link("拟复", request.route_path("incoming.reply", id=it.id), "draft"),)


def _document(request: Request, label: str, id: UUID) -> Link:
    return Link(label, request.route_path("document", id=id), "document")


def _paper(request: Request, label: str, id: UUID) -> Link:
    return Link(label, request.route_path("incoming", id=id), "incoming")


def _incoming(request: Request) -> Incoming:
    incoming: Incoming = request.incomings.load(Incoming, uuid_of(request))
    request.check(ANSWER, incoming)
    return incoming


def _form(request: Request, incoming: Incoming) -> ActForm:
    identities = request.house.directory.identities(request.identity.agency)
    able = [each for each in identities if {REPLY, LETTER} & set(each.types)]
    choices = tuple(Choice(each.key, each.name) for each in able)
    return ActForm(
        action=request.route_path("incoming.reply", id=incoming.id),
        heading="拟复",
        acts=(Act("reply", "拟复", Weight.PRIMARY, key="Ctrl ↵"),),
        fields=(
            Field(
                "identity",
                "发文名义",
                kind="select",
                choices=(Choice("", "请选择"), *choices) if len(choices) > 1 else choices,
            ),
        ),
        warning="" if choices else "本机关没有可以用批复、函的发文名义。请系统管理员开设。",
    )


def includeme(config: Configurator) -> None:
    """Route and views, and the ways between the two."""
    config.add_paper_links("incoming", ways_of_paper, order=5)
    config.add_paper_links("assignment", ways_of_share, order=5)
    config.add_paper_links("document", ways_of_document, order=55)
    config.add_page("incoming.reply", "/incoming/{id}/reply", "document", show=show, act=act)
