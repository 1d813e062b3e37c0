"""Typefaces for signing's tests that begin with real pages, and a proof."""

from tests.unit.layout.conftest import drawn, site
from tests.unit.signing.proven import kept

__all__ = ["drawn", "kept", "site"]
