"""Four clients who issue documents over HTTP, and a nemesis that strikes while they do."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from office.directory.kinds import Role
from tests.faults import invariants
from tests.faults.client import Answered, Client, Session
from tests.faults.installation import (
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
ACTS = 9
"""Commands that bring a document from draft to dispatch."""

ADDRESSEES = (QINGHE, WANGJIANG)


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
        """Once: sessions outlive the server's process."""
        client = Client(self.port, answered=[])
        for role, (login, person) in self.people.items():
            self.sessions[role] = client.log_in(login=login, password=password(), person=person)

    def kill_server(self) -> None:
        """SIGKILL, and another server on the same port."""
        kill(self.server)
        self.server = self.installation.serve(self.port)

    def issue_under(self, strike: Callable[[], None], *, documents: int, strikes: int) -> None:
        """Each client issues so many documents while `strike` is called at random moments; then
        everything is delivered, the server is killed for good, and the books are checked."""
        commands = CLIENTS * documents * ACTS
        with ThreadPoolExecutor(CLIENTS) as threads:
            clients = [threads.submit(_work, self, each, documents) for each in range(CLIENTS)]
            survived = _strike(self, strike, clients, times=strikes, commands=commands)
            tries = sum(each.result() for each in clients)
        assert survived == strikes
        assert len(self.answered) == commands < tries
        with self.installation.house() as house:
            until(
                lambda: invariants.undelivered(house.node) == 0,
                seconds=60,
                what="everything delivered after the last strike",
            )
            kill(self.server)
            invariants.assert_sound(house.node)
            invariants.assert_answered_once(house.node, self.answered)
            delivered = CLIENTS * documents * len(ADDRESSEES)
            invariants.assert_delivered_once(house.node, expected=delivered)


@contextmanager
def running_town(database: str, folder: Path) -> Iterator[Town]:
    """A new installation with its server, everybody logged in."""
    installation = Installation(folder, database=database)
    with installation.house() as house:
        known = people(house)
    port = free_port()
    town = Town(installation, port, known, installation.serve(port))
    try:
        town.log_everybody_in()
        yield town
    finally:
        kill(town.server)


def _work(town: Town, number: int, documents: int) -> int:
    client = Client(town.port, answered=town.answered)
    for turn in range(documents):
        _issue(town, client, title=f"试验第{number}{turn:02}件")
    return client.tries


def _issue(town: Town, client: Client, *, title: str) -> None:
    """One document from draft to dispatch; each act is one command."""
    reviewer, signer = town.people[Role.REVIEWER][1], town.people[Role.SIGNER][1]
    drafting = {
        "identity": IDENTITY,
        "title": f"关于{title}公文的通知",
        "recipients": "各区人民政府",
        "body": "现将有关事项通知如下。\n请认真贯彻执行。",
        "openness": "主动公开",
        "secrecy_reviewer": reviewer,
        "necessity": "部署工作",
    }
    acts: list[tuple[Role, dict[str, Any]]] = [
        (Role.DRAFTER, {"act": "submit", "to": reviewer, "keeping": "经核。"}),
        (
            Role.REVIEWER,
            {"act": "review", "opinion": "请签发。", "to": signer, "keeping": "经核。"},
        ),
        (Role.SIGNER, {"act": "sign_off", "opinion": "同意。"}),
        (Role.CLERK, {"act": "recheck", "opinion": ""}),
        (Role.CLERK, {"act": "number"}),
        (Role.CLERK, {"act": "typeset"}),
        (Role.CLERK, {"act": "release"}),
        (Role.CLERK, {"act": "dispatch", "addressees": ADDRESSEES}),
    ]
    path = client.act(town.sessions[Role.DRAFTER], "/documents/draft", drafting)
    for seen, (role, fields) in enumerate(acts, start=1):
        client.act(town.sessions[role], path, {**fields, "seen": seen})


def _strike(
    town: Town,
    strike: Callable[[], None],
    clients: list[Future[int]],
    *,
    times: int,
    commands: int,
) -> int:
    """At a random moment of each stretch of the work, so that every strike finds a load and
    some acts outlive it. Gives how often it struck."""
    stretch = commands // times
    for turn in range(times):
        threshold = random.randint(turn * stretch + 1, (turn + 1) * stretch - stretch // 3)
        while len(town.answered) < threshold:
            if any(each.done() for each in clients):
                return turn
            time.sleep(0.001)
        time.sleep(random.random() / 50)
        strike()
    return times
