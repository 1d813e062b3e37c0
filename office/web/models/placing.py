"""Where on a page something is put: the page's picture with it in its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strip:
    """What of 骑缝章 this page bears: where on the page, how wide, and from where in the seal."""

    x: float
    y: float
    width: float
    start: float


@dataclass(frozen=True, slots=True)
class Placing:
    """A seal on one page of a form's file (`macros/placing.jinja2`); everything in mm.

    `src`, `text`: the page's picture and its words; `width`, `height`: the page as it is shown.
    `seal`: the seal's picture, `seal_width` by `seal_height`, its middle at (`across`, `down`).
    The form's fields `page`, `across` and `down` say the same; `address` shows it for others.
    """

    page: int
    pages: int
    src: str
    text: str
    width: float
    height: float
    seal: str
    seal_width: float
    seal_height: float
    across: float
    down: float
    address: str
    strip: Strip | None = None
    instead: str = ""

    @property
    def left(self) -> float:
        """Of the seal's box."""
        return self.across - self.seal_width / 2

    @property
    def top(self) -> float:
        """As above."""
        return self.down - self.seal_height / 2

    @property
    def said(self) -> str:
        """The whole picture in words."""
        return (
            f"第 {self.page} 页，共 {self.pages} 页；"
            f"印章（预览，尚未用印）中心距左边 {self.across:g} 毫米，距上边 {self.down:g} 毫米"
        )
