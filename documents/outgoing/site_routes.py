"""流程设置: which route a type goes in an agency, and what 发文办理 it needs, as data (TOML).

[[route]]
agency = "830000-zfb"                # left out: every agency
types = ["请示", "报告"]              # left out: every type
issuing = ["rechecking", "numbering", "typesetting", "proofreading", "sealing", "releasing",
           "dispatching"]            # left out: the least that any type needs

[[route.step]]
stage = "reviewing"                  # consulting, reviewing, countersigning, endorsing, joint,
                                     # signing
name = "办公室核稿"                   # at most 16 characters; left out: the stage's own word
posts = ["830000-zfb-mishuyi"]       # keys of posts: their holders of the day are proposed
order = "at_once"                    # one (left out), in_turn, at_once
quorum = 2                           # how many of several must have spoken; left out: all
veto = true                          # nobody goes on before a dissent is settled
optional = true                      # passed over when nobody is chosen
regulatory = true                    # only for 规范性文件
days = 2                             # working days
agencies = ["990102001"]             # consulting, countersigning, joint: these are asked instead

A step joint (联合签发) without agencies is for those with whom the drafter states that the
document is issued, in that order; it is left out where there are none.

The first entry that fits is taken; without one 拟稿、核稿、签发.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from documents.outgoing.route import PLAIN, Order, Route, Step
from documents.outgoing.route import step as plain_step
from documents.outgoing.stages import (
    ASKING_OTHERS,
    ISSUING,
    NEEDED,
    ON_THE_WAY,
    STAGE_WORDS,
    Stage,
)
from office.kernel.refusals import Refused

_KEYS = frozenset({"agency", "types", "issuing", "step"})
_OF_A_STEP = frozenset(
    {
        *("stage", "name", "posts", "order", "quorum", "veto", "optional"),
        *("regulatory", "days", "agencies"),
    }
)

LONGEST_NAME = 16
"""Characters of a step's name: lists and the route's picture show it on one line."""

HoldersOf = Callable[[str], tuple[str, ...]]
"""The people in a post (a key) today, as ids."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as the office set it: its people are posts until a document goes it."""

    step: Step
    posts: tuple[str, ...] = ()
    regulatory: bool = False

    @property
    def is_for_partners(self) -> bool:
        """Whether those take it who issue the document jointly, whoever they are."""
        return self.step.stage is Stage.JOINT and not self.step.agencies


@dataclass(frozen=True, slots=True)
class Plan:
    """One entry of the settings."""

    agency: str
    types: tuple[str, ...]
    steps: tuple[PlannedStep, ...]
    chain: tuple[Stage, ...]

    def fits(self, *, agency: str, type: str) -> bool:
        """Whether it is for documents of this type in this agency."""
        return self.agency in ("", agency) and (not self.types or type in self.types)


_PLAIN = Plan(
    agency="", types=(), steps=tuple(PlannedStep(each) for each in PLAIN[1:]), chain=NEEDED
)


class Routes:
    """What the office set. The route proposes; people are chosen act by act."""

    def __init__(self, plans: Sequence[Plan] = ()) -> None:
        self._plans = (*plans, _PLAIN)

    def proposed(
        self,
        *,
        agency: str,
        type: str,
        holders: HoldersOf,
        regulatory: bool = False,
        partners: Sequence[str] = (),
    ) -> Route:
        """The route for a new document, with today's holders of the posts that it names.

        `partners`: codes of the agencies that issue it jointly, in issuer order behind the host.
        """
        plan = self._plan(agency=agency, type=type)
        steps = (
            replace(
                each.step,
                people=_people(each, holders),
                agencies=tuple(partners) if each.is_for_partners else each.step.agencies,
            )
            for each in plan.steps
            if (regulatory or not each.regulatory) and (partners or not each.is_for_partners)
        )
        return (PLAIN[0], *steps)

    def chain(self, *, agency: str, type: str) -> tuple[Stage, ...]:
        """The steps of 发文办理 that the type needs, in their order."""
        return self._plan(agency=agency, type=type).chain

    def _plan(self, *, agency: str, type: str) -> Plan:
        return next(each for each in self._plans if each.fits(agency=agency, type=type))


