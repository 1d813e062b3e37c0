"""What people call the kinds of events, for whoever reads a proof."""

from __future__ import annotations


class EventWords(dict[str, str]):
    """By topic. The room whose papers are proven brings one into the house."""
