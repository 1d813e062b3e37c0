"""Ids of the directory's streams: the same natural key is the same stream on every node."""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = UUID("9c68552d-c809-43f8-8145-e5bd7c07ffaa")
"""Of our own, so that a key of the directory is nobody else's id."""

DIRECTORY = "directory"
"""Whose streams these are: the directory of record belongs to the node, not to one agency."""


def agency_id(code: str) -> UUID:
    """The stream of the agency with this code (机关代码)."""
    return uuid5(NAMESPACE, f"agency:{code}")


def identity_id(key: str) -> UUID:
    """The stream of the issuing identity with this key."""
    return uuid5(NAMESPACE, f"identity:{key}")


def unit_id(key: str) -> UUID:
    """The stream of the unit with this key."""
    return uuid5(NAMESPACE, f"unit:{key}")


def person_id(key: str) -> UUID:
    """The stream of the person with this key (工号)."""
    return uuid5(NAMESPACE, f"person:{key}")
