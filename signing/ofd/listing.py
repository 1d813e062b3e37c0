"""The list of signatures: the one part that no seal covers (GB/T 33190-2016 18.1).

So it must be nothing else besides, neither a page nor an attachment: whatever it shows could be
changed after the seal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, join
from typing import Any

from office.kernel.refusals import Refused
from office.outside.xml import items_in
from signing.ofd.container import (
    ENTRY,
    MOST_ITEMS,
    REMEDY,
    Container,
    NotAnOFD,
    located,
    tag,
    too_many,
)

MOST = 60
"""Signatures of one file."""
_LARGEST = 100_000
_LONGEST = 300
_ATTRIBUTES = {"ID", "Type", "BaseLoc"}
_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_NUMBER = re.compile(r"[\w.-]{0,40}")
_HIDES = (b"&#", b"<![CDATA[")
"""How a name may be written so that its bytes do not stand in the part."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One signature: `kind` is Seal or Sign, `place` the name of its Signature.xml."""

    id: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class SignatureList:
    """`place`: its own name; the signatures in the order in which they were made."""

    place: str
    signatures: tuple[Listed, ...]


def list_of(container: Container) -> SignatureList | None:
    """None before anybody signed. Raises NotAnOFD for one that is anything else besides."""
    body = container.body
    named = body.findall(tag("Signatures"))
    if not named:
        return None
    if len(named) > 1:
        raise NotAnOFD(f"文件写有 {len(named)} 个签章列表，不知以哪个为准，不能采信。{REMEDY}")
    place = container.named(body, "Signatures", base=ENTRY)
    root = container.root(place)
    if len(container.parts[place]) > _LARGEST or not _only_lists(root):
        raise _also_something_else(place)
    found = tuple(_listed(root, place=place))
    _must_be_distinct(found)
    _must_be_named_once(container, place, signatures={each.place for each in found})
    return SignatureList(place, found)


def _listed(root: Any, *, place: str) -> Iterator[Listed]:
    for each in root.iterfind(tag("Signature")):
        own = located(each.get("BaseLoc", ""), base=place)
        yield Listed(each.get("ID", ""), each.get("Type", "Seal"), own)


def _only_lists(root: Any) -> bool:
    """Ids and places, and not a word more."""
    if root.tag != tag("Signatures") or "".join(_loose(root)).strip():
        return False
    return all(name.startswith(_INSTANCE) for name in root.attrib) and all(map(_lists, root))


def _lists(node: Any) -> bool:
    said = (node.text or "").strip()
    if len(node):
        return False
    if node.tag == tag("MaxSignId"):
        return not node.attrib and bool(_NUMBER.fullmatch(said))
    known = node.tag == tag("Signature") and set(node.attrib) <= _ATTRIBUTES
    return known and not said and all(len(each) < _LONGEST for each in node.values())


def _loose(root: Any) -> Iterator[str]:
    yield root.text or ""
    yield from (each.tail or "" for each in root)


def _must_be_distinct(found: tuple[Listed, ...]) -> None:
    if len(found) > MOST:
        raise NotAnOFD(f"文件内的签章多于 {MOST} 个，不像是一件公文，没有核验。{REMEDY}")
    (place, times), *_ = Counter(each.place for each in found).most_common(1) or [("", 0)]
    if times > 1:
        raise NotAnOFD(f"签章“{place}”在签章列表中列了 {times} 次，不能采信。{REMEDY}")


def _must_be_named_once(container: Container, place: str, *, signatures: set[str]) -> None:
    """By OFD.xml as the list. Signatures may cover it, and a version may tell all its parts."""
    wanted = basename(place).lower().encode()
    room = MOST_ITEMS
    for name, content in container.parts.items():
        may_name = wanted in content.lower() or any(each in content for each in _HIDES)
        if name in signatures or not may_name or not _is_text(content):
            continue
        # Of all these together: a small file has as many of them as it likes.
        room -= items_in(content)
        if room < 0:
            raise too_many(name)
        try:
            root = container.root(name)
        except Refused:
            continue  # no reader makes anything of it either
        allowed = 1 if name == ENTRY else 0
        if root.tag != tag("DocVersion") and _times(root, place, within=name) > allowed:
            raise _also_something_else(place)


def _is_text(content: bytes) -> bool:
    return content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _times(root: Any, place: str, *, within: str) -> int:
    """How often the part names the place; resources have a folder of their own (BaseLoc)."""
    folder, own = root.get("BaseLoc", ""), basename(place).casefold()
    return sum(
        own in join(folder, said).casefold()  # or it is nowhere in what is worked out of it
        and place.casefold() in {_absolute(said, within), _absolute(join(folder, said), within)}
        for node in root.iter()
        for said in (*node.values(), node.text or "")
    )


def _absolute(said: str, within: str) -> str:
    try:
        return located(said, base=within).casefold()
    except Refused:
        return ""


def _also_something_else(place: str) -> NotAnOFD:
    return NotAnOFD(
        f"文件把“{place}”既当作签章列表，又当作别的内容；签章列表不受签章保护，"
        f"其中的内容可以随意改动，不能采信，也不能用印。{REMEDY}"
    )
