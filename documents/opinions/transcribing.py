"""The form of 代录: whose decision, from what, of which day, with what was signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.handling.transcription import SOURCE_WORDS, Scan, Source, Transcription
from documents.opinions.forms import OPINION, limited_field, opinion_of, readers_of
from documents.opinions.scans import ACCEPTED
from documents.screens.paper import Paper
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, kept, seen_version, try_act, uuid_of, written
from office.web.frame import now
from office.web.models import Act, ActForm, Choice, Field, Link, Weight

WARNING = (
    "代录是把领导已经作出的决定如实录入，不是代领导决定。这一步记为领导所办，并注明由您代录。"
)


def transcription_fields(
    request: Request, *, leaders: Sequence[Choice], sources: Sequence[Source] = tuple(Source)
) -> tuple[Field, ...]:
    """Whose decision it is, from what it is entered, its own day, and the scan."""
    kinds = tuple(
        Choice(source, SOURCE_WORDS[source], chosen=source is Source.PAPER) for source in sources
    )
    by_telephone = "，电话代录的可以不附" if Source.TELEPHONE in sources else ""
    today = office_day(now(request)).isoformat()
    return (
        Field("leader", "领导", kind="select", choices=_one_of(leaders)),
        Field("kind", "依据", kind="radios", choices=kinds),
        Field("date", "领导意见日期", kind="date", value=today),
        Field(
            "scan",
            "扫描件或照片",
            kind="file",
            accept=ACCEPTED,
            hint=f"PDF、PNG 或 JPEG{by_telephone}。没有录成的，要重新选择文件。",
        ),
    )


def _one_of(leaders: Sequence[Choice]) -> tuple[Choice, ...]:
    """The only one it can be, else whom the clerk chooses: nobody stands there for their rank."""
    if len(leaders) == 1:
        return tuple(leaders)
    return (Choice("", "请选择"), *(replace(each, chosen=False) for each in leaders))


def posted_transcription(request: Request, *, keep: Callable[[bytes], Scan]) -> Transcription:
    """What was filled in; `keep` stores the file. Refused for what is no source or no day."""
    kind, day = written(request, "kind"), written(request, "date")
    if kind not in set(Source):
        raise Refused("请选择代录的依据：纸质件、照片或者电话。")
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise Refused("领导意见日期不是一个日期，请按“年-月-日”填写，例如 2026-11-20。") from error
    file = getattr(request.POST.get("scan"), "file", None)
    data = file.read() if file else b""
    named = bool(getattr(request.POST.get("scan"), "filename", ""))
    scan = keep(data) if named else None
    return Transcription(kind=Source(kind), date=on, by=request.identity.person, scan=scan)


@dataclass(frozen=True, slots=True)
class TranscribingDesk:
    """代录 for one kind of paper: its address, its words, whose decision, and how it is entered.

    `leaders` are those who have the paper and have not acted. `enter` is given the act, the
    paper's id and what was filled in, as the application's command takes it; of the fields that
    there are `more` on its form it reads what was filled in itself. `sources`: from what it may be
    entered.
    """

    route: str
    permission: str
    label: str
    words: str
    open: Callable[[Request], Paper[Any]]
    page: Callable[..., Any]
    leaders: Callable[[Request, Any], Sequence[Choice]]
    enter: Callable[..., None]
    more: Callable[[Request, Any], Sequence[Field]] = lambda request, paper: ()
    sources: Callable[[Any], Sequence[Source]] = lambda paper: tuple(Source)

    def offered(self, request: Request, it: Any) -> bool:
        """Whether the person logged in may enter something for somebody here and now."""
        may = request.house.guard.permits(self.permission, request.identity, it)
        return bool(may and self._leaders(request, it))

    def link(self, request: Request, it: Any) -> Link:
        """The way to the form."""
        return Link(self.label, request.route_path(self.route, id=it.id), "draft")

    def show(self, request: Request) -> dict[str, Any]:
        """The paper with the form."""
        return self._page(self._open(request))

    def transcribe(self, request: Request) -> Any:
        """Enter it; the form again, with what was typed, if it is refused."""
        id = uuid_of(request)

        def again(sentence: str) -> dict[str, Any]:
            paper = self._open(request)
            return self._page(paper, form=kept(self._form(paper), request, sentence))

        def onward(_: None) -> str:
            request.say(f"已{self.label}")
            return str(request.route_path(self.route.partition(".")[0], id=id))

        return try_act(request, lambda: self._enter(request, id), again=again, onward=onward)

    def _enter(self, request: Request, id: UUID) -> None:
        act, seen = act_of(request), seen_version(request)
        it = self.open(request).it
        request.check(self.permission, it)
        transcription = posted_transcription(
            request,
            keep=lambda data: request.opinions.keep_scan(
                act, it, permission=self.permission, data=data
            ),
        )
        self.enter(
            request,
            act,
            id,
            leader=written(request, "leader"),
            words=opinion_of(request),
            transcription=transcription,
            seen=seen,
            readers=readers_of(request),
        )

    def _open(self, request: Request) -> Paper[Any]:
        paper = self.open(request)
        request.check(self.permission, paper.it)
        if not self._leaders(request, paper.it):
            raise Refused("此件现在没有等候办理的领导，不用代录。请回到公文页面查看办理进度。")
        return paper

    def _leaders(self, request: Request, it: Any) -> list[Choice]:
        """For a secretary only their own."""
        own = request.identity.principal if request.identity.is_secretary else ""
        return [each for each in self.leaders(request, it) if own in ("", each.value)]

    def _page(self, paper: Paper[Any], *, form: ActForm | None = None) -> dict[str, Any]:
        page = self.page(paper)
        return {"page": replace(page, act=form or self._form(paper), read_only="")}

    def _form(self, paper: Paper[Any]) -> ActForm:
        request, it = paper.request, paper.it
        leader, kind, day, scan = transcription_fields(
            request, leaders=self._leaders(request, it), sources=self.sources(it)
        )
        return ActForm(
            action=request.route_path(self.route, id=it.id),
            heading=self.label,
            acts=(Act("transcribe", self.label, Weight.PRIMARY, key="Ctrl ↵"),),
            seen=str(it.version),
            fields=(
                leader,
                kind,
                day,
                *self.more(request, it),
                Field(OPINION, self.words, kind="area", rows=2, opinion=True),
                scan,
                limited_field(request, agency=it.agency),
            ),
            warning=WARNING,
            in_order=True,
        )


def add_transcribing(
    config: Configurator, desk: TranscribingDesk, *, path: str, template: str
) -> None:
    """The form of 代录 and its act at an address of their own."""
    config.add_page(desk.route, path, template, show=desk.show, act=desk.transcribe)
