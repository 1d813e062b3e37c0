"""What a PDF's signatures say and whether the file still is what they say (ISO 32000-2 12.8).

Who the certificates belong to and whether they were good is another question: `checked` gives
what is needed to ask it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from asn1crypto.parser import peek

from office.kernel.refusals import Refused
from office.outside.own_process import Failed, answer_of
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.signed import Held
from signing.signed_data import NotSignedData, SignedData, read_signed_data
from signing.timestamps.token import NotATimeStamp, TimeStamp, read_time_stamp

LARGEST = 100_000_000
"""Bytes."""
SECONDS = 20
"""Of computing; a hundred pages with ten signatures take two."""
_TIME_STAMP = "/DocTimeStamp"
_FORMS = {"/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/ETSI.RFC3161"}
_FORM_FILLING = 2
_HEX = re.compile(rb"<[0-9A-Fa-f]+>")
_SEND_AGAIN = "请向发文单位索取完好的文件。"
_REFUSED = {
    "encrypted": "这份 PDF 加了密，签名不能核验。请向发文单位索取不加密的文件。",
    "too many": f"这份 PDF 的签名过多，不像是一件公文，没有核验。{_SEND_AGAIN}",
    "unreadable": f"这份 PDF 已损坏或者不合规范，不能核验。{_SEND_AGAIN}",
}


class Fault(StrEnum):
    """What is wrong with a signature or with what it covers."""

    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"
    WEAK = "weak"
    NOT_SIGNED = "not-signed"
    CONTENT_CHANGED = "content-changed"
    NOT_COVERED = "not-covered"
    CHANGED_AFTERWARDS = "changed-afterwards"
    NOT_ALLOWED = "not-allowed"
    METADATA_CHANGED = "metadata-changed"
    TIME_STAMP_BROKEN = "time-stamp-broken"


@dataclass(frozen=True, slots=True)
class Told:
    """A fault in words a clerk understands."""

    fault: Fault
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PDFSignature:
    """One signature, or (`is_time_stamp`) a time stamp of the whole file. `pages` count from 0;
    `claimed`: when, as whoever signed says; `added`: what rightly came after it;
    `time_stamps`: its own, which are whole; `broken_stamps`: how many beside them are not."""

    field: str
    is_time_stamp: bool
    claimed: datetime | None
    signed: SignedData | None
    time_stamps: tuple[TimeStamp, ...] = ()
    broken_stamps: int = 0
    pages: tuple[int, ...]
    reason: str
    covers_file: bool
    added: tuple[str, ...] = ()
    faults: tuple[Told, ...]

    @property
    def time_stamp(self) -> TimeStamp | None:
        """The earliest."""
        return min(self.time_stamps, key=lambda each: each.at, default=None)

    @property
    def at(self) -> datetime | None:
        """As it says itself."""
        if self.is_time_stamp:
            return self.time_stamp.at if self.time_stamp else None
        return self.claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Of the whole file, in the order in which they were made. `certificates`, `lists`: what the
    file stores for checking, the lists as they came: whoever knows whom to trust reads them."""

    signatures: tuple[PDFSignature, ...]
    certificates: tuple[Certificate, ...] = field(default=(), repr=False)
    lists: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def offered(self) -> tuple[Certificate, ...]:
        """All that came along, in the store and with each signature and time stamp."""
        given = [part for it in self.signatures for part in (it.signed, *it.time_stamps) if part]
        within = [each for one in given for each in (one.certificate, *one.offered)]
        return tuple(dict.fromkeys((*self.certificates, *within)))


def checked(data: bytes) -> Checked:
    """In a process of its own, within limits. Raises Refused for what cannot be read."""
    if len(data) > LARGEST:
        raise Refused(f"文件大于 {LARGEST // 1_000_000} MB，没有核验。")
    try:
        said = answer_of("signing.pdf.revisions", str(SECONDS), data=data, seconds=SECONDS)
    except Failed as fault:
        words = f"这份 PDF 读不完：它可能已损坏，或者被人做了手脚。没有核验。{_SEND_AGAIN}"
        raise Refused(words) from fault
    return judged(data, said)


def judged(data: bytes, said: dict[str, Any]) -> Checked:
    """By the facts that `revisions.facts` told of it. Raises Refused as `checked` does."""
    if "refused" in said:
        raise Refused(_REFUSED[said["refused"]])
    found = [_Check(data, each).outcome() for each in said["signatures"]]
    facts = said["signatures"]
    return Checked(
        signatures=tuple(
            _with_later(each, facts[place], later=found[place + 1 :], then=_then(said, place))
            for place, each in enumerate(found)
        ),
        certificates=tuple(_certificates(said["certificates"])),
        lists=tuple(map(bytes.fromhex, said["lists"])),
    )


