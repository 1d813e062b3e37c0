"""Images of a .docx: each stored once, drawn in the line where the figure stands."""

from __future__ import annotations

from documents.manuscript import Figure
from documents.sizes import figure_size
from documents.writing.elements import SPACES, Element, emu, node, plain

_PICTURE = SPACES["pic"]


def drawing(figure: Figure, *, relation: str, number: int) -> Element:
    """The run that shows a figure; its words are what a screen reader says."""
    width, height = figure_size(figure)
    size = {"cx": emu(width), "cy": emu(height)}
    name = f"图{number}"
    picture = node(
        "pic:pic",
        node(
            "pic:nvPicPr",
            plain("pic:cNvPr", id=number, name=name),
            node("pic:cNvPicPr"),
        ),
        node("pic:blipFill", _blip(relation), node("a:stretch", node("a:fillRect"))),
        node(
            "pic:spPr",
            node("a:xfrm", plain("a:off", x=0, y=0), plain("a:ext", **size)),
            _rectangle(),
        ),
    )
    data = plain("a:graphicData", picture, uri=_PICTURE)
    inline = plain(
        "wp:inline",
        plain("wp:extent", **size),
        plain("wp:docPr", id=number, name=name, descr=figure.words),
        node("a:graphic", data),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return node("r", node("drawing", inline))


def _blip(relation: str) -> Element:
    blip = node("a:blip")
    blip.set(f"{{{SPACES['r']}}}embed", relation)
    return blip


def _rectangle() -> Element:
    return plain("a:prstGeom", node("a:avLst"), prst="rect")
