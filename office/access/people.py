"""Who somebody is: the directory of record says, and its source checks the password."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from office.access.identity import Identity
from office.access.mandate import Mandate
from office.directory.acting.answers import StandIn
from office.directory.acting.lookup import ActingLookup
from office.directory.acting.scope import roles_within
from office.directory.answers import Incumbent
from office.directory.kinds import ADMINISTRATORS
from office.directory.lookup import Lookup
from office.directory.ports import DirectorySource
from office.kernel.refusals import Refused


class DirectoryPeople:
    """An `Authenticator` over the directory of record and the source that keeps passwords."""

    def __init__(self, directory: Lookup, acting: ActingLookup, source: DirectorySource) -> None:
        self._directory = directory
        self._acting = acting
        self._source = source

    def authenticate(self, *, login: str, password: str) -> Identity | None:
        """The person in their main post, if the password is theirs and they hold a post today.

        The password is checked in any case, so that the time tells nobody whether a login exists.
        Raises Refused for whoever has posts in agencies of other nodes alone.
        """
        right = self._source.check_password(login, password)
        person = self._directory.person_by_login(login)
        if not right or person is None:
            return None
        found = self.identities(person=str(person.id))
        if not found and (elsewhere := self._directory.posts_of(person.id)):
            agency = self._directory.agency_on(elsewhere[0].agency)
            raise Refused(
                f"您所在的机关“{agency.name if agency else elsewhere[0].agency}”不在本节点办公，"
                "不能在这里登录。请登录贵机关所在节点的系统；"
                "如有疑问，请系统管理员核对设置 wenshu.agencies。"
            )
        return next(iter(found), None)

    def identities(self, *, person: str) -> tuple[Identity, ...]:
        """The person in each post of today in an agency that is at home here, the highest first;
        then whom they stand in for."""
        try:
            id = UUID(person)
        except ValueError:  # a part of the system, not a person
            return ()
        question = ("identities", id, self._directory.day(None))
        return self._directory.remembering.answer(question, lambda: self._identities(id))

    def _identities(self, id: UUID) -> tuple[Identity, ...]:
        held = self._directory.posts_of(id)
        own = [self._identity(post) for post in held if self._directory.hosts(post.agency)]
        if not own:
            return ()
        others = [
            self._standing_in(own[0], each, post)
            for each in self._acting.whom_may_act_for(id)
            if self._directory.hosts(each.agency)
            and (post := self._acting.post_of(each)) is not None
        ]
        found = [*own, *others]
        return tuple(replace(each, has_posts=len(found) > 1) for each in found)

    def _identity(self, post: Incumbent) -> Identity:
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
            unit_key=post.unit,
            roles=frozenset(post.roles),
            rank=post.rank,
        )

    def _standing_in(self, own: Identity, standing: StandIn, post: Incumbent) -> Identity:
        """The person in the principal's post, with as much of its rights as they were given."""
        held = frozenset(post.roles) - ADMINISTRATORS
        return replace(
            self._identity(post),
            person=own.person,
            login=own.login,
            name=own.name,
            roles=held if standing.is_secretary else roles_within(standing.scope, held),
            acting_for=standing.principal,
            mandate=Mandate(
                key=str(standing.id),
                name=post.person.name,
                post=post.title,
                is_secretary=standing.is_secretary,
                scope=frozenset(standing.scope),
                types=frozenset(standing.types),
                presides=standing.presides,
                words=standing.words,
            ),
        )
