"""Effect over HTTP: of one document with its acts, and of all of them on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPFound
from pyramid.request import Request

from documents.consignments.forms import Doings, acts_on_paper_copy
from documents.effect.badges import force_badge, force_badges
from documents.effect.effect import Effect
from documents.effect.force import CHANGE_WORDS, ENDS, FORCE_WORDS, Change, Force, period_words
from documents.effect.forms import (
    confirming_form,
    decision_form,
    effect_form,
    notice_form,
    withdrawal_form,
)
from documents.effect.links import Relation
from documents.effect.lookup import effects_on, forces_on
from documents.effect.page import effect_mark, effect_page
from documents.effect.told import EFFECT_TELLING, effect_events
from documents.outgoing.document import Document
from documents.permissions import Permission
from documents.screens.paper import AddedHistory
from documents.screens.register import register_page
from office.desk.title_marks import Marks
from office.desk.urgency import urgency_badges
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, kept, pressed, seen_version, try_act, uuid_of, written
from office.web.formats import printed_day
from office.web.frame import now
from office.web.models import ActForm, Preview, RegisterRow, Tab

FIELD_LABELS = {
    "since": "自哪天起施行",
    "until": "有效期至",
    "relation": "",
    "change": "",
    "key": "",
    "day": "日期",
    "basis": "依据",
}
TABS = (None, Force.IN_FORCE, Force.REPEALED, Force.LAPSED, Force.ANNULLED)


def show(request: Request) -> dict[str, Any]:
    """效力 of a document; `?do=` chooses an act, `?key=` or `?line=` what it is about."""
    document = _document(request)
    return {"page": effect_page(request, document, form=_form(request, document, request.params))}


def act(request: Request) -> Any:
    """One act on it; the page again, with what was typed, if it is refused."""
    document = _document(request)
    do = written(request, "act")
    carry_out, said = pressed(request, DOINGS)

    def again(sentence: str) -> dict[str, Any]:
        asked = {"do": do, "key": written(request, "key"), "line": written(request, "line")}
        form = kept(_form(request, document, asked), request, sentence)
        return {"page": effect_page(request, document, form=form)}

    def onward(_: None) -> str:
        request.say(said)
        return str(request.route_path("document.effect", id=document.id))

    if do == "decide" and (form := _to_confirm(request, document)) is not None:
        return {"page": effect_page(request, document, form=form)}
    return try_act(request, lambda: carry_out(request, document.id), again=again, onward=onward)


def _to_confirm(request: Request, document: Document) -> ActForm | None:
    """What cannot be undone is looked at before it is done, with script or without."""
    it = request.effects.of(document.id)
    if written(request, "confirmed") or decision_form(request, document, it) is None:
        return None
    assert it is not None, "it has a proposal"
    if it.proposal["change"] not in ENDS or str(it.version) != written(request, "seen"):
        return None
    return confirming_form(request, document, it, written(request, "opinion"))


def _form(request: Request, document: Document, asked: Any) -> ActForm | None:
    it = request.effects.of(document.id)
    do = asked.get("do", "")
    if do in ("decide", "decline"):
        return decision_form(request, document, it)
    if do == "withdraw":
        return withdrawal_form(request, document, it)
    if do in ("sign", "back", "again", "requeue"):
        may = request.house.guard.permits(Permission.Consignment.ENTER, request.identity, document)
        here = request.route_path("document.effect", id=document.id)
        line = asked.get("line", "")
        return notice_form(request, it, do=do, line=line, here=here) if it and may else None
    if request.effects.in_force(document.id, office_day(now(request))) is None:
        return None
    return effect_form(request, document, it, do=do, key=asked.get("key", ""))


def _period(request: Request, document: UUID) -> None:
    request.effects.state_period(
        act_of(request),
        document,
        since=written(request, "since"),
        until=written(request, "until"),
        seen=seen_version(request),
    )


def _link(request: Request, document: UUID) -> None:
    request.check(Permission.Effect.RECORD, _document(request))
    relation = written(request, "relation")
    if relation not in set(Relation):
        raise Refused("请选择此件与另一件公文的关系。")
    request.effects.link(
        act_of(request),
        document,
        relation=Relation(relation),
        words=written(request, "words"),
        seen=seen_version(request),
    )


def _unlink(request: Request, document: UUID) -> None:
    request.effects.unlink(
        act_of(request),
        document,
        key=written(request, "key"),
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _propose(request: Request, document: UUID) -> None:
    request.check(Permission.Effect.PROPOSE, _document(request))
    change = written(request, "change")
    if change not in set(Change):
        raise Refused(f"请选择变更：{'、'.join(CHANGE_WORDS.values())}。")
    request.effects.propose(
        act_of(request),
        document,
        change=Change(change),
        day=written(request, "day"),
        basis=written(request, "basis"),
        reason=written(request, "opinion"),
        to=written(request, "to"),
        seen=seen_version(request),
    )


def _decide(request: Request, document: UUID) -> None:
    request.effects.decide(
        act_of(request),
        document,
        opinion=written(request, "opinion"),
        seen=seen_version(request),
    )


def _decline(request: Request, document: UUID) -> None:
    request.effects.decline(
        act_of(request),
        document,
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _withdraw(request: Request, document: UUID) -> None:
    request.effects.withdraw(
        act_of(request),
        document,
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _requeue(request: Request, document: UUID) -> None:
    notice = _notice(request, document)
    request.consignments.requeue(act_of(request), notice, reason=written(request, "opinion"))


def _notice(request: Request, document: UUID) -> UUID:
    """The notice that the form is about, one of this document's."""
    request.check(Permission.Consignment.ENTER, _document(request))
    rows = request.consignments.of_document(Effect.id_of(document))
    known: dict[str, UUID] = {str(row.subject): row.subject for row in rows}
    line = written(request, "line")
    if line not in known:
        raise Refused("没有选择是哪一份通知，什么也没有登记。请从名单中的按钮办理。")
    return known[line]


