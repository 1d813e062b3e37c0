"""Handing over a desk: a preview, one act, and the way back.

A room says how its papers are handed over, and which role an act that waits needs:

    house.find(HandOvers).add("incoming", incomings.hand_over, needs={"instruct": Role.LEADER})
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any, Protocol
from uuid import UUID, uuid4

from sqlalchemy import Row, select

from office.access.permissions import NotAllowed
from office.desk.handing.hand_over import HandOver
from office.desk.handing.permissions import Permission
from office.desk.handing.registers import hand_overs
from office.desk.registers import TO_READ, items, subjects
from office.directory.answers import Incumbent
from office.directory.kinds import ROLE_NAMES, Role
from office.directory.lookup import Lookup
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

HOLDING = "holding"
SHARED = "shared"
"""What a room says where the taker had it on the desk anyway: there is nothing to give back."""


class Group(StrEnum):
    """Why something is to be handed over; the preview shows and counts each by itself."""

    WAITING = "waiting"
    READING = "reading"
    RETURNING = "returning"
    AHEAD = "ahead"
    NAMED = "named"
    ANSWERS = "answers"


GROUP_WORDS = {
    Group.WAITING: "待其办理的",
    Group.READING: "待其阅读的",
    Group.RETURNING: "由其拟稿、正在他人手中的",
    Group.AHEAD: "流程以后轮到其办理的",
    Group.NAMED: "已指定其办理、还没有到其手中的",
    Group.ANSWERS: "由其经办、等候答复或者审定的",
}


class HandsOver(Protocol):
    """One paper of a room goes from one person to the other, as a part of the act.

    `steps` are those of the post that is left: what the giver is to the paper in another post
    stays. `undoing` gives back what the hand-over from the taker to the giver took, and no more.
    The answer is a word for what it was, where there is more than one. Refused, before anything
    is saved, where it cannot be.
    """

    def __call__(
        self,
        act: Act,
        subject: UUID,
        /,
        *,
        giver: str,
        taker: str,
        steps: Collection[str] | None,
        undoing: bool,
    ) -> str | None: ...


class HandsOverWhole(Protocol):
    """As `HandsOver`, of papers at which a person is one thing alone, so that undoing is the
    same act the other way."""

    def __call__(self, act: Act, subject: UUID, /, *, giver: str, taker: str) -> str | None: ...


def whole(hands_over: HandsOverWhole) -> HandsOver:
    """How papers go that go as a whole or not at all."""

    def goes(
        act: Act,
        subject: UUID,
        /,
        *,
        giver: str,
        taker: str,
        steps: Collection[str] | None,
        undoing: bool,
    ) -> str | None:
        return hands_over(act, subject, giver=giver, taker=taker)

    return goes


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to be handed over: at which `steps` it waits for who leaves and at which
    `minded` they are named else, in which words (`asked`)."""

    subject: UUID
    room: str
    title: str
    group: Group
    steps: tuple[str, ...]
    asked: tuple[str, ...]
    due: str
    movable: bool
    minded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minded:
    """What names somebody although it need not wait on their desk now; why, in words.

    `step` as in `needs`, where the duty is one of some posts only.
    """

    subject: UUID
    title: str
    words: str
    group: Group = Group.ANSWERS
    step: str = ""


Minds = Callable[[str, str], Sequence[Minded]]
"""What a person (the second) minds so in an agency (the first)."""


@dataclass(frozen=True, slots=True)
class _Room:
    hands_over: HandsOver
    needs: Mapping[str, Role]
    minds: Minds


