"""审核与签发: from hand-over to sign-off, step by step along a document's route."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.acts.issuing import must_have_text
from documents.outgoing.document import Document
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


class Preparing(Foundation):
    """Each act names the people of the next step unless the route does."""

    def route_of(self, it: Document) -> Route:
        """The document's route; that which is proposed for it while it has none."""
        if it.route and (it.stage is not Stage.DRAFTING or it.routed_for == it.stated):
            return it.route
        return self._proposed(it)

    def _proposed(self, it: Document) -> Route:
        type, regulatory, partners = it.stated
        return self.routes.proposed(
            agency=it.agency,
            type=type,
            regulatory=regulatory,
            partners=partners,
            holders=lambda post: self._holders(it.agency, post),
        )

    def submit(
        self, act: Act, document: UUID, *, to: Sequence[str], explained: str = "", seen: int
    ) -> None:
        """送核: on the route, to the people of its first step.

        `explained`: the drafter's reason for what the rules only warn of.
        """
        shown = self._shown(act, document)

        def change(it: Document) -> None:
            self._must_keep_rules(act, it)
            self._must_be_reviewable(it, doing="送核")
            route = self.route_of(it)
            straight_to = it.straight_to if route == it.route else None
            place = ahead(route, position=0, straight_to=straight_to)
            step = None if place is None else route[place]
            self._must_be_next(it, step, to)
            it.submit(
                by=act.person,
                route=route,
                to=to,
                due=self._due(step),
                explained=explained,
                shown=shown,
                at=self.clock.now(),
            )

        given = {"to": list(to), **({"explained": explained} if explained else {})}
        self._act(act, document, Permission.Document.SUBMIT, change, seen=seen, given=given)

    def review(self, act: Act, document: UUID, *, keeping: str = "", **said: Any) -> None:
        """核稿: on to the next step. See `_speak`.

        `keeping`: for what reason the rules' warnings are kept that nobody has answered.
        """
        self._speak(
            act,
            document,
            Stage.REVIEWING,
            stating=lambda it: self._answered(act, it, keeping),
            asked={"keeping": keeping},
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
        asked: Mapping[str, Any] | None = None,
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
                confirms=self._may_confirm(act, it),
                shown=shown,
                at=self.clock.now(),
            )

        given = {
            "opinion": opinion,
            "readers": list(readers),
            "verdict": verdict,
            "to": list(to),
            **(asked or {}),
        }
        opposing = verdict is not Verdict.AGREE
        self._act(act, document, permission, change, seen=seen, given=given, opposing=opposing)

    def conclude(self, act: Act, document: UUID, *, to: Sequence[str] = (), seen: int) -> None:
        """The other agencies have answered; on to the next step."""

        def change(it: Document) -> None:
            step = it.next_step()
            self._must_be_next(it, step, to)
            self.consultations.must_be_settled(it.id, revision=it.revision, doing="往下送")
            self.consultations.must_be_followed(it.id, revision=it.revision, doing="往下送")
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
            self._must_be_agreed(it)
            self._must_keep_rules(act, it, stated=particulars, doing="签发")
            it.sign_off(
                by=act.person,
                turn=act.principal,
                opinion=opinion,
                readers=readers,
                particulars=particulars,
                confirms=self._may_confirm(act, it),
                reviewer_name=self._reviewer_name(it),
                chain=self.chain_of(it),
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

    def _must_keep_rules(
        self,
        act: Act,
        it: Document,
        *,
        stated: Mapping[str, Any] | None = None,
        doing: str = "送出",
    ) -> None:
        """What breaks a rule is neither handed on nor signed (条例 第十九条、第二十条).

        `stated`: what is stated of it from this act on, where that changes.
        """
        identity = self._identity(act, it.identity, type=it.facts["type"])
        manuscript = replace(
            self.typesetter.manuscript(act.agency, it.revision), issuer=identity.signature
        )
        must_have_text(manuscript)
        self.checking.must_keep_rules(
            manuscript,
            Particulars.from_json(it.particulars if stated is None else stated),
            identity=identity,
            day=office_day(self.clock.now()),
            doing=doing,
        )

    def _answered(self, act: Act, it: Document, keeping: str) -> Mapping[str, Any]:
        """Whoever reviews mends what the rules warn of, or keeps it with a reason; what breaks
        a rule they mend."""
        self._must_keep_rules(act, it)
        self._must_be_reviewable(it, doing="往下送")
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
