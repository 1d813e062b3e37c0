"""Sessions kept on the server, so that one can be ended at once (GB/T 22239-2019 8.1.4.1).

The browser holds a random secret; the table holds only its SHA-256.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request

from office.access.identity import Identity
from office.directory.entries import login_key
from office.kernel.clock import Clock
from office.kernel.store import Store, state_tables
from office.settings import Settings

TOUCH = 60  # seconds between notes that a session is alive: a page view takes no write lock
KEPT = timedelta(days=180)  # how long an ended session is kept: last login, known addresses

state_sessions = sa.Table(
    "state_sessions",
    state_tables,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("person", sa.String, nullable=False, index=True),
    sa.Column("login", sa.String, nullable=False, index=True),
    sa.Column("agency", sa.String, nullable=False),
    sa.Column("post", sa.String, nullable=False),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("created", sa.BigInteger, nullable=False),  # these three in Unix seconds
    sa.Column("seen", sa.BigInteger, nullable=False),
    sa.Column("ended", sa.BigInteger),
    sa.Column("why", sa.String),
    sa.Column("toast", sa.String),
)


@dataclass(frozen=True, slots=True)
class LastLogin:
    """When and from where the person logged in before."""

    when: datetime
    address: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A live session. `digest` names it to an administrator; `secret` stays in the cookie."""

    secret: str
    digest: str
    person: str
    agency: str
    post: str
    created: datetime
    toast: str = ""


_LIVE = sa.select(state_sessions).where(
    state_sessions.c.digest == sa.bindparam("digest"), state_sessions.c.ended.is_(None)
)
"""Every request asks for its session: put together once."""


class Sessions:
    """Opens, finds, changes and ends sessions."""

    def __init__(
        self, store: Store, clock: Clock, *, idle: timedelta, absolute: timedelta, limit: int
    ) -> None:
        self.store = store
        self.clock = clock
        self.idle = int(idle.total_seconds())
        self.absolute = int(absolute.total_seconds())
        self.limit = limit

    def open(self, identity: Identity, *, address: str) -> tuple[str, LastLogin | None]:
        """Start a session with a new secret; the person's oldest ones beyond the limit end."""
        secret, now = secrets.token_urlsafe(32), self._now()
        # Under the journal's lock, so that two logins at once do not both find room.
        with self.store.writing() as connection:
            last = connection.execute(
                sa.select(state_sessions.c.created, state_sessions.c.address)
                .where(state_sessions.c.person == identity.person)
                .order_by(state_sessions.c.created.desc())
                .limit(1)
            ).first()
            self._end_beyond(connection, person=identity.person, keep=self.limit - 1)
            connection.execute(
                state_sessions.insert().values(
                    **_person(identity),
                    digest=digest_of(secret),
                    address=address,
                    created=now,
                    seen=now,
                )
            )
            connection.execute(
                state_sessions.delete().where(
                    state_sessions.c.created < now - int(KEPT.total_seconds())
                )
            )
        before = (
            LastLogin(datetime.fromtimestamp(last.created, UTC), last.address) if last else None
        )
        return secret, before

    def find(self, secret: str) -> OpenSession | None:
        """The live session of this secret; one that has been idle or open too long is ended."""
        digest, now = digest_of(secret), self._now()
        with self.store.reading() as connection:
            row = connection.execute(_LIVE, {"digest": digest}).first()
        if row is None:
            return None
        if now - row.seen >= self.idle or now - row.created >= self.absolute:
            self._end(state_sessions.c.digest == digest, why="expired")
            return None
        if now - row.seen >= TOUCH:
            self._change(digest, seen=now)
        return OpenSession(
            secret=secret,
            digest=digest,
            person=row.person,
            agency=row.agency,
            post=row.post,
            created=datetime.fromtimestamp(row.created, UTC),
            toast=row.toast or "",
        )

    def rotate(self, session: OpenSession, identity: Identity) -> str:
        """A new secret for the session, now in the post of `identity`; its age does not change."""
        secret = secrets.token_urlsafe(32)
        self._change(session.digest, digest=digest_of(secret), **_person(identity))
        return secret

    def end(self, secret: str, *, why: str = "logout") -> None:
        """End this session on the server; its secret is worth nothing from now on."""
        self._end(state_sessions.c.digest == digest_of(secret), why=why)

    def end_all(self, *, person: str, why: str = "administrator") -> None:
        """End every session of a person."""
        self._end(state_sessions.c.person == person, why=why)

    def knows(self, *, login: str, address: str) -> bool:
        """Whether somebody has logged in with this login from this address before."""
        with self.store.reading() as connection:
            return (
                connection.execute(
                    sa.select(state_sessions.c.digest)
                    .where(
                        state_sessions.c.login == login_key(login),
                        state_sessions.c.address == address,
                    )
                    .limit(1)
                ).first()
                is not None
            )

    def say(self, session: OpenSession, sentence: str) -> None:
        """Leave one line for the next page of this session; empty takes it away."""
        self._change(session.digest, toast=sentence or None)

    def _end_beyond(self, connection: sa.Connection, *, person: str, keep: int) -> None:
        live = connection.execute(
            sa.select(state_sessions.c.digest)
            .where(state_sessions.c.person == person, state_sessions.c.ended.is_(None))
            .order_by(state_sessions.c.seen.desc(), state_sessions.c.created.desc())
        ).scalars()
        surplus = list(live)[max(keep, 0) :]
        connection.execute(
            state_sessions.update()
            .where(state_sessions.c.digest.in_(surplus))
            .values(ended=self._now(), why="limit")
        )

    def _end(self, which: sa.ColumnElement[bool], *, why: str) -> None:
        with self.store.changing_state() as connection:
            connection.execute(
                state_sessions.update()
                .where(which, state_sessions.c.ended.is_(None))
                .values(ended=self._now(), why=why)
            )

    def _change(self, of: str, /, **values: Any) -> None:
        with self.store.changing_state() as connection:
            connection.execute(
                state_sessions.update()
                .where(state_sessions.c.digest == of, state_sessions.c.ended.is_(None))
                .values(**values)
            )

    def _now(self) -> int:
        return int(self.clock.now().timestamp())


