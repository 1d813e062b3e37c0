"""纪要: the lists of who attended are told from the text (GB/T 9704-2012 10.3)."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.manuscript import Attendance, Block, Manuscript, Paragraph

_GAP = "[ \u3000]{0,4}"
_LISTED = re.compile(
    f"(?P<label>出{_GAP}席|请{_GAP}假|列{_GAP}席)(?:会议)?(?:人员|领导|单位|同志)?{_GAP}[：:]"
    "(?P<names>[^。；！？]{1,2000})。?"
)


def with_attendance(manuscript: Manuscript) -> Manuscript:
    """The manuscript with the paragraphs 出席：, 请假： and 列席： taken out of its body."""
    lists: list[Attendance] = []
    body: list[Block] = []
    for block in manuscript.body:
        found = _LISTED.fullmatch(block.text.strip()) if isinstance(block, Paragraph) else None
        if found and found["names"].strip():
            label = "".join(found["label"].split())
            lists.append(Attendance(label, found["names"].strip()))
        else:
            body.append(block)
    return replace(manuscript, body=tuple(body), attendance=(*manuscript.attendance, *lists))
