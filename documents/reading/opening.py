"""Files to be imported, opened; whoever brought a bad one is told to save it again."""

from __future__ import annotations

from office.outside.archive import Archive
from office.outside.xml import Element, parse_xml

SAVE_AGAIN = "内容没有导入。请用文字处理软件打开原文件，另存一份后重新导入。"


def archive_of(data: bytes) -> Archive:
    """Its entries. Raises Refused."""
    return Archive(data, remedy=SAVE_AGAIN)


def root_of(data: bytes, *, name: str) -> Element:
    """The root element of the part `name`. Raises Refused."""
    return parse_xml(data, name=name, remedy=SAVE_AGAIN)
