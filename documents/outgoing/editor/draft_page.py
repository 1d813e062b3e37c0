"""The editor's page: a text with what is stated of it, and what the rules say to both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from pyramid.request import Request

from documents.drafting.guides import guide_of
from documents.layout.titles import plain_title
from documents.manuscript import Manuscript
from documents.names import people_choices
from documents.outgoing.checking import Checking
from documents.outgoing.document import Document
from documents.outgoing.editor.draft_form import EMPTY, draft_of, fields_of
from documents.outgoing.editor.findings import findings_shown, guide_shown
from documents.outgoing.editor.images import FIELD
from documents.outgoing.editor.particulars_form import (
    particulars_groups,
    particulars_of,
    partner_names,
)
from documents.outgoing.organs import organs_of
from documents.outgoing.particulars import NOTHING_STATED, Particulars
from documents.outgoing.ports import handlers_of, secrecy_reviewers
from documents.outgoing.screens.sheets import boxes_warning, proof_pages
from documents.revisions.autosave.forms import (
    EDITING,
    autosave_address,
    editing_field,
    offered,
)
from documents.revisions.lines import attached_files
from documents.rules import Finding, OrganStanding
from documents.rules.organ import standing_of
from office.access.identity import Identity
from office.directory.entries import IssuingIdentityEntry
from office.directory.kinds import Role
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.form_acts import marked
from office.web.frame import now
from office.web.models import (
    NO_PAGES,
    Act,
    ActForm,
    Choice,
    DraftPage,
    Field,
    FieldGroup,
    FileItem,
    Findings,
    Link,
    Weight,
)

_MAY_KEEP = frozenset({Role.REVIEWER, Role.CLERK})
"""Who may keep a warning with a reason: 核稿 and 文秘."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an editor holds. `document`: of which it is a revision; None for a new one.

    `values`: what was typed, where it is to stand as it was. `refusal` and `notice` are sentences.
    `editing` names this one editor to what keeps what is not saved; a new one has none yet.
    """

    manuscript: Manuscript = EMPTY
    particulars: Particulars = NOTHING_STATED
    identity: str = ""
    document: Document | None = None
    seen: str = "0"
    images: str = ""
    values: Mapping[str, str] | None = None
    refusal: str = ""
    notice: str = ""
    editing: str = ""


def stated_of(document: Document) -> Particulars:
    """What was stated of a document."""
    return Particulars.from_json(document.particulars)


def draft_typed(
    request: Request,
    values: Mapping[str, str],
    document: Document | None,
    *,
    before: Manuscript | None = None,
) -> Draft:
    """What a filled-in form holds. Raises Refused for what a form of ours cannot have sent.

    What has no field stays as in `before`; without one, as in the document's newest text.
    """
    identity = identity_of(request, values, document)
    stated = NOTHING_STATED
    if document is not None:
        revision = (document.agency, document.revision)
        before = before or request.documents.typesetter.manuscript(*revision)
        stated = stated_of(document)
    organs = organs_of(request.house.directory)
    return Draft(
        manuscript=draft_of(values, issuer=identity.signature, before=before or EMPTY),
        particulars=particulars_of(values, before=stated, organs=organs),
        identity=identity.key,
        document=document,
        seen=values.get("seen", ""),
        images=values.get(FIELD, ""),
        editing=values.get(EDITING, ""),
    )


def draft_kept(values: Mapping[str, str], document: Document | None, *, refusal: str) -> Draft:
    """An editor that shows again what was typed and could not be read."""
    left_over = tuple(values.get("unrecognised", "").splitlines())
    type = values.get("type", EMPTY.type)
    known = type if guide_of(type) else EMPTY.type
    manuscript = replace(
        EMPTY, type=known, unrecognised=left_over, urgency=values.get("urgency", EMPTY.urgency)
    )
    return Draft(
        manuscript=manuscript,
        particulars=stated_of(document) if document else NOTHING_STATED,
        identity=document.identity if document else values.get("identity", ""),
        document=document,
        seen=values.get("seen", ""),
        images=values.get(FIELD, ""),
        values=values,
        refusal=refusal,
        editing=values.get(EDITING, ""),
    )


def identity_of(
    request: Request, values: Mapping[str, str], document: Document | None
) -> IssuingIdentityEntry:
    """In whose name a form issues. Raises Refused where that is none of the agency's."""
    key = document.identity if document else values.get("identity", "")
    identity: IssuingIdentityEntry | None = request.house.directory.identity(key)
    if identity is None or identity.agency != request.identity.agency:
        raise Refused("请选择发文名义。")
    return identity


def found_in(request: Request, draft: Draft) -> tuple[Finding, ...]:
    """What the rules find in it; nothing before there is an issuing identity."""
    identity = _chosen(_identities(request, draft), draft)
    if identity is None:
        return ()
    checking: Checking = request.checking
    return checking.findings(
        replace(draft.manuscript, issuer=identity.signature),
        draft.particulars,
        identity=identity,
        day=office_day(now(request)),
    )


def may_keep(identity: Identity) -> bool:
    """Whether somebody may keep a warning with a reason."""
    return bool(_MAY_KEEP & identity.roles)


def checked(request: Request, draft: Draft) -> Findings:
    """核查 and 指引, as they stand beside the text."""
    shown = findings_shown(
        found_in(request, draft),
        draft.manuscript,
        draft.particulars,
        may_keep=draft.document is not None and may_keep(request.identity),
        name_of=lambda person: _name(request, person),
    )
    guide = guide_shown(guide_of(draft.manuscript.type))
    return Findings(shown, guide=guide, title=heading_of(draft))


