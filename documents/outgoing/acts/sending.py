"""发文办理: from recheck to dispatch (条例 第二十五条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from documents.layout.issue import Issue
from documents.manuscript import Manuscript
from documents.outgoing.acts.correcting import difference, mended
from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.acts.issuing import facts_of, issue_of, series_word
from documents.outgoing.checking import case_of
from documents.outgoing.document import Document
from documents.outgoing.particulars import Particulars
from documents.outgoing.ports import Entry
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from office.directory.entries import IssuingIdentityEntry
from office.kernel.act import Act
from office.kernel.clock import office_day


class Sending(Foundation):
    """The clerks' acts on what was signed off."""

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

    def recheck(
        self,
        act: Act,
        document: UUID,
        *,
        opinion: str,
        slips: Sequence[tuple[str, str]] = (),
        seen: int,
    ) -> None:
        """复核. `slips`: what stands in the text and what should; what is of substance is
        refused. The signer is told."""

        def change(it: Document) -> None:
            it.recheck(
                by=act.person,
                opinion=opinion,
                correction=self._correction(it, slips),
                at=self.clock.now(),
            )

        given = {"opinion": opinion, "slips": [list(each) for each in slips]}
        self._act(act, document, Permission.Document.RECHECK, change, seen=seen, given=given)

    def _correction(
        self, it: Document, slips: Sequence[tuple[str, str]]
    ) -> Mapping[str, Any] | None:
        if not slips:
            return None
        corrected = mended(self._text(it), slips)
        revision = self.typesetter.keep(it.agency, corrected)
        if revision == it.revision:
            return None
        return {
            "revision": revision,
            "facts": facts_of(corrected),
            "before": it.revision,
            "difference": difference(self._text(it), corrected, names=self._names(it.agency)),
        }

    def _text(self, it: Document) -> Manuscript:
        return self.typesetter.manuscript(it.agency, it.revision)

    def _names(self, agency: str) -> set[str]:
        people = {each.person.name for each in self.directory.posts_on(agency)}
        return people | {each.name for each in self.directory.agencies_on()}

    def take_number(
        self,
        act: Act,
        document: UUID,
        *,
        number: str = "",
        entry: Entry | None = None,
        seen: int,
    ) -> None:
        """登记: the next number of the identity's series for this type, under the journal's lock,
        and with it distribution and copies (条例 第二十五条（二）).

        The year is that of 成文日期, also when it is drawn in the next. `number` chooses one that
        is reserved or void and free. Without an `entry` the list is made from what is printed.
        """

        def decide(it: Document) -> None:
            identity = self._identity(act, it.identity, type=it.facts["type"])
            word = series_word(identity, type=it.facts["type"])
            assert it.signed_off_at is not None
            day = office_day(it.signed_off_at)
            taken, series = self.numbering.take(
                act, word=word, subject=it.id, day=day, number=number
            )
            it.take_number(by=act.person, number=taken, series=series, at=self.clock.now())
            if entry is None:
                self.distributions.make_for(act, it)
            else:
                self.distributions.enter(
                    act, it, agencies=entry.agencies, copies=entry.copies, kept=entry.kept
                )

        given = {
            **({"number": number} if number else {}),
            **({"entry": entry.to_json()} if entry else {}),
        }
        self._act(act, document, Permission.Document.NUMBER, decide, seen=seen, given=given)

    def void_number(self, act: Act, document: UUID, *, reason: str, seen: int) -> None:
        """文号作废: nothing has left under it, so that it may be given again."""

        def decide(it: Document) -> None:
            it.void_number(by=act.person, reason=reason, at=self.clock.now())
            self.numbering.void(
                act, series=UUID(it.series), subject=it.id, reason=reason, left=False
            )

        self._act(
            act,
            document,
            Permission.Document.VOID_NUMBER,
            decide,
            seen=seen,
            given={"reason": reason},
        )

    def typeset(self, act: Act, document: UUID, *, seen: int) -> None:
        """排版: lay out the original with red head, number and date, and store it."""
        original = self._original(act, document)
        self._act(
            act,
            document,
            Permission.Document.TYPESET,
            lambda it: it.typeset(by=act.person, original=original, at=self.clock.now()),
            seen=seen,
            given={},
        )

    def proofread(self, act: Act, document: UUID, *, note: str = "", seen: int) -> None:
        """校对: 一校、二校; the last signs the clean proof."""
        self._act(
            act,
            document,
            Permission.Document.PROOFREAD,
            lambda it: it.proofread(by=act.person, note=note, at=self.clock.now()),
            seen=seen,
            given={"note": note},
        )

    def print(self, act: Act, document: UUID, *, copies: int, place: str = "", seen: int) -> None:
        """印制."""
        self._act(
            act,
            document,
            Permission.Document.PRINT,
            lambda it: it.print(by=act.person, copies=copies, place=place, at=self.clock.now()),
            seen=seen,
            given={"copies": copies, "place": place},
        )

    def release(self, act: Act, document: UUID, *, seen: int) -> None:
        """核发; it has its 公文标识 from now on."""

        def change(it: Document) -> None:
            it.release(
                by=act.person,
                identifier=self._identifier(act, it),
                reviewer_name=self._reviewer_name(it),
                at=self.clock.now(),
            )

        self._act(act, document, Permission.Document.RELEASE, change, seen=seen, given={})

    def _identifier(self, act: Act, it: Document) -> str:
        if it.stage is not Stage.RELEASING or it.signed_off_at is None:
            return ""  # the document will say what is wrong
        day = office_day(it.signed_off_at)
        return self.numbering.identify(act, subject=it.id, type=it.facts["type"], day=day)

    def dispatch(
        self,
        act: Act,
        document: UUID,
        *,
        addressees: Sequence[str] = (),
        answer_due: bool = False,
        seen: int,
    ) -> None:
        """分发 by the distribution list: a consignment for every line, in its order.

        `addressees` (codes of agencies): exactly these instead of what the list says. With
        `answer_due` the sender is told of registration and completion too.
        """

        def decide(it: Document) -> None:
            consignments = self.distributions.dispatch(
                act, it, addressees=addressees, answer_due=answer_due
            )
            it.dispatch(by=act.person, consignments=consignments, at=self.clock.now())

        given = {"addressees": list(addressees), "answer_due": answer_due}
        self._act(act, document, Permission.Document.DISPATCH, decide, seen=seen, given=given)

    def _original(self, act: Act, document: UUID) -> dict[str, Any]:
        """The stored pages as issued; what stands already when it is not the time to typeset."""
        it = self.load(Document, document)
        self.guard_ahead(act, Permission.Document.VIEW, it)
        if it.stage is not Stage.TYPESETTING:
            return it.original
        self.node.guard(act, Permission.Document.TYPESET, it)
        identity = self._identity(act, it.identity, type=it.facts["type"])
        issue = self.issue_on(it, identity=identity, day=office_day(self.clock.now()))
        return self.typesetter.shown(act.agency, it.revision, issue=issue)

    def issue_on(self, it: Document, *, identity: IssuingIdentityEntry, day: date) -> Issue:
        """What is filled in when the document is typeset on that day.

        An upward document names who signed it off, for every issuer (条例 第九条（六）).
        """
        manuscript = self._text(it)
        partners = self.consultations.joint_signers(it.id, revision=it.shown["revision"])
        case = case_of(
            manuscript,
            Particulars.from_json(it.particulars),
            identity=identity,
            directory=self.directory,
            day=day,
        )
        own = self.directory.person_name(it.signer)
        return issue_of(
            it,
            identity,
            manuscript=manuscript,
            today=day,
            partners=[each.name for each in partners],
            signers=[own, *(each.by for each in partners)] if case.is_upward else [],
        )
