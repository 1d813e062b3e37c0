"""The fields of the forms of a supervised matter."""

from __future__ import annotations

from dataclasses import replace

from pyramid.request import Request

from documents.assignments.stages import MEANS_WORDS, Means
from documents.names import party_choices, people_choices
from documents.supervision.share import Share, agency_party
from documents.supervision.stages import (
    ANSWER_WORDS,
    SATISFACTION_WORDS,
    AnswerClass,
    Satisfaction,
)
from documents.supervision.supervision import Supervision
from office.directory.kinds import Role
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Choice, Field

NONE = Choice("", "请选择")


def assigning_fields(request: Request, it: Supervision) -> tuple[Field, ...]:
    """主办, 协办 and by when. What deputies proposed may have several hosts (分别办理)."""
    held = {each.party for each in it.shares.values() if each.counts or each.agency}
    parties = tuple(each for each in parties_of(request, it.agency) if each.value not in held)
    more = (
        Field("more_hosts", "分别办理的其他主办单位", kind="checks", choices=parties, folded=True),
    )
    return (
        Field("host", "主办", kind="select", choices=(NONE, *parties)),
        *(more if it.is_proposed else ()),
        Field("helpers", "协办", kind="checks", choices=parties, folded=True),
        Field("deadline", "办理时限", kind="limit", value=it.deadline),
    )


def parties_of(request: Request, agency: str) -> tuple[Choice, ...]:
    """Our units and people, and the agencies that we may give something to."""
    directory = request.house.directory
    below = directory.subordinates(agency) or [
        each for each in directory.agencies_on() if each.code != agency
    ]
    agencies = tuple(Choice(agency_party(each.code), each.name, name=each.name) for each in below)
    return (*agencies, *party_choices(directory, agency))


def leader_field(request: Request, agency: str, *, label: str, chosen: str = "") -> Field:
    """A leader of the agency, or none."""
    found = people_choices(request.house.directory.people_with_role(agency, Role.LEADER))
    leaders = tuple(replace(each, chosen=each.value == chosen) for each in found)
    return Field("to", label, kind="select", choices=(NONE, *leaders))


def share_field(shares: list[Share], label: str = "承办单位") -> Field:
    """Which of these parties."""
    alone = len(shares) == 1
    choices = tuple(Choice(each.party, each.name, chosen=alone) for each in shares)
    none = () if alone else (NONE,)
    return Field("party", label, kind="select", choices=(*none, *choices))


def until_field(label: str, value: str = "") -> Field:
    """A last day."""
    return Field("until", label, kind="limit", value=value)


def means_field() -> Field:
    """How they were urged."""
    choices = tuple(
        Choice(each, words, chosen=each is Means.SYSTEM) for each, words in MEANS_WORDS.items()
    )
    return Field("means", "催办方式", kind="radios", choices=choices)


def answer_fields(request: Request, it: Supervision) -> tuple[Field, ...]:
    """The answer to who proposed it, as the hosts reported it."""
    reported = next((each for each in it.current if each.answer_class), None)
    chosen = reported.answer_class if reported else ""
    return (
        class_field(chosen),
        Field("number", "答复函文号", value=reported.answer_number if reported else ""),
        Field("until", "答复日期", kind="date", value=office_day(now(request)).isoformat()),
    )


def class_field(chosen: str = "") -> Field:
    """A, B or C."""
    choices = tuple(
        Choice(each, ANSWER_WORDS[each], chosen=each == chosen) for each in AnswerClass
    )
    return Field("answer_class", "答复类别", kind="radios", choices=choices)


def satisfaction_field() -> Field:
    """What who proposed it says."""
    choices = tuple(Choice(each, SATISFACTION_WORDS[each]) for each in Satisfaction)
    return Field("satisfaction", "反馈意见", kind="radios", choices=choices)
