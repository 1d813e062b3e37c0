"""花脸稿 over HTTP: any two drafts of a document, and decisions about each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents.manuscript import Manuscript
from documents.outgoing.checking import must_be_issued_by
from documents.outgoing.editor.draft_page import identity_of
from documents.outgoing.editor.images import FIELD, unpacked
from documents.outgoing.editor.web import reader
from documents.outgoing.revisions.forms import meeting, merge_answer
from documents.outgoing.revisions.lines import revision_links
from documents.outgoing.screens.page import DocumentPaper
from documents.permissions import Permission
from documents.revisions.autosave.forms import EDITING, finished
from documents.revisions.comparing import changes_of, compared, decided
from documents.revisions.drafts import Draft, Revision, drafts_of, revisions_of
from documents.revisions.page import Telling, telling
from office.kernel.clock import office_day
from office.kernel.refusals import Conflict, Refused
from office.web.form_acts import (
    act_of,
    seen_version,
    ticked,
    try_act,
    uuid_of,
    written,
)
from office.web.formats import clock_time, day
from office.web.forms import typed
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Choice,
    ComparePage,
    Field,
    Link,
    Weight,
)

CHANGED_MEANWHILE = (
    "您打开这一页之后，文稿又有修改，您的取舍没有生效。请重新打开比对页面，看过最新文稿再决定。"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two drafts of a paper, the earlier one first, with every text between them."""

    drafts: tuple[Draft, ...]
    first: Draft
    second: Draft
    revisions: tuple[Revision, ...]

    @property
    def is_one(self) -> bool:
        """Whether both are the same text."""
        return self.first.revision == self.second.revision


def compare(request: Request) -> dict[str, Any]:
    """Two drafts in place, named by `?from=` and `?to=`; the newest two without."""
    paper = _paper(request)
    asked = [request.params.get(name, "") for name in ("from", "to")]
    return {"page": _page(paper, _pair(paper, *asked))}


def decide(request: Request) -> Any:
    """取舍: a new revision in which the rejected changes are put back."""
    paper = _paper(request)
    pair = _pair(paper, written(request, "from"), written(request, "to"))
    rejected = frozenset(ticked(request, "rejected"))

    def revise() -> None:
        manuscript = _decided(paper, pair, written(request, "text"), rejected)
        act, id = act_of(request), paper.it.id
        request.documents.revise(act, id, manuscript=manuscript, seen=seen_version(request))

    def again(sentence: str) -> dict[str, Any]:
        return {"page": _page(paper, pair, rejected=rejected, refusal=sentence)}

    def onward(_: None) -> str:
        request.say(f"已保存取舍　{paper.title}")
        return paper.here

    return try_act(request, revise, again=again, onward=onward)


def merge(request: Request) -> Any:
    """合稿: the decisions about what two people changed, saved on the newest text."""
    paper = _paper(request)
    values, read = typed(request), reader(request, paper.it)
    met = meeting(request, paper.it.id, values, read, version=seen_version(request))

    def save() -> None:
        request.check(Permission.Document.REVISE, paper.it)
        manuscript, stated = met.outcome()
        must_be_issued_by(identity_of(request, values, paper.it), type=manuscript.type)
        request.documents.revise(
            act_of(request),
            paper.it.id,
            manuscript=manuscript,
            particulars=stated,
            seen=met.version,
            images=unpacked(values.get(FIELD, "")),
        )

    def again(sentence: str) -> Response:
        return merge_answer(met, refusal=sentence)

    def onward(_: None) -> str:
        finished(request, values.get(EDITING, ""))
        request.say(f"已合稿并存稿　{paper.title}")
        return paper.here

    try:
        return try_act(request, save, again=again, onward=onward)
    except Conflict:  # and again somebody was quicker: decide over the newest text
        return merge_answer(meeting(request, paper.it.id, values, read))


def _decided(paper: DocumentPaper, pair: Pair, text: str, rejected: frozenset[str]) -> Manuscript:
    if paper.it.revision != text or pair.second.revision != text:
        raise Refused(CHANGED_MEANWHILE)
    if not rejected:
        raise Refused("没有选“不采纳”的改动，文稿不用改。全部采纳的，直接返回办理即可。")
    texts = _texts(paper, pair.revisions)
    comparison = compared(texts[0], texts[-1])
    if not rejected <= {each.id for each in changes_of(comparison)}:
        raise Refused(CHANGED_MEANWHILE)
    return decided(comparison, rejected=rejected)


