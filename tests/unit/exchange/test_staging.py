"""Parts on their way in: each caller's share, what is thrown away, and when."""

from __future__ import annotations

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code, Kind
from integrations.exchange.entering.staging import Spoilt, Staging
from integrations.exchange.shapes import Envelope, PartOf, Party
from tests.certified import NOW

DATA = b"0123456789"
DIGEST = sha256(DATA).hexdigest()


def envelope(*, digest: str = DIGEST, length: int = len(DATA)) -> Envelope:
    return Envelope(
        version=1,
        id=str(uuid4()),
        consignment=str(uuid4()),
        sending=1,
        kind=Kind.DOCUMENT,
        sender=Party("city", "澜州市"),
        addressee=Party("district", "清河区"),
        urgency="",
        classification="",
        made=NOW,
        manifest=PartOf(digest, length),
    )


def test_a_caller_begins_no_more_than_its_share_and_others_are_not_held_up(
    tmp_path: Path,
) -> None:
    staging = Staging(tmp_path, largest=10_000, most=3)
    begun = [envelope() for _ in range(3)]
    for each in begun:
        staging.expect("city", each)
    with pytest.raises(NotTaken) as full:
        staging.expect("city", envelope())
    assert full.value.code is Code.BUSY
    assert full.value.retry_after
    staging.expect("city", begun[0])  # goes on
    staging.expect("province", envelope())
    staging.clear("city", begun[1].consignment)
    staging.expect("city", envelope())


def test_what_is_announced_counts_not_what_came(tmp_path: Path) -> None:
    staging = Staging(tmp_path, largest=100)
    first = envelope(length=60)
    staging.expect("city", first)
    with pytest.raises(NotTaken) as full:
        staging.expect("city", envelope(length=60))
    assert full.value.code is Code.BUSY
    staging.expect("city", envelope(length=40))
    staging.expect("city", first)


def test_a_sweep_takes_what_nobody_went_on_with_and_no_long_upload(tmp_path: Path) -> None:
    staging = Staging(tmp_path, largest=10_000)
    old, going = envelope(), envelope()
    for each in (old, going):
        staging.expect("city", each)
        staging.put("city", each.consignment, DIGEST, 0, DATA[:4])
    long_ago = (NOW - timedelta(days=8)).timestamp()
    for path in tmp_path.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    staging.put("city", going.consignment, DIGEST, 4, DATA[4:6])
    assert staging.sweep(untouched_since=NOW - timedelta(days=7)) == 1
    assert staging.put("city", going.consignment, DIGEST, 6, DATA[6:]) == len(DATA)
    with pytest.raises(NotTaken) as gone:
        staging.put("city", old.consignment, DIGEST, 4, DATA[4:])
    assert gone.value.code is Code.PART_MISSING


def test_what_comes_wrong_in_one_piece_is_refused_at_once(tmp_path: Path) -> None:
    staging, it = Staging(tmp_path, largest=10_000), envelope()
    staging.expect("city", it)
    with pytest.raises(NotTaken) as wrong:
        staging.put("city", it.consignment, DIGEST, 0, b"9876543210")
    assert wrong.value.code is Code.PART_CORRUPT
    assert staging.put("city", it.consignment, DIGEST, 0, DATA) == len(DATA)


def test_what_was_spoilt_here_is_thrown_away_and_lacks(tmp_path: Path) -> None:
    staging, it = Staging(tmp_path, largest=10_000), envelope()
    staging.expect("city", it)
    staging.put("city", it.consignment, DIGEST, 0, DATA[:5])
    staging.put("city", it.consignment, DIGEST, 5, b"xxxxx")
    assert staging.missing("city", it, known=frozenset()) == []
    with pytest.raises(Spoilt):
        staging.parts("city", it)[DIGEST]
    (lacks,) = staging.missing("city", it, known=frozenset())
    assert (lacks.digest, lacks.offset) == (DIGEST, 0)
