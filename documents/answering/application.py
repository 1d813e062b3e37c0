"""The side that is asked: taking questions in, every act on them, and the answer back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID, uuid5

from sqlalchemy import select

from documents.answering.inquiry import Inquiry
from documents.answering.registers import inquiries
from documents.answering.stages import Stage
from documents.consignments.application import Consignments
from documents.consignments.capsule import Accepted, Capsule, NotTaken
from documents.consignments.consignment import Consignment
from documents.consignments.reporting import report_of
from documents.consignments.states import Code, Kind, State
from documents.consignments.taking import take_once
from documents.consulting.verdicts import ANSWERS, AgencyVerdict, Answer, Asking, Comment
from documents.handling.giving import Giving
from documents.numbering.application import Numbering
from documents.numbering.words import INQUIRIES
from documents.permissions import Permission
from office.desk.handing.application import HOLDING, SHARED, Minded
from office.directory.answers import Incumbent
from office.directory.entries import IssuingIdentityEntry
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

KINDS = (Kind.COUNTERSIGN, Kind.CONSULTATION, Kind.JOINT_ISSUE)
_EXPECTED = (
    *("asking", "paper", "deadline", "note", "revision", "pages"),
    *("title", "type", "urgency"),
)


class People(Protocol):
    """The directory of record, as far as answering needs it."""

    def person_name(self, person: str) -> str:
        """The person's name."""

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Who holds which post in the agency."""

    def people_with_role(
        self, agency: str, role: Role, day: date | None = None
    ) -> list[Incumbent]:
        """Who may do this in the agency, by rank."""

    def identity(self, key: str, day: date | None = None) -> IssuingIdentityEntry | None:
        """The issuing identity with this key."""


class Inquiries(Room):
    """征询件. Commands carry the same names as the aggregate's."""

    def __init__(
        self, node: Node, *, numbering: Numbering, consignments: Consignments, people: People
    ) -> None:
        super().__init__(node)
        self.numbering = numbering
        self.consignments = consignments
        self.people = people

    def take(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """送达: store the parts and the arrival; the asker is told. Twice is once.

        The same consignment with other content is a conflict and overwrites nothing.
        """
        _must_be_a_question(capsule)
        id = _id_of(capsule, consignment=capsule.consignment)

        def decide(_: Act) -> None:
            if self.exists(id):
                it = self.load(Inquiry, id)
                it.arrive_again(capsule, at=self.clock.now())
            else:
                it = Inquiry.arrive(capsule, at=self.clock.now())
            if it.pending_events:
                self.save(it)
                self._tell(it, State.DELIVERED)

        return take_once(self, capsule, decide, key=id, what="征询件", contents=contents.values())

    def take_note(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """催办 or 撤回 of a question that came before. Before it came: later again."""
        about = str(capsule.facts.get("about", ""))
        id = _id_of(capsule, consignment=about)
        if not self.exists(id):
            raise NotTaken(Code.BUSY, "所指的征询件还没有送达，将自动重试。")
        words = str(capsule.facts.get("note", ""))

        def decide(_: Act) -> None:
            it = self.load(Inquiry, id)
            if capsule.kind is Kind.WITHDRAWAL:
                it.be_withdrawn(reason=words, at=self.clock.now())
            else:
                it.be_reminded(words=words, at=self.clock.now())
            self.save(it)

        key = uuid5(id, capsule.consignment)
        return take_once(self, capsule, decide, key=key, what="征询件")

    def sign_for(self, act: Act, inquiry: UUID, *, seen: int) -> None:
        """签收."""

        def change(it: Inquiry) -> None:
            it.sign_for(by=act.person, at=self.clock.now())
            self._tell(it, State.SIGNED_FOR, by=act.person)

        self._act(act, inquiry, Permission.Inquiry.SIGN_FOR, change, seen=seen, given=[])

    def refuse(self, act: Act, inquiry: UUID, *, reason: str, seen: int) -> None:
        """拒收; the asker gets the reason."""

        def change(it: Inquiry) -> None:
            it.refuse(by=act.person, reason=reason, at=self.clock.now())
            self._tell(it, State.REFUSED, by=act.person, text=reason)

        self._act(act, inquiry, Permission.Inquiry.REFUSE, change, seen=seen, given=[reason])

    def register(self, act: Act, inquiry: UUID, *, seen: int) -> None:
        """登记: with the next number of the year's own series."""

        def change(it: Inquiry) -> None:
            number, _ = self.numbering.take(act, word=INQUIRIES, subject=it.id)
            it.register(by=act.person, number=number, at=self.clock.now())
            self._tell(it, State.REGISTERED, by=act.person)

        self._act(act, inquiry, Permission.Inquiry.REGISTER, change, seen=seen, given=[])

    def assign(
        self,
        act: Act,
        inquiry: UUID,
        *,
        to: str,
        helpers: Sequence[str],
        note: str,
        seen: int,
    ) -> None:
        """分办: to one who proposes the answer, and to others for their opinions."""

        def change(it: Inquiry) -> None:
            ours = {str(each.person.id) for each in self.people.posts_on(it.agency)}
            if not {to, *helpers} <= ours:
                raise Refused("请在本机关人员中选择承办人和会同提出意见的人。")
            it.assign(by=act.person, to=to, helpers=helpers, note=note, at=self.clock.now())
            self._tell(it, State.ASSIGNED, by=act.person)

        given = [to, *helpers, note]
        self._act(act, inquiry, Permission.Inquiry.ASSIGN, change, seen=seen, given=given)

    def opine(self, act: Act, inquiry: UUID, *, words: str) -> None:
        """提出意见. Colleagues do not wait for each other, so no version is asked for."""
        self._act(
            act,
            inquiry,
            Permission.Inquiry.OPINE,
            lambda it: it.opine(
                by=act.person, whose=act.principal, words=words, at=self.clock.now()
            ),
            seen=None,
            given=[words],
        )

    def propose(
        self,
        act: Act,
        inquiry: UUID,
        *,
        to: str,
        verdict: AgencyVerdict,
        opinion: str,
        comments: Sequence[Comment],
        seen: int,
    ) -> None:
        """拟答复: before a leader; a joint issue before one who may sign off."""

        def change(it: Inquiry) -> None:
            if to not in {str(each.person.id) for each in self.deciders(it)}:
                raise Refused("所选的人不能审定答复。请在名单中选择；联合发文稿须送签发人。")
            it.propose(
                by=act.person,
                to=to,
                verdict=verdict,
                opinion=opinion,
                comments=comments,
                at=self.clock.now(),
            )

        given = [to, verdict, opinion, [[each.clause, each.text] for each in comments]]
        self._act(act, inquiry, Permission.Inquiry.PROPOSE, change, seen=seen, given=given)

    def send_back(self, act: Act, inquiry: UUID, *, reason: str, seen: int) -> None:
        """退回重拟."""
        self._act(
            act,
            inquiry,
            Permission.Inquiry.RETURN,
            lambda it: it.send_back(by=act.person, reason=reason, at=self.clock.now()),
            seen=seen,
            given=[reason],
        )

    def approve(
        self, act: Act, inquiry: UUID, *, words: str, signature: str = "", seen: int
    ) -> None:
        """审定答复: the answer goes back as a consignment of its own, in the same commit.

        For a joint issue `signature` is the key of the issuing identity that signs.
        """
        joint = self.load(Inquiry, inquiry).asking is Asking.JOINT
        permission = Permission.Inquiry.SIGN_OFF if joint else Permission.Inquiry.APPROVE

        def change(it: Inquiry) -> None:
            it.approve(
                by=act.person,
                leader=self._leader(act),
                post=self._post(it, act),
                on=office_day(self.clock.now()).isoformat(),
                signature=self._signature(it, act, signature) if joint else "",
                words=words,
                at=self.clock.now(),
            )
            assert it.answer is not None
            capsule = _answer_capsule(it, it.answer)
            self.consignments.dispatch(act, document=it.id, capsules=[capsule])
            self._tell(it, State.COMPLETED, by=act.person)

        given = [words, signature]
        self._act(act, inquiry, permission, change, seen=seen, given=given, binds=True)

    def hand_over(self, act: Act, inquiry: UUID, /, *, giver: str, taker: str) -> str:
        """移交, as part of handing over a whole desk (`office.desk.handing`)."""

        def decide() -> str:
            it = self.load(Inquiry, inquiry)
            self.node.guard(act, Permission.Inquiry.HAND_OVER, Giving(it, giver))
            decides = it.stage is Stage.APPROVING and giver in it.holder.people
            if decides and taker not in {str(each.person.id) for each in self.deciders(it)}:
                raise Refused("接手人不能审定这件答复，没有移交。联合发文稿须由签发人接手。")
            shared = it.hand_over(by=act.person, giver=giver, taker=taker, at=self.clock.now())
            self.save(it)
            return SHARED if shared else HOLDING

        given = {"inquiry": inquiry, "giver": giver, "taker": taker}
        return self.perform(act, name=Permission.Inquiry.HAND_OVER, given=given, decide=decide)

    def minded_by(self, agency: str, person: str) -> list[Minded]:
        """Inquiries before a leader, which come back to this person if the leader returns them."""
        query = select(inquiries.c.subject, inquiries.c.title).where(
            inquiries.c.agency == agency,
            inquiries.c.handler == person,
            inquiries.c.stage == Stage.APPROVING,
        )
        with self.node.store.reading() as connection:
            rows = connection.execute(query.order_by(inquiries.c.changed_at))
            return [Minded(row.subject, row.title, "等候审定") for row in rows]

    def deciders(self, it: Inquiry) -> list[Incumbent]:
        """Who may approve the answer, by rank: leaders; of a joint issue the signers."""
        role = Role.SIGNER if it.asking is Asking.JOINT else Role.LEADER
        return self.people.people_with_role(it.agency, role)

    def _act(  # one line of each act stands here
        self,
        act: Act,
        inquiry: UUID,
        permission: Permission.Inquiry,
        change: Callable[[Inquiry], None],
        *,
        seen: int | None,
        given: Sequence[Any],
        binds: bool = False,
    ) -> None:
        def decide() -> None:
            it = self.open(
                Inquiry, inquiry, act=act, permission=permission, seen=seen, binds=binds
            )
            change(it)
            self.save(it)

        facts = {"inquiry": inquiry, "seen": seen, "given": list(given)}
        self.perform(act, name=permission, given=facts, decide=decide)

    def _post(self, it: Inquiry, act: Act) -> str:
        """The post in which the leader decides, by its title."""
        held = [
            each
            for each in self.people.posts_on(it.agency)
            if (each.key == act.post if act.post else str(each.person.id) == act.person)
        ]
        return held[0].title if held else ""

    def _leader(self, act: Act) -> str:
        """Whose name stands under the answer; who stands in for somebody says so."""
        name = self.people.person_name(act.person)
        return f"{name}（代{self.people.person_name(act.behalf)}）" if act.behalf else name

    def _signature(self, it: Inquiry, act: Act, key: str) -> str:
        identity = self.people.identity(key)
        if identity is None or identity.agency != it.agency:
            raise Refused("请选择以哪个发文名义联合签发。")
        return identity.signature

    def _tell(self, it: Inquiry, state: State, *, by: str = "", text: str = "") -> None:
        """Queue a receipt. Opinions and instructions are never in it."""
        person = self.people.person_name(by) if by else ""
        at = self.clock.now()
        self.consignments.tell(report_of(it, state, at=at, person=person, text=text))


def _must_be_a_question(capsule: Capsule) -> None:
    facts = capsule.facts
    if missing := [name for name in _EXPECTED if name not in facts]:
        raise NotTaken(
            Code.ENVELOPE_INVALID, f"征询件缺少{'、'.join(missing)}，不能接收。请重新发送。"
        )
    if facts["asking"] not in set(Asking):
        raise NotTaken(Code.TYPE_UNMAPPED, "不认识这一类征询，不能接收。请联系收文机关。")
    try:
        date.fromisoformat(facts["deadline"])
    except (TypeError, ValueError) as fault:
        raise NotTaken(
            Code.ENVELOPE_INVALID, "答复期限不是一个日期，不能接收。请改正后重新发送。"
        ) from fault


def _id_of(capsule: Capsule, *, consignment: str) -> UUID:
    return Inquiry.id_of(agency=capsule.addressee, sender=capsule.sender, consignment=consignment)


def _answer_capsule(it: Inquiry, answer: Answer) -> Capsule:
    """The answer on its way: what was decided, by whom, about which pages."""
    question = it.capsule
    facts = {name: question.facts.get(name, "") for name in ("type", "title", "urgency")}
    return Capsule(
        consignment=str(Consignment.id_of(document=it.id, addressee=question.sender)),
        kind=Kind.ANSWER,
        sender=question.addressee,
        sender_name=question.addressee_name,
        addressee=question.sender,
        addressee_name=question.sender_name,
        facts={
            **facts,
            "classification": question.facts.get("classification", ""),
            "number": it.number,
            "date": answer.on,
            "answers": question.consignment,
            "words": ANSWERS[it.asking][answer.verdict],
            "answer": answer.to_json(),
        },
        parts=(),
    )
