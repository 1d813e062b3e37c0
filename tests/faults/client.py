"""Somebody at a browser who does not give up: every command is sent until it is answered."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

TOKEN = re.compile(r'name="csrf_token"\s+value="([^"]+)"')
PATIENCE = 60.0
"""Seconds after which a command that gets no answer fails the test."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A command that the server acknowledged."""

    person: str
    command: str
    act: str


@dataclass
class Session:
    """One person's login: shared by all clients, as tabs of one browser are."""

    person: str
    cookie: str
    token: str


class Client:
    """Sends forms to the server on `port` and remembers what was answered."""

    def __init__(self, port: int, *, answered: list[Answered]) -> None:
        self.port = port
        self.answered = answered
        self.tries = 0

    def log_in(self, *, login: str, password: str, person: str) -> Session:
        """As the login page does it: visitor's cookie and token first."""
        page = self._until_answered("GET", "/login", "", {})
        fields = {"login": login, "password": password, "csrf_token": _token(page)}
        answer = self._until_answered("POST", "/login", _cookies(page), fields)
        cookie = _cookies(answer)
        home = self._until_answered("GET", "/", cookie, {})
        return Session(person, cookie, _token(home))

    def act(self, session: Session, path: str, fields: Mapping[str, Any]) -> str:
        """Send a command until it is answered; gives the path it leads on to."""
        command = str(uuid4())
        form = {**fields, "command": command, "csrf_token": session.token}
        answer = self._until_answered("POST", path, session.cookie, form)
        location = urlsplit(answer.headers["Location"] or "").path
        assert answer.status == 303, f"{path} {dict(fields)}: {answer.status}\n{answer.text}"
        assert location != "/login", "the session was lost"
        self.answered.append(Answered(session.person, command, fields.get("act", "draft")))
        return location

    def _until_answered(
        self, method: str, path: str, cookie: str, fields: Mapping[str, Any]
    ) -> Answer:
        deadline = time.monotonic() + PATIENCE
        while True:
            self.tries += 1
            try:
                answer = self._once(method, path, cookie, fields)
            except (OSError, http.client.HTTPException):
                answer = None
            if answer is not None and answer.status < 500:
                return answer
            said = answer.text if answer else "no answer"
            assert time.monotonic() < deadline, f"{method} {path} {dict(fields)}: {said}"
            time.sleep(0.02)

    def _once(self, method: str, path: str, cookie: str, fields: Mapping[str, Any]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        try:
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            body = urlencode(fields, doseq=True) if method == "POST" else None
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())
        finally:
            connection.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body, read to the end."""

    status: int
    headers: http.client.HTTPMessage
    text: str


def _cookies(answer: Answer) -> str:
    set_cookies = answer.headers.get_all("Set-Cookie") or []
    given = [each.partition(";")[0] for each in set_cookies if "Max-Age=0" not in each]
    return "; ".join(given)


def _token(answer: Answer) -> str:
    found = TOKEN.search(answer.text)
    assert found, answer.text
    return found[1]
