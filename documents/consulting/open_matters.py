"""What stands between a draft and its sign-off: the last word of each agency on this very text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from documents.consulting.consultation import Consultation
from documents.consulting.place import Place, Resolution
from documents.consulting.verdicts import ASKING_WORDS, Asking
from office.kernel.refusals import Refused

BINDING = (Asking.COUNTERSIGN, Asking.JOINT)
"""Consent to these is consent to a text; 征求意见 hears what others think of one."""


@dataclass(frozen=True, slots=True)
class JointSigner:
    """Who signed off for an issuer of a joint document: `name` is printed, `on` a day. `agency`:
    the agency's own name, `question`: the consignment by which it was asked."""

    code: str
    name: str
    by: str
    on: date
    agency: str = ""
    question: str = ""


def open_matters(rounds: Iterable[Consultation], *, revision: str) -> list[str]:
    """A clause for each agency that keeps this revision from being signed off; none if none does.

    `rounds` in their order: what an agency says in a later one replaces what it said before.
    """
    return [
        f"{place.name}{why}"
        for it, place in last_words(rounds)
        if (why := _why_open(it, place, revision=revision))
    ]


def must_be_asked(
    rounds: Iterable[Consultation], *, asking: Asking, revision: str
) -> dict[str, str]:
    """Code and name of each agency that a new round of this kind may not leave out."""
    return {
        place.code: place.name
        for it, place in last_words(rounds)
        if it.asking is asking and asking in BINDING and _unbound(it, place, revision=revision)
    }


def must_name_all(
    rounds: Iterable[Consultation], codes: Collection[str], *, asking: Asking, revision: str
) -> None:
    """Refuse a new round that leaves out who has yet to say a word on this text."""
    needed = must_be_asked(rounds, asking=asking, revision=revision)
    if left_out := [name for code, name in needed.items() if code not in codes]:
        raise Refused(
            f"{'、'.join(left_out)}还没有对现在的文稿{ASKING_WORDS[asking]}。"
            "请一并再送；对方还没有答复、不再征询的，请先在征询页面撤回并写明理由。"
        )


def joint_signers(rounds: Iterable[Consultation], *, revision: str) -> list[JointSigner]:
    """The other issuers that signed off this revision, in issuer order.

    成文日期 of a joint document is the day on which the last issuer signed off (条例 第九条).
    """
    return [
        JointSigner(
            place.code,
            place.answer.signature or place.name,
            place.answer.by,
            date.fromisoformat(place.answer.on),
            place.name,
            place.consignment,
        )
        for it, place in last_words(rounds)
        if it.asking is Asking.JOINT
        and place.answer
        and not _unbound(it, place, revision=revision)
    ]


def last_words(rounds: Iterable[Consultation]) -> Iterator[tuple[Consultation, Place]]:
    """Each agency's place in the last round in which it was asked this; none if it was let go.

    A withdrawn question takes back no answer: what the agency said in an earlier round stands.
    """
    last: dict[tuple[Asking, str], tuple[Consultation, Place]] = {}
    for it in rounds:
        for place in it.places.values():
            asked = (it.asking, place.code)
            if not place.withdrawn:
                last[asked] = (it, place)
            elif asked in last and _is_no_issuer_now(*last[asked]):
                del last[asked]
    yield from last.values()


def _is_no_issuer_now(it: Consultation, place: Place) -> bool:
    """Whether withdrawing lets it go all the same: a joint issue goes on without who does not
    sign it, once the dissent is settled, and nothing but a signature would settle it else."""
    if it.asking is not Asking.JOINT or place.is_disputed:
        return False
    return place.resolution is not Resolution.STOPPED


def _unbound(it: Consultation, place: Place, *, revision: str) -> bool:
    return not place.consents(it.asking) or it.shown["revision"] != revision


def _why_open(it: Consultation, place: Place, *, revision: str) -> str:
    words = ASKING_WORDS[it.asking]
    if place.is_open:
        late = "，已逾期" if place.overdue else ""
        term = f"（答复期限 {it.deadline}{late}）"
        return f"还没有答复{words}{term}" if place.sent_at else f"还没有轮到{words}{term}"
    if place.is_disputed:
        return "不同意，尚未协调一致或经上级裁定"
    if place.resolution is Resolution.STOPPED:
        return "不同意，上级已裁定不予制发"
    if not place.consents(it.asking):
        return f"不同意，协调或裁定后须再送其{words}"
    if place.undisposed:
        return "的意见还没有登记采纳情况"
    if it.asking in BINDING and it.shown["revision"] != revision:
        return f"{words}的是以前的文稿，文稿已有修改，须再送其{words}"
    return ""
