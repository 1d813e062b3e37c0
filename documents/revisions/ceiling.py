"""Whether a file may be here, as far as it can be read."""

from __future__ import annotations

from documents.reading import decode
from documents.reading.importing import import_file, is_text
from documents.revisions.sniffing import sort_of
from office.classification import Ceiling, TooSecret
from office.kernel.refusals import Refused


def check_ceiling(ceiling: Ceiling, data: bytes, *, name: str) -> None:
    """Refuse a file that says it is above the node's ceiling, wherever we can read it.

    What cannot be read (a scan, a picture, a packed folder) is judged by its name alone.
    """
    ceiling.check_text(name)
    try:
        if is_text(data):
            ceiling.check_text(decode(data))
        elif (sort := sort_of(data)) and sort.endings[0] in (".docx", ".pdf", ".ofd"):
            import_file(data).check(ceiling)
    except TooSecret:
        raise
    except Refused:
        return
