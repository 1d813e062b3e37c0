#!/usr/bin/env python3
"""Unpack an electronic-record package (EEP, DA/T 48-2009) and check every digest in it.

Needs Python 3.11 and nothing else: it knows no module of the program that packed it, so that an
archive can read its holdings when that program is long gone.

    python unpack_eep.py PACKAGE.xml [FOLDER]

Writes each file into FOLDER (default: the package's name without suffix), the metadata into
metadata.txt, and a package that is wrapped inside into original.xml. Ends with 1 if a file's
length or SHA-256 is not what the package says, with 2 if it is no package.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

SPACE = "{http://www.saac.gov.cn/standards/ERM/encapsulation}"
SAID = re.compile(r"(\d+) 字节，SHA-256 ([0-9a-f]{64})")


def main(arguments: list[str]) -> int:
    """Unpack as the command line says; gives the exit code."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    package = Path(arguments[0])
    folder = Path(arguments[1]) if len(arguments) > 1 else package.with_suffix("")
    text = package.read_bytes()
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        print("封装包中不应有 DTD 或实体，没有解包。")
        return 2
    try:
        root = ET.fromstring(text)  # noqa: S314 (no DTD, no entity: looked for above)
    except ET.ParseError as fault:
        print(f"不是完好的 XML：{fault}")
        return 2
    if root.tag != f"{SPACE}电子文件封装包":
        print("不是电子文件封装包。")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    whole = [unpack(each, folder, place) for place, each in coded(root)]
    (folder / "metadata.txt").write_text("\n".join(metadata(root)) + "\n", encoding="utf-8")
    print(f"{len(whole)} 个文件，{whole.count(False)} 个不符。")
    return 0 if whole and all(whole) else 1


def coded(root: ET.Element) -> list[tuple[int, ET.Element]]:
    """Every encoded file with its place; 0 for a package wrapped inside."""
    inside = [(0, each) for each in root.iter(f"{SPACE}原封装包")]
    return [*inside, *enumerate(root.iter(f"{SPACE}编码"), 1)]


def unpack(code: ET.Element, folder: Path, place: int) -> bool:
    """Write one file; whether it is what the package says."""
    said = SAID.search(code.findtext(f"{SPACE}编码描述", ""))
    told = code.findtext(f"{SPACE}电子属性/{SPACE}计算机文件名", "")
    name = f"{place:03}_{safe(told)}" if place else "original.xml"
    try:
        data = base64.b64decode(code.findtext(f"{SPACE}编码数据", ""), validate=True)
    except (binascii.Error, ValueError):
        print(f"不符　{name}　不是 Base64")
        return False
    (folder / name).write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    good = said is not None and (int(said[1]), said[2]) == (len(data), digest)
    size = code.findtext(f"{SPACE}电子属性/{SPACE}计算机文件大小", "")
    good = good and size in ("", str(len(data)))
    print(f"{'相符' if good else '不符'}　{name}　{len(data)} 字节　{digest}")
    return good


def safe(name: str) -> str:
    """A name that stays inside the folder on every system."""
    return re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", name).strip(". ")[-100:] or "file"


def metadata(root: ET.Element) -> list[str]:
    """The metadata as indented lines, without the encoded files."""
    lines: list[str] = []

    def tell(element: ET.Element, depth: int) -> None:
        name = element.tag.removeprefix(SPACE)
        if name == "编码数据":
            return
        lines.append(f"{'  ' * depth}{name}　{(element.text or '').strip()}".rstrip("　 "))
        for each in element:
            tell(each, depth + 1)

    tell(root, 0)
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