DOINGS: Doings = {
    "period": (_period, "已登记有效期"),
    "link": (_link, "已登记关联"),
    "unlink": (_unlink, "已撤去关联"),
    "propose": (_propose, "已报请决定"),
    "decide": (_decide, "已决定，通知全部收文机关"),
    "decline": (_decline, "已退回"),
    "withdraw": (_withdraw, "已撤回提请"),
    **acts_on_paper_copy(_notice),
    "requeue": (_requeue, "已重新发送"),
}
"""Each act, and what is said when it is done."""


def show_register(request: Request) -> dict[str, Any]:
    """效力 of all issued documents on `?on=` (today), those that stood as `?force=` says."""
    request.check(Permission.Document.VIEW, request.identity)
    day = _day_asked(request)
    asked = request.params.get("force", "")
    force = Force(asked) if asked in set(Force) else None
    table = effects_on(day, force=force)
    page = register_page(
        request,
        table,
        title="效力",
        columns=("文号", "文种", "施行", "有效期至"),
        searched=(table.c.title, table.c.number),
        row=_row,
        keep=("on", "force"),
    )
    here = request.route_path("effects")
    tabs = tuple(
        Tab(
            FORCE_WORDS[each] if each else "全部",
            f"{here}?on={day.isoformat()}{f'&force={each}' if each else ''}",
            current=each is force,
        )
        for each in TABS
    )
    return {"page": replace(page, tabs=tabs), "day": day.isoformat(), "force": asked}


def _day_asked(request: Request) -> date:
    try:
        return date.fromisoformat(request.params.get("on", ""))
    except ValueError:
        return office_day(now(request))


def _row(request: Request, row: Any) -> RegisterRow:
    since, until = period_words(
        since=row.since,
        until=row.until,
        stated=row.stated,
        lasting=row.lasting,
        regulatory=row.regulatory,
    )
    return RegisterRow(
        href=request.route_path("document.effect", id=row.subject),
        title=row.title,
        cells=(row.number, row.type, printed_day(since), printed_day(until)),
        badges=urgency_badges(row.urgency),
        state=force_badge(Force(row.force)),
        when=row.changed_at,
    )


def open_effect(request: Request) -> Any:
    """The address that desks know: on to the document's."""
    it = request.effects.load(Effect, uuid_of(request))
    request.check(Permission.Document.VIEW, it)
    return HTTPFound(location=request.route_path("document.effect", id=it.document))


def preview(request: Request, id: UUID) -> Preview:
    """A proposal beside the desk's list."""
    it = request.effects.load(Effect, id)
    proposal = it.proposal
    said = (
        (
            f"提请{CHANGE_WORDS[Change(proposal['change'])]}",
            f"依据 {proposal['basis']}",
            f"理由 {proposal['reason']}",
        )
        if proposal
        else (f"有效期至 {printed_day(it.until)}" if it.until else "",)
    )
    return Preview(
        href=request.route_path("document.effect", id=it.document),
        title=str(it.facts["title"]),
        facts=tuple(each for each in (str(it.facts["number"]), *said) if each),
    )


def marks(request: Request, ids: Collection[UUID]) -> Marks:
    """Beside the titles of documents: what is not in force."""
    forces = forces_on(request.house.node.store, ids, office_day(now(request)))
    return {id: force_badges(force) for id, force in forces.items()}


def _document(request: Request) -> Document:
    it: Document = request.documents.load(Document, uuid_of(request))
    request.check(Permission.Document.VIEW, it)
    return it


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_field_labels(FIELD_LABELS)
    config.add_page("effects", "/effects", "effects", show=show_register)
    config.add_file("effect", "/effects/{id}", open_effect)
    config.add_page("document.effect", "/documents/{id}/effect", "paper_list", show=show, act=act)
    config.add_paper_mark("document", effect_mark)
    config.add_paper_history("document", AddedHistory(effect_events, EFFECT_TELLING))
    config.add_desk_marks("document", marks)
    config.add_desk_preview("effect", preview)
    config.add_rail_item(
        "effects",
        label="效力",
        route="effects",
        icon="shield",
        order=44,
        permission=Permission.Document.VIEW,
    )
