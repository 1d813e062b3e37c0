"""联合用印 at who is asked: the host's files come, the keeper seals them, they go back.

The seal is pressed on the bytes that came, before the act, as on the agency's own papers
(docs/decisions/0101); what the host gets is its own file with one more seal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid5

from documents.answering.application import Inquiries
from documents.answering.inquiry import Inquiry
from documents.answering.stages import Stage
from documents.consignments.application import Consignments
from documents.consignments.capsule import Accepted, Capsule, NotTaken, Part
from documents.consignments.consignment import Consignment
from documents.consignments.reporting import report_of
from documents.consignments.states import COURIER, Code, State
from documents.consignments.taking import take_once
from documents.consulting.verdicts import AgencyVerdict
from documents.cosealing.co_sealing import CoSealing
from documents.cosealing.ports import Identities
from documents.cosealing.registers import ROOM
from documents.cosealing.travelling import (
    FORMS,
    PICTURE,
    answered,
    boxes_in,
    copies_in,
    must_be_asked,
)
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room
from signing.checking.further import SealsOnFiles
from signing.seals.application import Seals
from signing.seals.pressing import SEAL_CHANGED, Box, File
from signing.seals.sealing import Matter, Outcome, Sealing


class CoSealings(Room):
    """Commands carry the same names as the aggregate's. `seals` and `on_files`, by which those of
    others are looked at, are handed in at assembly."""

    def __init__(
        self,
        node: Node,
        *,
        consignments: Consignments,
        inquiries: Inquiries,
        directory: Identities,
    ) -> None:
        super().__init__(node)
        self.consignments = consignments
        self.inquiries = inquiries
        self.directory = directory
        self.seals: Seals | None = None
        self.on_files: SealsOnFiles

    def take(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """送达: only of what this agency signed off itself, under the name to be sealed."""
        must_be_asked(capsule)
        inquiry = self._signed_off(capsule)
        id = CoSealing.id_of(
            agency=capsule.addressee, sender=capsule.sender, consignment=capsule.consignment
        )

        def decide(_: Act) -> None:
            if self.exists(id):
                return  # sent once more: it is here
            it = CoSealing.arrive(
                capsule,
                inquiry=inquiry.id,
                warrant=self._warrant(inquiry),
                at=self.clock.now(),
            )
            self.save(it)
            at = self.clock.now()
            self.consignments.tell(report_of(it, State.DELIVERED, at=at))

        return take_once(
            self, capsule, decide, key=id, what="联合用印件", contents=contents.values()
        )

    def take_calling_off(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """撤回. Before the paper came: later again. A seal that was put to it is voided in
        用印登记簿, with the host's reason."""
        id = CoSealing.id_of(
            agency=capsule.addressee,
            sender=capsule.sender,
            consignment=str(capsule.facts.get("about", "")),
        )
        if not self.exists(id):
            raise NotTaken(Code.BUSY, "所指的联合用印件还没有送达，将自动重试。")
        reason = str(capsule.facts.get("note", "")).strip() or "主办机关没有说明理由"

        def decide(_: Act) -> None:
            it = self.load(CoSealing, id)
            it.be_called_off(reason=reason, at=self.clock.now())
            self.save(it)
            if it.sealing and self.seals is not None:
                done = self.seals.load(Sealing, UUID(it.sealing))
                if not done.voided:
                    why = f"主办机关撤回联合用印：{reason}"
                    done.void(by=COURIER, reason=why, at=self.clock.now())
                    self.seals.save(done)

        return take_once(
            self, capsule, decide, key=uuid5(id, capsule.consignment), what="联合用印件"
        )

    def seal_of(self, it: CoSealing) -> Any:
        """The row of the seal that belongs on it; None where the agency has none on record for the
        name in which it signed."""
        if self.seals is None:
            return None
        name = it.capsule.facts["signature"]
        for each in self.directory.identities(it.agency):
            if name in (each.signature, each.name):
                return self.seals.seal_for(it.agency, each.key)
        return None

    def boxes_of(self, it: CoSealing) -> list[Box]:
        """Where it belongs, as the host laid the paper out (GB/T 9704-2012 7.3.5.1)."""
        return boxes_in(it.capsule.facts)

    def press(self, act: Act, co_sealing: UUID, *, pin: str = "", seen: int) -> None:
        """用印 beside the seals that are on it. `pin`: the seal's; it is kept nowhere."""
        it = self.load(CoSealing, co_sealing)
        self.guard_ahead(act, Permission.CoSealing.SEAL, it)
        answered = self.node.commands.answered(act)
        pressed = None if answered else self._pressed(act, it, pin=pin)

        def change(it: CoSealing) -> None:
            it.must_wait()
            row, seals = self._usable(it)
            if pressed and row.subject != pressed[0]:
                raise Refused(SEAL_CHANGED.format(row.name))
            outcomes = pressed[1] if pressed else []
            facts = it.capsule.facts
            sealing = seals.record(
                act,
                row.subject,
                matter=Matter(
                    room=ROOM,
                    paper=str(it.id),
                    title=facts["title"],
                    number=facts["number"],
                    copies=copies_in(facts),
                    warrant=it.warrant,
                ),
                proof=facts["proof"],
                outcomes=outcomes,
            )
            files = [
                {"form": each.form, "digest": each.digest, "length": each.length}
                for each in outcomes
            ]
            it.seal(by=act.person, sealing=sealing, files=files, at=self.clock.now())
            self._answer(
                act,
                it,
                seal=row.name,
                size=(row.width, row.height),
                picture=self._picture(it, row.picture),
                outcomes=outcomes,
            )

        self._act(act, co_sealing, Permission.CoSealing.SEAL, change, seen=seen, given={})

    def decline(self, act: Act, co_sealing: UUID, *, reason: str, seen: int) -> None:
        """不予用印; the host gets the reason."""

        def change(it: CoSealing) -> None:
            it.decline(by=act.person, reason=reason, at=self.clock.now())
            self._answer(act, it, reason=reason.strip())

        given = {"reason": reason}
        self._act(act, co_sealing, Permission.CoSealing.DECLINE, change, seen=seen, given=given)

    def _pressed(self, act: Act, it: CoSealing, *, pin: str) -> tuple[UUID, list[Outcome]]:
        """The seal and what came of it. Before the act, as it takes long: on what came, if what
        stands on it holds."""
        it.must_wait()
        row, seals = self._usable(it)
        seals.must_be_usable(act, row.subject)
        files = [
            File(form=FORMS[part.role], digest=part.digest)
            for part in it.capsule.parts
            if part.role in FORMS
        ]
        for each in files:
            self.on_files.must_hold(
                self.node.content.get(it.agency, each.digest), whose="主办机关送来的"
            )
        outcomes = seals.press(
            act,
            row.subject,
            pin=pin,
            files=files,
            boxes=self.boxes_of(it),
            reason=f"{it.capsule.facts['number']}联合用印",
        )
        return row.subject, outcomes

    def _usable(self, it: CoSealing) -> tuple[Any, Seals]:
        row = self.seal_of(it)
        if row is None or self.seals is None:
            name = it.capsule.facts["signature"]
            raise Refused(
                f"本机关没有登记“{name}”的印章，不能用印。请先在“印章”中登记，或者退回并说明理由。"
            )
        return row, self.seals

    def _picture(self, it: CoSealing, digest: str) -> Part:
        data = self.node.content.get(it.agency, digest)
        kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
        return Part(PICTURE, f"印面.{kind}", f"image/{kind}", digest, len(data))

    def _answer(self, act: Act, it: CoSealing, **said: Any) -> None:
        consignment = Consignment.id_of(document=it.id, addressee=it.capsule.sender)
        today = office_day(self.clock.now()).isoformat()
        person = self.directory.person_name(act.person)
        capsule = answered(it.capsule, str(consignment), date=today, person=person, **said)
        self.consignments.dispatch(act, document=it.id, capsules=[capsule])

    def _signed_off(self, capsule: Capsule) -> Inquiry:
        """This agency's own word for it: nobody's seal is asked for without."""
        facts = capsule.facts
        id = Inquiry.id_of(
            agency=capsule.addressee, sender=capsule.sender, consignment=str(facts["question"])
        )
        it = self.inquiries.load(Inquiry, id) if self.inquiries.exists(id) else None
        answer = it.answer if it is not None and it.stage is Stage.ANSWERED else None
        if it is None or answer is None or answer.verdict is not AgencyVerdict.AGREE:
            raise NotTaken(Code.ANSWER_NOT_AWAITED, "对方没有签发过此件，不能请其用印。请核对。")
        if facts["signature"] not in (answer.signature, capsule.addressee_name):
            raise NotTaken(
                Code.ANSWER_NOT_AWAITED,
                f"对方是以“{answer.signature}”的名义签发的，请按这一名义请其用印。",
            )
        return it

    def _warrant(self, inquiry: Inquiry) -> str:
        """The person who signed it off."""
        events: list[Any] = list(self.inquiries.events.get(inquiry.id))
        said = [each for each in events if type(each).__name__ == "Answered"]
        return str(said[-1].by)

    def _act(
        self,
        act: Act,
        co_sealing: UUID,
        permission: Permission.CoSealing,
        change: Callable[[CoSealing], None],
        *,
        seen: int,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            it = self.open(CoSealing, co_sealing, act=act, permission=permission, seen=seen)
            change(it)
            self.save(it)

        facts = {"co_sealing": co_sealing, "seen": seen, **given}
        self.perform(act, name=permission, given=facts, decide=decide)
