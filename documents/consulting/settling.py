"""What is done about answers: differences settled, comments disposed of, the summary made.

Nothing of it leaves the agency. Asking, and what comes of it on the way, is `application`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from documents.consulting.adopted import must_be_followed
from documents.consulting.consultation import Consultation
from documents.consulting.lookup import Rounds
from documents.consulting.place import Disposal, Resolution
from documents.consulting.ports import Listener
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused


class Settling(Rounds):
    """The asker's acts on one round, and the one way of all of them (`_act`)."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._listeners: list[Listener] = []

    def on_complete(self, listener: Listener) -> None:
        """Tell this one, in the same commit, when a consultation is complete or settled."""
        self._listeners.append(listener)

    def coordinate(
        self,
        act: Act,
        consultation: UUID,
        *,
        code: str,
        outcome: Resolution,
        record: str,
        seen: int,
    ) -> None:
        """协调."""
        self._act(
            act,
            consultation,
            lambda it: it.coordinate(
                code, by=act.person, outcome=outcome, record=record, at=self.clock.now()
            ),
            name="coordinate",
            given=[code, outcome, record],
            seen=seen,
        )

    def escalate(
        self, act: Act, consultation: UUID, *, code: str, to: str, reason: str, seen: int
    ) -> None:
        """提请上级裁定."""
        self._act(
            act,
            consultation,
            lambda it: it.escalate(code, by=act.person, to=to, reason=reason, at=self.clock.now()),
            name="escalate",
            given=[code, to, reason],
            seen=seen,
        )

    def rule(
        self,
        act: Act,
        consultation: UUID,
        *,
        code: str,
        outcome: Resolution,
        ruler: str,
        words: str,
        seen: int,
    ) -> None:
        """登记裁定结果."""
        self._act(
            act,
            consultation,
            lambda it: it.rule(
                code,
                by=act.person,
                outcome=outcome,
                ruler=ruler,
                words=words,
                at=self.clock.now(),
            ),
            name="rule",
            given=[code, outcome, ruler, words],
            seen=seen,
        )

    def dispose(
        self,
        act: Act,
        consultation: UUID,
        *,
        treatments: Sequence[tuple[str, int, Disposal, str] | tuple[str, int, Disposal, str, str]],
        seen: int,
    ) -> None:
        """采纳情况 of several comments: code, number from 0, disposal and reason of each, and
        why the text stays as it was where it does."""

        def change(it: Consultation) -> None:
            if not treatments:
                raise Refused("还没有选择采纳情况。请至少登记一条意见。")
            for code, number, disposal, reason, *unchanged in treatments:
                said = {"reason": reason, "unchanged": "".join(unchanged)}
                now = self.clock.now()
                it.dispose(code, number, by=act.person, disposal=disposal, at=now, **said)

        given = [list(map(str, each)) for each in treatments]
        self._act(act, consultation, change, name="dispose", given=given, seen=seen)

    def summarise(
        self, act: Act, consultation: UUID, *, pdf: bytes, revision: str, seen: int
    ) -> None:
        """意见汇总表, stored as printed; `revision`, the text of now, shows what was adopted."""
        it = self.load(Consultation, consultation)
        self.guard_ahead(act, Permission.Consultation.FOLLOW, it)
        digest = self.node.content.put(act.agency, pdf)
        summary = {"pages": digest, "length": len(pdf)}

        def change(it: Consultation) -> None:
            must_be_followed([it], revision=revision, doing="形成意见汇总表")
            it.summarise(by=act.person, summary=summary, at=self.clock.now())

        self._act(
            act,
            consultation,
            change,
            name="summarise",
            given=[digest],
            seen=seen,
        )

    def _act(
        self,
        act: Act,
        consultation: UUID,
        change: Callable[[Consultation], None],
        *,
        name: str,
        given: Sequence[Any],
        seen: int,
    ) -> None:
        """Open, let `change` decide, save, tell the listeners: the way of every person's act."""

        def decide() -> None:
            it = self.open(
                Consultation,
                consultation,
                act=act,
                permission=Permission.Consultation.FOLLOW,
                seen=seen,
            )
            before = (it.complete, it.settled)
            change(it)
            self.save(it)
            self._tell(act, it, before=before)

        facts = {"consultation": consultation, "seen": seen, "given": list(given)}
        self.perform(act, name=f"consultation.{name}", given=facts, decide=decide)

    def _tell(self, act: Act, it: Consultation, *, before: tuple[bool, bool]) -> None:
        if (it.complete, it.settled) != before:
            for listener in self._listeners:
                listener(act, it)
