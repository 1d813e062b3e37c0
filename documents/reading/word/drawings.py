"""What a drawing holds: pictures, text boxes, and words that are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from documents.reading.word.names import child, chosen, number, short
from office.outside.xml import Element

Crop = tuple[float, float, float, float]
"""What is hidden at left, top, right and bottom, in parts of the whole."""
UNCROPPED: Crop = (0.0, 0.0, 0.0, 0.0)

_SHAPES = ("wordprocessingShape", "wordprocessingGroup", "wordprocessingCanvas")


def shown_in(drawing: Element) -> Iterator[Element]:
    """All elements in order, of alternatives one, text boxes without what stands in them."""
    waiting = [drawing]
    while waiting:
        current = waiting.pop()
        yield current
        name = short(current)
        if name == "mc:AlternateContent":
            waiting.extend(reversed(chosen(current)))
        elif name != "w:txbxContent":
            waiting.extend(reversed(current))


def is_shape(place: Element) -> bool:
    """Whether a `wp:inline` or `wp:anchor` holds lines and shapes, and no chart or object."""
    data = child(place, "a:graphic", "a:graphicData")
    return data is not None and data.get("uri", "").endswith(_SHAPES)


def extents(elements: list[Element], pictures: list[Element]) -> Iterator[tuple[float, float]]:
    """The sizes of a drawing's pictures in EMU, 0 where none is stated; those of a group are in
    its own measure, which the group stretches to the drawing's size.
    """
    whole = _extent(next((each for each in elements if short(each) == "wp:extent"), None))
    if len(pictures) == 1:
        yield whole
        return
    inner = _extent(next((each for each in elements if short(each) == "a:chExt"), None))
    stretch = [
        outside / inside if inside else 1 for outside, inside in zip(whole, inner, strict=True)
    ]
    # Several pictures of one fill would be no group of Word's: none of them states a size.
    fills = Counter(each.getparent() for each in pictures)
    for picture in pictures:
        fill = picture.getparent()
        width, height = _own_extent(fill) if fills[fill] == 1 else (0, 0)
        yield width * stretch[0], height * stretch[1]


def _own_extent(fill: Element) -> tuple[int, int]:
    """That of the shape properties right behind a picture's fill."""
    return _extent(child(fill.getnext(), "a:xfrm", "a:ext"))


def _extent(element: Element | None) -> tuple[int, int]:
    if element is None:
        return 0, 0
    return number(element.get("cx", "")), number(element.get("cy", ""))


def crop_of(picture: Element) -> Crop:
    """What the word processor hides of an `a:blip`, as the next element says."""
    hidden = picture.getnext()
    if hidden is None or short(hidden) != "a:srcRect":
        return UNCROPPED
    left, top, right, bottom = (number(hidden.get(side, "0")) / 1e5 for side in "ltrb")
    return left, top, right, bottom
