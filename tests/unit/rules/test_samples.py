"""Documents that were really issued, and those of the demonstration, have no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.reading import decode, read_text
from documents.rules import Severity, as_printed, check

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT.parent / "shared/samples"
DEMONSTRATION = sorted((ROOT / "documents/demonstration/data").glob("*.txt"))
NAMES = (
    "shandong-2011-plan.txt",
    "shanghai-2012-plan.txt",
    "shanghai-2015-work-arrangement.txt",
)


def errors(path: Path) -> list[str]:
    about = as_printed(read_text(decode(path.read_bytes())))
    return [each.message for each in check(about) if each.severity is Severity.ERROR]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_that_was_issued_has_no_error(name: str) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip("the samples are not here")
    assert errors(SAMPLES / name) == []


@pytest.mark.parametrize("path", DEMONSTRATION, ids=lambda path: path.stem)
def test_a_document_of_the_demonstration_has_no_error(path: Path) -> None:
    assert errors(path) == []
