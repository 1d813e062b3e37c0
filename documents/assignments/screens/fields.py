"""The fields of the forms of an assignment."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from pyramid.request import Request

from documents.assignments.assignment import Assignment
from documents.assignments.stages import MEANS_WORDS, Means
from documents.names import party_choices, people_choices
from office.kernel.clock import office_day
from office.web.formats import noted_day
from office.web.frame import now
from office.web.models import Choice, Field


def member_field(request: Request, it: Assignment) -> Field:
    """Who of the unit handles it."""
    members = request.assignments.members(it)
    posts = request.house.directory.posts_on(it.agency)
    ours = [each for each in posts if str(each.person.id) in members]
    choices = tuple(
        replace(each, chosen=False) for each in people_choices(ours) if each.value != it.handler
    )
    if not choices:
        return Field("to", "承办人", kind="select")
    return Field("to", "承办人", kind="select", choices=(Choice("", "请选择"), *choices))


def party_field(request: Request, it: Assignment) -> Field:
    """Who should have it instead."""
    parties = party_choices(request.house.directory, it.agency)
    others = tuple(each for each in parties if each.value != it.party.word)
    return Field("party", "建议承办单位", kind="select", choices=(Choice("", "请选择"), *others))


def until_field(request: Request, it: Assignment, label: str = "延期到") -> Field:
    """The day asked for, or given."""
    asked = it.request.until if it.request else ""
    return Field("until", label, kind="limit", value=asked, hint=senders_words(request, it.paper))


def senders_words(request: Request, paper: UUID) -> str:
    """What whoever sets a day for our own people is to know of the sender's."""
    senders = request.assignments.senders_day(paper)
    return f"来文时限 {noted_day(senders, today=office_day(now(request)))}。" if senders else ""


def means_field() -> Field:
    """How they were urged."""
    choices = tuple(
        Choice(each, words, chosen=each is Means.SYSTEM) for each, words in MEANS_WORDS.items()
    )
    return Field("means", "催办方式", kind="radios", choices=choices)


def files_field() -> Field:
    """What shows it: the answer that was sent, minutes, pictures."""
    return Field("file", "附件", kind="file", many=True, hint="可选多个，如检查记录、照片。")
