"""What pages draw with: embedded subsets of typefaces, images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from documents.layout.ofd.markup import Node, child, root
from documents.typefaces.faces import Face
from documents.typefaces.role import Role
from documents.typefaces.typeface import ROLE_NAMES, Typefaces
from office.kernel.refusals import Refused

FOLDER = "Res"

_FORMATS = {b"\x89PNG\r\n\x1a\n": ("PNG", "png"), b"\xff\xd8\xff": ("JPEG", "jpg")}


class Fonts:
    """The faces that the pages use, each embedded once with the characters that are drawn."""

    def __init__(self, typefaces: Typefaces, *, numbers: Iterator[int]) -> None:
        self._families = _families(typefaces)
        self._numbers = numbers
        self._used: dict[int, tuple[str, Face, Role, set[str]]] = {}

    def use(self, face: Face, *, role: Role, text: str) -> str:
        """The font's number in the document; `text` goes into its subset."""
        key = id(face)
        if key not in self._used:
            self._used[key] = (str(next(self._numbers)), face, role, set())
        name, _, _, characters = self._used[key]
        characters.update(text)
        return name

    def part(self) -> Node:
        """PublicRes.xml. A reader that ignores embedded fonts finds its own by FamilyName."""
        part = root("Res", BaseLoc=FOLDER)
        fonts = child(part, "Fonts") if self._used else None
        for name, face, role, _ in self._used.values():
            family = ROLE_NAMES[self._families.get(face.typeface.family, role)]
            names = {"FontName": face.typeface.family, "FamilyName": family}
            font = child(fonts, "Font", ID=name, **names, Charset="unicode")
            child(font, "FontFile", f"font_{name}.ttf")
        return part

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The subsets and what they are called in the folder."""
        for name, face, _, characters in self._used.values():
            yield f"font_{name}.ttf", face.subset("".join(sorted(characters)))


class Images:
    """The image files that the pages use, each embedded once."""

    def __init__(self, pictures: Mapping[str, bytes], *, numbers: Iterator[int]) -> None:
        self._pictures = pictures
        self._numbers = numbers
        self._used: dict[str, tuple[str, str, str]] = {}

    def use(self, digest: str) -> str:
        """The image's number in the document; Refused if it is neither PNG nor JPEG."""
        if digest not in self._used:
            kind, ending = _format(self._pictures[digest])
            self._used[digest] = (str(next(self._numbers)), kind, ending)
        return self._used[digest][0]

    def part(self) -> Node:
        """DocumentRes.xml."""
        part = root("Res", BaseLoc=FOLDER)
        media = child(part, "MultiMedias") if self._used else None
        for name, kind, ending in self._used.values():
            image = child(media, "MultiMedia", ID=name, Type="Image", Format=kind)
            child(image, "MediaFile", f"image_{name}.{ending}")
        return part

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The images and what they are called in the folder."""
        for digest, (name, _, ending) in self._used.items():
            yield f"image_{name}.{ending}", self._pictures[digest]


def _families(typefaces: Typefaces) -> dict[str, Role]:
    """The role in which a typeface comes first, by its family."""
    return {chain[0].family: role for role, chain in typefaces.chains.items() if chain}


def _format(content: bytes) -> tuple[str, str]:
    for beginning, names in _FORMATS.items():
        if content.startswith(beginning):
            return names
    raise Refused(
        "图片不是 PNG 或 JPEG，不能写入 OFD（GB/T 42133-2022 限定了存档文件的图片格式）。"
        "请把图片另存为 PNG 或 JPEG 后重新插入。"
    )
