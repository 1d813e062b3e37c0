"""The file that a command lays out: a text with its front part, a .docx, PDF, OFD, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from documents.command.elements import Values
from documents.command.front_part import divided
from documents.manuscript import Manuscript
from documents.reading import decode
from documents.reading.imported import Imported
from documents.reading.importing import (
    import_file,
    import_text,
    is_text,
    must_be_as_named,
    must_fit,
    refuse_empty,
)
from documents.reading.lines import clean_lines
from documents.reading.usable_image import LARGEST_IMAGES, usable_image
from office.file_faults import why
from office.kernel.refusals import Refused


def read_source(source: Path) -> tuple[Imported, Mapping[str, Values]]:
    """What the file holds, and the element values in its front part. Raises Refused."""
    content = _content(source)
    if source.suffix.lower() == ".json":
        return _structure(content, images=images_beside(source)), {}
    if not content:
        refuse_empty()
    must_be_as_named(content, name=source.name)
    if not is_text(content):
        return import_file(content), {}
    must_fit(content)
    elements, text = divided(decode(content))
    if not elements and not clean_lines([text]):
        refuse_empty()
    return Imported(import_text(text)), elements


def images_beside(structure: Path) -> Path:
    """The folder beside a JSON in which the images of its figures lie, named by digest."""
    return structure.with_name(f"{structure.stem}.files")


def _content(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as fault:
        raise Refused(f"读不了文件 {source}：{why(fault)}。请检查文件名和权限。") from fault


def _structure(content: bytes, *, images: Path) -> Imported:
    try:
        manuscript = Manuscript.from_json(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise Refused(
            f"这个 JSON 文件不是文稿结构：{fault}。请使用 office typeset --json 写出的格式。"
        ) from fault
    return Imported(manuscript, dict(_images_in(images)))


def _images_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Only what can be drawn: a figure whose image is broken is told as one that has none."""
    for path in sorted(folder.glob("*")):
        if path.is_file() and path.stat().st_size <= LARGEST_IMAGES:
            data = path.read_bytes()
            if usable_image(data) == data:
                yield sha256(data).hexdigest(), data
