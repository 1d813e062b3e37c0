"""Handing over a desk: a preview, one act, and the way back.

A room says how its papers are handed over, and which role an act that waits needs:

    house.find(HandOvers).add("incoming", incomings.hand_over, needs={"instruct": Role.LEADER})
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID, uuid4

from sqlalchemy import Row, select

from office.access.permissions import NotAllowed
from office.desk.handing.hand_over import HandOver
from office.desk.handing.permissions import Permission
from office.desk.handing.registers import hand_overs
from office.desk.registers import items, subjects
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


class HandsOver(Protocol):
    """One paper of a room goes from one person to the other, as a part of the act.

    The answer is a word for what it was, where there is more than one. Refused, before anything
    is saved, where it cannot be.
    """

    def __call__(self, act: Act, subject: UUID, /, *, giver: str, taker: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for who leaves: at which `steps`, in which words (`asked`)."""

    subject: UUID
    room: str
    title: str
    steps: tuple[str, ...]
    asked: tuple[str, ...]
    due: str
    movable: bool


@dataclass(frozen=True, slots=True)
class Minded:
    """What somebody minds although nothing of it waits on their desk now; why, in words."""

    subject: UUID
    title: str
    words: str


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
            if not self._is_of_post(row, left, others):
                continue
            before = found.get(row.subject)
            found[row.subject] = Waiting(
                subject=row.subject,
                room=row.room,
                title=row.title,
                steps=(*(before.steps if before else ()), row.step),
                asked=(*(before.asked if before else ()), row.asked),
                due=row.due or (before.due if before else ""),
                movable=row.room in self._rooms,
            )
        for room, known in self._rooms.items():
            for each in known.minds(agency, giver):
                found.setdefault(
                    each.subject,
                    Waiting(each.subject, room, each.title, (), (each.words,), "", movable=True),
                )
        return list(found.values())

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
            for each in it.items:
                reason = self._give_back(act, each, giver=it.taker, taker=it.giver)
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
        hands_over = self._rooms[it.room].hands_over
        try:
            return hands_over(act, it.subject, giver=giver, taker=taker) or HOLDING
        except NotAllowed:
            raise
        except Refused as refusal:
            left.append({"subject": str(it.subject), "reason": str(refusal)})
            return ""

    def _give_back(self, act: Act, item: dict[str, Any], *, giver: str, taker: str) -> str:
        """Why it stays, in a sentence; empty if it went back."""
        if item["what"] == SHARED:
            return "接手人本来就要阅看此件，不必退回。"
        room = self._rooms.get(item["room"])
        if room is None:
            return "此类件在本系统中已停用，不能退回。"
        if not self._still_waits(act.agency, room, UUID(item["subject"]), giver):
            return "接手人已经办理，不再退回。"
        try:
            room.hands_over(act, UUID(item["subject"]), giver=giver, taker=taker)
        except NotAllowed:
            raise
        except Refused as refusal:
            return str(refusal)
        return ""

    def _still_waits(self, agency: str, room: _Room, subject: UUID, person: str) -> bool:
        query = select(items.c.subject).where(items.c.subject == subject, items.c.person == person)
        with self.node.store.reading() as connection:
            if connection.execute(query).first() is not None:
                return True
        return any(each.subject == subject for each in room.minds(agency, person))

    def _why_not(self, it: Waiting | None, roles: Collection[Role]) -> str:
        if it is None:
            return "此件已经不在移交人手中，没有移交。"
        if not it.movable:
            return "此类件不能随岗移交，请在该件的页面上另行处理。"
        needs = self._rooms[it.room].needs
        lacking = [needs[each] for each in it.steps if each in needs and needs[each] not in roles]
        if lacking:
            return f"接手人没有{ROLE_NAMES[lacking[0]]}职责，此件没有移交。"
        return ""

    def _is_of_post(
        self, row: Row[Any], post: Incumbent | None, others: Collection[Incumbent]
    ) -> bool:
        room = self._rooms.get(row.room)
        needed = room.needs.get(row.step) if room else None
        if needed is None or (post is not None and needed in post.roles):
            return True
        return not any(needed in each.roles for each in others)

    def _roles_of(self, agency: str, taker: str, *, giver: str) -> set[Role]:
        """What the taker may do in all their posts here. Refused if they have none."""
        if taker == giver:
            raise Refused("接手人不能是移交人本人。请另选接手人。")
        posts = [each for each in self.directory.posts_on(agency) if str(each.person.id) == taker]
        if not posts:
            raise Refused("接手人须是本机关在职人员。请从列出的人员中选择。")
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


def _item(it: Waiting, *, what: str) -> dict[str, Any]:
    return {"subject": str(it.subject), "room": it.room, "what": what}
