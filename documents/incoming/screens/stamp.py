"""收文章: agency, number and day, as it is stamped on a paper that is registered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from documents.incoming.receiving import received_at
from documents.screens.paper import Paper
from office.kernel.clock import office_day
from office.web.formats import whole_day


def stamp_lines(paper: Paper[Any]) -> tuple[str, ...]:
    """The lines of the stamp; none before the paper has its number.

    The agency is as it was called then; the day is that on which the paper was received.
    """
    it = paper.it
    if not it.number:
        return ()
    at = taken_at(paper) or paper.moment
    agency = paper.request.house.directory.agency_on(it.agency, office_day(at))
    return (agency.name if agency else it.agency, it.number, whole_day(at))


def taken_at(paper: Paper[Any]) -> datetime | None:
    """When the agency received it: as it was signed for, or the true day of what was entered."""
    it = paper.it
    if it.arrived_on:
        return received_at(it.arrived_on, entered=it.created_on)
    signed = (each.timestamp for each in paper.events if type(each).__name__ == "SignedFor")
    return next(signed, None)
