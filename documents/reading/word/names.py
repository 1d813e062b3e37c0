"""The names of WordprocessingML that reading needs."""

from __future__ import annotations

from functools import lru_cache

from office.outside.xml import Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = {
    "w": WORD,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
}
_STRICT = (
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
)
WRAPPERS = frozenset(("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"))
"""What may stand around blocks, rows and cells and shows them as they are."""
DELETED = frozenset(("w:del", "w:moveFrom"))
_PREFIXES = {f"{{{space}}}": prefix for prefix, space in _SPACES.items()}
_PREFIXES |= {f"{{{space}}}": prefix for space, prefix in _STRICT}


@lru_cache(maxsize=4096)
def full_names(name: str) -> tuple[str, ...]:
    """The name `w:p` as lxml writes it, in the transitional and the strict vocabulary."""
    prefix, _, local = name.partition(":")
    return tuple(f"{space}{local}" for space, known in _PREFIXES.items() if known == prefix)


def short(element: Element) -> str:
    """An element's name with its usual prefix; "" for a vocabulary that means nothing here."""
    return _short(element.tag)


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    prefix = _PREFIXES.get(f"{space}}}")
    return f"{prefix}:{local}" if prefix else ""


def local(element: Element) -> str:
    """An element's name without its vocabulary."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute by its short name, in either vocabulary."""
    for each in full_names(name):
        value = element.get(each)
        if value is not None:
            return str(value)
    return default


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if short(each) == name), None)
    return element


def chosen(alternative: Element) -> Element:
    """Of several ways to write the same (`mc:AlternateContent`) the first of a known vocabulary,
    else the fall-back: never both. Empty where neither is there.
    """
    choices = [each for each in alternative if short(each) == "mc:Choice"]
    known = (each for each in choices if not len(each) or any(map(short, each)))
    fallback = child(alternative, "mc:Fallback")
    found = next(known, fallback)
    return () if found is None else found


def value(element: Element | None, *path: str, default: str = "") -> str:
    """The attribute `w:val` of `child`."""
    found = child(element, *path)
    return default if found is None else attribute(found, "w:val", default)


def is_on(element: Element | None, *path: str) -> bool:
    """Whether a switch such as `w:vanish` stands there and is not turned off."""
    found = child(element, *path)
    return found is not None and attribute(found, "w:val", "1") not in ("0", "false", "off")


def number(text: str, default: int = 0) -> int:
    """A whole number, the default for what is none: files from outside hold anything."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return default
