"""The permission map as data: a permission, its alternatives, and small named predicates.

Rooms bring their rules when they join the house; `Guard.check` is the one place that decides,
and `Guard.table` prints the whole map for an auditor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from office.access.identity import Identity
from office.directory.kinds import ADMINISTRATORS, ROLE_NAMES, Role
from office.kernel.destruction import APPROVE, PROPOSE
from office.kernel.refusals import NOT_HERE, Missing, Refused


class Permission:
    """The office's own permissions; each room has its own class of this name and shape."""

    class Administration(StrEnum):
        """The three administrators, each for its own area (GB/T 22239-2019 8.1.5)."""

        SYSTEM = "administration.system"
        SECURITY = "administration.security"
        AUDIT = "administration.audit"


APART = "您的岗位是系统管理员、安全保密管理员或者安全审计员，不办理公文（三员分立）"


class NotAllowed(Refused):
    """The person may not do this: which act, why not, who can."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition over person and subject. `words` state it, `lacking` says that it fails.

    `administers`: it is the duty of one of the three administrators.
    """

    words: str
    lacking: str
    holds: Callable[[Identity, Any], bool]
    administers: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use `permission`: any of `alternatives`, each of which is all of its predicates.

    The three administrators have only what names their duty, whatever else holds of them (三员:
    none of them handles papers); and what is for `everybody`, as the list of addresses is.
    """

    permission: str
    act: str
    alternatives: tuple[tuple[Predicate, ...], ...]
    everybody: bool = False

    def open_to(self, identity: Identity) -> Iterator[tuple[Predicate, ...]]:
        """The alternatives that are for people of this kind of post."""
        apart = identity.only_administers and not self.everybody
        for each in self.alternatives:
            if not apart or any(predicate.administers for predicate in each):
                yield each

    @property
    def words(self) -> str:
        """The condition in words: `本机关的人，签发人；或者 …`."""
        return "；或者".join(
            "，".join(each.words for each in alternative) for alternative in self.alternatives
        )


def _same_agency(identity: Identity, subject: Any) -> bool:
    return bool(getattr(subject, "agency", None) == identity.agency)


same_agency = Predicate("本机关的人", "它不属于您所在的机关", _same_agency)


def role(wanted: Role) -> Predicate:
    """The post carries `wanted`."""
    name = ROLE_NAMES[wanted]
    return Predicate(
        f"有{name}职责",
        f"您的岗位没有{name}职责",
        lambda identity, _: identity.holds(wanted),
        administers=wanted in ADMINISTRATORS,
    )


def named(attribute: str, *, words: str) -> Predicate:
    """The subject's `attribute` is the person in whose place somebody acts, or holds them."""

    def holds(identity: Identity, subject: Any) -> bool:
        value = getattr(subject, attribute, None)
        if value is None or isinstance(value, str):
            return value == identity.principal
        return identity.principal in value

    return Predicate(f"是{words}", f"您不是{words}", holds)


secretary = Predicate(
    "领导的秘书",
    "您现在不是以领导秘书的身份办公",
    lambda identity, _: identity.is_secretary,
)


class Guard:
    """Decides every act, by the rules that the rooms contributed. Unknown means refused."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules: dict[str, Rule] = {}
        self.add(rules)

    def add(self, rules: Iterable[Rule]) -> None:
        """Take on more rules; a second rule for one permission is a mistake (ValueError)."""
        for rule in rules:
            if rule.permission in self._rules:
                raise ValueError(f"two rules for the permission {rule.permission}")
            if not rule.alternatives or not all(rule.alternatives):
                raise ValueError(f"the rule for {rule.permission} would allow everybody")
            self._rules[rule.permission] = rule

    def permits(self, permission: str, identity: Identity | None, subject: Any = None) -> bool:
        """Whether `check` would let this pass."""
        rule = self._rules.get(permission)
        return (
            identity is not None
            and rule is not None
            and not self._out_of_reach(permission, identity, subject)
            and any(
                all(each.holds(identity, subject) for each in alternative)
                for alternative in rule.open_to(identity)
            )
        )

    def check(self, permission: str, identity: Identity | None, subject: Any = None) -> None:
        """Return if allowed.

        Raises Missing for what belongs to another agency (so that its existence stays unknown),
        else NotAllowed with a sentence: which act, why not, who can.
        """
        if self.permits(permission, identity, subject):
            return
        if identity is None:
            raise NotAllowed("您还没有登录，不能办理。请登录后再试。")
        if getattr(subject, "agency", identity.agency) != identity.agency:
            raise Missing(NOT_HERE)
        rule = self._rules.get(permission)
        if rule is None:
            raise NotAllowed(
                f"本系统的权限表没有登记“{permission}”，未登记的一律不准办理。"
                "请告知系统管理员核对所装模块。"
            )
        beyond = self._out_of_reach(permission, identity, subject)
        if identity.mandate is not None and beyond:
            raise NotAllowed(
                f"您正{identity.mandate.label}，不能{rule.act}：{beyond}。"
                f"请由{identity.mandate.name}本人办理，或者换到您自己的岗位再看能否办理。"
            )
        raise NotAllowed(
            f"您不能{rule.act}：{self._lacking(rule, identity, subject)}。"
            f"按权限表，能{rule.act}的是：{rule.words}。请交由他们办理。"
        )

    def permitted(self, identity: Identity, subject: Any, *, of: str) -> frozenset[str]:
        """Every permission of its kind (`document`, `incoming`) that one has on the subject."""
        return frozenset(
            each
            for each in self._rules
            if each.partition(".")[0] == of and self.permits(each, identity, subject)
        )

    def table(self) -> str:
        """The whole map as lines `permission ⇥ act ⇥ condition`, sorted, for an auditor."""
        return "\n".join(
            f"{rule.permission}\t{rule.act}\t{rule.words}"
            for _, rule in sorted(self._rules.items())
        )

    @staticmethod
    def _out_of_reach(permission: str, identity: Identity, subject: Any) -> str:
        """Why a delegation does not reach so far; asked here and nowhere else."""
        return identity.mandate.lacking(permission, subject) if identity.mandate else ""

    @staticmethod
    def _lacking(rule: Rule, identity: Identity, subject: Any) -> str:
        if not any(rule.open_to(identity)):
            return APART
        # The alternative that comes nearest tells the person most.
        missing = min(
            (
                [each.lacking for each in alternative if not each.holds(identity, subject)]
                for alternative in rule.open_to(identity)
            ),
            key=len,
        )
        return "，".join(missing)


ADMINISTRATION = (
    Rule(Permission.Administration.SYSTEM, "管理系统", ((role(Role.SYSTEM_ADMINISTRATOR),),)),
    Rule(
        Permission.Administration.SECURITY,
        "管理权限与密级",
        ((role(Role.SECURITY_ADMINISTRATOR),),),
    ),
    Rule(Permission.Administration.AUDIT, "查看审计记录", ((role(Role.AUDITOR),),)),
    # 销毁 (design D7): whoever keeps secrets proposes, a leader of the agency approves.
    Rule(PROPOSE, "提出销毁", ((same_agency, role(Role.SECURITY_ADMINISTRATOR)),)),
    Rule(APPROVE, "审批销毁", ((same_agency, role(Role.LEADER)),)),
)
