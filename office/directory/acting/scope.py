"""What a delegation may cover: a closed list of words, and what each of them opens.

A permission is known by its last part (`sign_off` of `document.sign_off`), so that rooms need
not know of delegations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from office.directory.kinds import ADMINISTRATORS, DOCUMENT_TYPES, Role
from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Scope:
    """One word of a scope. `acts` are last parts of permissions; `roles` those that it needs.

    Without `roles` it goes with any post.
    """

    key: str
    words: str
    acts: frozenset[str]
    roles: tuple[Role, ...] = ()


def _scope(key: str, words: str, acts: str, *roles: Role) -> Scope:
    return Scope(key, words, frozenset(acts.split()), roles)


ALL = "all"
SIGN_OFF = "sign-off"
PAPERS = "papers"

SCOPES = (
    _scope(
        "draft",
        "拟稿",
        "draft revise submit withdraw abandon consult conclude settle follow become",
        Role.DRAFTER,
    ),
    _scope("review", "核稿", "review revise consult conclude settle", Role.REVIEWER),
    _scope("countersign", "会签", "countersign"),
    _scope("endorse", "审签", "endorse", Role.LEADER, Role.SIGNER),
    _scope(
        SIGN_OFF,
        "签发",
        "sign_off ratify acknowledge deny_sign_off set_openness_back",
        Role.SIGNER,
    ),
    _scope("approve", "审批", "approve decide", Role.LEADER, Role.SIGNER),
    _scope("instruct", "批示", "instruct", Role.LEADER),
    _scope("initial", "圈阅", "initial"),
    _scope(
        "handle",
        "承办",
        "take_up give refuse report ask answer finish complete opine propose note_effect"
        " acknowledge",
    ),
    _scope(PAPERS, "文书事务", "propose refuse report answer complete", Role.CLERK),
    _scope(ALL, "全部职责", ""),
)
BY_KEY = {each.key: each for each in SCOPES}
WHOLLY = frozenset({"review_secrecy", "object_on_secrecy"})
"""What somebody was named for in person: only who stands in for them in everything may do it."""
CLAIMED = WHOLLY | {act for each in SCOPES for act in each.acts}

LOOKING = frozenset({"view", "list"})
"""Whoever acts for somebody may see what they see."""

ALONG = frozenset({"return", "take_back", "redirect", "reroute"})
"""What goes along with any scope: who may decide may also send back or pass on."""

ARRANGING = frozenset({"transcribe", "arrange"})
"""What a secretary may do: enter what the leader said, and order the desk."""

NEVER = frozenset(
    {
        *("administration", "authorisation", "delegation", "secretary", "hand_over"),
        *("destruction", "destruction_list"),
    }
)
"""First parts of permissions that nobody may use in another's place: no sub-delegation, no
administration (GB/T 22239-2019 8.1.5), no destruction."""

UPWARD = ("报告", "请示", "议案")
"""上行文: signed off by who heads the agency (条例 第二十二条)."""

DECIDING = frozenset({Role.LEADER, Role.SIGNER})
"""Roles whose acts are delegated only to one who has such a role too."""


def covers(scope: Iterable[str], act: str) -> bool:
    """Whether words of a scope open the act (the last part of a permission)."""
    words = frozenset(scope)
    if act in LOOKING or act in ALONG or ALL in words:
        return True
    if PAPERS in words and act not in CLAIMED:
        return True
    return any(act in BY_KEY[each].acts for each in words)


def roles_within(scope: Iterable[str], roles: Iterable[Role]) -> frozenset[Role]:
    """Of a post's roles, those that a scope needs; never those of the three administrators."""
    held = frozenset(roles) - ADMINISTRATORS
    words = [BY_KEY[each] for each in scope]
    if any(each.key == ALL for each in words):
        return held
    needed = {role for each in words for role in each.roles}
    if any(not each.roles for each in words):
        needed |= held - {Role.CLERK} or held
    return held & frozenset(needed)


def without_role(scope: Iterable[str], roles: Iterable[Role]) -> list[str]:
    """The words of a scope for which a post has no role."""
    held = set(roles)
    return [each for each in scope if BY_KEY[each].roles and not held & set(BY_KEY[each].roles)]


def words_of(scope: Iterable[str]) -> str:
    """The scope in Chinese, in the order of the list."""
    chosen = frozenset(scope)
    return "、".join(each.words for each in SCOPES if each.key in chosen)


def checked(scope: Sequence[str]) -> list[str]:
    """The scope in the order of the list. Refused if it is empty or has unknown words."""
    strange = sorted(set(scope) - set(BY_KEY))
    if strange:
        raise Refused(f"不认识的委托事项：{'、'.join(strange)}。请从所列事项中选择。")
    if not scope:
        raise Refused("请选择委托的事项；委托全部职责的，选“全部职责”。")
    return [ALL] if ALL in scope else [each.key for each in SCOPES if each.key in scope]


def checked_types(types: Sequence[str]) -> list[str]:
    """The types in the order of 条例 第八条; none means all. Unknown ones are refused."""
    strange = sorted(set(types) - set(DOCUMENT_TYPES))
    if strange:
        raise Refused(
            f"文种“{'、'.join(strange)}”不在《条例》第八条所列十五种之内。请改用所列文种。"
        )
    return [each for each in DOCUMENT_TYPES if each in types]
