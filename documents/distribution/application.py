"""The distribution room: lists made from what is printed, corrected, sent, and added to.

`dispatch` is part of the act that dispatches the document; everything else is an act of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from documents.consignments.application import Consignments
from documents.consignments.channels import Channel
from documents.distribution.copies import copy_for
from documents.distribution.distribution_list import DistributionList
from documents.distribution.line import (
    Line,
    LineKind,
    LineStanding,
    counted,
    key_of,
)
from documents.distribution.ports import AddressBook, Groups
from documents.outgoing.acts.issuing import capsules_of
from documents.outgoing.document import Document
from documents.permissions import Permission
from documents.typesetting import Typesetter
from office.directory.entries import AgencyEntry
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

FILE_COPY = Line(
    key=key_of(LineKind.FILE, "1"), kind=LineKind.FILE, name="存本", channel=Channel.KEPT
)


class DistributionLists(Room):
    """分送名单. Every document has at most one; what hangs on it names the document.

    `after_dispatch`: what else begins with a document's dispatch, in the same commit.
    """

    def __init__(
        self,
        node: Node,
        *,
        directory: AddressBook,
        groups: Groups,
        typesetter: Typesetter,
        consignments: Consignments,
    ) -> None:
        super().__init__(node)
        self.directory = directory
        self.groups = groups
        self.typesetter = typesetter
        self.consignments = consignments
        self.after_dispatch: list[Callable[[Act, Document], None]] = []

    def of(self, document: UUID) -> DistributionList | None:
        """The document's list, if one was made."""
        id = DistributionList.id_of(document)
        return self.load(DistributionList, id) if self.exists(id) else None

    def lines(self, document: UUID) -> tuple[Line, ...]:
        """The lines of the document's list in their order; none without a list."""
        it = self.of(document)
        return it.in_order if it else ()

    def resolved(self, document: Document) -> tuple[list[Line], list[str]]:
        """Lines for the printed recipients (主送, 抄送) of today, and what nobody can tell."""
        manuscript = self.typesetter.manuscript(document.agency, document.revision)
        lines: dict[str, Line] = {}
        unresolved: list[str] = []
        for text, standing in (
            (document.facts["recipients"], LineStanding.MAIN),
            (manuscript.copies, LineStanding.COPIED),
        ):
            found = self.groups.resolve(
                text, agency=document.agency, day=office_day(self.clock.now())
            )
            for agency in found.agencies:
                line = self.line_of(agency, standing=standing)
                if agency.code != document.agency:
                    lines.setdefault(line.key, line)
            unresolved += [words for words in found.unresolved if words not in unresolved]
        return [*lines.values(), FILE_COPY], unresolved

    def line_of(self, agency: AgencyEntry, *, standing: LineStanding = LineStanding.ADDED) -> Line:
        """An agency's line, over the network where there is a way to it."""
        reached = self.consignments.reaches(agency.code)
        return Line(
            key=key_of(LineKind.AGENCY, agency.code),
            kind=LineKind.AGENCY,
            name=agency.name,
            channel=Channel.EXCHANGE if reached else Channel.CONFIDENTIAL,
            standing=standing,
            code=agency.code,
        )

    def make(self, act: Act, document: UUID) -> None:
        """拟定 from the printed recipients; nothing new where the list there is fits."""

        def decide() -> None:
            subject = self.load(Document, document)
            self.node.guard(act, Permission.Distribution.KEEP, subject)
            self.make_for(act, subject)

        self.perform(act, name="make list", given={"document": document}, decide=decide)

    def make_for(self, act: Act, subject: Document) -> DistributionList:
        """The same as part of an act on the document (登记). Call inside `perform`'s decide.

        A list that was made before the document came back and was signed anew is brought up to
        what is printed now (see `DistributionList.renew`).
        """
        known = self.of(subject.id)
        if known is not None:
            return self._renewed(act, known, subject)
        if subject.signed_off_at is None:
            raise Refused("此件还没有签发，分送名单在签发之后、登记时拟定。")
        lines, unresolved = self.resolved(subject)
        classified = bool(subject.facts["classification"])
        it = DistributionList.make(
            agency=subject.agency,
            document=subject.id,
            by=act.person,
            facts=self._facts(subject),
            lines=lines,
            unresolved=unresolved,
            numbered=classified,
            classified=classified,
            at=self.clock.now(),
        )
        self.save(it)
        return it

    def enter(
        self, act: Act, subject: Document, *, agencies: Sequence[str], copies: int, kept: int
    ) -> None:
        """登记: the list as the clerk puts it down beside the number; part of that act.

        `agencies`: codes. What is put down as it was proposed leaves open for whom nobody was
        found; anything else settles that.
        """
        it = self.make_for(act, subject)
        self.node.guard(act, Permission.Distribution.KEEP, it)
        proposed = {line.code for line in it.in_order if line.kind is LineKind.AGENCY}
        it.correct(
            by=act.person,
            lines=counted(self._only(it, agencies), copies=copies, kept=kept),
            numbered=it.numbered,
            settled=() if set(agencies) == proposed else it.unresolved,
            at=self.clock.now(),
        )
        self.save(it)

    def _renewed(self, act: Act, it: DistributionList, subject: Document) -> DistributionList:
        if subject.signed_off_at is None:
            return it  # what is printed is being talked about; its next numbering will tell
        lines, unresolved = self.resolved(subject)
        it.renew(
            by=act.person,
            facts=self._facts(subject),
            lines=lines,
            unresolved=unresolved,
            at=self.clock.now(),
        )
        self.save(it)
        return it

    def _facts(self, subject: Document) -> dict[str, Any]:
        """What lists show of the document, and for whom it is printed."""
        copies = self.typesetter.manuscript(subject.agency, subject.revision).copies
        return {**subject.facts, "number": subject.number, "copies": copies}

    def correct(
        self,
        act: Act,
        document: UUID,
        *,
        lines: Sequence[Line],
        numbered: bool,
        settled: Sequence[str] = (),
        seen: int,
    ) -> None:
        """修改: the list is now these lines; codes must be known to the directory."""

        def change(it: DistributionList) -> None:
            self._must_be_known(it, lines)
            it.correct(
                by=act.person,
                lines=lines,
                numbered=numbered,
                settled=settled,
                at=self.clock.now(),
            )

        given = {
            "lines": [each.to_json() for each in lines],
            "numbered": numbered,
            "settled": list(settled),
        }
        self._act(act, document, Permission.Distribution.KEEP, change, seen=seen, given=given)

    def dispatch(
        self,
        act: Act,
        document: Document,
        *,
        addressees: Sequence[str] = (),
        answer_due: bool = False,
    ) -> list[dict[str, Any]]:
        """分发 to every line: consignments over the network and on paper.

        `addressees`: codes of agencies; with any, the list is corrected to exactly these before.
        Call inside `perform`'s decide. Gives what `Document.dispatch` notes of each: consignment,
        addressee, name.
        """
        sender = self._sender(act)
        it = self.make_for(act, document)
        self.node.guard(act, Permission.Distribution.KEEP, it)
        now = self.clock.now()
        if addressees:
            it.correct(
                by=act.person,
                lines=self._only(it, addressees),
                numbered=it.numbered,
                settled=it.unresolved,
                at=now,
            )
        it.dispatch(by=act.person, at=now)
        self.save(it)
        for follow in self.after_dispatch:
            follow(act, document)
        return self._send(
            act,
            document,
            it.in_order,
            sender=sender,
            numbers=it.numbers,
            answer_due=answer_due,
        )

    def _only(self, it: DistributionList, addressees: Sequence[str]) -> list[Line]:
        lines = []
        for code in dict.fromkeys(addressees):
            agency = self.directory.agency_on(code, office_day(self.clock.now()))
            if agency is None:
                raise Refused(f"通讯录中没有机关“{code}”，请从分送名单中去掉后再分发。")
            lines.append(it.lines.get(key_of(LineKind.AGENCY, code)) or self.line_of(agency))
        return [*lines, *(line for line in it.in_order if line.kind is LineKind.FILE)]

    def propose_supplement(
        self,
        act: Act,
        document: UUID,
        *,
        lines: Sequence[Line],
        reason: str,
        to: str,
        seen: int,
    ) -> None:
        """提出补发, before a leader of the agency."""

        def change(it: DistributionList) -> None:
            self.consignments.must_be_sendable(document)
            self._must_be_known(it, lines)
            leaders = self.directory.people_with_role(it.agency, Role.LEADER)
            if to not in {str(each.person.id) for each in leaders}:
                raise Refused("补发须经本机关领导批准，所选的人没有审批职责。请改选领导。")
            it.propose_supplement(
                by=act.person, lines=lines, reason=reason, to=to, at=self.clock.now()
            )

        given = {"lines": [each.to_json() for each in lines], "reason": reason, "to": to}
        permission = Permission.Distribution.SUPPLEMENT
        self._act(act, document, permission, change, seen=seen, given=given)

    def approve_supplement(self, act: Act, document: UUID, *, opinion: str, seen: int) -> None:
        """批准补发: what was proposed leaves in the same act."""

        def change(it: DistributionList) -> None:
            self.consignments.must_be_sendable(document)
            lines = it.approve_supplement(by=act.person, opinion=opinion, at=self.clock.now())
            subject = self.load(Document, document)
            sender = self._sender(act)
            self._send(act, subject, lines, sender=sender, numbers=it.numbers, answer_due=False)

        permission = Permission.Distribution.APPROVE
        given = {"opinion": opinion}
        self._act(act, document, permission, change, seen=seen, given=given)

    def decline_supplement(self, act: Act, document: UUID, *, reason: str, seen: int) -> None:
        """不同意补发."""
        self._act(
            act,
            document,
            Permission.Distribution.APPROVE,
            lambda it: it.decline_supplement(by=act.person, reason=reason, at=self.clock.now()),
            seen=seen,
            given={"reason": reason},
        )

    def withdraw_supplement(self, act: Act, document: UUID, *, reason: str, seen: int) -> None:
        """撤回补发, while nobody has decided: the leader may be away, or no leader any more."""
        self._act(
            act,
            document,
            Permission.Distribution.SUPPLEMENT,
            lambda it: it.withdraw_supplement(by=act.person, reason=reason, at=self.clock.now()),
            seen=seen,
            given={"withdrawn": reason},
        )

    def _act(
        self,
        act: Act,
        document: UUID,
        permission: Permission.Distribution,
        change: Callable[[DistributionList], None],
        *,
        seen: int,
        given: dict[str, Any],
    ) -> None:
        id = DistributionList.id_of(document)

        def decide() -> None:
            it = self.open(DistributionList, id, act=act, permission=permission, seen=seen)
            change(it)
            self.save(it)

        given = {"document": document, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)

    def _send(
        self,
        act: Act,
        document: Document,
        lines: Iterable[Line],
        *,
        sender: AgencyEntry,
        numbers: Mapping[str, tuple[int, int]],
        answer_due: bool,
    ) -> list[dict[str, Any]]:
        (pattern,) = capsules_of(
            document, sender=sender, addressees=[sender], answer_due=answer_due
        )
        sent = []
        for line in lines:
            if line.kind is LineKind.FILE:
                continue
            capsule = copy_for(line, pattern, document=document.id, numbers=numbers.get(line.key))
            if line.on_paper:
                self.consignments.hand_out(
                    act, document=document.id, capsule=capsule, channel=line.channel
                )
            else:
                self.consignments.dispatch(act, document=document.id, capsules=[capsule])
            sent.append(
                {
                    "consignment": capsule.consignment,
                    "addressee": capsule.addressee,
                    "name": capsule.addressee_name,
                }
            )
        return sent

    def _sender(self, act: Act) -> AgencyEntry:
        sender = self.directory.agency_on(act.agency, office_day(self.clock.now()))
        if sender is None:
            raise Refused("通讯录中没有本机关，不能分发。请系统管理员核对通讯录后再分发。")
        return sender

    def _must_be_known(self, it: DistributionList, lines: Sequence[Line]) -> None:
        """Agencies, leaders and units come from the directory of today; the rest is as typed."""
        today = office_day(self.clock.now())
        units = {each.key for each in self.directory.units(it.agency, today)}
        leaders = {
            str(each.person.id)
            for each in self.directory.people_with_role(it.agency, Role.LEADER, today)
        }
        for line in lines:
            if line.key in it.lines and it.lines[line.key].code == line.code:
                continue
            known = {
                LineKind.AGENCY: lambda code: self.directory.agency_on(code, today) is not None,
                LineKind.LEADER: leaders.__contains__,
                LineKind.UNIT: units.__contains__,
            }.get(line.kind)
            if known is not None and not known(line.code):
                raise Refused(f"通讯录中没有“{line.name}”。请从名单中选择，或作为名录外单位填写。")
