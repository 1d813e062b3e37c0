"""Who is acting, in which post: what a request, a command or a test hands to the guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from office.access.mandate import Mandate
from office.directory.kinds import ADMINISTRATORS, Role


@dataclass(frozen=True, slots=True)
class Identity:
    """A person in one of their posts. `post_key` and `unit_key` are the directory's keys of that
    post and of the unit it stands in ("" directly in the agency).

    `acting_for` is the person whose post it is when somebody stands in for them (代理): the
    roles and the rank are those of that post, the roles cut to the `mandate`.
    """

    person: str
    login: str
    name: str
    agency: str
    agency_name: str
    post_key: str
    post: str = ""
    unit: str = ""
    unit_key: str = ""
    roles: frozenset[Role] = frozenset()
    rank: int = 0
    has_posts: bool = False
    acting_for: str = ""
    mandate: Mandate | None = None

    @property
    def key(self) -> str:
        """What tells the person's identities apart: one post may be theirs in several ways."""
        return f"{self.post_key} {self.mandate.key}" if self.mandate else self.post_key

    @property
    def scope(self) -> frozenset[str]:
        """What a delegation covers (`acting.scope`); empty for the person's own posts."""
        return self.mandate.scope if self.mandate else frozenset()

    @property
    def is_secretary(self) -> bool:
        """Whether the person only keeps somebody's desk in order."""
        return self.mandate is not None and self.mandate.is_secretary

    @property
    def principal(self) -> str:
        """In whose place the person acts: their own, or that of whom they stand in for."""
        return self.acting_for or self.person

    @property
    def only_administers(self) -> bool:
        """Whether the post is that of an administrator, and of nothing else (三员)."""
        return bool(self.roles) and self.roles <= ADMINISTRATORS

    def holds(self, role: Role) -> bool:
        """Whether the post carries `role`."""
        return role in self.roles


class Authenticator(Protocol):
    """Knows people, their posts of today and their passwords (LDIF, LDAP, or a test's list)."""

    def authenticate(self, *, login: str, password: str) -> Identity | None:
        """The person in their main post; None for a wrong, empty or unknown login or password.

        Raises Refused (SourceUnavailable) when nobody could be asked.
        """

    def identities(self, *, person: str) -> tuple[Identity, ...]:
        """The person in each post they hold today, the main one first; empty if none."""
