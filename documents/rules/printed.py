"""A case from nothing but the printed words: what a file that was issued tells of its issue."""

from __future__ import annotations

import re

from documents.manuscript import Manuscript
from documents.rules.case import Case

_SIGNERS = re.compile("签[ \u3000]?发[ \u3000]?人[：:]")
_COPY_NUMBER = re.compile("[0-9]{1,8}")


def as_printed(manuscript: Manuscript) -> Case:
    """The manuscript with 签发人 and 份号 from the lines that have no place in it.

    Without a number it is a draft, and who signs is not known yet.
    """
    if not manuscript.number.strip():
        return Case(manuscript=manuscript)
    return Case(
        manuscript=manuscript, signers=_signers(manuscript), copy_number=_copy_number(manuscript)
    )


def _signers(manuscript: Manuscript) -> tuple[str, ...]:
    """Two signers may stand on two lines; one line that names any is enough to know of them."""
    found = ((_SIGNERS.search(line), line) for line in manuscript.unrecognised)
    return tuple(
        name for label, line in found if label for name in line[label.end() :].split() if name
    )


def _copy_number(manuscript: Manuscript) -> str:
    lines = (line.strip() for line in manuscript.unrecognised)
    return next(filter(_COPY_NUMBER.fullmatch, lines), "")
