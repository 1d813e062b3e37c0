"""Who looks for papers: what of the agency's papers they may see, by the rules of the guard."""

from __future__ import annotations

from documents.permissions import handles_papers
from office.access.identity import Identity
from office.searching.indexed import EVERYBODY, person, role
from office.searching.searching import Reader


def reader_of(identity: Identity) -> Reader:
    """The same as the rules of VIEW say of each paper (a test holds them side by side): whoever
    handles papers sees the agency's, and 签报 on whose way they are, in whose place they act;
    clerks see all of them. Words for named people are the person's own."""
    audience: frozenset[str] = frozenset()
    if handles_papers.holds(identity, None):
        audience = frozenset((EVERYBODY, person(identity.principal), *map(role, identity.roles)))
    return Reader(agency=identity.agency, person=identity.person, audience=audience)