class _Check:
    """One signature by itself."""

    def __init__(self, data: bytes, facts: dict[str, Any]) -> None:
        self.data, self.facts = data, facts
        self.is_time_stamp = facts.get("kind") == _TIME_STAMP

    def outcome(self) -> PDFSignature:
        """What was found."""
        if "contents" not in self.facts:
            return self._told([Told(Fault.UNREADABLE, "签名数据已损坏，读不出来。")])
        contents = bytes.fromhex(self.facts["contents"])
        faults = list(self._coverage(contents))
        if self.facts["form"] not in _FORMS:
            words = f"签名的格式（{self.facts['form'][:40]}）本系统不支持，不能核验。"
            return self._told([*faults, Told(Fault.UNSUPPORTED, words)])
        try:
            der, padding = _parted(contents)
            signed = read_signed_data(der)
        except NotSignedData:
            return self._told([*faults, Told(Fault.UNREADABLE, "签名数据已损坏，读不出来。")])
        if any(padding):
            words = "签名数据之后藏有签名不保护的内容。"
            faults.append(Told(Fault.NOT_COVERED, words))
        covered = self._covered()
        if self.is_time_stamp:
            return self._of_file(signed, covered, faults)
        faults.extend(_content(signed, covered))
        stamps, broken = _own_stamps(signed)
        if broken and not stamps:
            faults.append(_STAMP_BROKEN)
        return self._told(faults, signed=signed, stamps=stamps, broken=broken)

    def _of_file(self, signed: SignedData, covered: bytes, faults: list[Told]) -> PDFSignature:
        try:
            stamp = read_time_stamp(_parted(bytes.fromhex(self.facts["contents"]))[0])
        except NotATimeStamp as fault:
            return self._told([*faults, Told(Fault.UNREADABLE, str(fault))], signed=signed)
        if not stamp.is_of(covered):
            faults.append(Told(Fault.CONTENT_CHANGED, "文件内容在加盖时间戳之后被改动过。"))
        if stamp.held is not Held.HOLDS:
            faults.append(_HELD[stamp.held])
        return self._told(faults, signed=signed, stamps=(stamp,))

    def _coverage(self, contents: bytes) -> Iterator[Told]:
        """Everything but its own value, which fills the gap and nothing else does."""
        facts, (start, length, again, rest) = self.facts, self._range()
        gap = self.data[length:again]
        fits = start == 0 and 0 < length < again and rest > 0 and again + rest <= len(self.data)
        if not fits or not _HEX.fullmatch(gap) or bytes.fromhex(gap[1:-1].decode()) != contents:
            yield Told(Fault.NOT_COVERED, "签名没有保护整个文件：有一部分内容不在签名范围内。")
        elif "trouble" in facts:
            yield Told(Fault.UNREADABLE, "签名之后加进的内容不合规范，无法判断文件是否被改动。")
        elif not facts["covers"] or facts["whole"] != (again + rest == len(self.data)):
            yield Told(Fault.NOT_COVERED, "签名没有保护整个文件：有一部分内容不在签名范围内。")

    def _range(self) -> tuple[int, int, int, int]:
        found = self.facts["range"]
        return tuple(found) if len(found) == 4 else (-1, 0, 0, 0)

    def _covered(self) -> bytes:
        start, length, again, rest = self._range()
        if min(start, length, again, rest) < 0:
            return b""
        return self.data[start : start + length] + self.data[again : again + rest]

    def _told(
        self,
        faults: Sequence[Told],
        *,
        signed: SignedData | None = None,
        stamps: tuple[TimeStamp, ...] = (),
        broken: int = 0,
    ) -> PDFSignature:
        return PDFSignature(
            field=self.facts["field"],
            is_time_stamp=self.is_time_stamp,
            claimed=datetime.fromisoformat(at) if (at := self.facts.get("at")) else None,
            signed=signed,
            time_stamps=stamps,
            broken_stamps=broken,
            pages=tuple(self.facts["pages"]),
            reason=self.facts.get("reason", ""),
            covers_file=bool(self.facts.get("whole")),
            faults=tuple(faults),
        )


_HELD = {
    Held.BROKEN: Told(
        Fault.NOT_SIGNED, "签名与签名人的证书不相符：签名数据被改动过，或者不是证书持有人所签。"
    ),
    Held.WEAK: Told(Fault.WEAK, "签名用的算法强度不够（如 SHA-1、RSA 1024 位），可以被伪造。"),
    Held.UNKNOWN: Told(Fault.UNSUPPORTED, "签名用的算法本系统不支持，不能核验。"),
}