class HandOvers(Room):
    """移交 in every agency of the node."""

    def __init__(self, node: Node, directory: Lookup) -> None:
        super().__init__(node)
        self.directory = directory
        self._rooms: dict[str, _Room] = {}

    def add(
        self,
        room: str,
        hands_over: HandsOver,
        *,
        needs: Mapping[str, Role],
        minds: Minds = lambda agency, person: (),
    ) -> None:
        """How a room's papers are handed over; `needs` by the step at which it waits."""
        self._rooms[room] = _Room(hands_over, needs, minds)

    def waiting(self, agency: str, *, giver: str, post: str) -> list[Waiting]:
        """What waits for this person in this post of theirs, what waits longest first; behind it
        what they mind.

        What needs a role that only another of their posts has is that post's.
        """
        others = [
            each
            for each in self.directory.posts_on(agency)
            if str(each.person.id) == giver and each.key != post
        ]
        left = self.directory.post(post)
        found: dict[UUID, Waiting] = {}
        for row in self._rows(agency, giver):
            if self._is_of_post(row.room, row.step, left, others):
                known = found.get(row.subject) or self._listed(row)
                found[row.subject] = replace(
                    known,
                    steps=(*known.steps, row.step),
                    asked=(*known.asked, row.asked),
                    due=row.due or known.due,
                )
        for name, room in self._rooms.items():
            for each in room.minds(agency, giver):
                if self._is_of_post(name, each.step, left, others):
                    found[each.subject] = _with(found.get(each.subject), name, each)
        return list(found.values())

    def _listed(self, row: Row[Any]) -> Waiting:
        return Waiting(
            subject=row.subject,
            room=row.room,
            title=row.title,
            group=Group.READING if row.list == TO_READ else Group.WAITING,
            steps=(),
            asked=(),
            due="",
            movable=row.room in self._rooms,
        )

    def made(self, agency: str) -> list[Row[Any]]:
        """The agency's hand-overs, the latest first."""
        query = (
            select(hand_overs)
            .where(hand_overs.c.agency == agency)
            .order_by(hand_overs.c.at.desc(), hand_overs.c.subject)
        )
        with self.node.store.reading() as connection:
            return list(connection.execute(query))

    def hand_over(
        self, act: Act, *, giver: str, post: str, taker: str, chosen: Collection[UUID]
    ) -> UUID:
        """移交 what was chosen of the preview, in one act; the hand-over's id.

        What cannot go (it went on meanwhile, or the taker lacks the role) stays, and is listed.
        """

        def decide() -> str:
            handed: list[dict[str, Any]] = []
            left: list[dict[str, Any]] = []
            id = uuid4()
            self.node.guard(act, Permission.HandOver.MAKE, _Asked(act.agency, giver, taker))
            roles = self._roles_of(act.agency, taker, giver=giver)
            standing = {
                each.subject: each for each in self.waiting(act.agency, giver=giver, post=post)
            }
            for subject in chosen:
                reason = self._why_not(standing.get(subject), roles)
                what = "" if reason else self._hand(act, standing[subject], giver, taker, left)
                if what:
                    handed.append(_item(standing[subject], what=what))
                elif reason:
                    left.append({"subject": str(subject), "reason": reason})
            made = HandOver.make(
                id=id,
                agency=act.agency,
                by=act.person,
                giver=giver,
                post=post,
                taker=taker,
                items=handed,
                left=left,
                at=self.clock.now(),
            )
            self.save(made)
            return str(id)

        given = {"giver": giver, "post": post, "taker": taker}
        given |= {"chosen": ",".join(str(each) for each in chosen)}
        return UUID(self.perform(act, name="hand over", given=given, decide=decide))

    def undo(self, act: Act, hand_over: UUID) -> None:
        """撤销: everything that still waits for the taker as it was handed over goes back."""

        def decide() -> None:
            it = self.open(HandOver, hand_over, act=act, permission=Permission.HandOver.UNDO)
            it.must_stand()
            self._roles_of(act.agency, it.giver, giver=it.taker)
            returned, kept = [], []
            still = self._subjects_of(act.agency, it.taker)
            for each in it.items:
                reason = self._give_back(act, each, giver=it.taker, taker=it.giver, still=still)
                if reason:
                    kept.append({"subject": each["subject"], "reason": reason})
                else:
                    returned.append(each["subject"])
            it.undo(by=act.person, returned=returned, kept=kept, at=self.clock.now())
            self.save(it)

        self.perform(act, name="undo a hand-over", given={"id": hand_over}, decide=decide)

    def _hand(
        self, act: Act, it: Waiting, giver: str, taker: str, left: list[dict[str, Any]]
    ) -> str:
        hands_over = partial(self._rooms[it.room].hands_over, act, it.subject, undoing=False)
        try:
            what = hands_over(giver=giver, taker=taker, steps=(*it.steps, *it.minded))
        except NotAllowed:
            raise
        except Refused as refusal:
            left.append({"subject": str(it.subject), "reason": str(refusal)})
            return ""
        return what or HOLDING

    def _give_back(
        self,
        act: Act,
        item: dict[str, Any],
        *,
        giver: str,
        taker: str,
        still: Collection[UUID],
    ) -> str:
        """Why it stays, in a sentence; empty if it went back."""
        if item["what"] == SHARED:
            return "接手人本来就要阅看此件，不必退回。"
        room = self._rooms.get(item["room"])
        if room is None:
            return "此类件在本系统中已停用，不能退回。"
        subject = UUID(item["subject"])
        if subject not in still:
            return "接手人已经办理，不再退回。"
        try:
            room.hands_over(act, subject, giver=giver, taker=taker, steps=None, undoing=True)
        except NotAllowed:
            raise
        except Refused as refusal:
            return str(refusal)
        return ""

    def _subjects_of(self, agency: str, person: str) -> set[UUID]:
        """Everything that waits for somebody or names them, asked once for all of it."""
        waits = {row.subject for row in self._rows(agency, person)}
        minds = (room.minds(agency, person) for room in self._rooms.values())
        return waits | {each.subject for found in minds for each in found}

    def lacked(self, agency: str, taker: str, found: Collection[Waiting]) -> Counter[Role]:
        """Of these things, how many would stay, by the role that the taker has not."""
        posts = [each for each in self.directory.posts_on(agency) if str(each.person.id) == taker]
        roles = {role for each in posts for role in each.roles}
        lacking = (self._lacking(each, roles) for each in found if each.movable)
        return Counter(each[0] for each in lacking if each)

    def _lacking(self, it: Waiting, roles: Collection[Role]) -> list[Role]:
        needs = self._rooms[it.room].needs
        return [needs[each] for each in it.steps if each in needs and needs[each] not in roles]

    def _why_not(self, it: Waiting | None, roles: Collection[Role]) -> str:
        if it is None:
            return "此件已经不在移交人手中，没有移交。"
        if not it.movable:
            return "此类件不能随岗移交，请在该件的页面上另行处理。"
        if lacking := self._lacking(it, roles):
            return f"接手人没有{ROLE_NAMES[lacking[0]]}职责，此件没有移交。"
        return ""

    def _is_of_post(
        self,
        name: str,
        step: str,
        post: Incumbent | None,
        others: Collection[Incumbent],
    ) -> bool:
        room = self._rooms.get(name)
        needed = room.needs.get(step) if room else None
        if needed is None or (post is not None and needed in post.roles):
            return True
        return not any(needed in each.roles for each in others)

    def _roles_of(self, agency: str, taker: str, *, giver: str) -> set[Role]:
        """What the taker may do in all their posts here. Refused if they have none."""
        if taker == giver:
            raise Refused("接手人不能是移交人本人。请另选接手人。")
        posts = [each for each in self.directory.posts_on(agency) if str(each.person.id) == taker]
        if not posts:
            raise Refused("接手人须是本机关在职人员。请从列出的人员中选择。", field="taker")
        return {role for each in posts for role in each.roles}

    def _rows(self, agency: str, person: str) -> list[Row[Any]]:
        query = (
            select(items, subjects.c.room, subjects.c.title)
            .join(subjects, subjects.c.subject == items.c.subject)
            .where(items.c.agency == agency, items.c.person == person)
            .order_by(items.c.since, items.c.subject, items.c.slot)
        )
        with self.node.store.reading() as connection:
            return list(connection.execute(query))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the guard is asked about before anything is handed over."""

    agency: str
    giver: str
    taker: str


def _with(known: Waiting | None, room: str, minded: Minded) -> Waiting:
    """What names somebody too, or only names them."""
    if known is None:
        known = Waiting(
            minded.subject, room, minded.title, minded.group, (), (), due="", movable=True
        )
    return replace(
        known,
        asked=(*known.asked, *(() if minded.words in known.asked else (minded.words,))),
        minded=(*known.minded, *((minded.step,) if minded.step else ())),
    )


def _item(it: Waiting, *, what: str) -> dict[str, Any]:
    return {"subject": str(it.subject), "room": it.room, "what": what}
