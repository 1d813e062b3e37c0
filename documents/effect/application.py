"""The effect room: a clerk proposes, the signer decides, every recipient is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from documents.effect.effect import Effect
from documents.effect.force import CHANGE_WORDS, FORCE_WORDS, OVER, Change, Force
from documents.effect.informing import Informing
from documents.effect.links import INVERSE, Relation
from documents.effect.lookup import forces_on
from documents.effect.registers import END_NEAR, PERIOD_OVER, effects
from documents.outgoing.document import Document
from documents.outgoing.particulars import LASTING
from documents.outgoing.registers import documents
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.timers.timer import TIMER, Timer


class Effects(Informing):
    """效力 of issued documents. What hangs on it names the document."""

    def as_known(self, document: UUID, version: int) -> Effect | None:
        """The same as it was after so many events."""
        return self.repository.get(Effect.id_of(document), version=version) if version else None

    def in_force(self, document: UUID, day: date) -> Force | None:
        """How the document stands on that day; None for what was never issued."""
        return forces_on(self.node.store, [document], day).get(document)

    def why_not_sent(self, document: UUID) -> str:
        """Why what has ended, or is going to, is not sent again: the notice of that would not
        follow. Empty where it may be sent."""
        it = self.of(document)
        force = it.on(office_day(self.clock.now())) if it else None
        if it is None or not (it.ended or force in OVER):
            return ""
        if it.ended and force not in OVER:
            words = CHANGE_WORDS[it.ended].removeprefix("宣布")
            said = f"此件已决定自 {it.ended_day} 起{words}"
        else:
            said = f"此件{FORCE_WORDS[force or Force.LAPSED]}"
        return (
            f"{said}（《条例》第三十三条），不再发送，以免收文机关当作有效的公文办理。"
            "收文机关需要了解情况的，请另行发函说明。"
        )

    def open_for(self, act: Act, subject: Document) -> None:
        """施行日期 and 有效期 of a regulatory document, as stated beside its text, at dispatch.

        Call inside `perform`'s decide. Others are in force from 成文日期 until a clerk says more.
        """
        stated = subject.particulars
        since, until = str(stated.get("effective_from", "")), str(stated.get("valid_until", ""))
        if not stated.get("regulatory") or not _is_day(since) or subject.signed_off_at is None:
            return
        it = Effect.begin_for(
            agency=subject.agency,
            document=subject.id,
            by=act.person,
            facts={**subject.facts, "number": subject.number},
            since=office_day(subject.signed_off_at).isoformat(),
            at=self.clock.now(),
        )
        last = until if _is_day(until) and until >= since else ""
        it.state_period(
            by=act.person,
            since=since,
            until=last,
            lasting=until == LASTING,
            at=self.clock.now(),
        )
        self.save(it)

    def state_period(self, act: Act, document: UUID, *, since: str, until: str, seen: int) -> None:
        """登记有效期 as the text states it. `seen` is 0 while nothing was recorded."""
        self._act(
            act,
            document,
            Permission.Effect.RECORD,
            lambda it: it.state_period(
                by=act.person, since=since, until=until, at=self.clock.now()
            ),
            seen=seen,
            given={"since": since, "until": until},
        )

    def link(self, act: Act, document: UUID, *, relation: Relation, words: str, seen: int) -> None:
        """关联: `words` is the other's number or title; our own is linked from its side too."""

        def change(it: Effect) -> None:
            self._link(act, it, relation=relation, words=words)

        given = {"relation": relation, "words": words}
        self._act(act, document, Permission.Effect.RECORD, change, seen=seen, given=given)

    def unlink(self, act: Act, document: UUID, *, key: str, reason: str, seen: int) -> None:
        """撤去关联; what the other document says of it goes too."""

        def change(it: Effect) -> None:
            link = it.links.get(key, {})
            it.unlink(key, by=act.person, reason=reason, at=self.clock.now())
            other = self.of(UUID(link["other"])) if link["other"] else None
            if other is None:
                return
            for theirs, known in list(other.links.items()):
                same = known["relation"] == INVERSE[Relation(link["relation"])]
                if same and known["other"] == str(it.document):
                    other.unlink(theirs, by=act.person, reason=reason, at=self.clock.now())
            self.save(other)

        given = {"key": key, "reason": reason}
        self._act(act, document, Permission.Effect.RECORD, change, seen=seen, given=given)

    def propose(  # what a decision rests on
        self,
        act: Act,
        document: UUID,
        *,
        change: Change,
        day: str,
        basis: str,
        reason: str,
        to: str,
        seen: int,
    ) -> None:
        """提请撤销、废止、宣布失效、延长有效期, before a signer of the document's identity."""

        def lay(it: Effect) -> None:
            subject = self.load(Document, document)
            signers = self.directory.signers_of(subject.identity)
            if to not in {str(each.person.id) for each in signers}:
                raise Refused("效力变更由有签发权的人决定，所选的人没有签发权。请改选签发人。")
            it.propose(
                change,
                by=act.person,
                day=day,
                basis=basis,
                reason=reason,
                to=to,
                at=self.clock.now(),
            )

        given = {"change": change, "day": day, "basis": basis, "reason": reason, "to": to}
        self._act(act, document, Permission.Effect.PROPOSE, lay, seen=seen, given=given)

    def decide(self, act: Act, document: UUID, *, opinion: str, seen: int) -> None:
        """同意: it holds at once, and every recipient's notice is in the same commit."""

        def change(it: Effect) -> None:
            proposal = it.proposal
            it.decide(by=act.person, opinion=opinion, at=self.clock.now())
            known = self._numbered(act.agency, proposal["basis"])
            if proposal["change"] != Change.EXTEND and known not in (None, document):
                self._link(act, it, relation=Relation.REPEALED_BY, words=proposal["basis"])
            self._inform(act, it, change=Change(proposal["change"]), proposal=proposal)

        given = {"opinion": opinion}
        self._act(act, document, Permission.Effect.DECIDE, change, seen=seen, given=given)

    def decline(self, act: Act, document: UUID, *, reason: str, seen: int) -> None:
        """不同意."""
        self._act(
            act,
            document,
            Permission.Effect.DECIDE,
            lambda it: it.decline(by=act.person, reason=reason, at=self.clock.now()),
            seen=seen,
            given={"reason": reason},
        )

    def withdraw(self, act: Act, document: UUID, *, reason: str, seen: int) -> None:
        """撤回提请, while nobody has decided: the signer may be away, or no signer any more."""
        self._act(
            act,
            document,
            Permission.Effect.PROPOSE,
            lambda it: it.withdraw(by=act.person, reason=reason, at=self.clock.now()),
            seen=seen,
            given={"withdrawn": reason},
        )

    def remind_of_end(self, act: Act, timer: Timer) -> None:
        """到期提醒, as an act of the system."""

        def decide() -> None:
            it = self.load(Effect, timer.subject)
            it.remind(by=TIMER, at=self.clock.now())
            self.save(it)

        self.perform(act, name=END_NEAR, given={"at": timer.at}, decide=decide)

    def run_out(self, act: Act, timer: Timer) -> None:
        """有效期届满失效, as an act of the system; everybody who has the document is told."""

        def decide() -> None:
            it, now = self.load(Effect, timer.subject), self.clock.now()
            before = it.version
            it.run_out(by=TIMER, today=office_day(now).isoformat(), at=now)
            if it.version != before:
                self._inform(act, it, change=Change.LAPSE, proposal={})
            self.save(it)

        self.perform(act, name=PERIOD_OVER, given={"at": timer.at}, decide=decide)

    def _act(
        self,
        act: Act,
        document: UUID,
        permission: Permission.Effect,
        change: Callable[[Effect], None],
        *,
        seen: int,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            it = self._opened(act, document, permission=permission, seen=seen)
            change(it)
            self.save(it)

        given = {"document": document, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)

    def _opened(
        self, act: Act, document: UUID, *, permission: Permission.Effect, seen: int
    ) -> Effect:
        """The document's effect, begun now if nothing was recorded of it yet."""
        id = Effect.id_of(document)
        if self.exists(id):
            return self.open(Effect, id, act=act, permission=permission, seen=seen)
        subject = self.load(Document, document)
        self.node.guard(act, permission, subject)
        it = self._begun(act, subject)
        self.node.guard(act, permission, it)
        return it

    def _begun(self, act: Act, subject: Document) -> Effect:
        query = select(effects.c.since).where(
            effects.c.subject == subject.id, effects.c.issued != ""
        )
        with self.node.store.reading() as connection:
            since = connection.execute(query).scalar()
        if since is None:
            raise Refused("此件还没有印发，谈不上效力变更。不再印发的，请作废文号。")
        return Effect.begin_for(
            agency=subject.agency,
            document=subject.id,
            by=act.person,
            facts={**subject.facts, "number": subject.number},
            since=since,
            at=self.clock.now(),
        )

    def _link(self, act: Act, it: Effect, *, relation: Relation, words: str) -> None:
        other = self._numbered(act.agency, words)
        now = self.clock.now()
        it.link(relation, by=act.person, words=words, other=str(other or ""), at=now)
        if other is None:
            return
        theirs = self.of(other) or self._begun(act, self.load(Document, other))
        number = it.facts["number"] or it.facts["title"]
        theirs.link(INVERSE[relation], by=act.person, words=number, other=str(it.document), at=now)
        self.save(theirs)

    def _numbered(self, agency: str, words: str) -> UUID | None:
        """The agency's own issued document with exactly this number; or this title, if only one
        has it."""
        query = (
            select(documents.c.subject)
            .join(effects, effects.c.subject == documents.c.subject)
            .where(
                documents.c.agency == agency,
                or_(documents.c.number == words.strip(), documents.c.title == words.strip()),
                effects.c.issued != "",
            )
        )
        with self.node.store.reading() as connection:
            found: Sequence[UUID] = connection.execute(query).scalars().all()
        return found[0] if len(found) == 1 else None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
