"""Who may act for whom, and who may sign off what, on a day. A day left out is today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Table, and_, or_, select

from office.directory.acting.answers import StandIn, StandingAuthorisation
from office.directory.acting.registers import SECRETARY, authorisations, mandates
from office.directory.acting.scope import UPWARD
from office.directory.answers import Incumbent
from office.directory.entries import IssuingIdentityEntry, Term
from office.directory.kinds import Role
from office.directory.lookup import FOR_EVER, Lookup
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.room import Room


class ActingLookup(Room):
    """Questions to the registers of acting for others."""

    def __init__(self, node: Node, directory: Lookup) -> None:
        super().__init__(node)
        self.directory = directory

    def who_may_act_for(self, principal: str, day: date | None = None) -> list[StandIn]:
        """Everybody who may act for this person on that day, the secretary too."""
        return self._mandates(mandates.c.principal == principal, day=self._day(day))

    def whom_may_act_for(self, person: UUID, day: date | None = None) -> list[StandIn]:
        """In whose places this person may act on that day: who holds no post may in none.

        What a person has been given in an agency is theirs only while they have a post there.
        """
        asked = self._day(day)
        held = self.directory.posts_of(person, asked)
        agencies = {each.agency for each in held}
        mine = or_(
            mandates.c.delegate == str(person),
            mandates.c.delegate_post.in_([each.key for each in held]),
        )
        found = self._mandates(mine, day=asked)
        return [each for each in found if each.agency in agencies]

    def stand_ins(self, agency: str) -> list[StandIn]:
        """All of an agency, past and to come too, the latest first."""
        query = (
            select(mandates)
            .where(mandates.c.agency == agency)
            .order_by(mandates.c.given_at.desc(), mandates.c.subject)
        )
        return [_stand_in(row) for row in self._all(query)]

    def post_of(self, standing: StandIn, day: date | None = None) -> Incumbent | None:
        """The principal's post, if they hold it on that day."""
        held = self.directory.posts_of(UUID(standing.principal), self._day(day))
        return next((each for each in held if each.key == standing.post), None)

    def authorisations(self, agency: str, day: date | None = None) -> list[StandingAuthorisation]:
        """授权签发 of an agency that hold on that day."""
        conditions = (authorisations.c.agency == agency, _holds(authorisations, self._day(day)))
        query = select(authorisations).where(*conditions).order_by(authorisations.c.given_at)
        return [_authorisation(row) for row in self._all(query)]

    def all_authorisations(self, agency: str) -> list[StandingAuthorisation]:
        """All of an agency, past and to come too, the latest first."""
        query = (
            select(authorisations)
            .where(authorisations.c.agency == agency)
            .order_by(authorisations.c.given_at.desc(), authorisations.c.subject)
        )
        return [_authorisation(row) for row in self._all(query)]

    def signers_for(self, identity: str, *, type: str, day: date | None = None) -> list[Incumbent]:
        """Who may sign off this type in this name, by rank: the head alone what goes upward."""
        asked = self._day(day)
        known = self.directory.identity(identity, asked)
        if known is None:
            return []
        named = self.directory.signers_of(identity, asked)
        if type in UPWARD:
            return named[:1]
        keys = {each.key for each in named} | self._authorised_posts(known, type, asked)
        held = self.directory.signers(known.agency, asked)
        return [each for each in held if each.key in keys]

    def why_not_sign_off(
        self, person: str, *, identity: str, type: str, upward: bool, day: date | None = None
    ) -> str:
        """The sentence of a refusal; empty if the person may (条例 第二十二条)."""
        asked = self._day(day)
        known = self.directory.identity(identity, asked)
        if known is None:
            return f"发文名义“{identity}”在 {asked} 不在目录中，不能签发。请核对发文名义。"
        signers = self.directory.signers_of(identity, asked)
        if upward or type in UPWARD:
            heads = {str(each.person.id) for each in signers[:1]}
            return "" if person in heads else _only_the_head(known, signers)
        if person in {str(each.person.id) for each in signers}:
            return ""
        if self._is_authorised(person, known, type, asked):
            return ""
        names = "、".join(f"{each.person.name}（{each.title}）" for each in signers) or "无"
        return (
            f"“{known.name}”的{type}由签发人或者经授权的岗位签发，所选的人两者都不是。"
            f"签发人：{names}。请改送签发人，或先办理授权签发。"
        )

    def _is_authorised(
        self, person: str, identity: IssuingIdentityEntry, type: str, day: date
    ) -> bool:
        posts = self._authorised_posts(identity, type, day)
        held = self.directory.signers(identity.agency, day)
        return any(each.key in posts and str(each.person.id) == person for each in held)

    def _authorised_posts(self, identity: IssuingIdentityEntry, type: str, day: date) -> set[str]:
        return {
            each.post
            for each in self.authorisations(identity.agency, day)
            if each.identity == identity.key and type in each.types
        }

    def _mandates(self, condition: ColumnElement[bool], *, day: date) -> list[StandIn]:
        query = select(mandates).where(condition, _holds(mandates, day))
        rows = self._all(query.order_by(mandates.c.given_at, mandates.c.subject))
        return [_stand_in(row) for row in rows]

    def _all(self, query: Any) -> Iterator[Row[Any]]:
        with self.node.store.reading() as connection:
            yield from connection.execute(query).all()

    def _day(self, day: date | None) -> date:
        return day or office_day(self.clock.now())


def _only_the_head(identity: IssuingIdentityEntry, signers: list[Incumbent]) -> str:
    head = f"{signers[0].person.name}（{signers[0].title}）" if signers else "（未设签发人）"
    return (
        f"上行文由机关主要负责人签发（《条例》第二十二条），以“{identity.name}”名义的由{head}签发。"
        "主要负责人外出的，由其委托主持工作的负责人代为签发。"
    )


def can_sign(post: Incumbent) -> bool:
    """Whether the post is of one who may be given decisions."""
    return bool({Role.LEADER, Role.SIGNER} & set(post.roles))


def _holds(table: Table, day: date) -> ColumnElement[bool]:
    not_ended = or_(table.c.ended.is_(None), table.c.ended > day)
    return and_(table.c.since <= day, table.c.until > day, not_ended)


def _term(row: Row[Any]) -> Term:
    return Term(since=row.since, until=None if row.until == FOR_EVER else row.until)


def _stand_in(row: Row[Any]) -> StandIn:
    return StandIn(
        id=row.subject,
        is_secretary=row.kind == SECRETARY,
        agency=row.agency,
        principal=row.principal,
        post=row.post,
        delegate=row.delegate,
        delegate_post=row.delegate_post,
        scope=tuple(json.loads(row.scope)),
        types=tuple(json.loads(row.types)),
        presides=row.presides,
        term=_term(row),
        reason=row.reason,
        given_by=row.given_by,
        given_at=row.given_at,
        ended=row.ended,
        ended_by=row.ended_by or "",
    )


def _authorisation(row: Row[Any]) -> StandingAuthorisation:
    return StandingAuthorisation(
        id=row.subject,
        agency=row.agency,
        post=row.post,
        identity=row.identity,
        types=tuple(json.loads(row.types)),
        term=_term(row),
        basis=row.basis,
        given_by=row.given_by,
        given_at=row.given_at,
        ended=row.ended,
        ended_by=row.ended_by or "",
    )
