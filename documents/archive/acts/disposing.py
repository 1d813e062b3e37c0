"""销毁: a list drawn up, checked by one and approved by another, carried out in one act."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from documents.archive.acts.belonging import belonging_to, must_be_everything, named
from documents.archive.acts.keeping import Keeping
from documents.archive.destruction_list import DestructionList
from documents.archive.permissions import Permission
from documents.archive.record import Record
from documents.archive.registers import LIST
from documents.archive.standing import ListState
from office.kernel.act import Act
from office.kernel.destruction import Destruction


class Disposing(Keeping):
    """The part that ends what need not be kept."""

    def draw_up(self, act: Act, chosen: Sequence[UUID]) -> str:
        """编制销毁清册 of records that were appraised so; gives its id."""

        def decide() -> str:
            self.node.guard(act, Permission.DestructionList.DRAW_UP, act)
            found = self.records_of(chosen)
            for it in found:
                self.node.guard(act, Permission.DestructionList.DRAW_UP, it)
            now = self.clock.now()
            drawn = DestructionList.draw_up(
                id=uuid4(),
                agency=act.agency,
                by=act.person,
                lines=[_line(it) for it in found],
                at=now,
            )
            for it in found:
                it.put_on_list(by=act.person, list_id=str(drawn.id), at=now)
            self.save(drawn, *found)
            return str(drawn.id)

        given = {"records": sorted(map(str, chosen))}
        return self.perform(
            act, name=Permission.DestructionList.DRAW_UP, given=given, decide=decide
        )

    def check(self, act: Act, list_id: UUID, *, opinion: str) -> None:
        """审核: the kernel's destruction is proposed (first of two)."""

        def decide() -> None:
            it = self._list(act, list_id, Permission.DestructionList.CHECK)
            papers = [self._held(each).paper for each in it.records]
            subjects = belonging_to(self.node.store, papers)
            proposal = self.destructions.propose(
                act,
                subjects=subjects,
                papers=named(self.node.store, subjects),
                reason=f"保管期限届满，经鉴定没有保存价值，销毁清册{len(it.lines)}件。{opinion}",
                within=_within(it),
            )
            it.propose(by=act.person, opinion=opinion, proposal=proposal, at=self.clock.now())
            self.save(it)

        given = {"list": list_id, "opinion": opinion}
        self.perform(act, name=Permission.DestructionList.CHECK, given=given, decide=decide)

    def approve(self, act: Act, list_id: UUID, *, opinion: str = "") -> None:
        """批准: carried out at once (second of two)."""

        def decide() -> None:
            it = self._list(act, list_id, Permission.DestructionList.APPROVE)
            it.carry_out(by=act.person, opinion=opinion, at=self.clock.now())
            self.save(it)
            proposal = self.load(Destruction, UUID(it.proposal))
            must_be_everything(self.node.store, proposal.subjects)
            self.destructions.approve(act, UUID(it.proposal), within=_within(it))

        given = {"list": list_id, "opinion": opinion}
        self.perform(act, name=Permission.DestructionList.APPROVE, given=given, decide=decide)

    def decline(self, act: Act, list_id: UUID, *, reason: str) -> None:
        """不予销毁, by whoever has to check or to approve it; the records are kept."""

        def decide() -> None:
            it = self.load(DestructionList, list_id)
            drawn = it.state is ListState.DRAWN_UP
            asked = Permission.DestructionList
            self.node.guard(act, asked.CHECK if drawn else asked.APPROVE, it)
            now = self.clock.now()
            it.decline(by=act.person, reason=reason, at=now)
            found = [self._held(each) for each in it.records]
            for record in found:
                record.take_off_list(by=act.person, reason=reason, at=now)
            self.save(it, *found)
            if it.proposal:
                self.destructions.decline(
                    act, UUID(it.proposal), reason=reason, within=_within(it)
                )

        given = {"list": list_id, "reason": reason}
        self.perform(act, name="destruction_list.decline", given=given, decide=decide)

    def _list(self, act: Act, list_id: UUID, permission: str) -> DestructionList:
        return self.open(DestructionList, list_id, act=act, permission=permission)


def _within(it: DestructionList) -> str:
    return f"{LIST}:{it.id}"


def _line(it: Record) -> dict[str, str | int]:
    said = it.description
    return {
        "record": str(it.id),
        "code": str(it.code),
        "title": said["title"],
        "number": said["number"],
        "responsible": said["responsible"],
        "date": said["date"],
        "pages": said["pages"],
        "retention": str(it.retention),
    }
