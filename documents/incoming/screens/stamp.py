"""收文章: agency, number and day, as it is stamped on a paper that is registered."""

from __future__ import annotations

from typing import Any

from documents.screens.paper import Paper
from office.kernel.clock import office_day
from office.web.formats import whole_day


def stamp_lines(paper: Paper[Any]) -> tuple[str, ...]:
    """The lines of the stamp; none before the paper has its number.

    The agency is as it was called then; the day is that on which the paper was signed for.
    """
    it = paper.it
    if not it.number:
        return ()
    signed = (each.timestamp for each in paper.events if type(each).__name__ == "SignedFor")
    at = next(signed, paper.moment)
    agency = paper.request.house.directory.agency_on(it.agency, office_day(at))
    return (agency.name if agency else it.agency, it.number, whole_day(at))
