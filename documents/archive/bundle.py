"""移交包: packages with their list, as one ZIP that is the same whenever it is made."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lxml import etree
from lxml.builder import E

from office.packing import FIRST

README = """移交包说明

说明文件.txt　　本文件
移交清单.xml　　每件的档号、题名、封装包文件名、字节数和 SHA-256 摘要
封装包/　　　　 每件一个电子文件封装包（DA/T 48-2009），以档号命名；补充归档的另附

核对：逐个计算封装包的 SHA-256，应与移交清单相符；
　　　再用 unpack_eep.py 解开封装包，它核对包内每个文件的摘要。
"""


def write_bundle(
    records: Iterable[tuple[str, str, bytes]], target: IO[bytes], *, transfer: str, maker: str
) -> None:
    """`records`: 档号, title and package of each, in their order; one is held at a time."""
    lines = []
    with ZipFile(target, "w", ZIP_STORED) as bundle:
        for code, title, package in records:
            name = f"封装包/{code}.xml"
            _put(bundle, name, package)
            lines.append(
                E(
                    "件",
                    E("档号", code),
                    E("题名", title),
                    E("文件", name),
                    E("字节数", str(len(package))),
                    E("SHA-256", sha256(package).hexdigest()),
                )
            )
        listed = E("移交清单", *lines, {"移交号": transfer, "移交单位": maker})
        text = etree.tostring(listed, encoding="UTF-8", xml_declaration=True, pretty_print=True)
        _put(bundle, "移交清单.xml", text)
        _put(bundle, "说明文件.txt", README.encode())


def _put(bundle: ZipFile, name: str, data: bytes) -> None:
    entry = ZipInfo(name, date_time=FIRST)
    entry.external_attr = 0o644 << 16
    bundle.writestr(entry, data)
