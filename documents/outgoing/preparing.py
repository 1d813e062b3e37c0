"""审核与签发: from hand-over to sign-off, step by step along a document's route."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from documents.outgoing.acting import Acting
from documents.outgoing.document import Document
from documents.outgoing.issuing import must_have_text
from documents.outgoing.particulars import Particulars
from documents.outgoing.route import Route, Verdict
from documents.outgoing.stages import Stage
from documents.outgoing.turns import ahead
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.clock import office_day

SPOKEN = {
    Stage.REVIEWING: (Permission.Document.REVIEW, Document.review),
    Stage.COUNTERSIGNING: (Permission.Document.COUNTERSIGN, Document.countersign),
    Stage.ENDORSING: (Permission.Document.ENDORSE, Document.endorse),
}
"""At which step somebody says what."""


class Preparing(Acting):
    """Each act names the people of the next step unless the route does."""

    def route_of(self, it: Document) -> Route:
        """The document's route; that which is proposed for it while it has none."""
        if it.route:
            return it.route
        return self.routes.proposed(
            agency=it.agency,
            type=it.facts["type"],
            regulatory=bool(it.particulars.get("regulatory")),
            holders=lambda post: self._holders(it.agency, post),
        )

    def submit(self, act: Act, document: UUID, *, to: Sequence[str], seen: int) -> None:
        """送核: on the route, to the people of its first step."""
        shown = self._shown(act, document)

        def change(it: Document) -> None:
            self._must_keep_rules(act, it)
            route = self.route_of(it)
            place = ahead(route, position=0, straight_to=it.straight_to)
            step = None if place is None else route[place]
            self._must_be_next(it, step, to)
            it.submit(
                by=act.person,
                route=route,
                to=to,
                due=self._due(step),
                shown=shown,
                at=self.clock.now(),
            )

        self._act(
            act, document, Permission.Document.SUBMIT, change, seen=seen, given={"to": list(to)}
        )

    def review(self, act: Act, document: UUID, *, keeping: str = "", **said: Any) -> None:
        """核稿: on to the next step. See `_speak`.

        `keeping`: for what reason the rules' warnings are kept that nobody has answered.
        """
        self._speak(
            act,
            document,
            Stage.REVIEWING,
            stating=lambda it: self._answered(act, it, keeping),
            **said,
        )

    def countersign(self, act: Act, document: UUID, **said: Any) -> None:
        """会签: agree or dissent. See `_speak`."""
        self._speak(act, document, Stage.COUNTERSIGNING, **said)

    def endorse(self, act: Act, document: UUID, **said: Any) -> None:
        """审签. See `_speak`."""
        self._speak(act, document, Stage.ENDORSING, **said)

    def _speak(
        self,
        act: Act,
        document: UUID,
        stage: Stage,
        *,
        opinion: str,
        readers: Sequence[str] = (),
        verdict: Verdict = Verdict.AGREE,
        to: Sequence[str] = (),
        stating: Callable[[Document], Mapping[str, Any]] | None = None,
        seen: int,
    ) -> None:
        """Say something at a step; whoever speaks last hands on `to` people.

        `stating` gives what is stated beside the text from then on.
        """
        shown = self._shown(act, document)
        permission, speak = SPOKEN[stage]

        def change(it: Document) -> None:
            step = it.next_step()
            self._must_be_next(it, step, to)
            speak(
                it,
                by=act.person,
                turn=act.principal,
                opinion=opinion,
                readers=readers,
                verdict=verdict,
                to=to,
                due=self._due(step),
                particulars=stating(it) if stating else None,
                shown=shown,
                at=self.clock.now(),
            )

        given = {
            "opinion": opinion,
            "readers": list(readers),
            "verdict": verdict,
            "to": list(to),
        }
        self._act(act, document, permission, change, seen=seen, given=given)

    def conclude(self, act: Act, document: UUID, *, to: Sequence[str] = (), seen: int) -> None:
        """The other agencies have answered; on to the next step."""

        def change(it: Document) -> None:
            step = it.next_step()
            self._must_be_next(it, step, to)
            self.consultations.must_be_settled(it.id, revision=it.revision, doing="往下送")
            it.conclude(by=act.person, to=to, due=self._due(step), at=self.clock.now())

        given = {"to": list(to)}
        self._act(act, document, Permission.Document.CONCLUDE, change, seen=seen, given=given)

    def settle(
        self,
        act: Act,
        document: UUID,
        *,
        person: str,
        outcome: str,
        words: str,
        to: Sequence[str] = (),
        seen: int,
    ) -> None:
        """协调: what became of a dissent."""

        def change(it: Document) -> None:
            step = it.next_step()
            self._must_be_next(it, step, to)
            it.settle(
                by=act.person,
                person=person,
                outcome=outcome,
                words=words,
                to=to,
                due=self._due(step),
                at=self.clock.now(),
            )

        given = {"person": person, "outcome": outcome, "words": words, "to": list(to)}
        self._act(act, document, Permission.Document.SETTLE, change, seen=seen, given=given)

    def sign_off(
        self,
        act: Act,
        document: UUID,
        *,
        opinion: str,
        readers: Sequence[str] = (),
        particulars: Mapping[str, Any] | None = None,
        seen: int,
    ) -> None:
        """签发: consent to exactly what was shown."""
        shown = self._shown(act, document)

        def change(it: Document) -> None:
            self._must_be_authorised(act, it)
            self.consultations.must_be_settled(it.id, revision=it.revision)
            it.sign_off(
                by=act.person,
                turn=act.principal,
                opinion=opinion,
                readers=readers,
                particulars=particulars,
                chain=self.routes.chain(agency=it.agency, type=it.facts["type"]),
                shown=shown,
                at=self.clock.now(),
            )

        self._act(
            act,
            document,
            Permission.Document.SIGN_OFF,
            change,
            seen=seen,
            given={"opinion": opinion, "readers": list(readers), "particulars": particulars},
        )

    def ratify(self, act: Act, document: UUID, *, opinion: str = "", seen: int) -> None:
        """补签."""
        self._act(
            act,
            document,
            Permission.Document.RATIFY,
            lambda it: it.ratify(by=act.person, opinion=opinion, at=self.clock.now()),
            seen=seen,
            given={"opinion": opinion},
        )

    def acknowledge(self, act: Act, document: UUID, *, seen: int) -> None:
        """已阅 of what the recheck corrected."""
        self._act(
            act,
            document,
            Permission.Document.ACKNOWLEDGE,
            lambda it: it.acknowledge(by=act.person, at=self.clock.now()),
            seen=seen,
            given={},
        )

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

    def hand_over(self, act: Act, document: UUID, *, giver: str, taker: str) -> None:
        """移交: from somebody who leaves a post to who follows. Part of a larger act."""

        def change(it: Document) -> None:
            here = it.route[it.position] if 0 < it.position < len(it.route) else None
            self._must_be_next(it, here, (taker,))
            it.hand_over(by=act.person, giver=giver, taker=taker, at=self.clock.now())

        self._act(
            act,
            document,
            Permission.Document.HAND_OVER,
            change,
            seen=self.load(Document, document).version,
            given={"giver": giver, "taker": taker},
        )

    def _must_keep_rules(self, act: Act, it: Document) -> None:
        """What breaks a rule is not handed on (条例 第十九条、第二十条)."""
        identity = self._identity(act, it.identity, type=it.facts["type"])
        manuscript = replace(
            self.typesetter.manuscript(act.agency, it.revision), issuer=identity.signature
        )
        must_have_text(manuscript)
        self.checking.must_keep_rules(
            manuscript,
            Particulars.from_json(it.particulars),
            identity=identity,
            day=office_day(self.clock.now()),
        )

    def _answered(self, act: Act, it: Document, keeping: str) -> Mapping[str, Any]:
        """Whoever reviews mends what the rules warn of, or keeps it with a reason."""
        identity = self._identity(act, it.identity, type=it.facts["type"])
        return self.checking.answered(
            replace(
                self.typesetter.manuscript(act.agency, it.revision), issuer=identity.signature
            ),
            Particulars.from_json(it.particulars),
            identity=identity,
            day=office_day(self.clock.now()),
            reason=keeping,
            by=act.person,
        ).to_json()

    def _holders(self, agency: str, post: str) -> tuple[str, ...]:
        held = self.directory.posts_on(agency)
        return tuple(str(each.person.id) for each in held if each.key == post)
