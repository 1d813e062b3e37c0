"""The whole file: container, document, pages, resources, tags and attachments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count

from documents.layout import sheet
from documents.layout.attached import Attached
from documents.layout.ofd.attachments import (
    ATTACHMENTS,
    LIST,
    add_attachments,
    add_summaries,
    sorted_out,
)
from documents.layout.ofd.drawing import Drawing
from documents.layout.ofd.markup import Node, child, numbers, root
from documents.layout.ofd.outlines import add_outlines
from documents.layout.ofd.package import Package
from documents.layout.ofd.resources import FOLDER, Fonts, Images
from documents.layout.ofd.tags import tag_list, tags
from documents.layout.pages import Pages
from documents.layout.xml_text import sayable
from documents.typefaces.faces import Faces
from documents.typefaces.typeface import Typefaces

_DOCUMENT = "Doc_0"
_CREATOR = "文枢"
_PAPER = numbers(0, 0, sheet.PAPER_WIDTH, sheet.PAPER_HEIGHT)


def write_ofd(
    pages: Pages,
    *,
    typefaces: Typefaces,
    pictures: Mapping[str, bytes] | None = None,
    attachments: Sequence[Attached] = (),
    archive: bool = False,
    author: str = "",
    subject: str = "",
    created: datetime | None = None,
) -> bytes:
    """The OFD; the same arguments always give the same bytes.

    `pictures`: the image file of each digest that the pages name (KeyError when one is absent,
    Refused when it is neither PNG nor JPEG).
    `archive`: the file keeps to OFD-A (GB/T 42133-2022) and says so; attachments that are not
    plain text are then only named in it (6.15). `author`: the agency. `created`: its day stands
    in the file; without it no date does.

    A character that no typeface of its role has is drawn as the first one's missing-glyph box
    and is still there when the text is read out; `missing_characters` names it.
    """
    package = Package()
    counter = count(1)
    fonts = Fonts(typefaces, numbers=counter)
    images = Images(pictures or {}, numbers=counter)
    drawing = Drawing(Faces(typefaces), fonts, images, counter)
    names = [str(next(counter)) for _ in pages.pages]
    for place, page in enumerate(pages.pages):
        content = drawing.content(page, name=names[place])
        package.add(f"{_DOCUMENT}/{_page_location(place)}", content)
    package.add(f"{_DOCUMENT}/PublicRes.xml", fonts.part())
    package.add(f"{_DOCUMENT}/DocumentRes.xml", images.part())
    for name, file in (*fonts.files(), *images.files()):
        package.add(f"{_DOCUMENT}/{FOLDER}/{name}", file)
    package.add(f"{_DOCUMENT}/Tags/CustomTags.xml", tag_list("CustomTag.xml"))
    package.add(f"{_DOCUMENT}/Tags/CustomTag.xml", tags(drawing.drawn))
    kept, removed = sorted_out(attachments, archive=archive)
    add_attachments(package, kept, folder=f"{_DOCUMENT}/{ATTACHMENTS}")
    document = _document(pages, names=names, most=next(counter) - 1, attachments=bool(kept))
    package.add(f"{_DOCUMENT}/Document.xml", document)
    facts = _facts(pages, name=package.digest(), author=author, subject=subject, created=created)
    add_summaries(facts, removed)
    package.add("OFD.xml", _entry(facts, archive=archive))
    return package.zipped(first="OFD.xml")


def _page_location(place: int) -> str:
    return f"Pages/Page_{place}/Content.xml"


def _facts(
    pages: Pages, *, name: str, author: str, subject: str, created: datetime | None
) -> Node:
    """DocInfo. Nothing in it comes from the clock."""
    facts = root("DocInfo")
    child(facts, "DocID", name)
    for kind, words in (("Title", pages.title), ("Author", author), ("Subject", subject)):
        if words:
            child(facts, kind, sayable(words))
    if created:
        child(facts, "CreationDate", created.date().isoformat())
        child(facts, "ModDate", created.date().isoformat())
    child(facts, "DocUsage", "Normal")
    child(facts, "Creator", _CREATOR)
    child(facts, "CreatorVersion", pages.layout_version)
    return facts


def _entry(facts: Node, *, archive: bool) -> Node:
    """OFD.xml (GB/T 33190-2016 7.4)."""
    part = root("OFD", Version="1.0", DocType="OFD-A" if archive else "OFD")
    body = child(part, "DocBody")
    body.append(facts)
    child(body, "DocRoot", f"{_DOCUMENT}/Document.xml")
    return part


def _document(pages: Pages, *, names: Sequence[str], most: int, attachments: bool) -> Node:
    """Document.xml (GB/T 33190-2016 7.5)."""
    part = root("Document")
    common = child(part, "CommonData")
    child(common, "MaxUnitID", str(most))
    child(child(common, "PageArea"), "PhysicalBox", _PAPER)
    child(common, "PublicRes", "PublicRes.xml")
    child(common, "DocumentRes", "DocumentRes.xml")
    listed = child(part, "Pages")
    for place, name in enumerate(names):
        child(listed, "Page", ID=name, BaseLoc=_page_location(place))
    add_outlines(part, pages.bookmarks, pages=names)
    child(part, "CustomTags", "Tags/CustomTags.xml")
    if attachments:
        child(part, "Attachments", f"{ATTACHMENTS}/{LIST}")
    return part
