"""用印申请: applied for, approved by a leader, sealed by the keeper, all in 用印登记簿."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from office.directory.kinds import Role
from office.directory.lookup import Lookup
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room
from signing.pdf.checking import checked
from signing.requests.permissions import Permission
from signing.requests.registers import ROOM, seal_requests
from signing.requests.seal_request import SealRequest, State
from signing.seals.application import Seals
from signing.seals.pressing import PDF, Box, File
from signing.seals.seal import Seal
from signing.seals.sealing import Matter, Outcome

LARGEST = 20_000_000
"""Bytes of a PDF to be sealed."""


class SealRequests(Room):
    """Commands carry the same names as the aggregate's."""

    def __init__(self, node: Node, *, seals: Seals, directory: Lookup) -> None:
        super().__init__(node)
        self.seals = seals
        self.directory = directory
        seals.on_hand_over(self._pass_on)

    def apply(
        self,
        act: Act,
        *,
        title: str,
        to: str,
        copies: int,
        seal: UUID,
        leader: str,
        file: bytes = b"",
        name: str = "",
    ) -> UUID:
        """申请. `file`: the PDF to be sealed; without one paper is sealed by hand."""
        self.guard_ahead(act, Permission.SealRequest.APPLY, act)
        stored = self._stored(act.agency, file, name=name)

        def decide() -> str:
            self.node.guard(act, Permission.SealRequest.APPLY, act)
            leaders = self.directory.people_with_role(act.agency, Role.LEADER)
            if leader not in {str(each.person.id) for each in leaders}:
                raise Refused("请选择本机关的领导审批。", field="leader")
            kept = self.seals.load(Seal, seal)
            self.node.guard(act, Permission.SealRequest.APPLY, kept)
            it = SealRequest.apply(
                agency=act.agency,
                by=act.person,
                title=title,
                to=to,
                copies=copies,
                seal=seal,
                keeper=kept.keeper,
                leader=leader,
                file=stored,
                at=self.clock.now(),
            )
            self.save(it)
            return str(it.id)

        given = {"title": title, "to": to, "copies": copies, "seal": str(seal), "file": stored}
        told = {**given, "leader": leader}
        done = self.perform(act, name=Permission.SealRequest.APPLY, given=told, decide=decide)
        return UUID(done)

    def approve(self, act: Act, request: UUID, *, opinion: str, seen: int) -> None:
        """批准."""
        self._act(
            act,
            request,
            Permission.SealRequest.DECIDE,
            lambda it: it.approve(
                by=act.person, opinion=opinion, keeper=self._keeper(it), at=self.clock.now()
            ),
            seen=seen,
            given={"approve": True, "opinion": opinion},
        )

    def decline(self, act: Act, request: UUID, *, opinion: str, seen: int) -> None:
        """不批准."""
        self._act(
            act,
            request,
            Permission.SealRequest.DECIDE,
            lambda it: it.decline(by=act.person, opinion=opinion, at=self.clock.now()),
            seen=seen,
            given={"approve": False, "opinion": opinion},
        )

    def withdraw(self, act: Act, request: UUID, *, seen: int) -> None:
        """撤回."""
        self._act(
            act,
            request,
            Permission.SealRequest.WITHDRAW,
            lambda it: it.withdraw(by=act.person, at=self.clock.now()),
            seen=seen,
            given={},
        )

    def press(
        self,
        act: Act,
        request: UUID,
        *,
        place: Box | None,
        seam: bool = False,
        pin: str = "",
        seen: int,
    ) -> bool:
        """用印 by the keeper: on the PDF at `place`, with `seam` over the edges of its pages too
        (骑缝章), or on paper, which is only noted.

        Whether it lacks the time stamp that the site's service should have given.
        """
        it = self.load(SealRequest, request)
        self.guard_ahead(act, Permission.SealRequest.SEAL, it)
        outcomes: list[Outcome] = []
        if it.file and not self.node.commands.answered(act):
            it.must_be_sealable()
            if place is None:
                raise Refused("请填写用印的页码和位置。", field="page")
            files = [File(form=PDF, digest=it.file["digest"])]
            outcomes = self.seals.press(
                act, it.seal, pin=pin, files=files, boxes=[place], seam=seam, reason=it.title
            )

        def change(it: SealRequest) -> None:
            it.must_be_sealable()
            matter = Matter(
                room=ROOM,
                paper=str(it.id),
                title=it.title,
                number="",
                copies=it.copies,
                warrant=it.approved_by,
                to=it.to,
            )
            sealing = self.seals.record(
                act,
                it.seal,
                matter=matter,
                proof=it.file.get("digest", ""),
                outcomes=outcomes,
                seam=seam and bool(outcomes),
            )
            sealed = [{"digest": each.digest, "length": each.length} for each in outcomes]
            it.press(
                by=act.person,
                sealing=sealing,
                sealed=sealed[0] if sealed else {},
                page=place.page + 1 if place and sealed else 0,
                at=self.clock.now(),
            )

        where = [place.page, place.x, place.y] if place else []
        told = {"place": where, "seam": seam}
        self._act(act, request, Permission.SealRequest.SEAL, change, seen=seen, given=told)
        return any(each.unstamped for each in outcomes)

    def void(self, act: Act, request: UUID, *, reason: str, seen: int) -> None:
        """用印作废."""

        def change(it: SealRequest) -> None:
            sealing = it.sealing
            keeper = self._keeper(it)
            it.void(by=act.person, reason=reason, keeper=keeper, at=self.clock.now())
            self.seals.void(act, UUID(sealing), reason=reason)

        told = {"reason": reason}
        self._act(act, request, Permission.SealRequest.VOID, change, seen=seen, given=told)

    def _keeper(self, it: SealRequest) -> str:
        return self.seals.load(Seal, it.seal).keeper

    def _pass_on(self, act: Act, seal: Seal) -> None:
        """Part of the seal's hand-over: what waits for the old keeper waits for the new one."""
        waiting = select(seal_requests.c.subject).where(
            seal_requests.c.seal == seal.id, seal_requests.c.state == State.APPROVED
        )
        with self.node.store.reading() as connection:
            subjects = list(connection.execute(waiting).scalars())
        for subject in subjects:
            it = self.load(SealRequest, subject)
            it.pass_on(by=act.person, keeper=seal.keeper, at=self.clock.now())
            self.save(it)

    def rows(self, agency: str, *, person: str = "") -> list[Any]:
        """Those of the agency, or of one person as applicant or approver; the newest first."""
        wanted = select(seal_requests).where(seal_requests.c.agency == agency)
        if person:
            mine = (seal_requests.c.applicant == person) | (seal_requests.c.leader == person)
            wanted = wanted.where(mine)
        with self.node.store.reading() as connection:
            newest = wanted.order_by(seal_requests.c.changed_at.desc())
            return list(connection.execute(newest).all())

    def _stored(self, agency: str, file: bytes, *, name: str) -> dict[str, Any]:
        if not file:
            return {}
        if not file.startswith(b"%PDF-") or len(file) > LARGEST:
            raise Refused(
                f"用印材料应为 PDF，不超过 {LARGEST // 1_000_000} MB。请转换后再选。", field="file"
            )
        _must_be_readable(file)
        digest = self.node.content.put(agency, file)
        return {"digest": digest, "length": len(file), "name": name or "用印材料.pdf"}

    def _act(
        self,
        act: Act,
        request: UUID,
        permission: Permission.SealRequest,
        change: Callable[[SealRequest], None],
        *,
        seen: int,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            it = self.open(SealRequest, request, act=act, permission=permission, seen=seen)
            change(it)
            self.save(it)

        told = {"request": str(request), "seen": seen, **given}
        self.perform(act, name=permission, given=told, decide=decide)


def _must_be_readable(file: bytes) -> None:
    """Apart and within limits, as whatever writes the seal into it has none. Raises Refused."""
    try:
        checked(file)
    except Refused as fault:
        raise Refused(str(fault), field="file") from fault
