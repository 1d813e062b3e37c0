"""The fields of the forms of an incoming paper."""

from __future__ import annotations

from dataclasses import replace

from pyramid.request import Request

from documents.assignments.screens.fields import senders_words
from documents.assignments.stages import Stage as Share
from documents.circulation.orders import READING
from documents.circulation.screens.fields import colleagues_field, mode_field
from documents.consignments.returning import FAULT_WORDS
from documents.incoming.incoming import Incoming
from documents.incoming.screening import CHECKS, NOTED
from documents.incoming.series import word_for
from documents.incoming.source_kinds import REGISTERED, SOURCE_WORDS
from documents.incoming.stages import WAY_WORDS, Stage, Track, Way
from documents.names import party_choices, people_choices
from office.directory.kinds import Role
from office.web.models import Choice, Field

ANSWER = Way.ANSWERED


OTHER_AGENCIES = "分给本机关科室、人员。转其他机关办理的，用“二次分发、翻印”或者“督办立项”。"
"""No aggregate has events of two agencies: what others do about it goes out to them (D1)."""


def assigning_fields(request: Request, paper: Incoming) -> tuple[Field, ...]:
    """主办, 协办 and the day: what 分办 asks for."""
    parties = _parties(request, paper)
    none = Choice("", "请选择")
    return (
        Field("host", "主办", kind="select", choices=(none, *parties), hint=OTHER_AGENCIES),
        Field("helpers", "协办", kind="checks", choices=parties, folded=True),
        Field("deadline", "办理时限", kind="limit", hint=senders_words(request, paper.id)),
    )


def _parties(request: Request, paper: Incoming) -> tuple[Choice, ...]:
    """Whom it may be given to; who handed it back in this round is told so."""
    refused = {
        row.party
        for row in request.assignments.on_paper(paper.id)
        if row.stage == Share.REFUSED and row.round == paper.round
    }
    return tuple(
        replace(each, label=f"{each.label}（已退回改派）") if each.value in refused else each
        for each in party_choices(request.house.directory, paper.agency)
    )


def opinion_field(label: str) -> Field:
    return Field("opinion", label, kind="area", rows=2, opinion=True)


def fault_field() -> Field:
    """What kind of reason a paper is not taken for, 拒收 or 退文."""
    choices = (
        Choice("", "请选择"),
        *(Choice(each, words) for each, words in FAULT_WORDS.items()),
    )
    return Field("fault", "拒收、退文原因", kind="select", choices=choices)


def kind_field(request: Request, paper: Incoming) -> Field:
    """来文类别, with the one that the directory and the type speak for."""
    proposed = request.incomings.proposed_kind(paper)
    choices = tuple(
        Choice(each, words, chosen=each is proposed)
        for each, words in SOURCE_WORDS.items()
        if each in REGISTERED
    )
    series = request.incomings.series
    words = {word_for(series, each, agency=paper.agency) for each in REGISTERED}
    hint = "按来文类别编收文号。" if len(words) > 1 else ""
    return Field("source", "来文类别", kind="select", choices=choices, hint=hint)


def track_field() -> Field:
    choices = (
        Choice(Track.HANDLING, "办件", chosen=True),
        Choice(Track.READING, "阅件"),
    )
    return Field("track", "分类", kind="radios", choices=choices)


def instructing_fields(request: Request, paper: Incoming) -> tuple[Field, ...]:
    """What later words make of earlier ones and of the paper."""
    turned = () if paper.stage in (Stage.ASSIGNED, Stage.HANDLED) else (turned_field(),)
    return (*supersedes_field(request, paper), *turned)


def turned_field() -> Field:
    """A leader's words may turn a 办件 into a 阅件; without a choice they make it a 办件."""
    return Field(
        "turned",
        "此件如何办",
        kind="radios",
        choices=(
            Choice(Track.HANDLING, "作办件办理", chosen=True),
            Choice(Track.READING, "转为阅件传阅"),
        ),
    )


def checks_field() -> Field:
    return Field(
        "checks",
        "初审（逐项核对后勾选）",
        kind="checks",
        choices=tuple(Choice(key, words) for key, words in CHECKS.items()),
        hint="《条例》第二十四条（三）。登记时一项也不勾选的，登记后再初审。",
    )


def faults_field() -> Field:
    """错情: what was wrong though the paper is handled."""
    return Field(
        "faults",
        "错情（照常办理，记入来文质量）",
        kind="checks",
        choices=tuple(Choice(each, FAULT_WORDS[each]) for each in NOTED),
        folded=True,
    )


def note_field() -> Field:
    return Field("note", "初审说明", folded=True)


def way_field(paper: Incoming) -> Field:
    """The ways that can be said here; 复文 where an answer has left."""
    answered = any(paper.answers.values())
    ways = [each for each in Way if each is not Way.READ and (answered or each is not ANSWER)]
    choices = tuple(Choice(each, WAY_WORDS[each], chosen=each is ANSWER) for each in ways)
    none = () if answered else (Choice("", "请选择"),)
    return Field("way", "办结方式", kind="select", choices=(*none, *choices))


def leaders_field(request: Request, paper: Incoming) -> Field:
    leaders = request.house.directory.people_with_role(paper.agency, Role.LEADER)
    return Field("to", "报送", kind="select", choices=people_choices(leaders))


def circulating_fields(request: Request, paper: Incoming) -> tuple[Field, ...]:
    """Whom it goes to, and how."""
    order = request.circulations.order_of(paper.agency, READING)
    return (
        colleagues_field(request, paper.agency, label="传阅对象"),
        mode_field(order),
        Field("note", "传阅说明", folded=True),
    )


def helpers_field(request: Request, paper: Incoming) -> Field:
    """Who helps besides."""
    return Field("helpers", "协办", kind="checks", choices=_parties(request, paper))


def supersedes_field(request: Request, paper: Incoming) -> tuple[Field, ...]:
    """Whether these words take the place of what was instructed before; nothing where nobody
    has said anything in this round. The principal's do, unless they say otherwise."""
    if not paper.binding_instructors or paper.stage is Stage.COMPLETED:
        return ()
    directory = request.house.directory
    before = "、".join(directory.person_name(each) for each in paper.binding_instructors)
    leaders = directory.people_with_role(paper.agency, Role.LEADER)
    ranked = [str(each.person.id) for each in leaders]
    others = set(paper.binding_instructors) - {request.identity.principal}
    holds = ranked[:1] == [request.identity.principal] and bool(others)
    return (
        Field(
            "supersedes",
            "与以前批示的关系",
            kind="radios",
            choices=(
                Choice("", "补充以前的批示", chosen=not holds),
                Choice("yes", f"以本批示为准，代替{before}以前的批示", chosen=holds),
            ),
        ),
    )
