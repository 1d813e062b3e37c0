"""效力: the mark that stands beside the pages of what is not simply in force."""

from __future__ import annotations

from dataclasses import dataclass

from office.web.models.atoms import Link
from office.web.models.forms import ActForm


@dataclass(frozen=True, slots=True)
class EffectMark:
    """One word (已撤销), the sentence that explains it, where to read more, and 阅知 where due.

    It stands beside the stored pages and never in them. `void`: no effect any more.
    """

    word: str
    sentence: str
    void: bool = True
    more: Link | None = None
    act: ActForm | None = None
