"""采纳 that the text does not show: a comment was adopted, and not a word was changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from documents.consulting.consultation import Consultation
from documents.consulting.open_matters import last_words
from documents.consulting.place import DISPOSAL_WORDS, Disposal, Place
from office.kernel.refusals import Refused

FOLLOWED = (Disposal.ADOPTED, Disposal.PARTLY)
REMEDY = "请修改文稿，或者在采纳情况里写明文稿不改的理由。"


def unchanged(it: Consultation, place: Place, *, revision: str) -> list[int]:
    """Which comments (from 0) were adopted though the text is still the one that was sent out,
    and nobody said why."""
    if place.withdrawn or it.shown["revision"] != revision:
        return []
    return [
        number
        for number, treatment in sorted(place.disposed.items())
        if treatment.disposal in FOLLOWED and not treatment.unchanged.strip()
    ]


def adopted_in_vain(rounds: Iterable[Consultation], *, revision: str) -> list[str]:
    """A clause for each such comment: 采纳了…的第 n 条意见而文稿未改动."""
    return [
        clause
        for it, place in last_words(rounds)
        for clause in _clauses(it, place, revision=revision)
    ]


def must_be_followed(rounds: Iterable[Consultation], *, revision: str, doing: str) -> None:
    """Refuse to go on with a text that does not show what was adopted."""
    if clauses := adopted_in_vain(rounds, revision=revision):
        raise Refused(f"此件还不能{doing}：{'；'.join(clauses)}。{REMEDY}")


def _clauses(it: Consultation, place: Place, *, revision: str) -> Iterator[str]:
    for number in unchanged(it, place, revision=revision):
        words = DISPOSAL_WORDS[place.disposed[number].disposal]
        yield f"{words}了{place.name}的第 {number + 1} 条意见，而文稿没有改动"
