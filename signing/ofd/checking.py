"""What an OFD's signatures say and whether the file still is what they say (GB/T 33190-2016 18).

Who the certificates belong to and whether they were good is another question: `checked` gives
what is needed to ask it.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import Any

from office.kernel.refusals import Refused
from office.outside.archive import MOST_ENTRIES
from signing.certificates.signed import Held
from signing.keys.algorithms import SM3
from signing.ofd.container import REMEDY, Container, NotAnOFD, located, tag
from signing.ofd.listing import Listed, list_of
from signing.ofd.pressed import NotPressed, Pressed, read_pressed
from signing.timestamps.token import NotATimeStamp, TimeStamp, read_time_stamp

_DIGESTS = {SM3: "sm3", "SM3": "sm3", "2.16.840.1.101.3.4.2.1": "sha256", "SHA256": "sha256"}
_LARGEST_DESCRIPTION = 2_000_000
"""Bytes; of as many parts as a file may have it has a third."""
_DER = b"\x30"


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
    SIGNATURE_UNLISTED = "signature-unlisted"
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
    which is whole; `pages` count from 0; `added`: what rightly came after it."""

    id: str
    pressed: Pressed | None
    time_stamp: TimeStamp | None
    covered: frozenset[str]
    pages: tuple[int, ...]
    faults: tuple[Told, ...]
    added: tuple[str, ...] = ()

    @property
    def at(self) -> datetime | None:
        """When it was sealed, as whoever sealed says."""
        return self.pressed.at if self.pressed else None


def checked(data: bytes) -> tuple[OFDSignature, ...]:
    """Every signature in the order of the list. Raises Refused for what is no OFD.

    Of a file of our own; one from outside is checked `apart`."""
    file = _File(Container.read(data))
    seen = [
        _Check(file, each, later=file.listed[n:]).outcome()
        for n, each in enumerate(file.listed, 1)
    ]
    return tuple(
        replace(each, added=tuple(f"签章（{_whose(it)}）" for it in seen[place:]))
        for place, each in enumerate(seen, 1)
    )


def _whose(signature: OFDSignature) -> str:
    return signature.pressed.seal.name if signature.pressed else "不明"


class _File:
    """What all signatures need of it, looked at once however many ask."""

    def __init__(self, container: Container) -> None:
        found = list_of(container)
        self.container, self.parts = container, container.parts
        self.place = found.place if found else ""
        self.listed = found.signatures if found else ()
        self._digests: dict[tuple[str, str], bytes] = {}
        self._own: dict[str, set[str]] = {}

    def description(self, place: str) -> Any:
        """The root of a Signature.xml. Raises Refused."""
        if len(self.parts.get(place, b"")) > _LARGEST_DESCRIPTION:
            raise NotAnOFD(f"签章说明“{place}”过大，不像是一件公文的，没有核验。{REMEDY}")
        return self.container.root(place)

    def digest(self, part: str, *, by: str) -> bytes:
        """`by`: as hashlib names it."""
        if (part, by) not in self._digests:
            self._digests[part, by] = hashlib.new(by, self.parts[part]).digest()
        return self._digests[part, by]

    def own_parts(self, place: str) -> set[str]:
        """Those of a signature itself."""
        if place not in self._own:
            self._own[place] = set(_own_parts(self, place))
        return self._own[place]

    @cached_property
    def pages(self) -> dict[str, int]:
        """Their numbers by their ids."""
        return {id: number for number, id in enumerate(self.container.pages())}

    @cached_property
    def unlisted(self) -> tuple[str, ...]:
        """Signatures that lie in the file and not on its list: whoever seals does not hide what
        it writes, so its bytes tell."""
        known = {each.place for each in self.listed}
        return tuple(
            name
            for name, content in sorted(self.parts.items())
            if name not in known and b"SignedInfo" in content and self._is_description(name)
        )

    def _is_description(self, name: str) -> bool:
        try:
            return bool(self.description(name).tag == tag("Signature"))
        except Refused:
            return False