_STAMP_BROKEN = Told(
    Fault.TIME_STAMP_BROKEN, "签名上的时间戳不成立：它被改动过，或者不是这个签名的。"
)


def _content(signed: SignedData, covered: bytes) -> Iterator[Told]:
    """Whether the bytes are those that were signed, and who signed them."""
    if signed.kind != "data" or signed.content:
        yield Told(Fault.UNSUPPORTED, "签名数据自带内容，不是对这份文件的签名。")
        return
    digest = hashlib.new(signed.digest, covered).digest() if signed.digest else b""
    if signed.digest and digest != signed.told_digest:
        yield Told(Fault.CONTENT_CHANGED, "文件内容在签名之后被改动过。")
        digest = signed.told_digest
    held = signed.held(digest)
    if held is not Held.HOLDS:
        yield _HELD[held]


def _own_stamps(signed: SignedData) -> tuple[tuple[TimeStamp, ...], int]:
    """Those that are whole, and how many are not. Nobody signs for them (RFC 5652 5.3): whoever
    passes a file on may add a bad one, which takes nothing from a good one."""
    whole = []
    for each in signed.time_stamps:
        try:
            stamp = read_time_stamp(each)
        except NotATimeStamp:
            continue
        if stamp.held is Held.HOLDS and stamp.is_of(signed.signature):
            whole.append(stamp)
    return tuple(whole), len(signed.time_stamps) - len(whole)


def _then(said: dict[str, Any], place: int) -> dict[str, Any]:
    """What the next signer saw of what stands beside the pages, after the last what is there:
    `store` of the file as it is, `description`, `last`."""
    signers = (each for each in said["signatures"][place + 1 :] if each.get("kind") != _TIME_STAMP)
    following = next((each for each in signers if "description" in each), None)
    return {
        "store": said.get("store"),
        "description": (following or said).get("description"),
        "last": following is None,
    }


def _with_later(
    signature: PDFSignature,
    facts: dict[str, Any],
    *,
    later: Sequence[PDFSignature],
    then: dict[str, Any],
) -> PDFSignature:
    """What was added after it: further signatures and what is for checking may be, nothing else.

    Each later signature is itself told; a form's field that was filled in and is none is not.
    """
    if "level" not in facts:
        return signature
    faults = list(signature.faults)
    strange = set(facts["filled"]) - {each.field for each in later}
    if facts["last"] and not facts["whole"]:
        words = "文件末尾有签名不保护的内容，是签名之后加上去的。"
        faults.append(Told(Fault.NOT_COVERED, words))
    elif facts["covers"] and (facts["level"] > _FORM_FILLING or strange):
        words = "签名之后，文件又被追加了改动（不是后来的签名、时间戳或者核验用的数据）。"
        faults.append(Told(Fault.CHANGED_AFTERWARDS, words))
    elif facts["covers"] and not facts["allowed"]:
        faults.append(Told(Fault.NOT_ALLOWED, "签名人不允许之后再有改动，但文件又被追加了内容。"))
    described = facts["covers"] and facts["description"] != then["description"]
    if described and then["last"]:
        words = "签名之后，文件自己的说明（标题、作者等）被改动过，签名不保护改动后的说明。"
        faults.append(Told(Fault.METADATA_CHANGED, words))
    stored = facts["store"] != then["store"]
    added = [] if signature.covers_file else _added(later, stored=stored, described=described)
    return replace(signature, faults=tuple(faults), added=tuple(added))


def _added(later: Sequence[PDFSignature], *, stored: bool, described: bool) -> list[str]:
    added = []
    for each in later:
        whose = each.signed.certificate.subject if each.signed else "不明"
        added.append(f"{'时间戳' if each.is_time_stamp else '签名'}（{whose}）")
    if described:
        added.append("文件说明（标题、作者等）的改动")
    if stored:
        added.append("核验用的证书和吊销列表")
    return added or ["不改变内容的补充数据"]


def _parted(contents: bytes) -> tuple[bytes, bytes]:
    """The message, and what fills the room that was left for it."""
    try:
        length = peek(contents)
    except ValueError as fault:
        raise NotSignedData("不是签名数据。") from fault
    return contents[:length], contents[length:]


def _certificates(stored: Sequence[str]) -> Iterator[Certificate]:
    for each in stored:
        try:
            yield Certificate.read(bytes.fromhex(each))
        except NotACertificate:
            continue  # it helps nobody, and harms nobody either
