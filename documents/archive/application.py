"""The archive: everything that is done with records."""

from __future__ import annotations

from documents.archive.acts.handing import Handing


class Records(Handing):
    """归档. Commands carry the same names as the aggregates'."""
