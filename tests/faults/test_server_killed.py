"""Kill -9 of the real web server while four clients act over HTTP."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from office.directory.kinds import Role
from tests.faults import invariants
from tests.faults.client import Answered, Client, Session
from tests.faults.installation import (
    CITY,
    IDENTITY,
    QINGHE,
    WANGJIANG,
    Installation,
    free_port,
    kill,
    password,
    people,
    until,
)

CLIENTS = 4
DOCUMENTS = 28
"""Of each client; nine commands a document make 1,008."""

KILLS = 6
COMMANDS = CLIENTS * DOCUMENTS * 9


@dataclass
class Town:
    """The installation, its server, and who is logged in."""

    installation: Installation
    port: int
    people: dict[Role, tuple[str, str]]
    server: subprocess.Popen[bytes]
    sessions: dict[Role, Session] = field(default_factory=dict)
    answered: list[Answered] = field(default_factory=list)

    def log_everybody_in(self) -> None:
        client = Client(self.port, answered=[])
        for role, (login, person) in self.people.items():
            self.sessions[role] = client.log_in(login=login, password=password(), person=person)

    def kill_and_restart(self) -> None:
        kill(self.server)
        self.server = self.installation.serve(self.port)


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    installation = Installation(tmp_path, database=database_url)
    with installation.house() as house:
        known = people(house)
    port = free_port()
    town = Town(installation, port, known, installation.serve(port))
    try:
        town.log_everybody_in()
        yield town
    finally:
        kill(town.server)


def issue(town: Town, client: Client, *, title: str) -> None:
    """Bring one document from draft to dispatch; each act is one command."""
    reviewer, signer = town.people[Role.REVIEWER][1], town.people[Role.SIGNER][1]
    drafting = {
        "identity": IDENTITY,
        "title": f"关于{title}公文的通知",
        "recipients": "各区人民政府",
        "body": "现将有关事项通知如下。\n请认真贯彻执行。",
    }
    acts: list[tuple[Role, dict[str, Any]]] = [
        (Role.DRAFTER, {"act": "submit", "to": reviewer}),
        (Role.REVIEWER, {"act": "review", "opinion": "请签发。", "to": signer}),
        (Role.SIGNER, {"act": "sign_off", "opinion": "同意。"}),
        (Role.CLERK, {"act": "recheck", "opinion": ""}),
        (Role.CLERK, {"act": "number"}),
        (Role.CLERK, {"act": "typeset"}),
        (Role.CLERK, {"act": "release"}),
        (Role.CLERK, {"act": "dispatch", "addressees": [QINGHE, WANGJIANG]}),
    ]
    path = client.act(town.sessions[Role.DRAFTER], "/documents/draft", drafting)
    for seen, (role, fields) in enumerate(acts, start=1):
        client.act(town.sessions[role], path, {**fields, "seen": seen})


def work(town: Town, number: int) -> int:
    client = Client(town.port, answered=town.answered)
    for turn in range(DOCUMENTS):
        issue(town, client, title=f"试验第{number}{turn:02}件")
    return client.tries


def kill_at_random_moments(town: Town, clients: list[Any]) -> int:
    """The nemesis: under load, and never before the last kill was survived by some acts."""
    kills = 0
    for turn in range(KILLS):
        threshold = random.randint(
            turn * COMMANDS // KILLS + 10, (turn + 1) * COMMANDS // KILLS - 10
        )
        while len(town.answered) < threshold and not all(each.done() for each in clients):
            time.sleep(0.001)
        time.sleep(random.random() / 20)
        if all(each.done() for each in clients):
            break
        town.kill_and_restart()
        kills += 1
    return kills


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_after_kills_of_the_server_every_answered_command_is_there_once(town: Town) -> None:
    with ThreadPoolExecutor(CLIENTS) as threads:
        clients = [threads.submit(work, town, number) for number in range(CLIENTS)]
        kills = kill_at_random_moments(town, clients)
        tries = [each.result() for each in clients]
    assert kills == KILLS
    assert len(town.answered) == COMMANDS < sum(tries)
    with town.installation.house() as house:
        node = house.node
        until(
            lambda: invariants.undelivered(node) == 0,
            seconds=60,
            what="everything delivered after the last kill",
        )
        kill(town.server)
        invariants.assert_sound(node)
        invariants.assert_answered_once(node, town.answered)
        invariants.assert_delivered_once(node, expected=CLIENTS * DOCUMENTS * 2)
        assert house.directory.agency_on(CITY) is not None