def read_routes(path: Path | None) -> Routes:
    """The settings in a TOML file; without one, the plain route. Raises Refused, naming what is
    wrong with which entry."""
    if path is None:
        return Routes()
    try:
        value = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refused(f"流程设置文件 {path} 无法读取：{fault}。请改正后重新启动。") from fault
    unknown = set(value) - {"route"}
    if unknown:
        raise _wrong(0, f"不认识“{'、'.join(sorted(unknown))}”，只能有 [[route]]")
    return Routes([_plan(entry, place) for place, entry in enumerate(value.get("route", ()), 1)])


def _plan(entry: Mapping[str, Any], place: int) -> Plan:
    if set(entry) - _KEYS:
        raise _wrong(place, f"不认识“{'、'.join(sorted(set(entry) - _KEYS))}”")
    steps = tuple(_planned(each, place) for each in entry.get("step", ()))
    if not steps or steps[-1].step.stage is not Stage.SIGNING:
        raise _wrong(place, "最后一个环节必须是 signing（签发）")
    if any(each.step.stage is Stage.SIGNING for each in steps[:-1]):
        raise _wrong(place, "signing（签发）只能有一个，在最后")
    chain = tuple(_stage(each, ISSUING, place) for each in entry.get("issuing", NEEDED))
    if not set(NEEDED) <= set(chain):
        needed = "、".join(STAGE_WORDS[each] for each in NEEDED)
        raise _wrong(place, f"issuing 里{needed}缺一不可")
    return Plan(
        agency=entry.get("agency", ""),
        types=tuple(entry.get("types", ())),
        steps=steps,
        chain=tuple(each for each in ISSUING if each in chain),
    )


def _planned(entry: Mapping[str, Any], place: int) -> PlannedStep:
    if set(entry) - _OF_A_STEP:
        raise _wrong(place, f"环节里不认识“{'、'.join(sorted(set(entry) - _OF_A_STEP))}”")
    stage = _stage(entry.get("stage", ""), (*ON_THE_WAY, Stage.SIGNING), place)
    if entry.get("order", Order.ONE) not in set(Order):
        raise _wrong(place, "order 只能是 one、in_turn、at_once")
    agencies = tuple(entry.get("agencies", ()))
    if agencies and stage not in ASKING_OTHERS:
        allowed = "、".join(f"{each}（{STAGE_WORDS[each]}）" for each in ASKING_OTHERS)
        raise _wrong(place, f"agencies（外单位）只能用于 {allowed}")
    if stage is Stage.JOINT and entry.get("posts"):
        raise _wrong(place, "joint（联合签发）由联合发文的外单位签发，不能写 posts")
    if agencies and entry.get("posts"):
        raise _wrong(
            place,
            f"{STAGE_WORDS[stage]}环节同时写了 posts 和 agencies：送外单位的环节由外单位答复，"
            "不另设办理人；两者都要的，请分成两个环节",
        )
    step = replace(
        plain_step(stage, name=_name(entry, place)),
        order=Order(entry.get("order", Order.ONE)),
        agencies=agencies,
        quorum=_count(entry, "quorum", place),
        veto=bool(entry.get("veto", False)),
        optional=bool(entry.get("optional", False)),
        days=_count(entry, "days", place),
    )
    return PlannedStep(
        step, posts=tuple(entry.get("posts", ())), regulatory=bool(entry.get("regulatory", False))
    )


def _stage(value: str, allowed: Sequence[Stage], place: int) -> Stage:
    if value not in set(allowed):
        known = "、".join(f"{each}（{STAGE_WORDS[each]}）" for each in allowed)
        raise _wrong(place, f"没有“{value}”这个环节，只能是{known}")
    return Stage(value)


def _name(entry: Mapping[str, Any], place: int) -> str:
    name = str(entry.get("name", "")).strip()
    if len(name) > LONGEST_NAME:
        raise _wrong(place, f"环节名称“{name}”有 {len(name)} 个字，最多 {LONGEST_NAME} 个字")
    return name


def _count(entry: Mapping[str, Any], key: str, place: int) -> int:
    value = entry.get(key, 0)
    if type(value) is not int or value < 0:  # a bool is an int to Python, not to whoever reads
        raise _wrong(place, f"{key} 应为 0 或正整数，现在是“{value}”")
    return value


def _people(planned: PlannedStep, holders: HoldersOf) -> tuple[str, ...]:
    people = tuple(dict.fromkeys(each for post in planned.posts for each in holders(post)))
    return people[:1] if planned.step.order is Order.ONE else people


def _wrong(place: int, what: str) -> Refused:
    where = f"第 {place} 个流程" if place else "流程设置文件"
    return Refused(f"{where}设置有误：{what}。请改正后重新启动。")
