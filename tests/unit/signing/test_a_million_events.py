"""A journal of a million events is verified in bounded memory, and the one changed is named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from office.kernel.journal import (
    GENESIS,
    chained,
    digest_of,
    entry_of,
    journal,
    journal_head,
)
from office.kernel.node import Node
from signing.checkpoints import auditing  # noqa: F401 - for the tables that it reads
from tests.unit.kernel.test_verify import unprotect

EVENTS, CHANGED = 1_000_000, 777_777
MOST = 400_000
"""Kilobytes that the verifying process may take."""
PASS = """
import sys
from pathlib import Path
from office.kernel.clock import SystemClock
from office.kernel.store import Store
from office.kernel.verify import verify
from signing.certificates.trusted import Trusted
from signing.checkpoints.auditing import CheckpointAuditor
store, clock = Store(sys.argv[1]), SystemClock()
auditor = CheckpointAuditor(store, name="here", trusted=Trusted(store, clock), clock=clock)
found = verify(store, auditors=(auditor,))
# Not ru_maxrss: that begins with what the test's own process had when it forked.
(most,) = (each for each in Path("/proc/self/status").open() if each.startswith("VmHWM"))
print(found.events, most.split()[1], found.fault)
"""


def rows() -> Iterator[dict[str, Any]]:
    """Streams of ten events each, as cheap as they can be made."""
    chain = GENESIS
    for place in range(EVENTS):
        told: dict[str, Any] = {
            "agency": "A-001",
            "originator_id": UUID(int=place // 10 + 1),
            "topic": "specimen.Tally.Raised",
            "command": f"c{place}",
        }
        state = b'{"number":%d,"salt":"0123456789abcdef"}' % place
        digest, version = digest_of(state), place % 10 + 1
        chain = chained(chain, entry_of(**told, version=version, digest=digest))
        yield told | {
            "id": place + 1,
            "originator_version": version,
            "state": state,
            "digest": digest,
            "chain": chain,
        }


def verified(url: str) -> tuple[int, int, str]:
    """Events, memory and fault, by a process of its own."""
    command = [sys.executable, "-c", PASS, url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    events, memory, fault = done.stdout.split(" ", 2)
    return int(events), int(memory), fault.strip()


@pytest.mark.slow
def test_a_million_events_are_verified_and_the_changed_one_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/office.db"
    node = Node(database=url, content=tmp_path / "content")
    node.create()
    made, some = rows(), []
    with node.store.changing_state() as connection:
        for row in made:
            some.append(row)
            if len(some) == 10_000:
                connection.execute(journal.insert(), some)
                last, some = some[-1], []
        connection.execute(journal_head.update().values(id=last["id"], chain=last["chain"]))
    events, memory, fault = verified(url)
    assert (events, fault) == (EVENTS, "None")
    assert memory < MOST

    with node.store.changing_state() as connection:
        unprotect(connection)
        changed = journal.update().where(journal.c.id == CHANGED)
        connection.execute(changed.values(state=b'{"number":1}'))
    node.close()
    events, memory, fault = verified(url)
    assert events == CHANGED - 1
    assert f"第{CHANGED}号事件" in fault
    assert "内容与其摘要不符" in fault
    assert memory < MOST
