"""骑缝章 in an OFD: of one signature, a strip of the seal on each page's right edge."""

from __future__ import annotations

from signing.ofd.container import Container
from signing.ofd.sealing import Stamp
from signing.seam import strips


def seam_stamps(data: bytes, *, width: float, height: float) -> list[Stamp]:
    """In the middle of the right edges; the seal's size in mm. The box of each is that of the
    whole seal, which reaches over the edge, and its `clip` the strip on the page
    (GB/T 33190-2016 18.2.2). Raises Refused for a single page."""
    sizes = Container.read(data).page_sizes()
    return [
        Stamp(
            page=strip.page,
            x=across - strip.start - strip.width,
            y=(down - height) / 2,
            width=width,
            height=height,
            clip=(strip.start, 0.0, strip.width, height),
        )
        for strip, (across, down) in zip(strips(len(sizes), width=width), sizes, strict=True)
    ]
