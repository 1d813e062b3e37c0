"""The page of a document's effect as a model, and the mark beside pages that it explains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pyramid.request import Request

from documents.consignments.channels import CHANNEL_WORDS, Channel
from documents.consignments.consignment import RESENDABLE, Consignment
from documents.consignments.forms import paper_acts
from documents.consignments.lines import badge_of
from documents.effect.application import Effects
from documents.effect.badges import force_badge
from documents.effect.effect import Effect, effect_words
from documents.effect.force import CHANGE_WORDS, FORCE_WORDS, REMINDER, Change, Force, period_words
from documents.effect.forms import decision_form
from documents.effect.links import RELATION_WORDS, Relation
from documents.names import Names
from documents.outgoing.document import Document
from documents.outgoing.screens.sheets import pages_of
from documents.permissions import Permission
from documents.screens.paper import Paper
from office.kernel.clock import office_day
from office.web.formats import printed_day, whole_day
from office.web.frame import now
from office.web.models import (
    NO_PAGES,
    ActForm,
    EffectMark,
    Fact,
    Happening,
    Link,
    PageSet,
)
from office.web.models.paper_list import PaperLine, PaperList

SUPERSEDING = frozenset({Relation.REPLACED_BY, Relation.AMENDED_BY})
COLUMNS = ("关系或事项", "渠道", "阅知人")


def effect_mark(paper: Paper[Document]) -> EffectMark | None:
    """What stands beside the pages of an outgoing document; None while it is simply in force.

    A page that shows the past says what was known then.
    """
    request, document = paper.request, paper.it.id
    effects: Effects = request.effects
    it = effects.as_known(document, paper.known_of(effects, Effect.id_of(document)))
    if it is None:
        return None
    today = office_day(paper.moment if paper.in_the_past else now(request))
    force = it.on(today)
    more = Link("效力和关联公文", request.route_path("document.effect", id=document))
    if force is Force.IN_FORCE:
        soon = _soon(it, more=more, today=today.isoformat(), soon=(today + REMINDER).isoformat())
        return soon or _superseded(it, more=more)
    if force is Force.NOT_YET:
        return EffectMark(FORCE_WORDS[force], f"自 {it.since} 起施行。", void=False, more=more)
    return EffectMark(FORCE_WORDS[force], _sentence(it, force), more=more)


def effect_page(request: Request, document: Document, *, form: ActForm | None = None) -> PaperList:
    """效力: from when to when, what it is linked to, who was told of a change, and the record."""
    here = request.route_path("document.effect", id=document.id)
    it = request.effects.of(document.id)
    act = form or decision_form(request, document, it)
    deciding = act is not None and any(each.name == "decide" for each in act.acts)
    force = request.effects.in_force(document.id, office_day(now(request)))
    return PaperList(
        title=f"效力　{document.number or document.facts['title']}",
        back=Link("返回公文", request.route_path("document", id=document.id), "back"),
        lead="关联公文、收文机关",
        columns=COLUMNS,
        rows=(*_links(request, it, here=here), *_notices(request, it, here=here)),
        badge=force_badge(force) if force else None,
        facts=(
            *_facts(request, document, it),
            *(_particulars(request, document) if deciding else ()),
        ),
        pages=_first_page(request, document) if deciding else NO_PAGES,
        warnings=_proposed(it),
        tools=_ways(request, document, it, here=here, chosen=form) if force else (),
        primary=_primary(request, document, it, here=here) if force and not form else None,
        act=act,
        record=_record(request, it) if it else (),
        nothing="没有关联公文，也没有发出过效力变更通知。"
        if force
        else "此件还没有印发，谈不上效力。",
    )


def _sentence(it: Effect, force: Force) -> str:
    if it.ended is None:  # the period is over and the keeper of periods has not come by yet
        return effect_words(force, day="", basis=f"有效期至 {printed_day(it.until)}")
    return effect_words(force, day=printed_day(it.ended_day), basis=it.basis)


def _soon(it: Effect, *, more: Link, today: str, soon: str) -> EffectMark | None:
    """What will end: by a decision that names a later day, or because its period does."""
    if it.ended and it.ended_day > today:
        words = CHANGE_WORDS[it.ended].removeprefix("宣布")
        sentence = f"自 {printed_day(it.ended_day)} 起{words}，依据：{it.basis}。"
        return EffectMark(f"将{words}", sentence, void=False, more=more)
    if it.until and it.until <= soon:
        return EffectMark(
            "有效期将满", f"有效期至 {printed_day(it.until)}。", void=False, more=more
        )
    return None


def _superseded(it: Effect, *, more: Link) -> EffectMark | None:
    """What others say instead of it, or of parts of it, while it is in force."""
    said = [
        f"{RELATION_WORDS[Relation(each['relation'])]} {each['words']}。"
        for each in it.links.values()
        if each["relation"] in SUPERSEDING
    ]
    if not said:
        return None
    replaced = any(each["relation"] == Relation.REPLACED_BY for each in it.links.values())
    word = "已被代替" if replaced else "已被修改"
    return EffectMark(word, "".join(said), void=False, more=more)


def _facts(request: Request, document: Document, it: Effect | None) -> tuple[Fact, ...]:
    since, until = period_words(
        since=it.since if it else "",
        until=it.until if it else "",
        stated=it is not None and it.stated,
        lasting=it is not None and it.lasting,
        regulatory=bool(document.particulars.get("regulatory")),
    )
    facts = [Fact("标题", str(document.facts["title"]))]
    facts += [
        Fact(name, printed_day(said))
        for name, said in (("施行", since), ("有效期至", until))
        if said
    ]
    if it is not None and it.ended:
        facts += [Fact("依据", it.basis), Fact("理由", it.reason)]
    return tuple(facts)


def _particulars(request: Request, document: Document) -> tuple[Fact, ...]:
    """By what a signer knows again what they decide about."""
    signed = office_day(document.signed_off_at) if document.signed_off_at else None
    return (
        Fact("主送", str(document.facts["recipients"])),
        Fact("签发", request.house.directory.person_name(document.signer)),
        Fact("成文日期", whole_day(signed) if signed else ""),
    )


def _first_page(request: Request, document: Document) -> PageSet:
    pages = pages_of(request, document)
    return replace(pages, images=pages.images[:1], rest="")


def _links(request: Request, it: Effect | None, *, here: str) -> Iterable[PaperLine]:
    if it is None:
        return
    guard = request.house.guard
    may = guard.permits(Permission.Effect.RECORD, request.identity, it)
    for key, link in it.links.items():
        undo = Link("撤去", f"{here}?do=unlink&key={key}#act")
        other = link["other"]
        yield PaperLine(
            title=link["words"],
            cells=(RELATION_WORDS[Relation(link["relation"])], "", ""),
            href=request.route_path("document", id=other) if other else "",
            acts=(undo,) if may else (),
        )


def _notices(request: Request, it: Effect | None, *, here: str) -> Iterable[PaperLine]:
    if it is None:
        return
    guard = request.house.guard
    may = guard.permits(Permission.Consignment.ENTER, request.identity, it)
    for row in request.consignments.of_document(it.id):
        change = request.consignments.load(Consignment, row.subject).capsule.facts["change"]
        again = Link("重新发送", f"{here}?do=requeue&line={row.subject}#act")
        acts = (again,) if row.state in RESENDABLE else paper_acts(row, here=here)
        yield PaperLine(
            title=row.addressee_name,
            cells=(
                f"告知{CHANGE_WORDS[Change(change)]}",
                CHANNEL_WORDS[Channel(row.channel)],
                row.signer,
            ),
            note=row.problem,
            state=badge_of(row),
            when=row.signed_for_at or row.delivered_at or row.queued_at,
            acts=acts if may else (),
        )


def _proposed(it: Effect | None) -> tuple[str, ...]:
    if it is None or not it.proposal:
        return ()
    proposal = it.proposal
    words = CHANGE_WORDS[Change(proposal["change"])]
    day = f"，日期 {proposal['day']}" if proposal["day"] else ""
    return (
        f"提请{words}{day}，待签发人决定。依据：{proposal['basis']}。理由：{proposal['reason']}",
    )


def _ways(
    request: Request, document: Document, it: Effect | None, *, here: str, chosen: ActForm | None
) -> tuple[Link, ...]:
    """What else may be done; from an act that was chosen only the way back."""
    return (Link("不办了", here),) if chosen else _tools(request, document, it, here=here)


def _tools(
    request: Request, document: Document, it: Effect | None, *, here: str
) -> tuple[Link, ...]:
    guard, subject = request.house.guard, it or document
    if not guard.permits(Permission.Effect.RECORD, request.identity, subject):
        return ()
    link = Link("关联公文", f"{here}?do=link#act", "compare")
    if it is not None and it.proposal:
        return (link, Link("撤回提请", f"{here}?do=withdraw#act", "must"))
    if it is not None and (it.ended or it.until):
        return (link,)
    return (Link("有效期", f"{here}?do=period#act", "time"), link)


def _primary(request: Request, document: Document, it: Effect | None, *, here: str) -> Link | None:
    guard, subject = request.house.guard, it or document
    closed = it is not None and (it.ended or it.proposal)
    may = guard.permits(Permission.Effect.PROPOSE, request.identity, subject)
    return Link("提请变更效力", f"{here}?do=propose#act", "must") if may and not closed else None


def _record(request: Request, it: Effect) -> tuple[Happening, ...]:
    names = Names(request.house.directory, agency=it.agency)
    history: Iterable[Any] = request.effects.events.get(it.id)
    told = [
        Happening(event.timestamp, f"{names.person(event.by, event.timestamp)} {_told(event)}")
        for event in history
        if type(event).__name__ != "Begun"  # the record was opened by what follows it
    ]
    return tuple(reversed(told))


def _told(event: Any) -> str:
    match type(event).__name__:
        case "PeriodStated":
            until = event.until or ("长期" if event.lasting else "未载明的日期")
            return f"登记有效期：{event.since} 至 {until}"
        case "Linked":
            return f"登记关联：{RELATION_WORDS[Relation(event.relation)]} {event.words}"
        case "Unlinked":
            return f"撤去关联，原因：{event.reason}"
        case "Proposed":
            return f"提请{CHANGE_WORDS[Change(event.proposal['change'])]}"
        case "Declined":
            return f"不同意：{event.reason}"
        case "Withdrawn":
            return f"撤回提请：{event.reason}"
        case "Reminded":
            return f"提醒：有效期至 {printed_day(event.until)}"
    said = f"：{event.opinion}" if event.opinion else ""
    return f"决定{CHANGE_WORDS[event.CHANGE]}（{printed_day(event.day)}）{said}"
