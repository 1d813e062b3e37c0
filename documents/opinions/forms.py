"""The parts of an act form that an opinion is written in: its field, phrases, circle, readers."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from pyramid.request import Request

from documents.names import party_choices, people_choices
from documents.opinions.slots import Slots, with_next
from documents.opinions.steps import CIRCLE_MEANS, OpinionStep
from office.directory.kinds import ADMINISTRATORS
from office.kernel.clock import office_day
from office.kernel.entity import Entity
from office.web.form_acts import ticked, written
from office.web.formats import day, moment
from office.web.frame import now
from office.web.models import Act, ActForm, Choice, Field, Weight
from signing.ink.handwriting import WRITTEN
from signing.ink.taking import ink_field

OPINION, PHRASE, LIMITED, CIRCLE = "opinion", "phrase", "limited_to", "circle"
"""Names of what the form posts: the words, a phrase chosen without script, readers, the act."""


def opinion_field(
    request: Request, *, paper: UUID, step: OpinionStep, label: str, default: bool = True
) -> Field:
    """Where the words go: with what the person left there, and what leaving it empty means."""
    identity = request.identity
    left = request.opinions.drafts.of(
        agency=identity.agency, person=identity.person, paper=paper, step=step
    )
    stands_for = request.opinions.default(identity.agency, step) if default else ""
    hint = ""
    if left:
        when = moment(left.at, today=office_day(now(request)))
        hint = f"这是您{when}写下、还没有送出的意见，只有您看得到。"
    return Field(
        OPINION,
        label,
        kind="area",
        rows=2,
        opinion=True,
        value=left.text if left else "",
        hint=hint,
        placeholder=f"不写意见，即记为“{stands_for}”" if stands_for else "",
    )


def _by_hand(request: Request, *, paper: UUID, step: OpinionStep) -> Field:
    """Where somebody writes by hand (手写), with what they left there."""
    identity = request.identity
    left = request.opinions.drafts.ink_of(
        agency=identity.agency, person=identity.person, paper=paper, step=step
    )
    return ink_field(request, value=left)


def limited_field(request: Request, *, agency: str) -> Field:
    """限定范围: the people for whom alone the words are. Nobody means the whole agency."""
    # The three administrators see no papers, and so no opinions.
    posts = request.house.directory.posts_on(agency)
    people = people_choices([each for each in posts if set(each.roles) - ADMINISTRATORS])
    me = request.identity.person
    choices = tuple(Choice(each.value, each.label) for each in people if each.value != me)
    return Field(
        LIMITED,
        "限定意见的阅看范围",
        kind="checks",
        choices=choices,
        folded=True,
        hint="只有勾选的人和您看得到这条意见，其他人只看到“限定范围意见”。不勾选的，"
        "本机关办理人员都看得到。",
    )


def with_opinion(
    request: Request,
    form: ActForm,
    *,
    paper: Entity,
    step: OpinionStep,
    slots: Slots,
    limited: bool = True,
) -> ActForm:
    """The form with its opinion as this step asks for it: what an empty one stands for, phrases,
    handwriting, whom it may be limited to (where the paper knows such words: `limited`); and kept
    while it is typed."""
    fields: list[Field] = []
    for each in form.fields:
        if each.opinion:
            asked = opinion_field(request, paper=paper.id, step=step, label=each.label)
            fields += [asked, _by_hand(request, paper=paper.id, step=step)]
            fields += [limited_field(request, agency=paper.agency)] if limited else []
        else:
            fields.append(each)
    identity = request.identity
    offered = request.opinions.offered(agency=identity.agency, person=identity.person, step=step)
    filled = (slots.fill(phrase) for phrase in offered)
    return replace(
        form,
        fields=tuple(fields),
        phrases=tuple(phrase for phrase in filled if phrase is not None),
        # What is written at one step is no beginning of what is said at another.
        autosave=request.route_path("opinions.draft", id=paper.id, _query={"step": step}),
    )


def today_in_words(request: Request) -> str:
    """11月20日, as a phrase says it."""
    today = office_day(now(request))
    return day(today, today=today)


def circle(step: OpinionStep, *, name: str = CIRCLE, weight: Weight = Weight.NORMAL) -> Act:
    """圈阅 in one tap, with what it means at this step."""
    return Act(name, "圈阅", weight, means=CIRCLE_MEANS[step])


def opinion_of(request: Request, *, step: OpinionStep | None = None) -> str:
    """What was written, and the phrase chosen without script; else that it was written by hand;
    else what the `step` stands for.

    {next} becomes the name of whom the form hands the paper to. Refused if nobody is.
    """
    parts = (written(request, OPINION).strip(), written(request, PHRASE))
    words = "\n".join(part for part in parts if part)
    if not words and getattr(request, "ink", None):
        return WRITTEN
    if not words and step is not None:
        words = request.opinions.default(request.identity.agency, step)
    return with_next(words, _chosen_names(request))


def readers_of(request: Request) -> list[str]:
    """Whom the opinion is limited to; nobody for the whole agency."""
    return ticked(request, LIMITED)


def _chosen_names(request: Request) -> str:
    """Of the people the form hands the paper to, as the agency's directory has them."""
    chosen = [*ticked(request, "to"), *ticked(request, "readers"), *ticked(request, "host")]
    if not chosen:
        return ""
    directory, agency = request.house.directory, request.identity.agency
    known = (*people_choices(directory.posts_on(agency)), *party_choices(directory, agency))
    names = {each.value: each.name for each in known}
    return "、".join(names[each] for each in chosen if each in names)
