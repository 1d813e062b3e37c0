"""What later acts print (签发人, 印发机关, 印发日期), as the lines of a printed document say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.manuscript import Attachment, Manuscript
from documents.reading.phrases import date_start, is_name

_SIGNERS = re.compile("签[ \u3000]?发[ \u3000]?人[：:](?P<names>.{2,120})")
_PERSON = re.compile("[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,3}")
_PRINTING = "印发"
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Printed:
    """The elements, and the `lines` that say them; "" and () for what no line says."""

    signers: tuple[str, ...] = ()
    printing_office: str = ""
    print_date: str = ""
    lines: tuple[str, ...] = ()


def printed_elements(lines: Sequence[str]) -> Printed:
    """What the unrecognised lines of a manuscript say of elements that it has no field for.

    签发人 (GB/T 9704-2012 7.2.6) go on on the next lines; 印发机关和印发日期 are one line (7.4.3).
    Of several imprints the last counts, of several 签发人 the first.
    """
    signers, said = _signers(lines)
    office = date = ""
    for line in reversed(lines):
        if found := _imprint(line):
            office, date = found
            said = (*said, line)
            break
    return Printed(signers, office, date, said)


def _signers(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names, and the lines on which they stand."""
    for place, line in enumerate(lines):
        found = _SIGNERS.fullmatch(line.strip())
        names = _people(found["names"]) if found else ()
        if not names:
            continue
        said = [line]
        for below in lines[place + 1 :]:
            more = _people(below)
            if not more:
                break
            names = (*names, *more)
            said.append(below)
        return names, tuple(said)
    return (), ()


def _people(text: str) -> tuple[str, ...]:
    """The names of people on a line; none if anything else stands there."""
    names = [each for each in re.split("[\\s、，]+", text.strip()) if each]
    are_people = all(_PERSON.fullmatch(each) and not is_name(each) for each in names)
    return tuple(names) if are_people and len(text) <= _LONGEST else ()


def _imprint(line: str) -> tuple[str, str] | None:
    """印发机关 and 印发日期 of the imprint's line."""
    bare = line.strip()
    if len(bare) > _LONGEST or not bare.endswith(_PRINTING):
        return None
    bare = bare.removesuffix(_PRINTING).rstrip()
    start = date_start(bare)
    office = bare[: max(start, 0)].strip()
    return (office, bare[start:]) if start >= 0 and is_name(office) else None


def without_text(manuscript: Manuscript) -> Iterator[str]:
    """A sentence for each attachment that the note names and whose text was not found."""
    yield from _without_text(manuscript.attachments)
    if manuscript.enclosure:
        yield from _without_text(manuscript.enclosure.attachments)


def _without_text(attachments: Sequence[Attachment]) -> Iterator[str]:
    for place, each in enumerate(attachments, start=1):
        if not each.body:
            serial = str(place) if len(attachments) > 1 else ""
            yield f"附件{serial}“{each.title}”只有名称，没有找到它的内容，请核对是否遗漏。"
