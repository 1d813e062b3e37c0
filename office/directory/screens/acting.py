"""代理与授权 as one page: who acts for whom, secretaries, standing authorisations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from pyramid.request import Request

from office.directory.acting.answers import StandIn, StandingAuthorisation
from office.directory.acting.application import Acting
from office.directory.answers import Incumbent
from office.directory.kinds import ADMINISTRATORS
from office.directory.permissions import Permission
from office.directory.screens.days import span, today
from office.web.models import Badge, Ledger, LedgerPage, LedgerRow, Link, RowAct, Tab, Tone

TITLE = "代理与移交"


def acting_page(request: Request) -> LedgerPage:
    """Everything of the agency that holds or is to come; then what is over."""
    acting: Acting = request.house.acting
    agency = request.identity.agency
    stand_ins = acting.stand_ins(agency)
    delegations = [each for each in stand_ins if not each.is_secretary]
    secretaries = [each for each in stand_ins if each.is_secretary]
    authorisations = acting.all_authorisations(agency)
    view = _View(request)
    over = [
        *(view.delegation(each) for each in delegations if view.is_over(each)),
        *(view.secretary(each) for each in secretaries if view.is_over(each)),
        *(view.authorisation(each) for each in authorisations if view.is_over(each)),
    ]
    return LedgerPage(
        title=TITLE,
        tabs=tabs(request),
        links=_links(request),
        ledgers=(
            Ledger(
                "委托代理",
                ("委托人", "代理人", "事项", "期限", "办理"),
                view.rows(view.delegation, delegations),
                "现在没有人委托他人代理。",
            ),
            Ledger(
                "领导秘书",
                ("领导", "秘书", "事项", "期限", "办理"),
                view.rows(view.secretary, secretaries),
                "没有配备秘书。秘书替领导整理待办、代录批示，不代为决定。",
            ),
            Ledger(
                "授权签发",
                ("被授权的岗位", "发文名义", "文种", "期限", "依据"),
                view.rows(view.authorisation, authorisations),
                "没有授权签发；各发文名义由通讯录所列的签发人签发。",
            ),
            Ledger("已结束", ("何人", "何事", "范围", "期限", "办理"), tuple(over), "没有。"),
        ),
    )


def tabs(request: Request) -> tuple[Tab, ...]:
    """The pages of 代理与移交."""
    here = request.matched_route.name.partition(".")[0]
    return tuple(
        Tab(label, request.route_path(route), current=route == here)
        for label, route in (
            ("代理与授权", "acting"),
            ("移交", "handovers"),
            ("地址组", "addresses"),
        )
    )


def _links(request: Request) -> tuple[Link, ...]:
    if request.identity.acting_for:
        return ()  # nobody delegates on
    permits = request.house.guard.permits
    granting = Permission.Authorisation.GRANT
    ways = [("办理委托", "acting.delegate"), ("配备秘书", "acting.secretary")]
    if permits(granting, request.identity, request.identity):
        ways.append(("授权签发", "acting.authorise"))
    return tuple(Link(label, request.route_path(route)) for label, route in ways)


class _View:
    """One page's look-ups: people and posts by name, each agency's posts asked for once."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.today = today(request)
        self.directory = request.house.directory
        self.held = self.directory.posts_on(request.identity.agency)

    def is_over(self, each: StandIn | StandingAuthorisation) -> bool:
        """Whether it can never be used again."""
        return each.ended is not None or each.term.is_over(self.today)

    def rows(
        self, row: Callable[[Any], LedgerRow], found: Iterable[StandIn | StandingAuthorisation]
    ) -> tuple[LedgerRow, ...]:
        """Those that are not over."""
        return tuple(row(each) for each in found if not self.is_over(each))

    def delegation(self, each: StandIn) -> LedgerRow:
        """委托代理 as a line."""
        whom = self.person(each.delegate)
        revoke = Permission.Delegation.REVOKE
        return LedgerRow(
            title=f"{self.person(each.principal)}（{self.post(each.post)}）",
            note=each.reason,
            cells=(whom, each.words, span(self.request, each.term), self._by(each)),
            state=self.state(each),
            acts=self._acts(each, revoke, each, "revoke", "收回", f"收回{whom}的代理"),
        )

    def secretary(self, each: StandIn) -> LedgerRow:
        """秘书 as a line."""
        whom = self.holder(each.delegate_post)
        detach = Permission.Secretary.DETACH
        return LedgerRow(
            title=f"{self.person(each.principal)}（{self.post(each.post)}）",
            cells=(whom, each.words, span(self.request, each.term), self._by(each)),
            state=self.state(each),
            acts=self._acts(each, detach, each, "detach", "解除", f"解除{whom}的秘书关系"),
        )

    def authorisation(self, each: StandingAuthorisation) -> LedgerRow:
        """授权签发 as a line."""
        identity = self.directory.identity(each.identity)
        whom = self.holder(each.post)
        withdraw = Permission.Authorisation.WITHDRAW
        return LedgerRow(
            title=whom,
            cells=(
                identity.name if identity else each.identity,
                "、".join(each.types),
                span(self.request, each.term),
                each.basis,
            ),
            state=self.state(each),
            acts=self._acts(each, withdraw, each, "withdraw", "收回", f"收回{whom}的授权"),
        )

    def person(self, person: str) -> str:
        """By name."""
        return str(self.directory.person_name(person))

    def post(self, key: str) -> str:
        """The title, also of a post that nobody holds any more."""
        known = next((each for each in self.held if each.key == key), None)
        known = known or self.directory.post(key)
        return known.title if known else key

    def holder(self, key: str) -> str:
        """The post and whoever holds it today."""
        known = next((each for each in self.held if each.key == key), None)
        return f"{known.title} {known.person.name}" if known else f"{self.post(key)}（现无人担任）"

    def state(self, each: StandIn | StandingAuthorisation) -> Badge:
        """Whether it holds today."""
        if each.ended is not None:
            return Badge("已收回", Tone.RETURNED, "return")
        if self.is_over(each):
            return Badge("已到期", Tone.NEUTRAL)
        if each.term.since is not None and each.term.since > self.today:
            return Badge("未开始", Tone.NEUTRAL)
        return Badge("有效", Tone.DONE, "tick")

    def _by(self, each: StandIn) -> str:
        ended = f"，{self.person(each.ended_by)}收回" if each.ended_by else ""
        return f"{self.person(each.given_by)}办理{ended}"

    def _acts(
        self,
        each: StandIn | StandingAuthorisation,
        permission: str,
        subject: Any,
        name: str,
        label: str,
        spoken: str,
    ) -> tuple[RowAct, ...]:
        if self.is_over(each):
            return ()
        if not self.request.house.guard.permits(permission, self.request.identity, subject):
            return ()
        return (
            RowAct(
                action=self.request.route_path("acting"),
                name=name,
                label=label,
                spoken=spoken,
                fields=(("subject", str(each.id)),),
            ),
        )


def posts_to_choose(request: Request, *, everybody: bool) -> list[Incumbent]:
    """The posts for which somebody may act: one's own, or all but the administrators'."""
    held: list[Incumbent] = request.house.directory.posts_on(request.identity.agency)
    own = UUID(request.identity.person)
    return [
        each
        for each in held
        if not set(each.roles) & ADMINISTRATORS and (everybody or each.person.id == own)
    ]
