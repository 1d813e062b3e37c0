"""What the rules warn of, in the form of whoever reviews: kept with a reason, or mended first."""

from __future__ import annotations

from dataclasses import replace

from pyramid.request import Request

from documents.outgoing.checking import Checking, unanswered
from documents.outgoing.document import Document
from documents.outgoing.particulars import Particulars
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Field

AS_A_RULE = "经核，可以保留。"


def warnings_field(request: Request, document: Document) -> Field | None:
    """The open warnings in words, with the reason for which they are kept; None without any."""
    identity = request.house.directory.identity(document.identity)
    if identity is None:
        return None
    manuscript = request.documents.typesetter.manuscript(document.agency, document.revision)
    particulars = Particulars.from_json(document.particulars)
    checking: Checking = request.checking
    found = checking.findings(
        replace(manuscript, issuer=identity.signature),
        particulars,
        identity=identity,
        day=office_day(now(request)),
    )
    open_ = unanswered(found, particulars)
    if not open_:
        return None
    told = " ".join(f"（{place}）{each.message}" for place, each in enumerate(open_, 1))
    return Field(
        "keeping",
        f"提醒 {len(open_)} 处，保留的理由",
        value=AS_A_RULE,
        hint=f"{told} 不保留的，请先修改文稿。",
    )
