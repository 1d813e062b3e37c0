"""What every act on an incoming paper stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from documents.assignments.application import Assignments
from documents.circulation.application import Circulations
from documents.consignments.application import Consignments
from documents.consignments.reporting import report_of
from documents.consignments.states import Kind, State
from documents.incoming.incoming import Incoming
from documents.incoming.ports import People, Validity
from documents.incoming.routes import Route
from documents.incoming.series import ArrivalSeries, proposed_kind
from documents.incoming.source_kinds import SourceKind
from documents.numbering.application import Numbering
from documents.permissions import Permission
from office.classification import Ceiling
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

ANSWERED_TYPES = frozenset({"请示", "函"})
"""Types whose sender is told of handling; other senders only when they asked for it."""


def _never(_: UUID, /) -> bool:
    return False


class Foundation(Room):
    """The one way an act on a paper goes, and what acts of several kinds ask.

    `annulled` is set by whoever knows of the effect of what came.
    """

    def __init__(
        self,
        node: Node,
        *,
        numbering: Numbering,
        consignments: Consignments,
        assignments: Assignments,
        circulations: Circulations,
        people: People,
        ceiling: Ceiling,
        series: ArrivalSeries = (),
    ) -> None:
        super().__init__(node)
        self.numbering = numbering
        self.consignments = consignments
        self.assignments = assignments
        self.circulations = circulations
        self.people = people
        self.ceiling = ceiling
        self.series = series
        self.annulled: Validity = _never

    def proposed_kind(self, it: Incoming) -> SourceKind:
        """What kind of source it comes from, by the directory and by what it is."""
        facts = it.capsule.facts
        if it.capsule.kind is Kind.SUPERVISION:
            return SourceKind.SUPERVISION
        return proposed_kind(
            self.people.relation(it.agency, it.capsule.sender),
            type=facts["type"],
            title=facts["title"],
            urgency=facts["urgency"],
        )

    def _act(  # one line of each act stands here
        self,
        act: Act,
        incoming: UUID,
        permission: Permission.Incoming,
        change: Callable[[Incoming], None],
        *,
        seen: int | None,
        given: dict[str, Any],
        told: Callable[[Incoming], None] | None = None,
    ) -> None:
        def decide() -> None:
            it = self.open(Incoming, incoming, act=act, permission=permission, seen=seen)
            change(it)
            self.save(it)
            if told is not None:  # those it tells may have something to say of the paper again
                told(it)

        given = {"incoming": incoming, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)

    def _tell_of_instruction(self, act: Act, it: Incoming, *, leader: str) -> None:
        """A further instruction is before all who handle the paper, and its leader has read it."""
        self.assignments.tell_of_instruction(act, it.id)
        self.circulations.tell_of_instruction(act, it.id, leader=leader)

    def _must_be_ours(self, it: Incoming, people: Sequence[str], *, what: str) -> None:
        ours = {str(each.person.id) for each in self.people.posts_on(it.agency)}
        if not set(people) <= ours:
            raise Refused(f"请在本机关人员中选择{what}。")

    def _must_rank_no_lower(self, it: Incoming, leader: str) -> None:
        """What the principal instructed a deputy may add to, not take the place of."""
        leaders = self.people.people_with_role(it.agency, Role.LEADER)
        ranked = [str(each.person.id) for each in leaders]
        if leader not in ranked:
            return
        above = ranked[: ranked.index(leader)]
        if bound := [each for each in it.binding_instructors if each in above]:
            names = "、".join(self.people.person_name(each) for each in bound)
            raise Refused(
                f"此件有{names}的批示，职务在前，不能以后来的批示代替。"
                "请选择“补充以前的批示”，需要改变的请报其再作批示。"
            )

    def _save_changed(self, paper: Incoming) -> None:
        if paper.pending_events:
            self.save(paper)

    def _must_be_leader(
        self, it: Incoming, person: str, *, doing: str = "拟办须报送本机关领导批示"
    ) -> None:
        leaders = self.people.people_with_role(it.agency, Role.LEADER)
        if person not in {str(each.person.id) for each in leaders}:
            raise Refused(
                f"{doing}，所选的人没有批示职责。"
                "请改送领导；交承办单位办理的，请用“直接分办”或“分办”。"
            )

    def _tell_if_due(self, it: Incoming, state: State, *, by: str = "") -> None:
        facts = it.capsule.facts
        if facts.get("answer_due") or facts["type"] in ANSWERED_TYPES:
            self._tell(it, state, by=by)

    def _tell(
        self, it: Incoming, state: State, *, by: str = "", code: str = "", text: str = ""
    ) -> None:
        """Queue a receipt, where it came through the exchange: nobody else could get one.

        Opinions, instructions and results are never in it.
        """
        if it.route is not Route.EXCHANGE:
            return
        person = self.people.person_name(by) if by else ""
        at = self.clock.now()
        self.consignments.tell(report_of(it, state, at=at, person=person, code=code, text=text))
