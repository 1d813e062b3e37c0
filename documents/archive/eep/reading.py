"""A package read again: its schema, its metadata by element name, its files."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from lxml import etree

from documents.archive.eep.writing import NAMESPACE

_IN = {"e": NAMESPACE}
_DIGEST = re.compile(r"(\d+) 字节，SHA-256 ([0-9a-f]{64})")


class NotAPackage(Exception):
    """What cannot be read as a package: a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file in a package, and what the package says of it; `data` is None where unreadable."""

    title: str
    name: str
    format: str
    length: str
    told_digest: str
    data: bytes | None

    @property
    def is_whole(self) -> bool:
        """Whether the bytes are those that the package says they are."""
        return self.data is not None and sha256(self.data).hexdigest() == self.told_digest


@dataclass(frozen=True, slots=True)
class Package:
    """`content` is the newest 封装内容; `before` the package inside, where it supplements one."""

    root: etree._Element
    content: etree._Element
    files: tuple[PackedFile, ...]
    before: bytes | None

    def told(self, path: str) -> str:
        """The text of the first element on this path (names without prefix, `/` between)."""
        text: str = self.content.findtext(_path(path), default="", namespaces=_IN)
        return text

    def all(self, path: str) -> list[etree._Element]:
        """Every element on this path."""
        found: list[etree._Element] = self.content.findall(_path(path), namespaces=_IN)
        return found

    def everywhere(self, name: str) -> list[etree._Element]:
        """Every element of this name."""
        return list(self.content.iter(f"{{{NAMESPACE}}}{name}"))

    @property
    def faults(self) -> tuple[str, ...]:
        """Where it departs from the schema, by line; none for a valid one."""
        schema = _schema()
        if schema.validate(self.root):
            return ()
        return tuple(f"第{each.line}行：{each.message}" for each in schema.error_log)


def read_package(data: bytes) -> Package:
    """Raises NotAPackage for what is no XML or holds no content."""
    # A package may hold files of any size; no entity, no DTD, no network.
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise NotAPackage(f"封装包不是完好的 XML：{fault}") from fault
    content = root.find(".//e:封装内容", namespaces=_IN)
    if content is None:
        raise NotAPackage("封装包中没有封装内容。")
    documents = content.findall(".//e:文档", namespaces=_IN)
    before = root.find(".//e:原封装包", namespaces=_IN)
    return Package(
        root=root,
        content=content,
        files=tuple(map(_file, documents)),
        before=None if before is None else _decoded(before),
    )


def _file(document: etree._Element) -> PackedFile:
    def told(path: str) -> str:
        text: str = document.findtext(_path(path), default="", namespaces=_IN)
        return text

    coded = document.find(_path("文档数据/编码"), namespaces=_IN)
    said = _DIGEST.search(told("文档数据/编码/编码描述"))
    return PackedFile(
        title=told("题名"),
        name=told("文档数据/编码/电子属性/计算机文件名"),
        format=told("文档数据/编码/电子属性/格式信息"),
        length=told("文档数据/编码/电子属性/计算机文件大小"),
        told_digest=said[2] if said else "",
        data=None if coded is None else _decoded(coded),
    )


def _decoded(coded: etree._Element) -> bytes | None:
    text = coded.findtext("e:编码数据", default="", namespaces=_IN)
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        return None


def _path(path: str) -> str:
    return "/".join(f"e:{name}" for name in path.split("/"))


@cache
def _schema() -> etree.RelaxNG:
    source = files("documents.archive.eep") / "data" / "eep.rng"
    return etree.RelaxNG(etree.fromstring(source.read_bytes()))
