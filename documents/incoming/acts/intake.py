"""Taking a paper in: 送达, 签收, 拒收, 登记, 初审."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from documents.consignments.capsule import Accepted, Capsule
from documents.consignments.returning import Fault
from documents.consignments.states import State
from documents.consignments.taking import take_once
from documents.incoming.acts.foundation import Foundation
from documents.incoming.incoming import Incoming
from documents.incoming.series import word_for
from documents.incoming.source_kinds import SourceKind
from documents.incoming.stages import Stage, Track
from documents.permissions import Permission
from office.kernel.act import Act


class IntakeActs(Foundation):
    """Commands carry the same names as the aggregate's."""

    def take(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """送达: store the parts and the arrival; the sender is told. Twice is once.

        A new sending of what arrived before opens it again if it was refused. The same consignment
        with other content is a conflict and overwrites nothing.
        """
        id = Incoming.id_of(
            agency=capsule.addressee, sender=capsule.sender, consignment=capsule.consignment
        )

        def decide(_: Act) -> None:
            if self.exists(id):
                self._take_again(self.load(Incoming, id), capsule)
                return
            incoming = Incoming.arrive(capsule, at=self.clock.now())
            self.save(incoming)
            self._tell(incoming, State.DELIVERED)

        return take_once(self, capsule, decide, key=id, what="公文", contents=contents.values())

    def _take_again(self, it: Incoming, capsule: Capsule) -> None:
        before = it.version
        it.arrive_again(capsule, at=self.clock.now())
        if it.version == before:
            return
        self.save(it)
        self._tell(it, State.DELIVERED)
        # What was told of an earlier sending says nothing of this one: tell again how it stands.
        if it.stage is not Stage.ARRIVED:
            self._tell(it, State.SIGNED_FOR)
        if it.number:  # none when it was opened again
            self._tell_if_due(it, State.REGISTERED)
        if it.stage is Stage.COMPLETED:
            self._tell_if_due(it, State.COMPLETED)

    def sign_for(self, act: Act, incoming: UUID, *, seen: int) -> None:
        """签收; the sender is told who and when."""

        def change(it: Incoming) -> None:
            it.sign_for(by=act.person, at=self.clock.now())
            self._tell(it, State.SIGNED_FOR, by=act.person)

        self._act(act, incoming, Permission.Incoming.SIGN_FOR, change, seen=seen, given={})

    def refuse(
        self, act: Act, incoming: UUID, *, reason: str, seen: int, fault: Fault = Fault.OTHER
    ) -> None:
        """拒收; the sender is told why."""

        def change(it: Incoming) -> None:
            it.refuse(by=act.person, reason=reason, fault=fault, at=self.clock.now())
            self._tell(it, State.REFUSED, by=act.person, code=fault, text=reason)

        given = {"reason": reason, "fault": fault}
        self._act(act, incoming, Permission.Incoming.REFUSE, change, seen=seen, given=given)

    def return_to_sender(
        self, act: Act, incoming: UUID, *, fault: Fault, reason: str, seen: int
    ) -> None:
        """退文; the sender is told why, and signs for it.

        What units still have to do about it is taken back from them.
        """

        def change(it: Incoming) -> None:
            it.return_to_sender(by=act.person, fault=fault, reason=reason, at=self.clock.now())
            self.assignments.withdraw_all(act, it.id, reason="此件已经退文")
            self.circulations.withdraw_all(act, it.id, reason="此件已经退文")
            self._tell(it, State.RETURNED_MISADDRESSED, by=act.person, code=fault, text=reason)

        given = {"fault": fault, "reason": reason}
        permission = Permission.Incoming.RETURN_TO_SENDER
        self._act(act, incoming, permission, change, seen=seen, given=given)

    def register(
        self,
        act: Act,
        incoming: UUID,
        *,
        track: Track,
        seen: int,
        checks: Sequence[str] = (),
        note: str = "",
        kind: SourceKind | None = None,
        faults: Sequence[Fault] = (),
    ) -> None:
        """登记: with the year's next number in the series of its kind (来文类别), of the proposed
        one where none is given; with `checks` the 初审 too."""

        def change(it: Incoming) -> None:
            of = kind or self.proposed_kind(it)
            word = word_for(self.series, of, agency=it.agency)
            number, _ = self.numbering.take(act, word=word, subject=it.id)
            it.register(by=act.person, number=number, track=track, kind=of, at=self.clock.now())
            if checks:
                now = self.clock.now()
                it.screen(by=act.person, checks=checks, note=note, faults=faults, at=now)
            self._tell_if_due(it, State.REGISTERED, by=act.person)

        given = {
            "track": track,
            "checks": list(checks),
            "note": note,
            "kind": kind,
            "faults": list(faults),
        }
        self._act(act, incoming, Permission.Incoming.REGISTER, change, seen=seen, given=given)

    def screen(
        self,
        act: Act,
        incoming: UUID,
        *,
        checks: Sequence[str],
        note: str,
        seen: int,
        faults: Sequence[Fault] = (),
    ) -> None:
        """初审."""

        def change(it: Incoming) -> None:
            now = self.clock.now()
            it.screen(by=act.person, checks=checks, note=note, faults=faults, at=now)

        given = {"checks": list(checks), "note": note, "faults": list(faults)}
        self._act(act, incoming, Permission.Incoming.SCREEN, change, seen=seen, given=given)

    def change_track(
        self, act: Act, incoming: UUID, *, track: Track, reason: str, seen: int
    ) -> None:
        """转为办件、转为阅件."""

        def change(it: Incoming) -> None:
            it.change_track(by=act.person, track=track, reason=reason, at=self.clock.now())

        given = {"track": track, "reason": reason}
        self._act(act, incoming, Permission.Incoming.SCREEN, change, seen=seen, given=given)