def heading_of(draft: Draft) -> str:
    """The title as it is typed now; a template's 〖…〗 is none yet."""
    title = plain_title(draft.manuscript.title)
    return title if title and "〖" not in title else f"拟稿（{draft.manuscript.type}）"


def draft_page(request: Request, draft: Draft, *, is_checked: bool = True) -> DraftPage:
    """The whole editor. An empty one is not checked: nothing was written yet."""
    document, manuscript = draft.document, draft.manuscript
    if document is None:
        here = request.route_path("document.draft")
        check = request.route_path("document.check")
        back = Link("返回", request.route_path("documents"), "back")
    else:
        here = request.route_path("document.revise", id=document.id)
        check = request.route_path("document.revise.check", id=document.id)
        back = Link("返回", request.route_path("document", id=document.id), "back")
    title = heading_of(draft)
    guide = Findings(guide=guide_shown(guide_of(manuscript.type)), title=title)
    return DraftPage(
        title=title,
        back=back,
        form=_form(request, draft, action=here),
        import_action=request.route_path("document.import"),
        pages=proof_pages(request, document) if document and not draft.refusal else NO_PAGES,
        checked=checked(request, draft) if is_checked else guide,
        unrecognised=manuscript.unrecognised,
        groups=_groups(request, draft),
        check=check,
        files=_attached(request, document) if document else (),
        unsaved=offered(request, document.id if document else None, but=draft.editing),
    )


def _attached(request: Request, document: Document) -> tuple[FileItem, ...]:
    return attached_files(request, document, route="document", stored=document.stored_pages)


def _form(request: Request, draft: Draft, *, action: str) -> ActForm:
    fields = (
        *(each for each in _fields(request, draft) if not _is_of_enclosure(each)),
        *((Field(FIELD, "", kind="hidden", value=draft.images),) if draft.images else ()),
        editing_field(draft.editing),
    )
    warning = draft.notice
    if draft.document is not None and not warning:
        warning = boxes_warning(request, draft.document)
    return ActForm(
        action=action,
        heading="文稿",
        acts=(
            Act("check", "检查", Weight.NORMAL),
            Act("save", "存稿", Weight.PRIMARY, key="Ctrl S"),
        ),
        seen=draft.seen,
        fields=tuple(marked(each, request) for each in _as_typed(fields, draft.values)),
        autosave=autosave_address(request, draft.document.id if draft.document else None),
        refusal=draft.refusal,
        warning=warning,
    )


def _groups(request: Request, draft: Draft) -> tuple[FieldGroup, ...]:
    identity = _chosen(_identities(request, draft), draft)
    organs = organs_of(request.house.directory)
    enclosed = tuple(each for each in _fields(request, draft) if _is_of_enclosure(each))
    typed_in = _as_typed(enclosed, draft.values)
    directory, agency = request.house.directory, request.identity.agency
    drafter = draft.document.drafter if draft.document else request.identity.principal
    reviewers = secrecy_reviewers(directory, agency=agency, drafter=drafter)
    stated = particulars_groups(
        draft.particulars,
        type=draft.manuscript.type,
        standing=standing_of(identity.name) if identity else OrganStanding.OTHER,
        people=people_choices(handlers_of(directory, agency)),
        reviewers=people_choices(reviewers),
        partners=partner_names(draft.particulars, organs),
    )
    groups = (
        FieldGroup(
            "印发件",
            typed_in,
            note="通知印发的办法、方案，命令公布的规章",
            open=any(each.value for each in typed_in),
        ),
        *(replace(each, fields=_as_typed(each.fields, draft.values)) for each in stated),
    )
    return tuple(
        replace(each, fields=tuple(marked(field, request) for field in each.fields))
        for each in groups
    )


def _fields(request: Request, draft: Draft) -> tuple[Field, ...]:
    identities = _identities(request, draft)
    chosen = _chosen(identities, draft)
    key = chosen.key if chosen else ""
    return fields_of(draft.manuscript, identities=identities, identity=key)


def _is_of_enclosure(field: Field) -> bool:
    return field.name.startswith("enclosure")


def _as_typed(fields: Sequence[Field], values: Mapping[str, str] | None) -> tuple[Field, ...]:
    if values is None:
        return tuple(fields)
    return tuple(
        _with_value(each, values[each.name]) if each.name in values else each for each in fields
    )


def _with_value(field: Field, value: str) -> Field:
    if field.choices and value not in {each.value for each in field.choices}:
        return field  # a form of ours cannot have sent it
    choices: tuple[Choice, ...] = tuple(
        replace(each, chosen=each.value == value) for each in field.choices
    )
    return replace(field, value=value, choices=choices)


def _identities(request: Request, draft: Draft) -> list[IssuingIdentityEntry]:
    """A document keeps its issuing identity; a new one may have any of the agency's."""
    directory = request.house.directory
    if draft.document is not None:
        own = directory.identity(draft.document.identity)
        return [own] if own else []
    found: list[IssuingIdentityEntry] = directory.identities(request.identity.agency)
    return found


def _chosen(
    identities: Sequence[IssuingIdentityEntry], draft: Draft
) -> IssuingIdentityEntry | None:
    """The one named; else whose signature the text bears; else the first that may issue it."""
    for fits in (
        lambda each: each.key == draft.identity,
        lambda each: each.signature == draft.manuscript.issuer,
        lambda each: draft.manuscript.type in each.types,
    ):
        if found := next(filter(fits, identities), None):
            return found
    return next(iter(identities), None)


def _name(request: Request, person: str) -> str:
    known = request.house.directory.person_on(UUID(person))
    return known.name if known else "（已不在通讯录）"
