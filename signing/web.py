"""Signing over HTTP."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Its rooms' pages."""
    config.include("signing.issuing.web")
    config.include("signing.pins.web")
    config.include("signing.checking.web")
    config.include("signing.checkpoints.web")
    config.include("signing.seals.web")
    config.include("signing.requests.web")
    config.include("signing.timestamps.web")
