"""What the rules judge: a manuscript and whatever is known of its issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from documents.manuscript import Manuscript
from documents.rules.addressees import Addressee, addressees, names_in
from documents.rules.organ import Organ, Organs, OrganStanding, standing_of
from office.directory.answers import Relation

UPWARD_TYPES = frozenset({"请示", "报告"})
DOWNWARD_TYPES = frozenset({"决议", "决定", "命令", "通报", "批复"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the drafter or the clerk stated. None everywhere: nobody said.

    `necessity`: 行文理由 (条例 第十三条). `special_reason`: why it skips a level (第十四条).
    `is_major`, `is_important`: 重大事项, 重要行文. `has_consent`: the own 党委 or 政府 agreed or
    gave authority. `needs_approval`: the matter wants the government's approval. `has_opinion`:
    it brings a 倾向性意见. `matters`: how many. `assigned_by_leader`: the leader addressed gave
    the task. `is_agreed`: the departments concerned agreed. `is_within_remit`: of the issuer;
    `is_single_remit`: the matter is one organ's own. `adopted` and `signed_off`: the day of
    adoption, and of the last signature. `seals`: organs whose seals are put. `openness`: 公开属性
    ("" where it was asked and not said) with `openness_reason`; `secrecy_reviewer_named`: whether
    somebody is to do the 保密审查 (done or not); `is_regulatory`: 行政规范性文件, with
    `legality_reviewer` and `valid_until`.
    """

    necessity: str | None = None
    special_reason: str | None = None
    is_major: bool | None = None
    is_important: bool | None = None
    has_consent: bool | None = None
    needs_approval: bool | None = None
    has_opinion: bool | None = None
    matters: int | None = None
    assigned_by_leader: bool | None = None
    is_agreed: bool | None = None
    is_within_remit: bool | None = None
    is_single_remit: bool | None = None
    adopted: date | None = None
    signed_off: date | None = None
    seals: tuple[str, ...] | None = None
    openness: str | None = None
    openness_reason: str | None = None
    secrecy_reviewer_named: bool | None = None
    is_regulatory: bool | None = None
    legality_reviewer: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """A manuscript with its circumstances, each of which may be unknown.

    `partners` are the other issuers of a joint document, behind the host. `organs` holds the
    printed names that could be resolved. `signers` and `copy_number` are None while unknown and
    empty when they are known to be missing.
    """

    manuscript: Manuscript
    issuer: Organ | None = None
    partners: tuple[Organ, ...] = ()
    organs: Mapping[str, Organ] = field(default_factory=dict)
    signers: tuple[str, ...] | None = None
    copy_number: str | None = None
    facts: Facts = field(default_factory=Facts)

    @cached_property
    def recipients(self) -> tuple[Addressee, ...]:
        """主送机关."""
        return self._addressees(self.manuscript.recipients)

    @cached_property
    def copies(self) -> tuple[Addressee, ...]:
        """抄送机关."""
        return self._addressees(self.manuscript.copies)

    @cached_property
    def issuer_name(self) -> str:
        """The issuer's name, from the directory or as printed."""
        if self.issuer:
            return self.issuer.name
        return self.manuscript.issuer or self.manuscript.signature

    @cached_property
    def standing(self) -> OrganStanding:
        """What the issuer is, by the directory or else by its name."""
        return self.issuer.standing if self.issuer else standing_of(self.issuer_name)

    @property
    def is_upward(self) -> bool:
        """上行文: by its type, or by who is addressed."""
        return self.manuscript.type in UPWARD_TYPES or any(
            each.relation is Relation.SUPERIOR for each in self.recipients
        )

    @property
    def is_downward(self) -> bool:
        """下行文: by its type, or because all who are addressed stand below."""
        return self.manuscript.type in DOWNWARD_TYPES or self._all(Relation.SUBORDINATE)

    @property
    def is_to_peers(self) -> bool:
        """平行文: all who are addressed are neither above nor below."""
        return self._all(Relation.PEER, Relation.UNRELATED)

    @property
    def is_joint(self) -> bool:
        """联合行文."""
        return bool(self.partners)

    def is_copied_to(self, code: str) -> bool:
        """Whether the agency of this code stands among 主送 or 抄送."""
        return code in self._addressed

    @cached_property
    def _addressed(self) -> frozenset[str]:
        everybody = (*self.recipients, *self.copies)
        return frozenset(each.organ.code for each in everybody if each.organ)

    def named(self, code: str) -> str:
        """What the agency of this code is called, as far as the case knows it."""
        found = (each.name for each in self.organs.values() if each.code == code)
        return next(found, f"代码为{code}的机关")

    def _all(self, *relations: Relation) -> bool:
        return bool(self.recipients) and all(
            each.relation in relations for each in self.recipients
        )

    def _addressees(self, words: str) -> tuple[Addressee, ...]:
        return addressees(words, organs=self.organs, issuer=self.issuer)


def resolved(manuscript: Manuscript, *, organs: Organs) -> dict[str, Organ]:
    """The organs behind the printed names of issuer, 主送 and 抄送, where `organs` knows them."""
    return dict(_resolved(manuscript, organs))


def _resolved(manuscript: Manuscript, organs: Organs) -> Iterator[tuple[str, Organ]]:
    printed = (*names_in(manuscript.recipients), *names_in(manuscript.copies))
    for name in dict.fromkeys(filter(None, (manuscript.issuer, *printed))):
        if organ := organs.organ(name):
            yield name, organ
