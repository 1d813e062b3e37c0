"""An e-mail (.eml) taken apart: what it says, and which files it brought.

Mail comes from anywhere. It is read in a process of its own, with bounds of time, size, depth
and count; nothing in it is run, unpacked or shown as HTML.
"""

from __future__ import annotations

import email
import json
import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any

from office.kernel.clock import CHINA
from office.kernel.refusals import Refused
from office.outside.own_process import Failed, answer_of, keep_within

LARGEST_MAIL = 20_000_000
"""Bytes of one .eml."""
MOST_PARTS = 60
DEEPEST = 4
"""How far messages may lie within messages; attachments of deeper ones are left out."""
MOST_NESTED = 60
SECONDS = 20
LONGEST_TEXT = 100_000
LONGEST_NAME = 100

TNEF = b"\x78\x9f\x3e\x22"
BODY = "邮件正文.txt"
_ODD = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd]')
_NESTING = re.compile(rb"(?i)multipart/|message/")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "ascii": "gb18030", "us-ascii": "gb18030"}
"""What mail says of its charset is often a smaller one than it uses."""


@dataclass(frozen=True, slots=True)
class MailFile:
    """One file that the mail brought."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What it says of itself, and what it brought. `notes`: what could not be taken from it."""

    subject: str
    sender: str
    day: date | None
    files: tuple[MailFile, ...]
    notes: tuple[str, ...]


def read_mail(data: bytes) -> Mail:
    """The mail taken apart. Raises Refused for what is none, too large or built to do harm."""
    if not data:
        raise Refused("没有选邮件文件。请在邮箱中把邮件另存为 .eml 后再选。")
    if len(data) > LARGEST_MAIL:
        raise Refused(
            f"邮件超过 {LARGEST_MAIL // 1_000_000} MB，没有打开。请把附件另存后按纸质来文补登。"
        )
    if len(_NESTING.findall(data)) > MOST_NESTED:
        raise Refused("邮件里的邮件套得太深，没有打开。请把要收的附件另存后按纸质来文补登。")
    try:
        found = answer_of(__name__, data=data, seconds=SECONDS)
    except Failed as fault:
        raise Refused(
            "这封邮件无法读取，没有打开。"
            "请在邮箱中重新另存为 .eml，或者把附件另存后按纸质来文补登。"
        ) from fault
    if not found["headed"]:
        raise Refused("这不是邮件（.eml）文件，没有打开。请在邮箱中把邮件另存为 .eml 后再选。")
    return Mail(
        subject=found["subject"],
        sender=found["sender"],
        day=date.fromisoformat(found["day"]) if found["day"] else None,
        files=tuple(MailFile(name, b64decode(each)) for name, each in found["files"]),
        notes=tuple(found["notes"]),
    )


class _Taken:
    """What was found so far."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pages: list[str] = []
        self.files: dict[str, bytes] = {}
        self.notes: list[str] = []

    def note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)

    def add(self, name: str, data: bytes) -> None:
        stem, dot, ending = name.rpartition(".")
        number = 1
        while name in self.files:
            number += 1
            name = f"{stem or ending}({number}){dot}{ending if stem else ''}"
        self.files[name] = data


def take_apart(data: bytes) -> dict[str, Any]:
    """What `read_mail` asks for, as JSON values."""
    message = email.message_from_bytes(data)
    raw = {name.lower(): str(value) for name, value in reversed(list(message.raw_items()))}
    taken = _Taken()
    for count, part in enumerate(_leaves(message, taken)):
        if count >= MOST_PARTS:
            taken.note(f"邮件多于 {MOST_PARTS} 个部分，其余的没有列出。")
            break
        _take(part, taken)
    text = "\n".join(taken.texts) or "\n".join(map(_text_of, taken.pages))
    files = list(taken.files.items())
    if text.strip():
        files.insert(0, (BODY, text[:LONGEST_TEXT].encode("utf-8", "replace")))
    name, address = parseaddr(_words(raw.get("from", "")))
    return {
        "headed": bool({"from", "subject", "date", "received"} & set(raw)),
        "subject": " ".join(_words(raw.get("subject", "")).split())[:LONGEST_NAME],
        "sender": (name or address)[:LONGEST_NAME],
        "day": _day(raw.get("date", "")),
        "files": [(name, b64encode(each).decode("ascii")) for name, each in files],
        "notes": taken.notes,
    }


def _leaves(message: Message, taken: _Taken) -> Iterator[Message]:
    """Every part that is no container, in order; what lies too deep is left out and noted."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if not part.is_multipart():
            yield part
            continue
        deeper = depth + (part.get_content_maintype() == "message")
        if deeper > DEEPEST:
            taken.note("邮件里的邮件套得太深，里层的附件没有列出。")
            continue
        inner: Any = part.get_payload()
        waiting += [(each, deeper) for each in reversed(inner) if isinstance(each, Message)]


