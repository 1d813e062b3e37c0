"""An OFD sealed with SM2, as GB/T 33190-2016 18 and GB/T 38540-2020 want it.

A seal covers every other part. The list of signatures itself is left out, so that the next organ
of a joint issue can seal after it; whoever checks tells what the list has more.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from posixpath import dirname
from typing import Any

from asn1crypto.core import GeneralizedTime
from lxml import etree

from office.kernel.refusals import Refused
from office.packing import packed
from signing.keys.algorithms import SM2_WITH_SM3, SM3, Algorithm
from signing.keys.signer import Signer
from signing.ofd.container import ENTRY, NAMESPACE, Container, tag, written
from signing.ofd.listing import list_of
from signing.ofd.structures import SealedStructure, SealStructure
from signing.timestamps.asking import TimeAuthority, time_stamp

PROVIDER = {"ProviderName": "文枢", "Version": "1.0", "Company": "文枢"}
_MAP = {"ofd": NAMESPACE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Where the seal's picture shows: `page` from 0; the box in mm from the page's upper left
    corner. `clip`: the part of the picture that shows, in mm from the box's corner (骑缝章)."""

    page: int
    x: float
    y: float
    width: float
    height: float
    clip: tuple[float, float, float, float] | None = None


def seal_ofd(
    data: bytes,
    *,
    stamps: Sequence[Stamp],
    seal: bytes,
    signer: Signer,
    at: datetime,
    authority: TimeAuthority | None = None,
) -> bytes:
    """The same file with one more signature. `seal`: the electronic seal (DER); `authority`: who
    puts a time stamp over the signature's value.

    Raises Refused where the file cannot be sealed.
    """
    if signer.algorithm is not Algorithm.SM2:
        raise Refused(
            "OFD 电子签章应当使用 SM2 密钥（GB/T 38540—2020），"
            f"现用的是 {signer.algorithm.words}。请换用国密证书。"
        )
    container = Container.read(data)
    parts = dict(container.parts)
    before = list_of(container)
    listed = before.place if before else _listed_anew(container, parts)
    folder = _next_folder(parts, beside=listed)
    own, value = f"{folder}/Signature.xml", f"{folder}/SignedValue.dat"
    pages = container.pages()
    if astray := [each.page + 1 for each in stamps if not 0 <= each.page < len(pages)]:
        raise Refused(f"文件共 {len(pages)} 页，没有第 {astray[0]} 页，不能在那里用印。")
    parts[listed] = _with_entry(Container(parts).root(listed), place=own)
    covered = {name: content for name, content in parts.items() if name != listed}
    signature = _signature(covered, at=at, stamps=stamps, pages=pages, value=value)
    parts[own] = written(signature)
    sealed = _sealed(parts[own], place=own, seal=seal, signer=signer, at=at)
    if authority is not None:
        found = time_stamp(sealed["signature"].contents[1:], authority=authority, digest="sm3")
        sealed["time_stamp"] = found.der
    parts[value] = bytes(sealed.dump())
    entry = {ENTRY[1:]: parts[ENTRY]}
    return packed({**entry, **{name[1:]: content for name, content in sorted(parts.items())}})


def _listed_anew(container: Container, parts: dict[str, bytes]) -> str:
    """An empty list of signatures, named in OFD.xml."""
    place = f"{dirname(container.document)}/Signs/Signatures.xml"
    entry = container.root(ENTRY)
    etree.SubElement(entry.find(tag("DocBody")), tag("Signatures")).text = place
    parts[ENTRY] = written(entry)
    listed = etree.Element(tag("Signatures"), nsmap=_MAP)
    etree.SubElement(listed, tag("MaxSignId")).text = "0"
    parts[place] = written(listed)
    return place


def _next_folder(parts: dict[str, bytes], *, beside: str) -> str:
    """The first that is free: a name that was once used is not used again."""
    names = (f"{dirname(beside)}/Sign_{number}" for number in count())
    return next(name for name in names if not any(part.startswith(f"{name}/") for part in parts))


def _with_entry(root: Any, *, place: str) -> bytes:
    most = root.find(tag("MaxSignId"))
    number = int(most.text or 0) + 1 if most is not None and (most.text or "0").isdigit() else 1
    if most is None:
        most = etree.Element(tag("MaxSignId"))
        root.insert(0, most)
    known = {each.get("ID") for each in root.iterfind(tag("Signature"))}
    while str(number) in known:
        number += 1
    most.text = str(number)
    etree.SubElement(root, tag("Signature"), {"ID": str(number), "Type": "Seal", "BaseLoc": place})
    return written(root)


def _signature(
    covered: dict[str, bytes],
    *,
    at: datetime,
    stamps: Sequence[Stamp],
    pages: Sequence[str],
    value: str,
) -> Any:
    root = etree.Element(tag("Signature"), nsmap=_MAP)
    info = etree.SubElement(root, tag("SignedInfo"))
    etree.SubElement(info, tag("Provider"), PROVIDER)
    etree.SubElement(info, tag("SignatureMethod")).text = SM2_WITH_SM3
    etree.SubElement(info, tag("SignatureDateTime")).text = _time(at)
    references = etree.SubElement(info, tag("References"), {"CheckMethod": SM3})
    for name, content in sorted(covered.items()):
        reference = etree.SubElement(references, tag("Reference"), {"FileRef": name})
        digest = b64encode(hashlib.new("sm3", content).digest()).decode("ascii")
        etree.SubElement(reference, tag("CheckValue")).text = digest
    for number, stamp in enumerate(stamps, start=1):
        etree.SubElement(info, tag("StampAnnot"), _annotation(stamp, number=number, pages=pages))
    etree.SubElement(root, tag("SignedValue")).text = value
    return root


def _annotation(stamp: Stamp, *, number: int, pages: Sequence[str]) -> dict[str, str]:
    box = (stamp.x, stamp.y, stamp.width, stamp.height)
    clip = {"Clip": _box(stamp.clip)} if stamp.clip else {}
    return {"ID": f"s{number:03}", "PageRef": pages[stamp.page], "Boundary": _box(box), **clip}


def _box(numbers: Sequence[float]) -> str:
    return " ".join(f"{each:.3f}".rstrip("0").rstrip(".") for each in numbers)


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%d%H%M%SZ}"


def _sealed(
    signature: bytes, *, place: str, seal: bytes, signer: Signer, at: datetime
) -> SealedStructure:
    """SES_Signature over the digest of Signature.xml."""
    pressed = SealStructure.load(seal, strict=True)
    sealed = SealedStructure(
        {
            "to_sign": {
                "version": pressed["info"]["header"]["version"].native,
                "seal": pressed,
                "time": GeneralizedTime(at.astimezone(UTC).replace(microsecond=0)),
                "digest": hashlib.new("sm3", signature).digest(),
                "property": place,
            },
            "certificate": signer.certificate,
            "algorithm": SM2_WITH_SM3,
        }
    )
    sealed["signature"] = signer.sign(sealed["to_sign"].dump())
    return sealed
