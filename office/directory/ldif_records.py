"""Reads the content records of an LDIF file (RFC 2849).

Taken literally but for one liberty that OpenLDAP takes too: a value may be UTF-8 text as it
stands, so that people can read and edit a file of Chinese names. What would change meaning is
refused with its line: change records, values fetched by URL, repeated or missing names.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from office.kernel.refusals import Refused

# attributedescription of RFC 4512 2.5: a name or an OID, then options
ATTRIBUTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)(?:;[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True, repr=False)
class LDIFRecord:
    """One entry: its name, and its values as bytes under attribute names in lower case.

    It may hold password hashes, so it does not show itself.
    """

    dn: str
    attributes: dict[str, list[bytes]]


class Line(NamedTuple):
    """A logical line after unfolding, with the number of its first physical line (from 1)."""

    number: int
    text: str


def read_records(content: bytes) -> list[LDIFRecord]:
    """The records of an LDIF file, in its order. Raises Refused naming the line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused(f"LDIF 第 {line} 行不是 UTF-8 编码。请把文件转存为 UTF-8。") from None
    records = [_record(block) for block in _blocks(text)]
    seen: set[str] = set()
    for record in records:
        if record.dn.casefold() in seen:
            raise Refused(f"LDIF 中条目“{record.dn}”出现了两次。请删去其中一个。")
        seen.add(record.dn.casefold())
    return records


def _unfolded(text: str) -> Iterator[Line]:
    """Logical lines without comments; an empty line separates records."""
    pending: Line | None = None
    for number, physical in enumerate(text.split("\n"), start=1):
        line = physical.removesuffix("\r")
        if line.startswith(" "):
            if pending is None:
                raise Refused(f"LDIF 第 {number} 行是续行，但前面没有可续的行。请检查缩进。")
            pending = Line(pending.number, pending.text + line[1:])
            continue
        if pending is not None and not pending.text.startswith("#"):
            yield pending
        pending = Line(number, line) if line else None
        if not line:
            yield Line(number, "")
    if pending is not None and not pending.text.startswith("#"):
        yield pending


def _blocks(text: str) -> Iterator[list[Line]]:
    block: list[Line] = []
    is_first = True
    for line in _unfolded(text):
        if is_first and line.text.startswith("version:"):
            if line.text.removeprefix("version:").strip() != "1":
                raise Refused(
                    f"LDIF 第 {line.number} 行的版本不是 1。只能读取版本 1（RFC 2849）。"
                )
            is_first = False
        elif line.text:
            block.append(line)
            is_first = False
        elif block:
            yield block
            block = []
    if block:
        yield block


def _record(block: list[Line]) -> LDIFRecord:
    head, *rest = block
    name, value = _attribute(head)
    if name != "dn" or not value:
        raise Refused(f"LDIF 第 {head.number} 行应当是条目的 dn。每个条目须以 dn: 开头，请改正。")
    attributes: dict[str, list[bytes]] = {}
    for line in rest:
        name, content = _attribute(line)
        if name in {"changetype", "control"}:
            raise Refused(
                f"LDIF 第 {line.number} 行是变更记录（{name}）。"
                "这里只读取内容记录，请导出完整条目。"
            )
        if name == "dn":
            raise Refused(f"LDIF 第 {line.number} 行又出现 dn。条目之间须空一行，请改正。")
        attributes.setdefault(name, []).append(content)
    if not attributes:
        raise Refused(f"LDIF 第 {head.number} 行的条目没有任何属性。请补全或删去。")
    return LDIFRecord(dn=_text(value, head), attributes=attributes)


def _attribute(line: Line) -> tuple[str, bytes]:
    name, colon, rest = line.text.partition(":")
    if not colon or not ATTRIBUTE.fullmatch(name):
        raise Refused(f"LDIF 第 {line.number} 行不是“属性: 值”的形式。请改正该行。")
    if rest.startswith("<"):
        raise Refused(f"LDIF 第 {line.number} 行引用了外部文件。请把值直接写入文件。")
    if rest.startswith(":"):
        return name.lower(), _decoded(rest[1:].strip(" "), line)
    return name.lower(), rest.lstrip(" ").encode()


def _decoded(value: str, line: Line) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(f"LDIF 第 {line.number} 行的 Base64 编码有误。请重新导出该值。") from None


def _text(value: bytes, line: Line) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise Refused(f"LDIF 第 {line.number} 行的 dn 不是 UTF-8 文字。请改正。") from None
