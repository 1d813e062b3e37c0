"""What every act on an outgoing document stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from documents.consulting.application import USUAL, Consultations
from documents.consulting.travelling import attachments_of
from documents.consulting.verdicts import Asking
from documents.handling.application import Handling
from documents.manuscript import Format
from documents.numbering.application import Numbering
from documents.outgoing.acts.readiness import Readiness
from documents.outgoing.bound import bound_by
from documents.outgoing.document import Document
from documents.outgoing.ports import (
    Checks,
    DirectoryOfRecord,
    Distributions,
    next_people,
)
from documents.outgoing.route import Step
from documents.outgoing.site_routes import Routes
from documents.outgoing.stages import ISSUING, Stage
from documents.permissions import Permission
from documents.revisions.keeping import Texts
from documents.typesetting import Typesetter
from office.access.permissions import NotAllowed
from office.calendar import WorkingDays, statutory
from office.classification import Ceiling
from office.directory.entries import IssuingIdentityEntry
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from signing.seals.application import Seals

ASKED = {
    Stage.CONSULTING: Asking.COMMENTS,
    Stage.COUNTERSIGNING: Asking.COUNTERSIGN,
    Stage.JOINT: Asking.JOINT,
}
"""What other agencies are asked at a step that they take."""

UNSEALED = (Format.MINUTES, Format.TELEGRAM)
"""Formats that bear no seal (GB/T 9704-2012 10.3; 条例 第九条)."""


class Foundation(Readiness, Handling):
    """The one way an act on a document goes, and what acts of several kinds ask."""

    def __init__(  # what a room stands on, named once
        self,
        node: Node,
        *,
        ceiling: Ceiling,
        typesetter: Typesetter,
        directory: DirectoryOfRecord,
        numbering: Numbering,
        checking: Checks,
        consultations: Consultations,
        distributions: Distributions,
        routes: Routes | None = None,
        working_days: WorkingDays | None = None,
    ) -> None:
        super().__init__(node)
        self.ceiling = ceiling
        self.typesetter = typesetter
        self.texts = Texts(node.content, typesetter=typesetter, ceiling=ceiling)
        self.directory = directory
        self.numbering = numbering
        self.checking = checking
        self.consultations = consultations
        self.distributions = distributions
        self.routes = routes or Routes()
        self.working_days = working_days or statutory()
        self.seals: Seals | None = None

    def open_up(self, act: Act, document: UUID) -> None:
        """打开: note that whoever may act has seen the paper as it stands now.

        It can no longer be taken back, and they may act on it together with others. Who only
        keeps a leader's desk in order (秘书) may not, and it is not noted.
        """
        it = self.load(Document, document)
        if self.has_seen(it, act.person, behalf=act.behalf):
            return
        if it.stage is Stage.SEALING:
            self.node.guard(act, Permission.Document.SEAL, it)
        elif it.stage is Stage.DRAFTING or act.principal not in it.holder.people:
            return  # a draft came from nobody who could take it back
        else:
            self.node.guard(act, Permission.Document.RETURN, it)
        self._note_opened(act, it.id, agency=it.agency, turn=it.stands_since)

    def chain_of(self, it: Document) -> tuple[Stage, ...]:
        """The steps of 发文办理 that it needs: the site's, and 用印 where the agency has a seal on
        record for the name in which it is issued, unless its format bears none."""
        chain = self.routes.chain(agency=it.agency, type=it.facts["type"])
        if (
            self.seals is None
            or Stage.SEALING in chain
            or self.typesetter.manuscript(it.agency, it.revision).format in UNSEALED
            or self.seals.seal_for(it.agency, it.identity) is None
        ):
            return chain
        return tuple(each for each in ISSUING if each in (*chain, Stage.SEALING))

    def revision_of(self, document: UUID) -> str:
        """The digest of a document's newest text."""
        return self.load(Document, document).revision

    def has_opened(self, it: Document, person: str) -> bool:
        """Whether this person, or who may act for them, has opened it since it came to them."""
        return self.was_opened(it.id, by=person, turn=it.stands_since)

    def has_seen(self, it: Document, person: str, *, behalf: str = "") -> bool:
        """Whether this very person, for themself or for `behalf`, has opened it since then."""
        return self.was_seen(it.id, by=person, behalf=behalf, turn=it.stands_since)

    def _act(  # one line of each act stands here
        self,
        act: Act,
        document: UUID,
        permission: Permission.Document,
        change: Callable[[Document], None],
        *,
        seen: int,
        given: dict[str, Any],
        opposing: bool = False,
    ) -> None:
        """Open, let `change` decide, save: the one way an act on a document goes.

        `opposing`: whoever acts does not agree, and is not made to confirm first that the text
        may be public.
        """

        def decide() -> None:
            it = self.open(
                Document,
                document,
                act=act,
                permission=permission,
                seen=seen,
                binds=permission is not Permission.Document.REVISE,
            )
            before, stage = it.position, it.stage
            change(it)
            if stage.order < Stage.SIGNING.order and it.stage is Stage.SIGNING:
                minded = opposing and act.principal == it.secrecy_reviewer
                there = minded or stage is Stage.DRAFTING
                self._must_be_ready(it, reviewed_there=there)
            if it.position != before and it.awaits_agencies:
                self._ask_agencies(act, it)
            if it.stage is Stage.ABANDONED:
                self.consultations.withdraw_all(act, it.id, reason="此件已撤稿")
            self._keep(act, it)

        given = {"document": document, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)

    def _keep(self, act: Act, it: Document) -> None:
        """Save it, and with it on whose desk its 保密审查 waits now, or its refusal."""
        it.note_secrecy_waits(by=act.person, at=self.clock.now())
        self.save(it)

    def _may_confirm(self, act: Act, it: Document) -> bool:
        """Whether what somebody says may be the 保密审查 too: their own word may; that of a deputy
        where the deputy might confirm it by itself."""
        if act.principal == act.person:
            return True
        try:
            self.node.guard(act, Permission.Document.REVIEW_SECRECY, it)
        except NotAllowed:
            return False
        return True

    def _ask_agencies(self, act: Act, it: Document) -> None:
        """The paper came to a step that other agencies take: ask them, in the same commit."""
        step, today = it.route[it.position], office_day(self.clock.now())
        due = it.due or self.working_days.after(today, USUAL).day.isoformat()
        self.consultations.ask(
            act,
            document=it.id,
            asking=ASKED[step.stage],
            agencies=step.agencies,
            deadline=date.fromisoformat(due),
            shown=it.stored_pages or self.typesetter.shown(it.agency, it.revision),
            facts=it.facts,
            attachments=attachments_of(self.typesetter.manuscript(it.agency, it.revision)),
        )

    def _shown(self, act: Act, document: UUID) -> dict[str, Any]:
        """The pages that the person saw: as stored, and never laid out again (design D7); and
        what who speaks to them is bound to, `openness` aside, which may be stated in the act."""
        it = self.load(Document, document)
        self.guard_ahead(act, Permission.Document.VIEW, it)
        shown = it.stored_pages or self.typesetter.shown(act.agency, it.revision)
        text = self.typesetter.manuscript(act.agency, shown["revision"])
        return {**shown, "bound": bound_by(text, pages=shown["pages"]).to_json()}

    def _must_be_next(self, it: Document, step: Step | None, people: Sequence[str]) -> None:
        """Refuse people whom the step does not allow; none at all is the aggregate's to judge."""
        if step is None or not people:
            return
        if not set(people) <= self._candidates(it, step):
            raise Refused(
                f"请选择{step.name}人。名单里没有人时，请系统管理员在通讯录中设置岗位职责。",
                field="to",
            )

    def _candidates(self, it: Document, step: Step) -> set[str]:
        """The ids of those who may take the step today."""
        people = next_people(
            self.directory,
            step=step,
            agency=it.agency,
            identity=it.identity,
            type=it.facts["type"],
        )
        return {str(each.person.id) for each in people}

    def _must_be_authorised(self, act: Act, it: Document) -> None:
        """Whoever signs off may do so today, whenever the paper came to them."""
        why_not = self.directory.why_not_sign_off(
            act.principal, identity=it.identity, type=it.facts["type"]
        )
        if why_not:
            raise Refused(why_not)

    def _due(self, step: Step | None) -> str:
        """The last day of a step's term in ISO form; empty without one."""
        if step is None or not step.days:
            return ""
        today = office_day(self.clock.now())
        return self.working_days.after(today, step.days).day.isoformat()

    def _identity(self, act: Act, key: str, *, type: str) -> IssuingIdentityEntry:
        entry = self.directory.identity(key, office_day(self.clock.now()))
        if entry is None or entry.agency != act.agency:
            raise Refused("本机关没有这个发文名义，请重新选择发文名义。")
        if type not in entry.types:
            raise Refused(
                f"“{entry.name}”不能制发“{type}”。"
                f"它可以制发：{'、'.join(entry.types)}。请改用其他发文名义或文种。"
            )
        return entry
