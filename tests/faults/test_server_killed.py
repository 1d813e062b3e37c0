"""Kill -9 of the real web server while four clients act over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.town import ACTS, CLIENTS, running_town

DOCUMENTS = 28


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_after_kills_of_the_server_every_answered_command_is_there_once(
    database_url: str, tmp_path: Path
) -> None:
    assert CLIENTS * DOCUMENTS * ACTS > 1000
    with running_town(database_url, tmp_path) as town:
        town.issue_under(town.kill_server, documents=DOCUMENTS, strikes=6)
