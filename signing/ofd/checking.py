"""What an OFD's signatures say and whether the file still is what they say (GB/T 33190-2016 18).

Who the certificates belong to and whether they were good is another question: `checked` gives
what is needed to ask it.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from office.kernel.refusals import Refused
from signing.certificates.signed import Held
from signing.keys.algorithms import SM3
from signing.ofd.container import Container, located, tag
from signing.ofd.pressed import NotPressed, Pressed, read_pressed
from signing.timestamps.token import NotATimeStamp, TimeStamp, read_time_stamp

_DIGESTS = {SM3: "sm3", "SM3": "sm3", "2.16.840.1.101.3.4.2.1": "sha256", "SHA256": "sha256"}


class Fault(StrEnum):
    """What is wrong with a signature or with what it covers."""

    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"
    NOT_SIGNED = "not-signed"
    SEAL_BROKEN = "seal-broken"
    NOT_ON_LIST = "not-on-list"
    SEAL_NOT_VALID = "seal-not-valid"
    MOVED = "moved"
    DESCRIPTION_CHANGED = "description-changed"
    PART_CHANGED = "part-changed"
    PART_MISSING = "part-missing"
    PART_ADDED = "part-added"
    TIME_STAMP_BROKEN = "time-stamp-broken"


@dataclass(frozen=True, slots=True)
class Told:
    """A fault in words a clerk understands; `part`: the part of the file it is about."""

    fault: Fault
    words: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OFDSignature:
    """One signature. `pressed` is None where its value cannot be read; `time_stamp`: its own,
    which is whole; `pages` count from 0."""

    id: str
    pressed: Pressed | None
    time_stamp: TimeStamp | None
    covered: frozenset[str]
    pages: tuple[int, ...]
    faults: tuple[Told, ...]

    @property
    def at(self) -> datetime | None:
        """When it was sealed, as whoever sealed says."""
        return self.pressed.at if self.pressed else None


def checked(data: bytes) -> tuple[OFDSignature, ...]:
    """Every signature in the order of the list. Raises Refused for what is no OFD."""
    container = Container.read(data)
    listed = list(container.signed())
    seen = []
    for index, (id, kind, place) in enumerate(listed):
        later = [each for _, _, each in listed[index + 1 :]]
        seen.append(_Check(container, id=id, kind=kind, place=place, later=later).outcome())
    return tuple(seen)


class _Check:
    """One signature's parts, read once."""

    def __init__(
        self, container: Container, *, id: str, kind: str, place: str, later: Iterable[str]
    ) -> None:
        self.container = container
        self.id, self.kind, self.place = id, kind, place
        self.later = tuple(later)
        self.references: Counter[str] = Counter()

    def outcome(self) -> OFDSignature:
        """What was found."""
        try:
            root = self.container.root(self.place)
            value = _value_place(root, base=self.place)
        except Refused as fault:
            return self._outcome(None, [Told(Fault.UNREADABLE, str(fault), self.place)])
        if self.kind != "Seal":
            words = "这一签名不是电子印章签名，本系统不能核验。请用签名方的软件核验。"
            return self._outcome(None, [Told(Fault.UNSUPPORTED, words, self.place)])
        faults = [*self._references(root), *self._additions(value)]
        try:
            pressed = read_pressed(self.container.parts[value])
        except KeyError:
            faults.append(Told(Fault.PART_MISSING, f"签章值“{value}”不在文件中。", value))
            return self._outcome(None, faults)
        except NotPressed as fault:
            faults.append(Told(Fault.UNREADABLE, str(fault), value))
            return self._outcome(None, faults)
        faults[:0] = self._value(pressed)
        stamp, wrong = _own_stamp(pressed)
        faults.extend(wrong)
        return self._outcome(pressed, faults, pages=self._pages(root), stamp=stamp)

    def _outcome(
        self,
        pressed: Pressed | None,
        faults: list[Told],
        *,
        pages: tuple[int, ...] = (),
        stamp: TimeStamp | None = None,
    ) -> OFDSignature:
        return OFDSignature(
            id=self.id,
            pressed=pressed,
            time_stamp=stamp,
            covered=frozenset(self.references),
            pages=pages,
            faults=tuple(faults),
        )

    def _value(self, pressed: Pressed) -> Iterator[Told]:
        """The seal, whoever pressed it, and the description of what it covers."""
        seal = pressed.seal
        if not pressed.is_signed:
            words = "签章值与签章人证书不相符：签章数据被改动过，或者不是证书持有人所签。"
            yield Told(Fault.NOT_SIGNED, words)
        if not seal.is_made:
            words = f"印章“{seal.name}”的制章者签名不成立：印章图像、名称或有效期被改动过。"
            yield Told(Fault.SEAL_BROKEN, words)
        if not seal.is_pressed_by(pressed.certificate):
            words = f"签章人的证书不在印章“{seal.name}”的许可名单内：此人无权使用这枚印章。"
            yield Told(Fault.NOT_ON_LIST, words)
        if pressed.at and not seal.begins <= pressed.at <= seal.ends:
            yield Told(Fault.SEAL_NOT_VALID, f"用印时印章“{seal.name}”不在有效期内。")
        if pressed.place.lstrip("/") != self.place.lstrip("/"):
            words = "签章数据是从别处移来的：它写明的位置与所在的位置不同。"
            yield Told(Fault.MOVED, words, self.place)
        digest = hashlib.new("sm3", self.container.parts[self.place]).digest()
        if digest != pressed.digest:
            words = "签章说明（Signature.xml）在用印之后被改动过。"
            yield Told(Fault.DESCRIPTION_CHANGED, words, self.place)

    def _references(self, root: Any) -> Iterator[Told]:
        """Each part that is covered, against its digest."""
        listed = root.find(f"{tag('SignedInfo')}/{tag('References')}")
        name = _DIGESTS.get("" if listed is None else listed.get("CheckMethod", ""))
        if listed is None or name is None:
            words = "签章没有列明所保护的内容，或者摘要算法不可靠（只认 SM3 和 SHA-256）。"
            yield Told(Fault.UNSUPPORTED, words, self.place)
            return
        for each in listed.iterfind(tag("Reference")):
            part = _located(each.get("FileRef", ""), base=self.place)
            self.references[part] += 1
            said = (each.findtext(tag("CheckValue")) or "").strip()
            yield from _compared(self.container.parts, part, said=said, digest=name)
        for part in (part for part, times in self.references.items() if times > 1):
            yield Told(Fault.PART_CHANGED, f"“{part}”在签章说明中出现了两次。", part)

    def _additions(self, value: str) -> Iterator[Told]:
        """What the file has and the signature does not cover: only signatures made later may."""
        allowed = {self.place, value, self.container.signatures or ""}
        for place in self.later:
            allowed |= _own_parts(self.container, place)
        for part in sorted(self.container.parts):
            if part not in self.references and part not in allowed:
                words = f"“{part}”不在签章保护的范围内：它是用印之后加进文件的。"
                yield Told(Fault.PART_ADDED, words, part)

    def _pages(self, root: Any) -> tuple[int, ...]:
        numbers = {id: place for place, id in enumerate(self.container.pages())}
        stamps = root.iterfind(f"{tag('SignedInfo')}/{tag('StampAnnot')}")
        named = (numbers.get(each.get("PageRef", "")) for each in stamps)
        return tuple(sorted({each for each in named if each is not None}))


