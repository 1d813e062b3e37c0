"""Typefaces for signing's tests that begin with real pages."""

from tests.unit.layout.conftest import drawn, site

__all__ = ["drawn", "site"]