def _paper(request: Request) -> DocumentPaper:
    paper = DocumentPaper(request, uuid_of(request))
    request.check(Permission.Document.VIEW, paper.it)
    return paper


def _pair(paper: DocumentPaper, first: str, second: str) -> Pair:
    drafts = drafts_of(paper.history)
    known = {str(each.version): each for each in drafts}
    later = known.get(second, drafts[-1])
    place = drafts.index(later)
    earlier = known.get(first, drafts[max(place - 1, 0)])
    if earlier.version > later.version:
        earlier, later = later, earlier
    saved = revisions_of(paper.history)
    start, end = (
        max(number for number, each in enumerate(saved) if each.version <= draft.version)
        for draft in (earlier, later)
    )
    return Pair(drafts, earlier, later, saved[start : end + 1])


def _texts(paper: DocumentPaper, revisions: Sequence[Revision]) -> list[Manuscript]:
    typesetter = paper.request.documents.typesetter
    return [typesetter.manuscript(paper.it.agency, each.digest) for each in revisions]


def _page(
    paper: DocumentPaper,
    pair: Pair,
    *,
    rejected: frozenset[str] = frozenset(),
    refusal: str = "",
) -> ComparePage:
    told = telling(
        _texts(paper, pair.revisions),
        pair.revisions,
        names={each.by: paper.names.person(each.by, each.at) for each in pair.revisions},
        rejected=rejected,
    )
    sections = told.sections
    return ComparePage(
        title=paper.title,
        back=Link("返回", paper.here, "back"),
        action=paper.request.route_path("document.compare", id=paper.it.id),
        first=_choices(paper, pair, chosen=pair.first),
        second=_choices(paper, pair, chosen=pair.second),
        summary=_summary(pair, told),
        hands=tuple(told.people.values()),
        sections=sections,
        changes=told.cards,
        form=_form(paper, pair, told, refusal=refusal),
    )


def _summary(pair: Pair, told: Telling) -> str:
    if len(pair.drafts) == 1:
        return f"此件只有{pair.first.name}，还没有可以比对的另一稿。稿次在送出、退回时产生。"
    if not told.cards:
        return f"{pair.second.name}与{pair.first.name}没有不同。"
    return f"{pair.second.name}与{pair.first.name}相比，有 {len(told.cards)} 处改动。"


def _choices(paper: DocumentPaper, pair: Pair, *, chosen: Draft) -> tuple[Choice, ...]:
    today = office_day(now(paper.request))
    return tuple(
        Choice(
            str(each.version),
            f"{each.name}（{paper.names.person(each.by, each.at)} "
            f"{day(each.at, today=today)} {clock_time(each.at)}）",
            chosen=each == chosen,
        )
        for each in pair.drafts
    )


def _form(paper: DocumentPaper, pair: Pair, told: Telling, *, refusal: str) -> ActForm | None:
    request, document = paper.request, paper.it
    may = request.house.guard.permits(Permission.Document.REVISE, request.identity, document)
    if not (may and told.cards and pair.second.revision == document.revision):
        return None
    hidden = {
        "from": str(pair.first.version),
        "to": str(pair.second.version),
        "text": document.revision,
    }
    return ActForm(
        action=request.route_path("document.compare", id=document.id),
        heading="取舍",
        acts=(Act("decide", "保存取舍", Weight.PRIMARY, key="Ctrl S"),),
        seen=str(document.version),
        fields=tuple(Field(name, "", kind="hidden", value=text) for name, text in hidden.items()),
        refusal=refusal,
    )


def includeme(config: Configurator) -> None:
    """Routes and views; files have a module of their own."""
    config.add_paper_links("document", revision_links, order=20)
    config.include("documents.outgoing.revisions.files")
    config.add_page(
        "document.compare", "/documents/{id}/compare", "compare", show=compare, act=decide
    )
    config.add_route("document.merge", "/documents/{id}/merge")
    config.add_view(merge, route_name="document.merge", request_method="POST")
