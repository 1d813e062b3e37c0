"""Three offices on one node, for rooms of opinions."""

from __future__ import annotations

from tests.unit.documents.conftest import office

__all__ = ["office"]
