"""关联: how one document stands to another, seen from either side."""

from __future__ import annotations

from enum import StrEnum


class Relation(StrEnum):
    """What this document is to the other. The value is in events and never changes."""

    REPLACES = "replaces"
    REPLACED_BY = "replaced-by"
    AMENDS = "amends"
    AMENDED_BY = "amended-by"
    REPEALS = "repeals"
    REPEALED_BY = "repealed-by"


RELATION_WORDS = {
    Relation.REPLACES: "代替",
    Relation.REPLACED_BY: "被代替，见",
    Relation.AMENDS: "修改",
    Relation.AMENDED_BY: "被修改，见",
    Relation.REPEALS: "废止或撤销",
    Relation.REPEALED_BY: "被废止或撤销，见",
}

INVERSE = {
    Relation.REPLACES: Relation.REPLACED_BY,
    Relation.REPLACED_BY: Relation.REPLACES,
    Relation.AMENDS: Relation.AMENDED_BY,
    Relation.AMENDED_BY: Relation.AMENDS,
    Relation.REPEALS: Relation.REPEALED_BY,
    Relation.REPEALED_BY: Relation.REPEALS,
}
"""The same relation seen from the other document."""
