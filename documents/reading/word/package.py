"""A .docx as parts and relationships (ISO/IEC 29500-2). Nothing outside the file is fetched."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from documents.reading.opening import root_of
from documents.reading.word.names import short
from office.kernel.refusals import Refused
from office.outside.archive import Archive
from office.outside.xml import Element

_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relationship leads: a part of the file, or (`outside`) an address that is left."""

    kind: str
    target: str
    outside: bool


class Package:
    """The parts of a .docx. Raises Refused if it is none."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        roots = self._read_relations("_rels/.rels", base="").values()
        inside = {each.kind: each.target for each in roots if not each.outside}
        found = inside.get("officeDocument", _MAIN)
        self.main = found if found in archive.names else _MAIN
        self._custom = inside.get("custom-properties", "")
        if self.main not in archive.names:
            raise Refused(
                "这个压缩包里没有 Word 文档的正文，不是 .docx 文件。"
                "请用文字处理软件打开原文件，另存为 .docx 后重新导入。"
            )
        self.relations = self.relations_of(self.main)

    def xml(self, name: str) -> Element:
        """A part's root element."""
        return root_of(self._archive.read(name), name=name)

    def part(self, kind: str) -> Element | None:
        """The part to which the text relates in this way (styles, numbering, …), if any."""
        for each in self.relations.values():
            if each.kind == kind and not each.outside and each.target in self._archive.names:
                return self.xml(each.target)
        return None

    def custom_properties(self) -> Element | None:
        """The root of the file's custom properties, if it has any."""
        return self.xml(self._custom) if self._custom in self._archive.names else None

    def bytes_of(self, relation: Relation | None) -> bytes | None:
        """What a relationship leads to; None for what is not in the file."""
        if relation is None or relation.outside or relation.target not in self._archive.names:
            return None
        return self._archive.read(relation.target)

    def relations_of(self, part: str) -> Mapping[str, Relation]:
        """The relationships of a part by their ids."""
        folder, _, name = part.rpartition("/")
        return self._read_relations(f"{folder}/_rels/{name}.rels".lstrip("/"), base=folder)

    def _read_relations(self, name: str, *, base: str) -> dict[str, Relation]:
        if name not in self._archive.names:
            return {}
        return {
            each.get("Id", ""): Relation(
                kind=each.get("Type", "").rpartition("/")[2],
                target=_target(each.get("Target", ""), base=base),
                outside=each.get("TargetMode") == "External",
            )
            for each in root_of(self._archive.read(name), name=name)
            if short(each) == "pr:Relationship"
        }


def _target(target: str, *, base: str) -> str:
    return posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
