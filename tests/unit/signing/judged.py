"""Signed files judged in this process."""

from __future__ import annotations

import json
from typing import Any

import pytest

from signing.certificates.checking import Trust
from signing.checking.files import report
from signing.checking.report import Report
from signing.pdf import checking
from signing.pdf.revisions import facts
from tests.certified import DAY, NOW
from tests.unit.signing.signed import both


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process for each of hundreds of files would take minutes; the limits have own tests."""

    def answer(*_: str, data: bytes, seconds: int) -> Any:
        assert seconds == checking.SECONDS
        return json.loads(json.dumps(facts(data)))

    monkeypatch.setattr(checking, "answer_of", answer)


def found(data: bytes, *, trust: Trust | None = None, days: int = 0) -> Report:
    """By what the node trusts, so many days after the signature."""
    return report(data, name="文件", trust=trust or both(), now=NOW + days * DAY)
