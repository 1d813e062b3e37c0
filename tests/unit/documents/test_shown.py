"""What was on the page when a person acted: stored as shown, and nothing without the right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from documents.outgoing.document import Document
from office.access.permissions import NotAllowed
from tests.offices import CITY, Offices, by, manuscript

CLERK, DRAFTER, REVIEWER, SIGNER = (
    f"{CITY}/{duty}" for duty in ("clerk", "drafter", "reviewer", "signer")
)


def drafted(office: Offices) -> UUID:
    return office.documents.draft(by(DRAFTER), identity=f"{CITY}-office", manuscript=manuscript())


def change_the_layout(office: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    """As new fonts or a new version of the layout do: the same text gives other pages."""
    typesetter = office.documents.typesetter
    before = typesetter.shown

    def other(agency: str, revision: str, **issue: Any) -> dict[str, Any]:
        shown = before(agency, revision, **issue)
        pages = office.node.content.put(agency, f"other pages of {revision}".encode())
        return {**shown, "layout": "other", "pages": pages}

    monkeypatch.setattr(typesetter, "shown", other)


def test_who_signs_consents_to_the_pages_on_the_screen(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms, it = office.documents, drafted(office)
    rooms.submit(by(DRAFTER), it, to=[REVIEWER], seen=1)
    on_the_screen = rooms.load(Document, it).stored_pages
    change_the_layout(office, monkeypatch)
    rooms.review(by(REVIEWER), it, opinion="", to=[SIGNER], seen=2)
    rooms.sign_off(by(SIGNER), it, opinion="同意", seen=3)
    consents: list[Any] = list(rooms.events.get(it))[1:]
    assert on_the_screen
    assert [each.shown for each in consents] == [on_the_screen] * 3


def test_another_text_is_laid_out_anew(office: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms, it = office.documents, drafted(office)
    rooms.submit(by(DRAFTER), it, to=[REVIEWER], seen=1)
    rooms.revise(by(REVIEWER), it, manuscript=manuscript("关于改过的通知"), seen=2)
    assert rooms.load(Document, it).stored_pages is None
    change_the_layout(office, monkeypatch)
    rooms.review(by(REVIEWER), it, opinion="", to=[SIGNER], seen=3)
    assert rooms.load(Document, it).shown["layout"] == "other"


def test_who_may_not_revise_leaves_nothing_in_the_store(office: Offices) -> None:
    it = drafted(office)
    before = set(office.node.content.digests(CITY))
    with pytest.raises(NotAllowed):
        office.documents.revise(by(CLERK), it, manuscript=manuscript("误传的文稿"), seen=1)
    assert set(office.node.content.digests(CITY)) == before
