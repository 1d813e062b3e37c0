"""选文种: in whose name, then which of the fifteen types with which template."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from documents.drafting.guides import Guide, guides
from documents.manuscript import Manuscript
from documents.outgoing.editor.findings import guide_shown
from documents.outgoing.organs import organs_of
from documents.rules import Case, Organ, Severity, check
from documents.rules import types as type_rules
from office.directory.entries import IssuingIdentityEntry
from office.web.models import Link, Tab, TypeCard, TypesPage

_OF_ORGANS = frozenset(each.id for each in type_rules.RULES)
"""The rules that say which organ may use which type (条例 第八条)."""


def choose_type(request: Request) -> dict[str, Any]:
    """The fifteen types, those that the chosen name (`?identity=`) may issue with templates."""
    identities = request.house.directory.identities(request.identity.agency)
    asked = request.params.get("identity", "")
    chosen = next((each for each in identities if each.key == asked), next(iter(identities), None))
    tabs = tuple(
        Tab(
            each.name,
            request.route_path("document.types", _query={"identity": each.key}),
            current=each is chosen,
        )
        for each in identities
    )
    page = TypesPage(
        title="选文种",
        back=Link("返回", request.route_path("documents"), "back"),
        identities=tabs,
        cards=_cards(request, chosen) if chosen else (),
        blank=Link("空白文稿、导入", request.route_path("document.draft"), "draft"),
    )
    return {"page": page}


def _cards(request: Request, identity: IssuingIdentityEntry) -> tuple[TypeCard, ...]:
    """What may be issued first, the rest with the reason, each in the regulation's order."""
    issuer = organs_of(request.house.directory).issuer(identity)
    cards = [_card(request, guide, identity, issuer) for guide in guides().values()]
    return tuple(sorted(cards, key=lambda each: bool(each.why_not)))


def _card(
    request: Request, guide: Guide, identity: IssuingIdentityEntry, issuer: Organ | None
) -> TypeCard:
    shown = guide_shown(guide)
    assert shown is not None
    if why_not := _why_not(guide, identity, issuer):
        return TypeCard(shown, why_not=why_not)
    links = (
        Link(
            each.name,
            request.route_path(
                "document.draft",
                _query={"type": guide.type, "template": each.name, "identity": identity.key},
            ),
        )
        for each in guide.templates
    )
    return TypeCard(shown, templates=tuple(links))


def _why_not(guide: Guide, identity: IssuingIdentityEntry, issuer: Organ | None) -> str:
    """Why this name may not issue this type: the rules', then the directory's word."""
    case = Case(manuscript=Manuscript(guide.type, title="", issuer=identity.name), issuer=issuer)
    for each in check(case):
        if each.rule in _OF_ORGANS and each.severity is Severity.ERROR:
            return each.message
    if guide.type not in identity.types:
        return (
            f"“{identity.name}”没有为“{guide.type}”设置编号序列。"
            "需要的请系统管理员在发文名义中补上。"
        )
    return ""


def includeme(config: Configurator) -> None:
    """The route comes before that of one document."""
    config.add_page("document.types", "/documents/draft/types", "types", show=choose_type)
