"""Files that are handed in with words (a report, a result), as parts of what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from documents.consignments.capsule import Part
from documents.revisions.ceiling import check_ceiling
from documents.revisions.sniffing import attached_file
from office.classification import Ceiling
from office.kernel.content import ContentStore
from office.kernel.refusals import Refused

MOST_FILES = 20


def stored_parts(
    content: ContentStore,
    ceiling: Ceiling,
    *,
    agency: str,
    files: Mapping[str, bytes],
    before: int = 0,
) -> list[Part]:
    """The files, by name, as parts; stored once all of them may be here. So many are there
    `before`. The same file twice is one."""
    if len(files) + before > MOST_FILES:
        raise Refused(f"一次最多附 {MOST_FILES} 个文件，没有报送。请合并后再附。", field="file")
    parts: dict[str, Part] = {}
    for name, data in files.items():
        file = attached_file(data, name=name, digest=sha256(data).hexdigest())
        check_ceiling(ceiling, data, name=file.name)
        part = Part("attachment", file.name, file.media_type, file.digest, len(data))
        parts.setdefault(file.digest, part)
    for data in files.values():
        content.put(agency, data)
    return list(parts.values())
