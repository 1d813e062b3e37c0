"""What may be done to many documents from a list: numbering, release and dispatch freely; sign-off
and sealing only where whoever acts has opened the paper since it came to them.

A batch form says nothing of how each paper stood on its page, so that the paper is taken as it
stands now.
"""

from __future__ import annotations

from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.opinions.steps import OpinionStep
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from office.desk.batch import BatchAct
from office.kernel.act import Act
from office.kernel.refusals import Refused

OPENED_ONLY = "签发、用印只办您打开看过的公文，没有打开过的不办。"


def _sign_off(request: Request, act: Act, id: UUID) -> None:
    it = _opened(request, act, id, doing="签发")
    kept = request.opinions.drafts.of(agency=act.agency, person=act.person, paper=id)
    if kept:
        raise Refused("您对此件写有意见，还没有送出，所以没有签发。请打开此件，送出或者删去意见。")
    words = request.opinions.default(act.agency, OpinionStep.SIGN_OFF)
    request.documents.sign_off(act, id, opinion=words, seen=it.version)


def _seal(request: Request, act: Act, id: UUID) -> None:
    it = _opened(request, act, id, doing="用印")
    if request.documents.seal_of(it) is not None:
        raise Refused("电子印章逐件用印，由监印人输入 PIN 码。请打开此件，核对版面后用印。")
    request.documents.seal(act, id, seen=it.version)


def _number(request: Request, act: Act, id: UUID) -> None:
    request.documents.take_number(act, id, seen=_document(request, id).version)


def _release(request: Request, act: Act, id: UUID) -> None:
    request.documents.release(act, id, seen=_document(request, id).version)


def _dispatch(request: Request, act: Act, id: UUID) -> None:
    if not request.distributions.lines(id):
        raise Refused("还没有拟定分送名单，没有分发。请打开此件，核对分送名单后分发。")
    request.documents.dispatch(act, id, seen=_document(request, id).version)


def _opened(request: Request, act: Act, id: UUID, *, doing: str) -> Document:
    it = _document(request, id)
    if not request.documents.has_seen(it, act.person, behalf=act.behalf):
        raise Refused(
            f"您还没有打开看过此件现在的样子，不能批量{doing}（所见即所签）。请打开此件看过后再办。"
        )
    return it


def _document(request: Request, id: UUID) -> Document:
    it: Document = request.documents.load(Document, id)
    return it


def includeme(config: Configurator) -> None:
    """The acts, each offered for what waits at its step."""
    for name, label, stage, carry_out, note in (
        ("sign_off", "签发", Stage.SIGNING, _sign_off, OPENED_ONLY),
        ("number", "取号", Stage.NUMBERING, _number, ""),
        ("seal", "用印", Stage.SEALING, _seal, OPENED_ONLY),
        ("release", "核发", Stage.RELEASING, _release, ""),
        ("dispatch", "分发", Stage.DISPATCHING, _dispatch, ""),
    ):
        config.add_batch_act("document", BatchAct(name, label, stage, carry_out, note))
