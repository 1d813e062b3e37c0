from __future__ import annotations

import pytest

from documents.layout.formats import format_of
from documents.layout.formats.choosing import FORMATS
from documents.layout.formats.proof import Proof
from documents.manuscript import Format
from tests.unit.layout.specimens import ISSUE, short_notice


def test_every_format_has_a_class_of_its_own() -> None:
    assert set(FORMATS) == set(Format)
    assert len(set(FORMATS.values())) == len(Format)


@pytest.mark.parametrize("each", list(Format))
def test_the_issued_manuscript_has_its_format_and_before_it_is_a_proof(each: Format) -> None:
    manuscript = short_notice(format=each)

    assert type(format_of(manuscript, issue=ISSUE)) is FORMATS[each]
    assert isinstance(format_of(manuscript, issue=None), Proof)
