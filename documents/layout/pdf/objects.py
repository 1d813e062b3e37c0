"""The objects of a PDF file (ISO 32000-1 7.3), as reportlab numbers and writes them.

reportlab ships no types, so what is `Any` ends here. Its canvas, catalogue and pages are not
used: they know no structure, no output intents and no keys beyond their own.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Mapping
from hashlib import sha256

from reportlab.pdfbase import pdfdoc

_VERSION = (1, 7)
_IDENTIFIER = b"[<%s> <%s>]"
_TO_COME = _IDENTIFIER % (b"0" * 32, b"0" * 32)
"""Stands in the trailer until all is written that the identifier follows from."""


class Name(str):
    """A name as it stands in the file; made from the word alone."""

    __slots__ = ()

    def __new__(cls, word: str) -> Name:
        """Bytes that a name cannot hold are written by their numbers (7.3.5)."""
        if not word.isalnum() or not word.isascii():
            word = "".join(map(_name_character, word.encode("utf-8")))
        return super().__new__(cls, f"/{word}")


class Reference(str):
    """Where an indirect object is, as `12 0 R`."""

    __slots__ = ()


class Dictionary(pdfdoc.PDFDictionary):
    """Entries by their keys; reportlab writes them in the keys' order."""

    def __init__(self, entries: Mapping[str, Value] | None = None, **more: Value) -> None:
        super().__init__()
        self.add(**(entries or {}), **more)

    def __setitem__(self, key: str, value: Value) -> None:
        self.dict[key] = _written(value)

    def add(self, **entries: Value) -> None:
        """Set several entries."""
        for key, value in entries.items():
            self[key] = value


class Array(pdfdoc.PDFArray):
    """Values in their order."""

    def __init__(self, values: Iterable[Value]) -> None:
        super().__init__(map(_written, values))


class Stream(pdfdoc.PDFStream):
    """Bytes with the dictionary that explains them."""

    def format(self, document: File) -> bytes:
        """A line ends before `endstream`, which PDF/A wants and reportlab leaves out."""
        written: bytes = self.dictionary.format(document)
        return b"%b\nstream\n%b\nendstream\n" % (written, self.content)


Value = str | int | float | Dictionary | Array
"""What entries and arrays hold: a plain `str` is text, `Name` and `Reference` stay as they are."""


class File(pdfdoc.PDFDocument):
    """A file in the making.

    Objects lie open in it, so that a signature can be added to what is there, and nothing in it
    depends on the hour.
    """

    def __init__(self) -> None:
        super().__init__(pdfVersion=_VERSION, invariant=True)
        self._ID = _TO_COME
        self.info = Dictionary()
        self.catalogue = Dictionary(Type=Name("Catalog"), Pages=self.indirect(self.Pages))
        self.Catalog = self.catalogue

    def indirect(self, value: Dictionary | Array) -> Reference:
        """Give the object a number of its own; it may still change."""
        name = self.Reference(value).name
        return Reference("{} {} R".format(*self.idToObjectNumberAndVersion[name]))

    def stream(self, content: bytes, *, compress: bool = True, **entries: Value) -> Reference:
        """Add a stream, compressed by reportlab unless that is done or must not be."""
        dictionary = Dictionary(entries)
        if compress:
            content = pdfdoc.PDFZCompress.encode(content)
            dictionary["Filter"] = Name(pdfdoc.PDFZCompress.pdfname)
        dictionary["Length"] = len(content)
        return self.indirect(Stream(dictionary, content))

    def page(self, page: Dictionary) -> Reference:
        """Put it behind the pages that are there."""
        page.add(Type=Name("Page"), Parent=self.indirect(self.Pages))
        self.addPage(page)
        return self.indirect(page)

    def fonts(self, fonts: Mapping[str, Reference]) -> Reference:
        """The dictionary of all fonts; reportlab has made one in advance."""
        dictionary = self.idToObject[pdfdoc.BasicFonts]
        dictionary.dict.update(fonts)
        return self.indirect(dictionary)

    def written(self) -> bytes:
        """The file; its identifier follows from what is in it."""
        content: bytes = self.format()
        before, _, after = content.rpartition(_TO_COME)
        digest = sha256(content).hexdigest()[:32].encode("ascii")
        return before + _IDENTIFIER % (digest, digest) + after


def text_bytes(text: str) -> bytes:
    """A text as readers of PDF know it (7.9.2.2): in ASCII or else in UTF-16."""
    if text.isascii() and text.isprintable():
        return text.encode("ascii")
    return BOM_UTF16_BE + text.encode("utf-16-be")


def _written(value: Value) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if type(value) is str:
        return pdfdoc.PDFString(text_bytes(value), enc="raw")
    return value


def _name_character(byte: int) -> str:
    character = chr(byte)
    plain = "!" <= character <= "~" and character not in "#%()<>[]{}/"
    return character if plain else f"#{byte:02X}"