class _Check:
    """One signature."""

    def __init__(self, file: _File, listed: Listed, *, later: Sequence[Listed]) -> None:
        self.file = file
        self.id, self.kind, self.place = listed.id, listed.kind, listed.place
        self.later = [each.place for each in later]
        self.references: Counter[str] = Counter()

    def outcome(self) -> OFDSignature:
        """What was found."""
        try:
            root = self.file.description(self.place)
            value = _value_place(root, base=self.place)
        except Refused as fault:
            return self._outcome(None, [Told(Fault.UNREADABLE, str(fault), self.place)])
        if self.kind != "Seal":
            words = "这一签名不是电子印章签名，本系统不能核验。请用签名方的软件核验。"
            return self._outcome(None, [Told(Fault.UNSUPPORTED, words, self.place)])
        faults = [*self._references(root), *self._additions(value), *self._taken_out()]
        try:
            pressed = read_pressed(self.file.parts[value])
        except KeyError:
            faults.append(Told(Fault.PART_MISSING, f"签章值“{value}”不在文件中。", value))
            return self._outcome(None, faults)
        except NotPressed as fault:
            faults.append(Told(Fault.UNREADABLE, str(fault), value))
            return self._outcome(None, faults)
        faults[:0] = self._value(pressed)
        stamp, wrong = own_stamp(pressed)
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
        if self.file.digest(self.place, by="sm3") != pressed.digest:
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
        for each in islice(listed.iterfind(tag("Reference")), MOST_ENTRIES):
            part = _located(each.get("FileRef", ""), base=self.place)
            self.references[part] += 1
            said = (each.findtext(tag("CheckValue")) or "").strip()
            yield from self._compared(part, said=said, digest=name)
        for part in (part for part, times in self.references.items() if times > 1):
            yield Told(Fault.PART_CHANGED, f"“{part}”在签章说明中出现了两次。", part)

    def _compared(self, part: str, *, said: str, digest: str) -> Iterator[Told]:
        if part not in self.file.parts:
            yield Told(Fault.PART_MISSING, f"签章保护的“{part}”已不在文件中。", part)
            return
        try:
            expected = b64decode(said, validate=True)
        except ValueError:
            expected = b""
        if self.file.digest(part, by=digest) != expected:
            yield Told(Fault.PART_CHANGED, f"“{part}”在用印之后被改动过。", part)

    def _additions(self, value: str) -> Iterator[Told]:
        """What the file has and the signature does not cover: only signatures made later may."""
        allowed = {self.place, value, self.file.place}
        for place in self.later:
            allowed |= self.file.own_parts(place)
        for part in sorted(self.file.parts):
            if part not in self.references and part not in allowed:
                words = f"“{part}”不在签章保护的范围内：它是用印之后加进文件的。"
                yield Told(Fault.PART_ADDED, words, part)

    def _taken_out(self) -> Iterator[Told]:
        """Signatures made before this one, which are no longer told by the list."""
        for part in self.file.unlisted:
            if part in self.references:
                words = f"“{part}”是此前加盖的签章，已被人从签章列表中拿掉。"
                yield Told(Fault.SIGNATURE_UNLISTED, words, part)

    def _pages(self, root: Any) -> tuple[int, ...]:
        stamps = root.iterfind(f"{tag('SignedInfo')}/{tag('StampAnnot')}")
        named = {self.file.pages.get(each.get("PageRef", "")) for each in stamps}
        return tuple(sorted(each for each in named if each is not None))


def own_stamp(pressed: Pressed) -> tuple[TimeStamp | None, list[Told]]:
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


def _own_parts(file: _File, place: str) -> Iterator[str]:
    yield place
    try:
        root = file.description(place)
        yield _value_place(root, base=place)
        seal = located(_seal_place(root), base=place)
    except Refused:
        return  # the signature itself is told as unreadable, and few keep the seal apart
    if file.parts.get(seal, b"").startswith(_DER):
        yield seal


def _seal_place(root: Any) -> str:
    return root.findtext(f"{tag('SignedInfo')}/{tag('Seal')}/{tag('BaseLoc')}") or ""


def _value_place(root: Any, *, base: str) -> str:
    return located(root.findtext(tag("SignedValue")) or "", base=base)


def _located(place: str, *, base: str) -> str:
    try:
        return located(place, base=base)
    except Refused:
        return place
