"""Writes a manuscript as a .docx with the layout's styles: the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from documents.layout.issue import Issue
from documents.manuscript import Format, Manuscript
from documents.paper_styles import (
    FORMAT_PROPERTY,
    ISSUER_PROPERTY,
    SIGNATURE_PROPERTY,
    TITLE_PROPERTY,
    TYPE_PROPERTY,
)
from documents.writing.body import BodyWriter, title_is_shown
from documents.writing.elements import Element, holdable, node, xml
from documents.writing.sections import (
    feet,
    footer,
    header,
    heads,
)
from documents.writing.word_styles import styles
from office.packing import packed

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_VALUES = f"{_OFFICE}/docPropsVTypes"
_CUSTOM = f"{_OFFICE}/custom-properties"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def write_docx(
    manuscript: Manuscript, *, issue: Issue | None = None, files: Mapping[str, bytes] | None = None
) -> bytes:
    """The file's bytes; `read_docx` reads the same manuscript from them.

    `issue`: what later acts fill in; without one every page says 送审稿 and there is no red head.
    `files`: the images of its figures (PNG or JPEG) by digest; of others only the words remain.
    Heads, marks and imprint are those of the layout's formats; margins, lines and grid those of
    GB/T 33476.2-2016. What a word processor cannot promise is left to the PDF: the imprint on an
    even page, the places of seals and stamps, the word beside joint marks (it stands behind the
    last), 21 lines on a letter's first page. `unrecognised` is left out.
    """
    files = files or {}
    writer = BodyWriter(manuscript, issue, files)
    document = writer.document()
    headers, footers = heads(manuscript, issue=issue), feet(manuscript, issue=issue)
    media = {
        f"media/image{place}.{_extension(files[digest])}": files[digest]
        for place, digest in enumerate(writer.pictures, start=1)
    }
    parts: dict[str, bytes] = {
        "word/document.xml": xml(document),
        "word/styles.xml": xml(styles()),
        "word/settings.xml": xml(_settings()),
        **{f"word/{name}": xml(footer(kind)) for kind, name in footers.items()},
        **{f"word/{name}": xml(header()) for name in headers.values()},
        "docProps/core.xml": _core(manuscript),
        "docProps/custom.xml": _custom(manuscript, issue=issue),
    }
    return packed(
        {
            "[Content_Types].xml": _content_types(parts),
            "_rels/.rels": _root_relations(),
            **parts,
            "word/_rels/document.xml.rels": _document_relations(
                list(media), headers=headers, footers=footers
            ),
            **{f"word/{name}": data for name, data in media.items()},
        }
    )


def _extension(data: bytes) -> str:
    return "png" if data.startswith(b"\x89PNG") else "jpeg"


def _settings() -> Element:
    compatibility = node(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return node(
        "settings",
        node("evenAndOddHeaders"),
        node("characterSpacingControl", val="compressPunctuation"),
        node("compat", compatibility),
    )


def _core(manuscript: Manuscript) -> bytes:
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DUBLIN})
    for name, text in (("title", manuscript.title), ("language", "zh-CN")):
        each = etree.SubElement(root, f"{{{_DUBLIN}}}{name}")
        each.text = holdable(text)
    return xml(root)


def _custom(manuscript: Manuscript, *, issue: Issue | None) -> bytes:
    """What no paragraph shows: type, format and issuing organ; a title that the mark says."""
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap=_vocabularies(_CUSTOM, vt=_VALUES))
    given = {
        TYPE_PROPERTY: manuscript.type,
        FORMAT_PROPERTY: str(manuscript.format),
        ISSUER_PROPERTY: manuscript.issuer,
    }
    if not title_is_shown(manuscript, issue=issue):
        given[TITLE_PROPERTY] = manuscript.title
    if manuscript.format is Format.MINUTES and not manuscript.signature:
        # The issuer stands in its place.
        given[SIGNATURE_PROPERTY] = ""
    for place, (name, text) in enumerate(given.items(), start=2):
        each = etree.SubElement(root, f"{{{_CUSTOM}}}property")
        each.attrib.update({"fmtid": _FORMAT_ID, "pid": str(place), "name": name})
        etree.SubElement(each, f"{{{_VALUES}}}lpwstr").text = holdable(text)
    return xml(root)


def _content_types(parts: Mapping[str, bytes]) -> bytes:
    space = f"{_PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap=_vocabularies(space))
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpeg": "image/jpeg",
    }
    for extension, kind in defaults.items():
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=kind)
    for name in parts:
        etree.SubElement(
            root, f"{{{space}}}Override", PartName=f"/{name}", ContentType=_content_type(name)
        )
    return xml(root)


def _content_type(name: str) -> str:
    if name == "docProps/core.xml":
        return "application/vnd.openxmlformats-package.core-properties+xml"
    if name == "docProps/custom.xml":
        return "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    kind = name.rpartition("/")[2].rstrip("0123456789.xml")
    return f"{_TYPE}.{'document.main' if kind == 'document' else kind}+xml"


def _root_relations() -> bytes:
    return _relations(
        {
            "document": (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            "core": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            "custom": (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
        }
    )


def _document_relations(
    media: list[str], *, headers: Mapping[str, str], footers: Mapping[str, str]
) -> bytes:
    found = {
        "styles": ("styles", "styles.xml"),
        "settings": ("settings", "settings.xml"),
        **{f"footer-{kind}": ("footer", name) for kind, name in footers.items()},
        **{f"header-{kind}": ("header", name) for kind, name in headers.items()},
        **{f"image-{place}": ("image", name) for place, name in enumerate(media, start=1)},
    }
    return _relations(
        {id: (f"{_OFFICE}/relationships/{kind}", target) for id, (kind, target) in found.items()}
    )


def _relations(given: Mapping[str, tuple[str, str]]) -> bytes:
    space = f"{_PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap=_vocabularies(space))
    for id, (kind, target) in given.items():
        etree.SubElement(root, f"{{{space}}}Relationship", Id=id, Type=kind, Target=target)
    return xml(root)


def _vocabularies(default: str, **others: str) -> Any:
    """A default namespace is None in lxml, which its types do not say."""
    return {None: default, **others}
