"""What happens to the seals on record while a paper is being sealed: nothing is noted by a seal
that is no longer there, or as sealed by hand where there is one now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from office.kernel.refusals import Refused
from signing.seals.application import Seals
from signing.seals.seal import Seal
from tests.functional.office_app import CITY, CLERK, LEADER, OfficeApp, office_app
from tests.functional.sealed_office import PIN, before_sealing, register_seal


def seal(
    office: OfficeApp, id: UUID, *, meanwhile: Callable[[], object], patch: pytest.MonkeyPatch
) -> None:
    """用印, and what happens after the pressing and before the act."""
    rooms = office.house.find(Documents)
    pressing = rooms._press

    def pressed(*given: Any, **more: Any) -> Any:
        made = pressing(*given, **more)
        meanwhile()
        return made

    with patch.context() as own:
        own.setattr(rooms, "_press", pressed)
        seen = rooms.load(Document, id).version
        rooms.seal(office.by(CLERK), id, pin=PIN, seen=seen)


def test_a_seal_that_comes_or_goes_meanwhile_seals_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office_app(tmp_path) as office:
        rooms, seals = office.house.find(Documents), office.house.find(Seals)
        on_record = [register_seal(office)]
        id = before_sealing(office, "关于印章变更的通知")

        def deregister() -> None:
            it = seals.load(Seal, on_record.pop())
            seals.deregister(office.by(LEADER), it.id, reason="机构撤销。", seen=it.version)

        def register() -> None:
            on_record.append(register_seal(office))

        for meanwhile in (deregister, register):
            with pytest.raises(Refused, match="登记的印章有了变更"):
                seal(office, id, meanwhile=meanwhile, patch=monkeypatch)
        assert rooms.load(Document, id).stage is Stage.SEALING
        assert seals.uses(CITY) == []
        seal(office, id, meanwhile=lambda: None, patch=monkeypatch)
        assert [each.paper for each in seals.uses(CITY)] == [str(id)]
