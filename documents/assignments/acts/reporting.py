"""What whoever handles a share says of it, with the files that show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from documents.assignments.assignment import Assignment
from documents.assignments.lookup import Shares
from documents.assignments.ports import Giver, Units
from documents.consignments.capsule import Part
from documents.permissions import Permission
from documents.revisions.given_files import stored_parts
from office.classification import Ceiling
from office.kernel.act import Act
from office.kernel.node import Node

P = Permission.Assignment


class Reports(Shares):
    """报告进展 and 报办理结果. The words and files of either stay inside the agency."""

    def __init__(self, node: Node, *, units: Units, ceiling: Ceiling) -> None:
        super().__init__(node, units=units)
        self.ceiling = ceiling
        self._givers: dict[str, Giver] = {}

    def report_progress(
        self,
        act: Act,
        assignment: UUID,
        *,
        words: str,
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """报告进展. Reports do not wait for each other, so no version is asked for."""
        parts = self._parts(act, assignment, P.REPORT, words=words, files=files or {})

        def change(it: Assignment) -> None:
            it.report_progress(by=act.person, words=words, files=parts, at=self.clock.now())

        given = {"words": words, "files": [each.digest for each in parts]}
        self._act(act, assignment, P.REPORT, change, seen=None, given=given)

    def finish(
        self,
        act: Act,
        assignment: UUID,
        *,
        result: str,
        seen: int,
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """报办理结果; a helper's goes to the host."""
        parts = self._parts(act, assignment, P.FINISH, words=result, files=files or {})

        def change(it: Assignment) -> None:
            it.finish(by=act.person, result=result, files=parts, at=self.clock.now())

        self._act(
            act,
            assignment,
            P.FINISH,
            change,
            seen=seen,
            given={"result": result, "files": [each.digest for each in parts]},
            told=lambda it: self._giver(it).handled(act, it),
        )

    def _parts(
        self,
        act: Act,
        assignment: UUID,
        permission: P,
        *,
        words: str,
        files: Mapping[str, bytes],
    ) -> list[Part]:
        """The files, stored before the act: only for whoever may do it, and under the ceiling."""
        if not files:
            return []
        self.guard_ahead(act, permission, self.load(Assignment, assignment))
        self.ceiling.check_text(words)
        return stored_parts(self.node.content, self.ceiling, agency=act.agency, files=files)

    def _giver(self, it: Assignment) -> Giver:
        return self._givers[it.room]

    def _act(  # one line of each act stands here
        self,
        act: Act,
        assignment: UUID,
        permission: P,
        change: Callable[[Assignment], None],
        *,
        seen: int | None,
        given: dict[str, Any],
        told: Callable[[Assignment], None] | None = None,
    ) -> None:
        def decide() -> None:
            it = self.open(Assignment, assignment, act=act, permission=permission, seen=seen)
            change(it)
            self.save(it)
            if told is not None:
                told(it)

        given = {"assignment": assignment, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)