def _own_stamp(pressed: Pressed) -> tuple[TimeStamp | None, list[Told]]:
    """Over the signature's value."""
    if not pressed.time_stamp:
        return None, []
    words = "签章上的时间戳不成立：它被改动过，或者不是这个签章的。"
    try:
        stamp = read_time_stamp(pressed.time_stamp)
    except NotATimeStamp:
        return None, [Told(Fault.TIME_STAMP_BROKEN, words)]
    if stamp.held is not Held.HOLDS or not stamp.is_of(pressed.signature):
        return None, [Told(Fault.TIME_STAMP_BROKEN, words)]
    return stamp, []


def _compared(parts: Mapping[str, bytes], part: str, *, said: str, digest: str) -> Iterator[Told]:
    if part not in parts:
        yield Told(Fault.PART_MISSING, f"签章保护的“{part}”已不在文件中。", part)
        return
    try:
        expected = b64decode(said, validate=True)
    except ValueError:
        expected = b""
    if hashlib.new(digest, parts[part]).digest() != expected:
        yield Told(Fault.PART_CHANGED, f"“{part}”在用印之后被改动过。", part)


def _own_parts(container: Container, place: str) -> set[str]:
    """Those of a signature itself."""
    own = {place}
    try:
        root = container.root(place)
        own.add(_value_place(root, base=place))
        seal = root.findtext(f"{tag('SignedInfo')}/{tag('Seal')}/{tag('BaseLoc')}")
        if seal:
            own.add(located(seal, base=place))
    except Refused:
        pass  # the signature itself is told as unreadable
    return own


def _value_place(root: Any, *, base: str) -> str:
    return located(root.findtext(tag("SignedValue")) or "", base=base)


def _located(place: str, *, base: str) -> str:
    try:
        return located(place, base=base)
    except Refused:
        return place
