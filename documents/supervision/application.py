"""The room of supervision: 立项, 交办 to units and agencies, and every act up to 销号."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from documents.assignments.stages import Means
from documents.consignments.capsule import Part
from documents.consignments.consignment import Consignment
from documents.handling.giving import Giving
from documents.numbering.words import SUPERVISIONS
from documents.permissions import Permission
from documents.supervision.acts.hearing import Hearing
from documents.supervision.lights import days_late, months_after, next_working_day
from documents.supervision.notice import FORM, notice_values
from documents.supervision.registers import ROOM
from documents.supervision.said import Said
from documents.supervision.share import Share, agency_of, agency_party
from documents.supervision.stages import PROPOSED, AnswerClass, Kind, Satisfaction
from documents.supervision.supervision import Supervision
from documents.supervision.travelling import NOTICE, PDF, matter_capsule
from office.desk.handing.application import HOLDING
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.entered_days import must_be_to_come
from office.kernel.refusals import Refused

ROUND = 1
"""A matter is given out once; what is added later belongs to the same round."""


@dataclass(frozen=True, slots=True)
class Given:
    """Whom a matter is given to: `party` as forms carry it, by when (ISO; empty: the matter's)."""

    party: str
    host: bool
    deadline: str = ""


class Supervisions(Hearing):
    """督查督办. Commands carry the same names as the aggregate's."""

    def open_matter(
        self,
        act: Act,
        *,
        kind: Kind,
        facts: Mapping[str, str],
        source: Mapping[str, str],
        leader: str,
        deadline: str,
    ) -> UUID:
        """立项: one matter, one item, under the next number of the year's series.

        Without a `deadline` (ISO) the term of its kind counts from the day after.
        """

        def decide() -> str:
            self.node.guard(act, Permission.Supervision.OPEN, act)
            self._must_lead(act.agency, leader)
            day = deadline or self.term(kind)
            must_be_to_come(day, what="办理时限", at=self.clock.now(), field="deadline")
            latest = self.latest(kind)
            if latest and day > latest:
                raise Refused(
                    f"建议、提案的答复至迟不超过交办之日起六个月，即 {latest}。请提前办理时限。"
                )
            id = uuid5(NAMESPACE_URL, f"wenshu:supervision:{act.agency}:{act.command}")
            number, _ = self.numbering.take(act, word=SUPERVISIONS, subject=id)
            it = Supervision.open(
                id=id,
                agency=act.agency,
                by=act.person,
                kind=kind,
                number=number,
                facts=facts,
                source=source,
                leader=leader,
                deadline=day,
                latest=latest,
                at=self.clock.now(),
            )
            self.save(it)
            return str(id)

        given = {
            "kind": kind,
            "facts": dict(facts),
            "source": dict(source),
            "leader": leader,
            "deadline": deadline,
        }
        name = Permission.Supervision.OPEN
        return UUID(self.perform(act, name=name, given=given, decide=decide))

    def term(self, kind: Kind) -> str:
        """The day (ISO) by which a matter of this kind is carried out when nobody says otherwise:
        a statutory term in months, else working days of the site's table."""
        today = office_day(self.clock.now())
        if kind in PROPOSED:
            end = months_after(today, self.rules.months)
            return next_working_day(end, calendar=self.calendar).isoformat()
        return self.calendar.after(today, self.rules.terms[kind]).day.isoformat()

    def latest(self, kind: Kind) -> str:
        """The last day (ISO) to which a statutory term may be extended; empty for other kinds."""
        if kind not in PROPOSED:
            return ""
        return months_after(office_day(self.clock.now()), self.rules.latest).isoformat()

    def assign(
        self, act: Act, supervision: UUID, *, to: Sequence[Given], note: str, seen: int
    ) -> None:
        """交办: our units get their shares, agencies a consignment with the notice."""
        agencies = [each for each in to if agency_of(each.party)]
        notice = self._notice(act, supervision, to) if agencies else None

        def change(it: Supervision) -> None:
            shares = [self._share(it, each) for each in to]
            it.assign(
                by=act.person,
                shares=[self._give(act, it, each, note=note) for each in shares],
                note=note,
                pages=notice.digest if notice else "",
                at=self.clock.now(),
            )
            capsules = [
                matter_capsule(
                    it,
                    each,
                    sender=self._sender(act),
                    notice=notice,
                    day=office_day(self.clock.now()),
                )
                for each in shares
                if each.agency and notice
            ]
            self.consignments.dispatch(act, document=it.id, capsules=capsules)

        given = {"to": [[each.party, each.host, each.deadline] for each in to], "note": note}
        self._act(act, supervision, Permission.Supervision.ASSIGN, change, seen=seen, given=given)

    def urge(self, act: Act, supervision: UUID, *, party: str, means: Means, words: str) -> None:
        """催办. An agency is told by a consignment; our unit's share waits for an answer."""

        def change(it: Supervision) -> None:
            it.urge(party, by=act.person, means=means, words=words, at=self.clock.now())
            self._tell_share(act, it, it.share(party), Said.URGED, words=words)
            if not agency_of(party):
                link = UUID(it.share(party).link)
                self.assignments.note_urging(act, link, means=means, words=words)

        given = {"party": party, "means": means, "words": words}
        self._act(act, supervision, Permission.Supervision.URGE, change, seen=None, given=given)

    def extend(
        self, act: Act, supervision: UUID, *, party: str, until: str, words: str, seen: int
    ) -> None:
        """同意延期 of an agency, to the day asked for or (`until`, ISO) another one."""

        def change(it: Supervision) -> None:
            share = it.share(party)
            if not share.asked:
                raise Refused("这个单位没有等待审定的延期申请，或者已经审定。请刷新页面查看。")
            day = until or share.asked
            it.extend(party, by=act.person, until=day, words=words, at=self.clock.now())
            self._tell_share(act, it, share, Said.EXTENDED, words=words, until=day)

        given = {"party": party, "until": until, "words": words}
        self._act(act, supervision, Permission.Supervision.DECIDE, change, seen=seen, given=given)

    def deny(self, act: Act, supervision: UUID, *, party: str, reason: str, seen: int) -> None:
        """不同意延期 of an agency."""

        def change(it: Supervision) -> None:
            it.deny(party, by=act.person, reason=reason, at=self.clock.now())
            self._tell_share(act, it, it.share(party), Said.DENIED, words=reason)

        given = {"party": party, "reason": reason}
        self._act(act, supervision, Permission.Supervision.DECIDE, change, seen=seen, given=given)

    def send_back(
        self, act: Act, supervision: UUID, *, party: str, reason: str, seen: int
    ) -> None:
        """退回重办."""

        def change(it: Supervision) -> None:
            share = it.share(party)
            it.send_back(party, by=act.person, reason=reason, at=self.clock.now())
            self._tell_share(act, it, share, Said.SENT_BACK, words=reason)
            if not share.agency:
                self.assignments.send_back(act, UUID(share.link), reason=reason)

        given = {"party": party, "reason": reason}
        name = Permission.Supervision.SEND_BACK
        self._act(act, supervision, name, change, seen=seen, given=given)

    def withdraw(self, act: Act, supervision: UUID, *, party: str, reason: str, seen: int) -> None:
        """收回 an agency's share; our units' are withdrawn on their own pages."""

        def change(it: Supervision) -> None:
            share = it.share(party)
            if not share.agency:
                raise Refused("本机关的承办单位，请在它的承办单上收回。")
            if not reason.strip():
                raise Refused("收回必须写明理由，对方会收到。")
            now = self.clock.now()
            it.end_share(party, by=act.person, why="withdrawn", words=reason, at=now)
            self._tell_share(act, it, share, Said.WITHDRAWN, words=reason)

        given = {"party": party, "reason": reason}
        self._act(act, supervision, Permission.Supervision.ASSIGN, change, seen=seen, given=given)

    def submit(self, act: Act, supervision: UUID, *, to: str, words: str, seen: int) -> None:
        """报请审阅."""

        def change(it: Supervision) -> None:
            if not to:
                raise Refused("请选择审阅的领导。")
            self._must_lead(act.agency, to)
            it.submit(by=act.person, to=to, words=words, at=self.clock.now())

        given = {"to": to, "words": words}
        self._act(act, supervision, Permission.Supervision.SUBMIT, change, seen=seen, given=given)

    def give_back(self, act: Act, supervision: UUID, *, reason: str, seen: int) -> None:
        """领导退回."""

        def change(it: Supervision) -> None:
            it.give_back(by=act.person, reason=reason, at=self.clock.now())

        given = {"reason": reason}
        self._act(act, supervision, Permission.Supervision.SEE, change, seen=seen, given=given)

    def see(self, act: Act, supervision: UUID, *, words: str, seen: int) -> None:
        """审阅."""

        def change(it: Supervision) -> None:
            it.see(by=act.person, words=words, at=self.clock.now())

        given = {"words": words}
        self._act(act, supervision, Permission.Supervision.SEE, change, seen=seen, given=given)

    def answer(
        self,
        act: Act,
        supervision: UUID,
        *,
        answer_class: AnswerClass,
        number: str,
        on: str,
        seen: int,
    ) -> None:
        """登记答复 of a 建议 or 提案, on the day (ISO) of its 成文日期."""

        def change(it: Supervision) -> None:
            today = office_day(self.clock.now())
            if not on or on > today.isoformat():
                raise Refused("请填写答复函的成文日期，不能晚于今天。")
            it.answer(
                by=act.person,
                answer_class=answer_class,
                number=number,
                on=on,
                days_late=days_late(it.deadline, on=today, calendar=self.calendar),
                at=self.clock.now(),
            )

        given = {"answer_class": answer_class, "number": number, "on": on}
        self._act(act, supervision, Permission.Supervision.ANSWER, change, seen=seen, given=given)

    def enter_feedback(
        self, act: Act, supervision: UUID, *, satisfaction: Satisfaction, words: str, seen: int
    ) -> None:
        """登记反馈意见 of who proposed it."""

        def change(it: Supervision) -> None:
            now = self.clock.now()
            it.enter_feedback(by=act.person, satisfaction=satisfaction, words=words, at=now)

        given = {"satisfaction": satisfaction, "words": words}
        self._act(act, supervision, Permission.Supervision.ANSWER, change, seen=seen, given=given)

    def close_matter(self, act: Act, supervision: UUID, *, words: str, seen: int) -> None:
        """销号. Whoever still has something to do about it does so no more; agencies are told."""

        def change(it: Supervision) -> None:
            shares = it.current
            hosts = (each.party for each in shares if each.host)
            late = max((self._late_of(it.id, each) for each in hosts), default=0)
            it.close(by=act.person, words=words, days_late=late, at=self.clock.now())
            self._end_all(act, it, shares, Said.CLOSED, words=words or "督办事项已经销号")

        given = {"words": words}
        self._act(act, supervision, Permission.Supervision.CLOSE, change, seen=seen, given=given)

    def drop(self, act: Act, supervision: UUID, *, reason: str, seen: int) -> None:
        """撤项."""

        def change(it: Supervision) -> None:
            shares = it.current
            it.drop(by=act.person, reason=reason, at=self.clock.now())
            self._end_all(act, it, shares, Said.WITHDRAWN, words=reason)

        given = {"reason": reason}
        self._act(act, supervision, Permission.Supervision.DROP, change, seen=seen, given=given)

    def hand_over(self, act: Act, supervision: UUID, /, *, giver: str, taker: str) -> str:
        """移交, as part of handing over a whole desk (`office.desk.handing`)."""

        def decide() -> str:
            it = self.load(Supervision, supervision)
            self.node.guard(act, Permission.Supervision.HAND_OVER, Giving(it, giver))
            it.hand_over(by=act.person, giver=giver, taker=taker, at=self.clock.now())
            self.save(it)
            return HOLDING

        given = {"supervision": supervision, "giver": giver, "taker": taker}
        name = Permission.Supervision.HAND_OVER
        return self.perform(act, name=name, given=given, decide=decide)

    def _share(self, it: Supervision, to: Given) -> Share:
        """Who it is, before it has anything."""
        code = agency_of(to.party)
        deadline = to.deadline or it.deadline
        if not code:
            return Share(to.party, "", to.host, deadline, link="")
        agency = self.offices.agency_on(code, office_day(self.clock.now()))
        if agency is None or code == it.agency:
            raise Refused(f"不能交办机关“{code}”：通讯录中没有它，或者它就是本机关。请重新选择。")
        if to.party in it.shares:
            raise Refused(f"此项曾经交{agency.name}办理，不能再交。请另行立项。")
        link = str(Consignment.id_of(document=it.id, addressee=code))
        return Share(agency_party(code), agency.name, to.host, deadline, link=link)

    def _give(self, act: Act, it: Supervision, share: Share, *, note: str) -> Share:
        """Our unit's share is opened in the same commit."""
        if share.agency:
            return share
        opened = self.assignments.open_for(
            act,
            room=ROOM,
            paper=it.id,
            about=about_of(it),
            round=ROUND,
            party=share.party,
            host=share.host,
            deadline=share.deadline,
            note=note or it.facts["requirement"],
        )
        name = self.assignments.name_of(it.agency, opened.party)
        return Share(share.party, name, share.host, share.deadline, link=str(opened.id))

    def _notice(self, act: Act, supervision: UUID, to: Sequence[Given]) -> Part:
        """督办通知单 as it is sent, laid out and stored before the journal is locked."""
        it = self.load(Supervision, supervision)
        self.guard_ahead(act, Permission.Supervision.ASSIGN, it)
        today = office_day(self.clock.now())
        shares = [self._named(it, each) for each in to]
        agency = self.offices.agency_on(it.agency, today)
        values = notice_values(
            it,
            (*it.current, *shares),
            agency=agency.name if agency else "",
            ink=self.ink_of(it),
            day=today,
            leader=self.offices.person_name(it.leader) if it.leader else "",
            contact=self.offices.person_name(act.person),
        )
        data = self.printer.paper(FORM, values)
        digest = self.node.content.put(it.agency, data)
        return Part("original", NOTICE, PDF, digest, len(data))

    def _named(self, it: Supervision, to: Given) -> Share:
        deadline = to.deadline or it.deadline
        return Share(to.party, self.name_of(it.agency, to.party), to.host, deadline, link="")

    def _must_lead(self, agency: str, leader: str) -> None:
        leaders = self.offices.people_with_role(agency, Role.LEADER)
        if leader and leader not in {str(each.person.id) for each in leaders}:
            raise Refused("所选的人没有批示职责。请在本机关领导中选择。")


def about_of(it: Supervision) -> dict[str, Any]:
    """What desks say of a unit's share."""
    return {
        "title": it.facts["title"],
        "type": "督办",
        "urgency": it.facts["urgency"],
        "origin": it.facts["basis"],
        "number": it.number,
    }
