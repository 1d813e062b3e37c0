"""移交: records go to an archive together, each looked at before; the archive confirms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from documents.archive.acts.disposing import Disposing
from documents.archive.inspection import Inspected, InspectionStage
from documents.archive.permissions import Permission
from documents.archive.record import Record
from documents.archive.transfer import Transfer
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.refusals import Refused


class Handing(Disposing):
    """The part that gives records away."""

    def hand_over(self, act: Act, chosen: Sequence[UUID], *, archive: str) -> str:
        """移交 these to `archive`; gives the transfer's id. One that is faulty stops all.

        Each is looked at before the commit, and again within it only if it changed meanwhile.
        """
        self.guard_ahead(act, Permission.Record.HAND_OVER, act)
        ahead = {} if self.node.commands.answered(act) else self._looked_ahead(act, chosen)

        def decide() -> str:
            self.node.guard(act, Permission.Record.HAND_OVER, act)
            found = self.records_of(chosen)
            now = self.clock.now()
            transfer = Transfer.begin_with(
                id=uuid4(),
                agency=act.agency,
                by=act.person,
                archive=archive,
                records=[it.id for it in found],
                at=now,
            )
            for it in found:
                self.node.guard(act, Permission.Record.HAND_OVER, it)
                looked = ahead.get((it.id, it.version)) or self.inspected(it)
                _must_pass(it, self._noted(it, act, InspectionStage.HAND_OVER, looked))
                it.hand_over(
                    by=act.person, transfer=str(transfer.id), archive=transfer.archive, at=now
                )
            self.save(transfer, *found)
            return str(transfer.id)

        given = {"records": sorted(map(str, chosen)), "archive": archive}
        return self.perform(act, name=Permission.Record.HAND_OVER, given=given, decide=decide)

    def _looked_ahead(self, act: Act, chosen: Sequence[UUID]) -> dict[tuple[UUID, int], Inspected]:
        """By record and its version: what inspection of each finds."""
        found = self.records_of(chosen)
        for it in found:
            self.node.guard(act, Permission.Record.HAND_OVER, it)
        return {(it.id, it.version): self.inspected(it) for it in found}

    def confirm(self, act: Act, transfer: UUID, *, on: date, receipt: str) -> None:
        """接收确认 of everything in it."""

        def decide() -> None:
            it = self.open(Transfer, transfer, act=act, permission=Permission.Record.HAND_OVER)
            now = self.clock.now()
            it.confirm(by=act.person, on=on, receipt=receipt, at=now, today=office_day(now))
            found = self.records_of(it.records)
            for record in found:
                record.confirm_import(
                    by=act.person, on=on.isoformat(), receipt=receipt.strip(), at=now
                )
            self.save(it, *found)

        given = {"transfer": transfer, "on": on, "receipt": receipt}
        self.perform(act, name="record.confirm_import", given=given, decide=decide)

    def send_back(self, act: Act, transfer: UUID, *, reason: str) -> None:
        """退回: the archive took none of it."""

        def decide() -> None:
            it = self.open(Transfer, transfer, act=act, permission=Permission.Record.HAND_OVER)
            now = self.clock.now()
            it.send_back(by=act.person, reason=reason, at=now)
            found = self.records_of(it.records)
            for record in found:
                record.come_back(by=act.person, reason=reason.strip(), at=now)
            self.save(it, *found)

        given = {"transfer": transfer, "reason": reason}
        self.perform(act, name="record.come_back", given=given, decide=decide)


def _must_pass(it: Record, found: Inspected) -> None:
    if found.faults:
        told = "；".join(
            f"{each.item} {each.object}：{each.evidence}" for each in found.faults[:5]
        )
        raise Refused(
            f"档号 {it.code} 没有通过移交前的四性检测（DA/T 70-2018）：{told}。请先处理，再移交。"
        )
