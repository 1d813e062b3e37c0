"""Seals: on record, in somebody's keeping, and pressed.

Pressing takes long (keys are unwrapped, files written), so it is done before the act, and what
came of it is recorded in the act: `press`, then inside the act `record`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from office.directory.kinds import Role
from office.directory.lookup import Lookup
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room
from signing.certificates.trusted import Trusted
from signing.keys.keystore import Keystore
from signing.seals.kinds import Made, SealKind, SealState
from signing.seals.making import Given, taken
from signing.seals.permissions import Permission
from signing.seals.pressing import Box, File, Press
from signing.seals.registers import sealings, sealings_destroyed, seals
from signing.seals.seal import Seal
from signing.seals.sealing import Matter, Outcome, Sealing
from signing.timestamps.asking import TimeAuthority


class Seals(Room):
    """印章. `keys`: where the seals' keys lie (Owner kind seal, the seal's id); `trusted`: whose
    seals are taken; `time_service`: by which each seal is stamped, where the office has one."""

    def __init__(
        self,
        node: Node,
        *,
        keys: Keystore,
        trusted: Trusted,
        directory: Lookup,
        time_service: TimeAuthority | None = None,
    ) -> None:
        super().__init__(node)
        self._press = Press(keys, node.content, time_service=time_service)
        self.keys = keys
        self.trusted = trusted
        self.directory = directory
        self._on_hand_over: list[Callable[[Act, Seal], None]] = []

    def register(
        self,
        act: Act,
        *,
        name: str,
        kind: SealKind,
        identity: str,
        keeper: str,
        record: str,
        given: Given,
    ) -> UUID:
        """备案: put a seal that its maker gave on record, into its keeper's hands."""
        self.guard_ahead(act, Permission.Seal.REGISTER, act)
        made = self._taken(act, given)

        def decide() -> str:
            self.node.guard(act, Permission.Seal.REGISTER, act)
            self._must_keep_papers(act.agency, keeper)
            seal = Seal.register(
                agency=act.agency,
                by=act.person,
                name=name,
                kind=kind,
                identity=identity,
                keeper=keeper,
                record=record,
                made=made,
                at=self.clock.now(),
            )
            self.save(seal)
            return str(seal.id)

        told = {"name": name, "kind": kind, "identity": identity, "keeper": keeper}
        return UUID(
            self.perform(
                act,
                name=Permission.Seal.REGISTER,
                given={**told, "record": record, "made": made.to_json()},
                decide=decide,
            )
        )

    def renew(self, act: Act, seal: UUID, *, given: Given, seen: int) -> None:
        """换领: another picture, another term or another electronic seal."""
        self.guard_ahead(act, Permission.Seal.RENEW, self.load(Seal, seal))
        made = self._taken(act, given)
        self._act(
            act,
            seal,
            Permission.Seal.RENEW,
            lambda it: it.renew(by=act.person, made=made, at=self.clock.now()),
            seen=seen,
            given={"made": made.to_json()},
        )

    def offer(self, act: Act, seal: UUID, *, to: str, reason: str, seen: int) -> None:
        """移交."""

        def change(it: Seal) -> None:
            if to:
                self._must_keep_papers(act.agency, to)
            it.offer(by=act.person, to=to, reason=reason, at=self.clock.now())

        told = {"to": to, "reason": reason}
        self._act(act, seal, Permission.Seal.OFFER, change, seen=seen, given=told)

    def take_over(self, act: Act, seal: UUID, *, seen: int) -> None:
        """接收, in person: nobody takes a seal over for somebody else."""

        def change(it: Seal) -> None:
            it.take_over(by=act.person, at=self.clock.now())
            for follow in self._on_hand_over:
                follow(act, it)

        self._act(act, seal, Permission.Seal.TAKE_OVER, change, seen=seen, given={})

    def on_hand_over(self, follow: Callable[[Act, Seal], None]) -> None:
        """What else changes with a seal's keeper, in the same act."""
        self._on_hand_over.append(follow)

    def suspend(self, act: Act, seal: UUID, *, reason: str, seen: int) -> None:
        """停用."""
        self._because(act, seal, Permission.Seal.SUSPEND, Seal.suspend, reason=reason, seen=seen)

    def resume(self, act: Act, seal: UUID, *, reason: str, seen: int) -> None:
        """恢复使用."""
        self._because(act, seal, Permission.Seal.RESUME, Seal.resume, reason=reason, seen=seen)

    def deregister(self, act: Act, seal: UUID, *, reason: str, seen: int) -> None:
        """注销."""
        self._because(
            act, seal, Permission.Seal.DEREGISTER, Seal.deregister, reason=reason, seen=seen
        )

    def must_be_usable(self, act: Act, seal: UUID) -> Seal:
        """The seal, if whoever acts may press it now; Refused or NotAllowed otherwise."""
        it = self.load(Seal, seal)
        self.node.guard(act, Permission.Seal.USE, it)
        it.must_be_usable(by=act.person, at=self.clock.now())
        return it

    def press(
        self,
        act: Act,
        seal: UUID,
        *,
        pin: str,
        files: Sequence[File],
        boxes: Sequence[Box],
        seam: bool = False,
        reason: str = "",
    ) -> list[Outcome]:
        """Press the seal on stored files of the agency and store what comes of it; nothing is
        recorded yet. `seam`: 骑缝章 too."""
        it = self.must_be_usable(act, seal)
        return self._press.on(
            it,
            files=files,
            boxes=boxes,
            seam=seam,
            pin=pin,
            reason=reason,
            at=self.clock.now(),
        )

    def record(
        self,
        act: Act,
        seal: UUID,
        *,
        matter: Matter,
        proof: str,
        outcomes: Sequence[Outcome],
        seam: bool = False,
    ) -> UUID:
        """用印登记, inside the act on the paper: asked again whether it may be used, and whether
        seal and keys are those with which `outcomes` were made."""
        it = self.must_be_usable(act, seal)
        self._press.must_stand(it, outcomes)
        now = self.clock.now()
        done = Sealing.record(
            agency=act.agency,
            by=act.person,
            seal=it.id,
            seal_name=it.name,
            serial=self._next_serial(act.agency, at=now),
            proof=proof,
            matter=matter,
            outcomes=outcomes,
            seam=seam,
            at=now,
        )
        self.save(done)
        return done.id

    def void(self, act: Act, sealing: UUID, *, reason: str) -> None:
        """用印作废, inside the act on the paper."""
        it = self.load(Sealing, sealing)
        self.node.guard(act, Permission.Seal.VOID, it)
        it.void(by=act.person, reason=reason, at=self.clock.now())
        self.save(it)

    def seal_for(self, agency: str, identity: str) -> Any:
        """The row of the seal with which papers of this identity are sealed: that in use, else
        one that is suspended (and says so); None where the office has none on record."""
        found = select(seals).where(
            seals.c.agency == agency,
            seals.c.identity == identity,
            seals.c.kind == SealKind.OFFICIAL,
            seals.c.state != SealState.DEREGISTERED,
        )
        with self.node.store.reading() as connection:
            rows = connection.execute(found.order_by(seals.c.changed_at.desc())).all()
        in_use = [row for row in rows if row.state == SealState.IN_USE]
        return next(iter((*in_use, *rows)), None)

    def rows(self, agency: str) -> list[Any]:
        """The agency's seals, those in use first."""
        with self.node.store.reading() as connection:
            found = connection.execute(select(seals).where(seals.c.agency == agency)).all()
        order = list(SealState)
        return sorted(found, key=lambda row: (order.index(SealState(row.state)), row.name))

    def uses(self, agency: str, *, year: int | None = None, seal: UUID | None = None) -> list[Any]:
        """Lines of 用印登记簿, the newest first."""
        wanted = select(sealings).where(sealings.c.agency == agency)
        if year is not None:
            wanted = wanted.where(sealings.c.year == year)
        if seal is not None:
            wanted = wanted.where(sealings.c.seal == seal)
        newest = (sealings.c.year.desc(), sealings.c.serial.desc())
        with self.node.store.reading() as connection:
            return list(connection.execute(wanted.order_by(*newest)).all())

    def destroyed_uses(
        self, agency: str, *, year: int | None = None, seal: UUID | None = None
    ) -> list[Any]:
        """What is left of lines of 用印登记簿 whose papers were destroyed."""
        gone = sealings_destroyed.c
        wanted = select(sealings_destroyed).where(gone.agency == agency)
        if year is not None:
            wanted = wanted.where(gone.year == year)
        if seal is not None:
            wanted = wanted.where(gone.seal == seal)
        with self.node.store.reading() as connection:
            return list(connection.execute(wanted).all())

    def uses_on(self, paper: UUID) -> list[Any]:
        """Every use of a seal on one paper, in their order."""
        wanted = select(sealings).where(sealings.c.paper == str(paper)).order_by(sealings.c.at)
        with self.node.store.reading() as connection:
            return list(connection.execute(wanted).all())

    def _taken(self, act: Act, given: Given) -> Made:
        return taken(
            given,
            content=self.node.content,
            agency=act.agency,
            trusted=self.trusted,
            now=self.clock.now(),
        )

    def _next_serial(self, agency: str, *, at: datetime) -> str:
        """Under the journal's lock: nobody else takes one meanwhile."""
        year = office_day(at).year
        most = [
            select(func.max(table.c.serial)).where(table.c.agency == agency, table.c.year == year)
            for table in (sealings, sealings_destroyed)
        ]
        with self.node.store.writing() as connection:
            last = max(connection.execute(each).scalar() or 0 for each in most)
            return f"{year}-{last + 1:04}"

    def _because(
        self,
        act: Act,
        seal: UUID,
        permission: Permission.Seal,
        command: Callable[..., None],
        *,
        reason: str,
        seen: int,
    ) -> None:
        self._act(
            act,
            seal,
            permission,
            lambda it: command(it, by=act.person, reason=reason, at=self.clock.now()),
            seen=seen,
            given={"reason": reason},
        )

    def _act(
        self,
        act: Act,
        seal: UUID,
        permission: Permission.Seal,
        change: Callable[[Seal], None],
        *,
        seen: int,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            it = self.open(Seal, seal, act=act, permission=permission, seen=seen)
            change(it)
            self.save(it)

        told = {"seal": str(seal), "seen": seen, **given}
        self.perform(act, name=permission, given=told, decide=decide)

    def _must_keep_papers(self, agency: str, person: str) -> None:
        keepers = {
            str(each.person.id) for each in self.directory.people_with_role(agency, Role.CLERK)
        }
        if person and person not in keepers:
            raise Refused(
                "监印人应当是本机关有文书职责的人。请另选，或者请系统管理员先配置其岗位职责。",
                field="keeper",
            )
