"""移交包: packages with their list, as one ZIP that is the same whenever it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lxml import etree
from lxml.builder import E

from office.kernel.clock import office_day
from office.packing import FIRST

README = """移交包说明

说明文件.txt　　本文件
移交清单.xml　　每件的档号、题名、封装包文件名、字节数和 SHA-256 摘要
封装包/　　　　 每件一个电子文件封装包（DA/T 48-2009），以档号命名；补充归档的另附
长期保存/　　　 归档以后续加过存档时间戳的签章文件，按档号各放一个文件夹（没有续加的件没有）：
　　　　　　　　“用印原件”是盖章时的文件，“最新”是续加存档时间戳以后的同一文件

封装包自归档以来没有变动，包内的签章文件只有归档时的存档时间戳。
“最新”的文件以“用印原件”的全部字节开头，其后只加了核验用的证书、吊销列表和时间戳，
签章和内容没有变动；长期保存以“最新”的为准。移交清单的“长期保存”写明哪一个是哪一个，
以及它在封装包内的摘要。

核对：逐个计算封装包和“长期保存”各文件的 SHA-256，应与移交清单相符；
　　　再用 unpack_eep.py 解开封装包，它核对包内每个文件的摘要。
"""
SEALED, NEWEST = "用印原件", "最新"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """A signed file whose time stamp was renewed since it was packed. `sealed`: as it was when it
    was sealed; `packed`: its digest in the package; `until`: when the newest ends to prove."""

    name: str
    sealed: bytes
    packed: str
    newest: bytes
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """One record: its 档号, its title, its newest package, and what was renewed since."""

    code: str
    title: str
    package: bytes
    renewed: tuple[Renewed, ...] = ()


def write_bundle(
    records: Iterable[HandedOver], target: IO[bytes], *, transfer: str, maker: str
) -> None:
    """`records` in their order; one is held at a time."""
    lines = []
    with ZipFile(target, "w", ZIP_STORED) as bundle:
        for it in records:
            name = f"封装包/{it.code}.xml"
            lines.append(
                E(
                    "件",
                    E("档号", it.code),
                    E("题名", it.title),
                    *_put(bundle, name, it.package),
                    *(each for file in _in_order(it) for each in _renewed(bundle, *file)),
                )
            )
        listed = E("移交清单", *lines, {"移交号": transfer, "移交单位": maker})
        text = etree.tostring(listed, encoding="UTF-8", xml_declaration=True, pretty_print=True)
        _put(bundle, "移交清单.xml", text)
        _put(bundle, "说明文件.txt", README.encode())


def _in_order(it: HandedOver) -> Iterator[tuple[str, Renewed]]:
    """Each with where its files stand: a number, as two parts may have one name."""
    for number, file in enumerate(it.renewed, 1):
        yield f"长期保存/{it.code}/{number:02}", file


def _renewed(bundle: ZipFile, where: str, file: Renewed) -> Iterator[etree._Element]:
    yield E(
        "长期保存",
        E("题名", file.name),
        E("封装包内的SHA-256", file.packed),
        E(SEALED, *_put(bundle, f"{where} {SEALED}.pdf", file.sealed)),
        E(
            NEWEST,
            *_put(bundle, f"{where} {NEWEST}.pdf", file.newest),
            E("时间戳有效至", office_day(file.until).isoformat()),
        ),
    )


def _put(bundle: ZipFile, name: str, data: bytes) -> tuple[etree._Element, ...]:
    """Into the ZIP, and what the list says of it."""
    entry = ZipInfo(name, date_time=FIRST)
    entry.external_attr = 0o644 << 16
    bundle.writestr(entry, data)
    return (
        E("文件", name),
        E("字节数", str(len(data))),
        E("SHA-256", sha256(data).hexdigest()),
    )