def digest_of(secret: str) -> str:
    """What the table keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _person(identity: Identity) -> dict[str, str]:
    return {
        "person": identity.person,
        "login": login_key(identity.login),
        "agency": identity.agency,
        "post": identity.key,
    }


def open_session(request: Request) -> OpenSession | None:
    """The live session of this request (`request.office_session`, looked up once)."""
    secret = request.cookies.get(cookie_name(request), "")
    sessions: Sessions = request.registry[Sessions]
    return sessions.find(secret) if secret else None


def cookie_name(request: Request) -> str:
    """`__Host-` binds the cookie to this very host, but browsers take it only over https."""
    secure = request.registry[Settings].secure_cookies
    return "__Host-wenshu" if secure else "wenshu"


def say(request: Request, sentence: str) -> None:
    """`request.say("已签批")`: one line shown on the page after the redirect."""
    if request.office_session is not None:
        request.registry[Sessions].say(request.office_session, sentence)


def take_toast(request: Request) -> str:
    """The line that was left for this page; it is shown once."""
    session: OpenSession | None = request.office_session
    if session is None or not session.toast:
        return ""
    request.registry[Sessions].say(session, "")
    return session.toast


def sessions_of(registry: Registry) -> Sessions:
    """In the registry's store, by its clock, as long as its settings say."""
    settings: Settings = registry[Settings]
    return Sessions(
        registry[Store],
        registry[Clock],
        idle=timedelta(minutes=settings.session_idle_minutes),
        absolute=timedelta(hours=settings.session_hours),
        limit=settings.session_limit,
    )


def includeme(config: Configurator) -> None:
    """Offer `request.office_session`, `request.say` and `request.take_toast`."""
    config.add_request_method(open_session, "office_session", reify=True)
    config.add_request_method(say, "say")
    config.add_request_method(take_toast, "take_toast")
