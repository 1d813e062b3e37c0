"""送达 at the room of a kind: once for each sending, and refused with a code of the protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID, uuid5

from documents.consignments.capsule import Accepted, Capsule, NotTaken
from documents.consignments.states import COURIER, Code
from office.kernel.act import Act
from office.kernel.refusals import Conflict, Refused
from office.kernel.room import Room


def take_once(
    room: Room,
    capsule: Capsule,
    decide: Callable[[Act], None],
    *,
    key: UUID,
    what: str,
    contents: Iterable[bytes] = (),
) -> Accepted:
    """Have the courier carry out `decide`; a sending that was taken gets its first receipt again.

    `key` names what arrives, in the addressee's agency; `what` is the word for it. `contents` are
    stored first, unless they are here. Raises `NotTaken`; the same sending with other content is
    a conflict and overwrites nothing.
    """
    act = Act(agency=capsule.addressee, person=COURIER, command=f"take:{key}:{capsule.sending}")
    known = room.node.commands.answered(act)
    if not known and room.node.store.transaction is None:  # else whoever began it has stored them
        for data in contents:
            room.node.content.put(capsule.addressee, data)

    def take() -> dict[str, str]:
        decide(act)
        return {"receipt": str(uuid5(key, "accepted")), "at": room.clock.now().isoformat()}

    given = {"digest": capsule.digest}
    try:
        taken = room.perform(act, name=f"take {capsule.kind}", given=given, decide=take)
    except Conflict as conflict:
        raise NotTaken(Code.BUSY, f"对方正在办理同一件{what}，将自动重试。") from conflict
    except Refused as refusal:
        raise NotTaken(
            Code.CONFLICT,
            f"同一递送编号已收到内容不同的{what}，原件未被覆盖。请核对后另行发送。",
        ) from refusal
    at = datetime.fromisoformat(taken["at"])
    return Accepted(receipt=taken["receipt"], at=at, duplicate=known)
