"""What a reply begins with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.replying.text import reply_to
from tests.offices import EAST, IDENTITIES
from tests.unit.documents.test_folding import CAPSULE


@pytest.mark.parametrize(
    ("typed", "cited"),
    [
        ("清水函（2026）第08号", "（清水函〔2026〕8号）收悉"),
        ("桥会字12", "（桥会字12）收悉"),
        ("", "》收悉"),
    ],
)
def test_a_reply_cites_a_number_as_numbers_are_written(typed: str, cited: str) -> None:
    capsule = replace(CAPSULE, facts={**CAPSULE.facts, "number": typed})
    assert cited in reply_to(capsule, identity=IDENTITIES[f"{EAST}-office"]).body[0].text
