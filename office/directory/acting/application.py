"""The acts of standing in for others: 委托, 秘书, 授权签发, and taking each back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from office.directory.acting.authorisation import Authorisation
from office.directory.acting.delegation import Delegation
from office.directory.acting.lookup import ActingLookup, can_sign
from office.directory.acting.scope import DECIDING, checked, roles_within, without_role, words_of
from office.directory.acting.secretary import Secretary
from office.directory.answers import Incumbent
from office.directory.kinds import ADMINISTRATORS, ROLE_NAMES, Role
from office.directory.permissions import Permission
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.refusals import Refused

FROM_PRINCIPAL = "您正在代理他人，不能再转委托。请由委托人本人另办委托。"


class Acting(ActingLookup):
    """代理与授权 of every agency of the node."""

    def delegate(
        self,
        act: Act,
        *,
        post: str,
        delegate: str,
        scope: Sequence[str],
        types: Sequence[str] = (),
        presides: bool = False,
        since: date,
        until: date | None,
        reason: str = "",
    ) -> UUID:
        """委托 the post (a key of the directory) to a person of the agency; the delegation's id.

        `until` is the first day on which it holds no longer.
        """

        def decide() -> str:
            if act.behalf:
                raise Refused(FROM_PRINCIPAL)
            held = self._post(act.agency, post, since, what="委托的岗位")
            delegation = Delegation.give(
                id=uuid4(),
                agency=act.agency,
                by=act.person,
                principal=str(held.person.id),
                post=post,
                delegate=delegate,
                scope=scope,
                types=types,
                presides=presides,
                since=since,
                until=until,
                reason=reason,
                today=self._day(None),
                at=self.clock.now(),
            )
            self.node.guard(act, Permission.Delegation.GIVE, delegation)
            self._must_fit(held, checked(scope))
            self._must_be_able(held, checked(scope), delegate, since)
            self._must_be_the_only_one(act.agency, post, delegate, since, until)
            self.save(delegation)
            return str(delegation.id)

        given: dict[str, Any] = {"post": post, "delegate": delegate, "reason": reason}
        given |= {"scope": list(scope), "types": list(types), "presides": presides}
        given |= {"since": str(since), "until": str(until)}
        return UUID(self.perform(act, name="delegate", given=given, decide=decide))

    def revoke(self, act: Act, delegation: UUID, *, reason: str = "") -> None:
        """收回 a delegation, at once."""

        def decide() -> None:
            permission = Permission.Delegation.REVOKE
            it = self.open(Delegation, delegation, act=act, permission=permission)
            it.revoke(by=act.person, reason=reason, at=self.clock.now())
            self.save(it)

        given = {"delegation": delegation, "reason": reason}
        self.perform(act, name="revoke a delegation", given=given, decide=decide)

    def attach_secretary(
        self, act: Act, *, leader_post: str, secretary_post: str, since: date, until: date | None
    ) -> UUID:
        """配备秘书: whoever holds the one post keeps the desk of whoever holds the other."""

        def decide() -> str:
            if act.behalf:
                raise Refused(FROM_PRINCIPAL)
            leader = self._post(act.agency, leader_post, since, what="领导的岗位")
            secretary = self._post(act.agency, secretary_post, since, what="秘书的岗位")
            if not can_sign(leader):
                raise Refused(f"“{leader.title}”不是领导岗位，不配秘书。请选择领导的岗位。")
            if set(secretary.roles) & ADMINISTRATORS:
                raise Refused("三员不接触公文内容，不能作秘书。请另选秘书的岗位。")
            if secretary.person.id == leader.person.id:
                raise Refused("不能由本人作自己的秘书。请另选秘书的岗位。")
            attached = Secretary.attach(
                id=uuid4(),
                agency=act.agency,
                by=act.person,
                principal=str(leader.person.id),
                post=leader_post,
                secretary_post=secretary_post,
                since=since,
                until=until,
                today=self._day(None),
                at=self.clock.now(),
            )
            self.node.guard(act, Permission.Secretary.ATTACH, attached)
            self.save(attached)
            return str(attached.id)

        given = {"leader": leader_post, "secretary": secretary_post}
        given |= {"since": str(since), "until": str(until)}
        return UUID(self.perform(act, name="attach a secretary", given=given, decide=decide))

    def detach_secretary(self, act: Act, secretary: UUID) -> None:
        """解除, at once."""

        def decide() -> None:
            it = self.open(Secretary, secretary, act=act, permission=Permission.Secretary.DETACH)
            it.detach(by=act.person, at=self.clock.now())
            self.save(it)

        given = {"secretary": secretary}
        self.perform(act, name="detach a secretary", given=given, decide=decide)

    def authorise(
        self,
        act: Act,
        *,
        post: str,
        identity: str,
        types: Sequence[str],
        since: date,
        until: date | None,
        basis: str,
    ) -> UUID:
        """授权签发: the post may sign off these types in the name of the identity."""

        def decide() -> str:
            if act.behalf:
                raise Refused(FROM_PRINCIPAL)
            held = self._post(act.agency, post, since, what="被授权的岗位")
            if Role.SIGNER not in held.roles:
                raise Refused(
                    f"“{held.title}”没有签发人职责，不能授权签发。"
                    "请另选岗位，或请系统管理员在通讯录中为其设置签发人职责。"
                )
            known = self.directory.identity(identity, since)
            if known is None or known.agency != act.agency:
                raise Refused("所选的发文名义不属于本机关。请从列出的发文名义中选择。")
            unused = [each for each in types if each not in known.types]
            if unused:
                raise Refused(f"“{known.name}”不使用{'、'.join(unused)}这一文种。请从文种中去掉。")
            authorisation = Authorisation.grant(
                id=uuid4(),
                agency=act.agency,
                by=act.person,
                post=post,
                identity=identity,
                types=types,
                since=since,
                until=until,
                basis=basis,
                today=self._day(None),
                at=self.clock.now(),
            )
            self.node.guard(act, Permission.Authorisation.GRANT, authorisation)
            self.save(authorisation)
            return str(authorisation.id)

        given = {"post": post, "identity": identity, "types": list(types), "basis": basis}
        given |= {"since": str(since), "until": str(until)}
        return UUID(self.perform(act, name="authorise", given=given, decide=decide))

    def withdraw(self, act: Act, authorisation: UUID) -> None:
        """收回授权, at once."""

        def decide() -> None:
            permission = Permission.Authorisation.WITHDRAW
            it = self.open(Authorisation, authorisation, act=act, permission=permission)
            it.withdraw(by=act.person, at=self.clock.now())
            self.save(it)

        given = {"authorisation": authorisation}
        self.perform(act, name="withdraw an authorisation", given=given, decide=decide)

    def _post(self, agency: str, key: str, day: date, *, what: str) -> Incumbent:
        on = max(day, office_day(self.clock.now()))
        held = next(
            (each for each in self.directory.posts_on(agency, on) if each.key == key), None
        )
        if held is None:
            raise Refused(f"{what}在 {on} 无人担任，或者不在本机关。请从列出的岗位中选择。")
        return held

    def _must_fit(self, held: Incumbent, scope: Sequence[str]) -> None:
        if set(held.roles) & ADMINISTRATORS:
            raise Refused(
                "三员的职责不能委托他人代理（GB/T 22239-2019 8.1.5）。请由系统另行授权的人员接替。"
            )
        strange = without_role(scope, held.roles)
        if strange:
            raise Refused(
                f"“{held.title}”的岗位没有{words_of(strange)}的职责，不能委托。请从委托事项中去掉。"
            )

    def _must_be_able(
        self, held: Incumbent, scope: Sequence[str], delegate: str, day: date
    ) -> None:
        posts = [
            each
            for each in self.directory.posts_on(held.agency, day)
            if str(each.person.id) == delegate
        ]
        if not posts:
            raise Refused("代理人须是本机关在职人员。请从列出的人员中选择。")
        if all(set(each.roles) <= ADMINISTRATORS for each in posts):
            raise Refused("三员不接触公文内容，不能代理公文办理。请另选代理人。")
        decisions = roles_within(scope, held.roles) & DECIDING
        if decisions and not any(can_sign(each) for each in posts):
            names = "、".join(ROLE_NAMES[each] for each in sorted(decisions))
            raise Refused(
                f"所委托的事项要由负责人决定（{names}的职责），所选代理人不是负责人"
                "（《条例》第二十二条）。请另选代理人，或从委托事项中去掉。"
            )

    def _must_be_the_only_one(
        self, agency: str, post: str, delegate: str, since: date, until: date | None
    ) -> None:
        for each in self.stand_ins(agency):
            is_same = (each.post, each.delegate) == (post, delegate)
            if is_same and each.overlaps(since, until):
                raise Refused(
                    f"此人自 {each.term.since} 起已代理这一岗位（{each.words}）。"
                    "请先收回原委托再办，或改正日期。"
                )
