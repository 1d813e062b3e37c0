"""退回、调整流程、转办、取回、移交: the acts by which a paper goes otherwise than onward."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from uuid import UUID

from documents.handling.giving import Giving
from documents.outgoing.acts.preparing import Preparing
from documents.outgoing.document import Document
from documents.outgoing.minding import minded
from documents.outgoing.route import Route
from documents.outgoing.stages import Stage
from documents.outgoing.succession import Part
from documents.permissions import Permission
from office.desk.handing.application import Minded
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.refusals import Refused


class PassingOn(Preparing):
    """What is refused here is what the directory and the openings know of."""

    def return_to(
        self,
        act: Act,
        document: UUID,
        *,
        position: int,
        reason: str,
        readers: Sequence[str] = (),
        straight: bool = False,
        seen: int,
    ) -> None:
        """退回: to an earlier step of the route, with the reason."""
        self._act(
            act,
            document,
            Permission.Document.RETURN,
            lambda it: it.return_to(
                position,
                by=act.person,
                turn=act.principal,
                reason=reason,
                readers=readers,
                straight=straight,
                at=self.clock.now(),
            ),
            seen=seen,
            given={
                "position": position,
                "reason": reason,
                "readers": list(readers),
                "straight": straight,
            },
        )

    def reroute(
        self, act: Act, document: UUID, *, route: Route, reason: str = "", seen: int
    ) -> None:
        """加签、减签: another way ahead for this document."""

        def change(it: Document) -> None:
            _must_keep_review(self._proposed(it), route)
            for step in route[it.position + 1 :]:
                self._must_be_next(it, step, step.people)
            it.reroute(by=act.person, route=route, reason=reason, at=self.clock.now())

        self._act(
            act,
            document,
            Permission.Document.REROUTE,
            change,
            seen=seen,
            given={"route": [each.to_json() for each in route], "reason": reason},
        )

    def redirect(self, act: Act, document: UUID, *, to: str, reason: str, seen: int) -> None:
        """转办: somebody else takes my turn."""

        def change(it: Document) -> None:
            step = it.route[it.position] if it.position < len(it.route) else None
            self._must_be_next(it, step, (to,))
            it.redirect(
                by=act.person, turn=act.principal, to=to, reason=reason, at=self.clock.now()
            )

        given = {"to": to, "reason": reason}
        self._act(act, document, Permission.Document.REDIRECT, change, seen=seen, given=given)

    def take_back(self, act: Act, document: UUID, *, seen: int) -> None:
        """取回, before anybody whose turn it is has opened it."""

        def change(it: Document) -> None:
            opened = any(self.has_opened(it, each) for each in it.holder.people)
            it.take_back(by=act.person, turn=act.principal, opened=opened, at=self.clock.now())

        self._act(act, document, Permission.Document.TAKE_BACK, change, seen=seen, given={})

    def hand_over(
        self,
        act: Act,
        document: UUID,
        *,
        giver: str,
        taker: str,
        steps: Collection[str] | None = None,
        undoing: bool = False,
    ) -> None:
        """移交: from somebody who leaves a post to who follows. Part of a larger act.

        `steps`: only what is, or will be, at these, which are the post's; None is everything.
        """

        def decide() -> None:
            it = self.load(Document, document)
            self.node.guard(act, Permission.Document.HAND_OVER, Giving(it, giver))
            if not undoing:
                self._must_succeed(it, taker, parts=it.parts_of(giver, steps=steps))
            elif Part.TURN in it.parts_returned(giver=giver, taker=taker):
                self._must_be_able(it, taker)
            it.hand_over(
                by=act.person,
                giver=giver,
                taker=taker,
                steps=steps,
                may_take=lambda step: taker in self._candidates(it, step),
                undoing=undoing,
                at=self.clock.now(),
            )
            self._keep(act, it)

        given = {"document": document, "giver": giver, "taker": taker, "undoing": undoing}
        given["steps"] = None if steps is None else sorted(steps)
        self.perform(act, name=Permission.Document.HAND_OVER, given=given, decide=decide)

    def minded_by(self, agency: str, person: str) -> list[Minded]:
        """What names this person, whoever has it on the desk now."""
        return minded(self.node.store, agency, person, load=partial(self.load, Document))

    def _must_succeed(self, it: Document, taker: str, *, parts: Collection[Part]) -> None:
        if Part.TURN in parts:
            self._must_be_able(it, taker)
        if Part.DRAFTER in parts:
            self._must_draft(it, taker)
        if Part.REVIEW in parts:
            self._must_be_reviewer(it, taker)

    def _must_be_able(self, it: Document, taker: str) -> None:
        """Refuse somebody whose post does not take what the paper waits for."""
        if 0 < it.position < len(it.route):
            self._must_be_next(it, it.route[it.position], (taker,))
            return
        self._must_draft(it, taker)

    def _must_draft(self, it: Document, taker: str) -> None:
        drafters = self.directory.people_with_role(it.agency, Role.DRAFTER)
        if taker not in {str(each.person.id) for each in drafters}:
            raise Refused("接手人没有经办职责，不能接办这份文稿。请另选接手人。")


def _must_keep_review(usual: Route, route: Route) -> None:
    """核稿 may be moved and given to others, but not left out where the office has it."""
    if _reviewed(usual) and not _reviewed(route):
        raise Refused("核稿环节不能去掉（《条例》第二十条）。可以更换核稿人，或者调整次序。")


def _reviewed(route: Route) -> bool:
    return any(step.stage is Stage.REVIEWING for step in route)
