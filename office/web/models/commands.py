"""What makes pressing a button twice one act (design D5)."""

from __future__ import annotations

from uuid import uuid4


def new_command() -> str:
    """The id of the act that a form submits, however often it arrives."""
    return str(uuid4())
