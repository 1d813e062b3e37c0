"""Files of a word processor, written by hand: whatever stands in them is ours to choose."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Relations = Mapping[str, tuple[str, str]]


def part(name: str, content: str) -> bytes:
    """A part of WordprocessingML whose root is `w:name`."""
    return f"<?xml version='1.0'?><w:{name} {SPACES}>{content}</w:{name}>".encode()


def relations(given: Relations) -> bytes:
    """Relationships by id: kind and target; a target with :// lies outside."""
    outside = {True: ' TargetMode="External"', False: ""}
    each = "".join(
        f'<Relationship Id="{id}" Type="{_RELATION}/{kind}" Target="{target}"'
        f"{outside['://' in target]}/>"
        for id, (kind, target) in given.items()
    )
    return f"<Relationships xmlns='{_PACKAGE}'>{each}</Relationships>".encode()


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """The entries as an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def docx_of(
    body: str, *, parts: Mapping[str, bytes] | None = None, links: Relations | None = None
) -> bytes:
    """A .docx with this content of `w:body`; `links` are the text's relationships."""
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations({"d": ("officeDocument", "word/document.xml")}),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(links or {}),
            **(parts or {}),
        }
    )


def p(content: str, *, properties: str = "") -> str:
    """A paragraph; a content that is no markup becomes a run."""
    inside = content if content.startswith("<") else f"<w:r><w:t>{content}</w:t></w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def table(*rows: tuple[str, ...], properties: str = "") -> str:
    """A table of plain cells."""
    lines = "".join(
        f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{lines}</w:tbl>"


def image(*, format: str = "PNG", size: tuple[int, int] = (8, 6)) -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, format)
    return file.getvalue()


def drawing(link: str, *, place: str = "inline", inside: str = "", crop: str = "") -> str:
    """A run that shows the image behind a relationship, 30 by 20 mm."""
    return (
        f'<w:r><w:drawing><wp:{place}><wp:extent cx="1080000" cy="720000"/>'
        f'<wp:docPr id="1" name="x" descr="示意图"/>{inside}<a:graphic><a:graphicData>'
        f'<a:blip r:embed="{link}"/>{crop}</a:graphicData></a:graphic></wp:{place}>'
        "</w:drawing></w:r>"
    )
