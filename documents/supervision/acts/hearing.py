"""What comes back about a matter: from our units by their shares, from agencies as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from documents.assignments.assignment import Assignment
from documents.assignments.stages import Means
from documents.consignments.capsule import Accepted, Capsule, NotTaken, Part
from documents.consignments.consignment import Consignment
from documents.consignments.states import COURIER, Code, Kind
from documents.consignments.taking import take_once
from documents.supervision.acts.foundation import Foundation
from documents.supervision.lights import days_late
from documents.supervision.said import Reporting
from documents.supervision.share import Share, agency_party
from documents.supervision.supervision import Supervision
from documents.supervision.travelling import report_in
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.refusals import Missing, Refused


class Hearing(Foundation):
    """The giver of assignments (`documents.assignments.ports`), and the taker of reports."""

    def handled(self, act: Act, it: Assignment) -> None:
        """A unit's result."""
        matter = self.load(Supervision, it.paper)
        self._report(matter, it.party.word, by=act.person, result=it.result)
        self.save(matter)

    def came_back(self, act: Act, it: Assignment) -> None:
        """退回改派."""
        matter = self.load(Supervision, it.paper)
        now = self.clock.now()
        matter.end_share(it.party.word, by=act.person, why="refused", words=it.refusal, at=now)
        self.save(matter)

    def passed_on(self, act: Act, it: Assignment, to: Assignment) -> None:
        """转办: another unit has the share now."""
        matter = self.load(Supervision, it.paper)
        now = self.clock.now()
        matter.end_share(it.party.word, by=act.person, why="transferred", words="", at=now)
        name = self.assignments.name_of(matter.agency, to.party)
        share = Share(to.party.word, name, to.host, to.deadline, link=str(to.id))
        matter.assign(
            by=act.person, shares=[share], note="同意转办", pages="", at=now, handed_on=True
        )
        self.save(matter)

    def extended(self, act: Act, it: Assignment, *, words: str) -> None:
        """同意延期 of a unit's share; refused where a statute sets a later end."""
        matter = self.load(Supervision, it.paper)
        now = self.clock.now()
        matter.extend(it.party.word, by=act.person, until=it.deadline, words=words, at=now)
        self.save(matter)

    def rearranged(self, act: Act, it: Assignment, *, reason: str) -> None:
        """Another deadline or another host among our units."""
        matter = self.load(Supervision, it.paper)
        now = self.clock.now()
        matter.rearrange(
            it.party.word,
            by=act.person,
            until=it.deadline,
            host=it.host,
            reason=reason,
            at=now,
        )
        self.save(matter)

    def urged(self, act: Act, it: Assignment, *, means: Means, words: str) -> None:
        """催办 on the page of a unit's share."""
        matter = self.load(Supervision, it.paper)
        now = self.clock.now()
        matter.urge(it.party.word, by=act.person, means=means, words=words, at=now)
        self.save(matter)

    def withdrawn(self, act: Act, it: Assignment, *, reason: str) -> None:
        """收回 of a unit's share on its page."""
        matter = self.load(Supervision, it.paper)
        now = self.clock.now()
        matter.end_share(it.party.word, by=act.person, why="withdrawn", words=reason, at=now)
        self.save(matter)

    def take_report(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """进展, 延期申请 or 办理结果 of an agency; twice is once. Raises `NotTaken`."""
        report, id = report_in(capsule), self._matter_of(capsule)
        if id is None:
            raise NotTaken(Code.ANSWER_NOT_AWAITED, "对方没有交办这一事项，不接收反馈。")

        def decide(_: Act) -> None:
            it = self.load(Supervision, id)
            try:
                self._hear(it, agency_party(capsule.sender), report, files=capsule.parts)
            except Refused as refusal:
                raise NotTaken(Code.ANSWER_NOT_AWAITED, str(refusal)) from refusal
            self.save(it)

        key = uuid5(id, capsule.consignment)
        return take_once(
            self, capsule, decide, key=key, what="督办反馈", contents=contents.values()
        )

    def _hear(
        self, it: Supervision, party: str, report: Mapping[str, str], *, files: Sequence[Part]
    ) -> None:
        words = report["words"]
        heard: dict[str, Any] = {"by": COURIER, "files": files, "at": self.clock.now()}
        match Reporting(report["what"]):
            case Reporting.PROGRESS:
                it.report_progress(party, words=words, **heard)
            case Reporting.EXTENSION:
                until = report["until"]
                it.ask_extension(party, until=until, reason=words, **heard)
            case Reporting.RESULT:
                self._report(it, party, by=COURIER, result=words, report=report, files=files)

    def _report(
        self,
        it: Supervision,
        party: str,
        *,
        by: str,
        result: str,
        report: Mapping[str, str] | None = None,
        files: Sequence[Part] = (),
    ) -> None:
        answer = report or {"answer_class": "", "answer_number": ""}
        today = office_day(self.clock.now())
        it.report(
            party,
            by=by,
            result=result,
            days_late=days_late(it.share(party).deadline, on=today, calendar=self.calendar),
            answer_class=answer["answer_class"],
            answer_number=answer["answer_number"],
            files=files,
            at=self.clock.now(),
        )

    def _matter_of(self, capsule: Capsule) -> UUID | None:
        try:
            sent = self.consignments.load(Consignment, UUID(capsule.facts["answers"]))
        except (KeyError, Missing, TypeError, ValueError):
            return None
        asked = (sent.capsule.sender, sent.capsule.addressee)
        if sent.capsule.kind is not Kind.SUPERVISION or asked != (
            capsule.addressee,
            capsule.sender,
        ):
            return None
        return sent.document if self.exists(sent.document) else None
