"""To which text somebody spoke on the way: a later change of the text is no longer theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What `person` said at a place of the route, to the text with the digest `revision`.

    `version` is that of the event in which they said it.
    """

    person: str
    position: int
    step: str
    revision: str
    version: int


Consents = tuple[Consent, ...]


def with_consent(given: Sequence[Consent], new: Consent) -> Consents:
    """Who speaks again at a step takes the place of what they said there before."""
    said = (new.person, new.position)
    return (*(each for each in given if (each.person, each.position) != said), new)


def until(given: Sequence[Consent], position: int) -> Consents:
    """What stands when the route is gone anew from `position` on: everybody there is asked."""
    return tuple(each for each in given if each.position < position)
