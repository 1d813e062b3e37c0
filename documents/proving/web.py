"""导出证明 over HTTP: from a paper's page, for those who may hand papers out."""

from __future__ import annotations

from functools import partial
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from documents import serving
from documents.proving.application import PaperProofs
from documents.proving.inner import Audience
from documents.proving.permissions import Permission
from documents.proving.told import WORDS
from documents.screens.additions import kind_of
from documents.screens.paper import Paper
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, note_wrong, uuid_of, written
from office.web.models import Act, ActForm, Choice, Field, LedgerPage, Link, Weight

TITLE = "导出证明"
NOTE = (
    "《{title}》的办理记录、有关文件和日志检查点打成一个压缩包，"
    "任何人不用本系统也能核验：没有改动、调换、遗漏。包内有说明和核验程序。"
    "最近的检查点如早于此件的最后一次办理，先签署一个新的。导出记入访问日志。"
)
CHOICES = {
    Audience.OUTSIDERS: "外单位：内部意见、文稿只给出摘要，仍可核验",
    Audience.INSIDERS: "本机关：含意见和文稿；限定他人阅看的意见仍只给出摘要",
}


def show(request: Request, *, room: str) -> dict[str, Any]:
    """For whom it is to be."""
    return {"page": _page(request, _paper(request, room))}


def export(request: Request, *, room: str) -> Any:
    """The file. It changes nothing of the paper, so the same form again gives it again."""
    paper = _paper(request, room)
    act_of(request)
    chosen = written(request, "audience")
    try:
        data = request.house.find(PaperProofs).prove(
            paper.it.id,
            audience=_chosen(chosen),
            words=WORDS,
            person=request.identity.principal,
        )
    except Refused as refusal:
        note_wrong(request, refusal)
        request.response.status = 422
        return {"page": _page(request, paper, chosen=chosen, refusal=str(refusal))}
    return serving.zipped(data, name=f"{paper.title}（证明）.zip")


def _chosen(value: str) -> Audience:
    if value not in set(Audience):
        raise Refused("请选择证明给谁用。", field="audience")
    return Audience(value)


def _paper(request: Request, room: str) -> Paper[Any]:
    kind = kind_of(request, room)
    assert kind is not None
    paper = kind.open(request, uuid_of(request))
    request.check(kind.permission, paper.it)
    request.check(Permission.Proof.EXPORT, paper.it)
    return paper


def _page(
    request: Request,
    paper: Paper[Any],
    *,
    chosen: str = Audience.OUTSIDERS,
    refusal: str = "",
) -> LedgerPage:
    here = request.route_path(f"{paper.route}.proof", id=paper.it.id)
    choices = tuple(
        Choice(each.value, words, chosen=each.value == chosen) for each, words in CHOICES.items()
    )
    form = ActForm(
        action=here,
        heading=TITLE,
        acts=(Act("export", "导出", Weight.PRIMARY),),
        refusal=refusal,
        fields=(Field("audience", "给谁用", kind="radios", choices=choices),),
    )
    return LedgerPage(
        title=TITLE,
        note=NOTE.format(title=paper.title),
        back=Link("返回", paper.here, "back"),
        ledgers=(),
        forms=(form,),
    )


def _link(request: Request, it: Any, *, room: str) -> tuple[Link, ...]:
    if not request.house.guard.permits(Permission.Proof.EXPORT, request.identity, it):
        return ()
    return (Link(TITLE, request.route_path(f"{room}.proof", id=it.id), "shield"),)


def includeme(config: Configurator) -> None:
    """Routes and views of both kinds of paper, and the ways there."""
    ledger = "office.web:templates/ledger.jinja2"
    config.add_field_labels({"audience": "给谁用"})
    for room, address in (("document", "documents"), ("incoming", "incoming")):
        route = f"{room}.proof"
        config.add_route(route, f"/{address}/{{id}}/proof")
        for view, method in ((show, "GET"), (export, "POST")):
            config.add_view(
                _of(view, room), route_name=route, renderer=ledger, request_method=method
            )
        config.add_paper_links(room, partial(_link, room=room), order=95)


def _of(view: Any, room: str) -> Any:
    """Pyramid asks a view for its arguments, and cannot ask a partial."""

    def shown(request: Request) -> Any:
        return view(request, room=room)

    return shown