def _take(part: Message, taken: _Taken) -> None:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data:
        return
    name, kind = _name_of(part), part.get_content_type()
    if kind == "application/ms-tnef" or name.lower() == "winmail.dat" or data.startswith(TNEF):
        taken.note(
            "附件 winmail.dat 是 Outlook 的专用格式，打不开。"
            "请来文机关以普通附件重新发送，或者另行取得附件。"
        )
    elif kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        taken.note("邮件有加密的部分，打不开。请在邮箱中解密后另存。")
    elif name:
        taken.add(name, data)
    elif kind == "text/plain":
        taken.texts.append(_decoded(data, _charset(part)))
    elif kind == "text/html":
        taken.pages.append(_decoded(data, _charset(part)))
    else:
        taken.add(f"附件{len(taken.files) + 1}.{_ending(kind)}", data)


def _ending(kind: str) -> str:
    ending = kind.rpartition("/")[2]
    return {"jpeg": "jpg", "plain": "txt"}.get(ending, re.sub(r"\W", "", ending)[:8] or "bin")


def _charset(part: Message) -> str:
    with suppress(Exception):  # the library stumbles over parameters in other charsets
        return str(part.get_content_charset() or "")
    return ""


def _name_of(part: Message) -> str:
    name = ""
    with suppress(Exception):  # as above
        name = part.get_filename() or ""
    bare = re.split(r"[/\\]", _words(name))[-1]
    return _ODD.sub("", bare).strip().lstrip(".")[-LONGEST_NAME:]


def _words(value: str) -> str:
    """A header in words, whatever charset it is in."""
    try:
        chunks = decode_header(value)
    except (MessageError, ValueError):
        chunks = [(value, None)]
    return "".join(
        _decoded(chunk, charset or "")
        if isinstance(chunk, bytes)
        else _decoded(chunk.encode("utf-8", "surrogateescape"), "")
        for chunk, charset in chunks
    )


def _decoded(data: bytes, charset: str) -> str:
    wanted = _WIDER.get(charset.lower(), charset)
    for each in (wanted, "utf-8", "gb18030"):
        with suppress(LookupError, UnicodeError, ValueError):
            if each:
                return data.decode(each)
    return data.decode("utf-8", "replace")


def _day(value: str) -> str:
    with suppress(Exception):  # the library raises several things for what is no date
        when = parsedate_to_datetime(value)
        return (when.astimezone(CHINA) if when.tzinfo else when).date().isoformat()
    return ""


class _Plain(HTMLParser):
    """Words only; what a browser would run or fetch is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        if tag in ("p", "br", "div", "tr", "li"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _text_of(page: str) -> str:
    parser = _Plain()
    parser.feed(page[: 10 * LONGEST_TEXT])
    lines = (" ".join(line.split()) for line in "".join(parser.words).splitlines())
    return "\n".join(line for line in lines if line)


def _main() -> int:
    """Reads a mail from standard input; writes what is in it as JSON."""
    keep_within(seconds=SECONDS)
    json.dump(take_apart(sys.stdin.buffer.read()), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
