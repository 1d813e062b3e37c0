"""A unique constraint that was broken, told apart by its name (design D5).

A constraint that people can run into carries its sentence: `info={"refusal": "…"}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import MetaData, UniqueConstraint, exc

_SQLITE = re.compile(r"UNIQUE constraint failed: (.+)")


def refusal_of(error: exc.IntegrityError, tables: Iterable[MetaData]) -> str | None:
    """The sentence of the broken constraint; None when it has none."""
    named = [
        constraint
        for metadata in tables
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    for constraint in named:
        if is_broken(constraint, error):
            return constraint.info.get("refusal")
    return None


def is_broken(constraint: UniqueConstraint, error: exc.IntegrityError) -> bool:
    """Whether it is this constraint that the error is about."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:  # PostgreSQL says the name
        return bool(diagnosis.constraint_name == constraint.name)
    found = _SQLITE.search(str(error.orig))  # SQLite says the columns
    columns = [f"{constraint.table.name}.{column.name}" for column in constraint.columns]
    return found is not None and found.group(1).split(", ") == columns
