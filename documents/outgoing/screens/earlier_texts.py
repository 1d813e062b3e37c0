"""Who spoke to an earlier text than that which goes on: told to whoever acts next, and printed.

Nothing is refused for it: whoever returned the paper chose that it comes straight back, and a
reviewer may mend what others have seen. Whoever signs must know it (条例 第二十二条).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from documents.outgoing.consents import Consent
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from documents.revisions.drafts import Draft, drafts_of
from documents.screens.paper import Paper
from office.web.models import Link, Notice


def earlier_texts(paper: Paper[Document]) -> tuple[Notice, ...]:
    """A sentence for each earlier draft, to whoever acts until the recheck."""
    document = paper.it
    if document.stage.order > Stage.RECHECKING.order:
        return ()
    drafts = drafts_of(paper.events)
    given = sorted(document.earlier_consents, key=lambda each: _place(drafts, each))
    return tuple(
        _notice(paper, drafts, place, tuple(consents))
        for place, consents in groupby(given, key=lambda each: _place(drafts, each))
    )


def earlier_text_note(paper: Paper[Document], event: Any) -> str:
    """What stands beside an opinion that was given to an earlier text, on page and paper."""
    consent = _consent(paper.it.earlier_consents, event)
    if consent is None:
        return ""
    return f"对第{_place(drafts_of(paper.events), consent) + 1}稿提出，此后文稿有改动"


def changes_since(paper: Paper[Document], event: Any) -> Link | None:
    """花脸稿 from the text that somebody spoke to up to that which goes on."""
    consent = _consent(paper.it.earlier_consents, event)
    if consent is None:
        return None
    drafts = drafts_of(paper.events)
    return _comparison(paper, drafts, _place(drafts, consent))


def _consent(given: Iterable[Consent], event: Any) -> Consent | None:
    return next((each for each in given if each.version == event.originator_version), None)


def _place(drafts: Sequence[Draft], consent: Consent) -> int:
    """Which draft it was: the text as it was handed on last before they spoke."""
    return max(
        place
        for place, each in enumerate(drafts)
        if each.revision == consent.revision and each.version <= consent.version
    )


def _notice(
    paper: Paper[Document], drafts: Sequence[Draft], place: int, given: Sequence[Consent]
) -> Notice:
    at = paper.moment
    who = "、".join(f"{each.step} {paper.names.person(each.person, at)}" for each in given)
    return Notice(
        f"{who}的意见是对第{place + 1}稿（{drafts[place].name}）提出的，此后文稿有改动，"
        "没有再征求其意见。",
        _comparison(paper, drafts, place),
    )


def _comparison(paper: Paper[Document], drafts: Sequence[Draft], place: int) -> Link:
    which = {"from": str(drafts[place].version), "to": str(_going_on(paper.it, drafts).version)}
    href = paper.request.route_path("document.compare", id=paper.it.id, _query=which)
    return Link("看花脸稿", href)


def _going_on(document: Document, drafts: Sequence[Draft]) -> Draft:
    """The draft that was signed off, or the newest text; a recheck's slips are told by itself."""
    if document.signed_off_at is None:
        return drafts[-1]
    signed = document.shown["revision"]
    return next(each for each in reversed(drafts) if each.revision == signed)
