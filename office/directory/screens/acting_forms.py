"""The forms of 代理与授权: 委托, 秘书, 授权签发."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.request import Request

from office.directory.acting.scope import SCOPES
from office.directory.answers import Incumbent
from office.directory.kinds import DOCUMENT_TYPES, Role
from office.directory.screens.acting import posts_to_choose
from office.directory.screens.days import today
from office.web.models import Act, ActForm, Choice, Field, Weight

FOR_OTHERS = frozenset({Role.CLERK, Role.SYSTEM_ADMINISTRATOR})
"""Who may delegate for somebody absent, and attach secretaries."""


def delegation_form(request: Request) -> ActForm:
    """办理委托: one's own posts; for a clerk or the system administrator everybody's."""
    for_others = bool(FOR_OTHERS & request.identity.roles)
    posts = posts_to_choose(request, everybody=for_others)
    people = posts_to_choose(request, everybody=True)
    fields = (
        Field("post", "委托的岗位", kind="select", choices=_posts(posts)),
        Field("delegate", "代理人", kind="select", choices=_people(request, people)),
        Field(
            "scope",
            "委托事项",
            kind="checks",
            choices=tuple(Choice(each.key, each.words) for each in SCOPES),
            hint="只选需要代办的；代理人不能转委托。签发、批示只能委托负责人（《条例》第二十二条）。",
        ),
        _types("限文种", hint="不选即不限文种。"),
        Field(
            "presides",
            "上行文",
            kind="checks",
            choices=(Choice("yes", "主持工作，可签发请示、报告、议案"),),
        ),
        _since(request),
        Field("until", "至（含当日）", kind="date", required=True),
        Field("reason", "依据或原因", placeholder="如：外出学习；代他人办理的必须填写"),
    )
    return _form(request, "acting.delegate", "办理委托", "delegate", fields)


def secretary_form(request: Request) -> ActForm:
    """配备秘书."""
    posts = posts_to_choose(request, everybody=True)
    leaders = [each for each in posts if {Role.LEADER, Role.SIGNER} & set(each.roles)]
    if not FOR_OTHERS & request.identity.roles:
        leaders = [each for each in leaders if str(each.person.id) == request.identity.person]
    fields = (
        Field("post", "领导", kind="select", choices=_posts(leaders)),
        Field("secretary", "秘书的岗位", kind="select", choices=_posts(posts)),
        _since(request),
        Field("until", "至（含当日）", kind="date", hint="不填即不定期限。"),
    )
    return _form(request, "acting.secretary", "配备秘书", "attach", fields)


def authorisation_form(request: Request) -> ActForm:
    """授权签发: signers' posts, and the names in which the agency issues."""
    posts = posts_to_choose(request, everybody=True)
    signers = [each for each in posts if Role.SIGNER in each.roles]
    identities = request.house.directory.identities(request.identity.agency)
    fields = (
        Field("post", "被授权的岗位", kind="select", choices=_posts(signers)),
        Field(
            "identity",
            "发文名义",
            kind="select",
            choices=tuple(Choice(each.key, each.name) for each in identities),
        ),
        _types("文种", hint="请示、报告、议案由机关主要负责人签发，不能授权。"),
        Field("basis", "依据", placeholder="领导分工文件的名称和文号", required=True),
        _since(request),
        Field("until", "至（含当日）", kind="date", hint="不填即不定期限。"),
    )
    return _form(request, "acting.authorise", "授权签发", "authorise", fields)


def _form(
    request: Request, route: str, heading: str, name: str, fields: tuple[Field, ...]
) -> ActForm:
    return ActForm(
        action=request.route_path(route),
        heading=heading,
        acts=(Act(name, heading, Weight.PRIMARY),),
        seen="0",
        fields=fields,
    )


def _since(request: Request) -> Field:
    return Field("since", "自", kind="date", value=today(request).isoformat())


def _types(label: str, *, hint: str) -> Field:
    choices = tuple(Choice(each, each) for each in DOCUMENT_TYPES)
    return Field("types", label, kind="checks", choices=choices, hint=hint)


def _posts(posts: Iterable[Incumbent]) -> tuple[Choice, ...]:
    return tuple(Choice(each.key, f"{each.person.name} {each.title}") for each in posts)


def _people(request: Request, posts: Iterable[Incumbent]) -> tuple[Choice, ...]:
    known: dict[str, Choice] = {}
    for each in posts:
        id = str(each.person.id)
        if id != request.identity.person:
            known.setdefault(id, Choice(id, f"{each.person.name} {each.title}"))
    return tuple(known.values())
