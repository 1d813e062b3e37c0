"""Invented documents of the invented province 云川省, for demonstration and tests."""

from __future__ import annotations

from importlib.resources import files

from documents.manuscript import Manuscript
from documents.reading import read_text


def demonstration_manuscripts() -> tuple[Manuscript, ...]:
    """The demonstration's drafts, in the order of their files' names, all of type 通知.

    They are plain texts in `data/`, read as a clerk's upload would be. Number and date are empty:
    the acts of the demonstration give them.
    """
    folder = files(__package__) / "data"
    texts = sorted((each for each in folder.iterdir()), key=lambda each: each.name)
    return tuple(read_text(each.read_text(encoding="utf-8")) for each in texts)
