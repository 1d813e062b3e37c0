"""Who somebody is: the directory of record says, and its source checks the password."""

from __future__ import annotations

from uuid import UUID

from office.access.identity import Identity
from office.directory.answers import Incumbent
from office.directory.lookup import Lookup
from office.directory.ports import DirectorySource


class DirectoryPeople:
    """An `Authenticator` over the directory of record and the source that keeps passwords."""

    def __init__(self, directory: Lookup, source: DirectorySource) -> None:
        self._directory = directory
        self._source = source

    def authenticate(self, *, login: str, password: str) -> Identity | None:
        """The person in their main post, if the password is theirs and they hold a post today.

        The password is checked in any case, so that the time tells nobody whether a login exists.
        """
        right = self._source.check_password(login, password)
        person = self._directory.person_by_login(login)
        if not right or person is None:
            return None
        return next(iter(self.identities(person=str(person.id))), None)

    def identities(self, *, person: str) -> tuple[Identity, ...]:
        """The person in each post of today, the highest first."""
        try:
            id = UUID(person)
        except ValueError:  # a part of the system, not a person
            return ()
        posts = self._directory.posts_of(id)
        return tuple(self._identity(post, several=len(posts) > 1) for post in posts)

    def _identity(self, post: Incumbent, *, several: bool) -> Identity:
        agency = self._directory.agency_on(post.agency)
        return Identity(
            person=str(post.person.id),
            login=post.person.login,
            name=post.person.name,
            agency=post.agency,
            agency_name=agency.name if agency else post.agency,
            post_key=post.key,
            post=post.title,
            unit=post.unit_name,
            roles=frozenset(post.roles),
            rank=post.rank,
            has_posts=several,
        )
