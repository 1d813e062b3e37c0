"""An OFD file as its parts, whoever wrote it (GB/T 33190-2016 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from office.kernel.refusals import Refused
from office.outside.archive import Archive
from office.outside.xml import items_in, parse_xml

NAMESPACE = "http://www.ofdspec.org/2016"
ENTRY = "/OFD.xml"
MOST_ITEMS = 200_000
"""Elements of a part, and its attributes; a full page of text has some thousands."""
REMEDY = "请向发文单位索取完好的文件。"


class NotAnOFD(Refused):
    """The file cannot be read as an OFD: which part, and why."""


@dataclass(frozen=True, slots=True)
class Container:
    """Parts by their absolute names (/Doc_0/Document.xml)."""

    parts: Mapping[str, bytes]

    @classmethod
    def read(cls, data: bytes) -> Container:
        """Raises Refused for what is damaged or dangerous, NotAnOFD for what is no OFD."""
        archive = Archive(data, remedy=REMEDY)
        names = sorted(each for each in archive.names if not each.endswith("/"))
        found = cls({f"/{name}": archive.read(name) for name in names})
        if ENTRY not in found.parts:
            raise NotAnOFD(f"这不是 OFD 版式文件（没有 OFD.xml，GB/T 33190—2016 7.4）。{REMEDY}")
        return found

    def root(self, name: str) -> Any:
        """The root element of the part. Raises NotAnOFD where there is none."""
        if name not in self.parts:
            raise NotAnOFD(f"文件内缺少“{name}”，不完整。{REMEDY}")
        if items_in(self.parts[name]) > MOST_ITEMS:
            raise too_many(name)
        return parse_xml(self.parts[name], name=name, remedy=REMEDY)

    @property
    def body(self) -> Any:
        """DocBody: the one document; of several none is signed, so they are refused."""
        bodies = self.root(ENTRY).findall(tag("DocBody"))
        if len(bodies) != 1:
            raise NotAnOFD(f"文件内有 {len(bodies)} 个文档，签章只处理一个文档的文件。{REMEDY}")
        return bodies[0]

    @property
    def document(self) -> str:
        """The name of Document.xml."""
        return self.named(self.body, "DocRoot", base=ENTRY)

    def pages(self) -> list[str]:
        """The ids of the pages in their order."""
        listed = self.root(self.document).iterfind(f"{tag('Pages')}/{tag('Page')}")
        return [each.get("ID", "") for each in listed]

    def page_sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page, mm. Raises NotAnOFD where one does not say."""
        document = self.root(self.document)
        usual = document.find(f"{tag('CommonData')}/{tag('PageArea')}/{tag('PhysicalBox')}")
        return [
            _size(own if own is not None else usual)
            for own in (
                self.root(located(each.get("BaseLoc", ""), base=self.document)).find(
                    f"{tag('Area')}/{tag('PhysicalBox')}"
                )
                for each in document.iterfind(f"{tag('Pages')}/{tag('Page')}")
            )
        ]

    @staticmethod
    def named(node: Any, name: str, *, base: str) -> str:
        """The part that a child of the node names (ST_Loc). Raises NotAnOFD where none is."""
        said = (node.findtext(tag(name)) or "").strip()
        if not said:
            raise NotAnOFD(f"文件内“{base}”没有写明 {name}，不完整。{REMEDY}")
        return located(said, base=base)


def too_many(name: str) -> NotAnOFD:
    """To be raised."""
    return NotAnOFD(
        f"文件内的“{name}”所含元素或属性过多，不像是一件公文，可能是攻击，没有读取。{REMEDY}"
    )


def tag(name: str) -> str:
    """An element's full name."""
    return f"{{{NAMESPACE}}}{name}"


def located(place: str, *, base: str) -> str:
    """The absolute name of what the part `base` calls `place` (ST_Loc). Raises NotAnOFD."""
    found = normpath(join(dirname(base), place.strip()))
    if not place.strip() or not found.startswith("/") or found.startswith("//"):
        raise NotAnOFD(f"文件内的位置“{place[:60]}”不合规范。{REMEDY}")
    return found


def _size(box: Any) -> tuple[float, float]:
    try:
        _, _, width, height = map(float, ("" if box is None else box.text or "").split())
    except ValueError as fault:
        raise NotAnOFD(f"文件内有一页没有写明尺寸（GB/T 33190—2016 7.5）。{REMEDY}") from fault
    return width, height


def written(node: Any) -> bytes:
    """The part's bytes."""
    return bytes(etree.tostring(node, encoding="UTF-8", xml_declaration=True))
