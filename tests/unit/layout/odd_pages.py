"""A page with everything that a writer may meet, none of which our layout would set together."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from PIL import Image

from documents.layout.pages import RED, Element, Page, Pages, Picture, Rule, Run, Shape
from documents.typefaces.role import Role

HOSTILE = "<script>alert(1)</script>\"'&amp;]]>\ud800\ufffe\x00\u202e<b onclick=x>"


def run(text: str, *, x: float = 28.0, y: float, advance: float = 5.57, **more: object) -> Run:
    """A run of body text with every character `advance` mm wide."""
    usual = {"element": Element.BODY, "role": Role.FANGSONG, "size": 15.75}
    return Run(  # type: ignore[arg-type]  # the fields are the caller's
        **{**usual, **more}, x=x, y=y, text=text, advances=(advance,) * len(text)
    )


def picture_file() -> bytes:
    """A small PNG, red at the left, blue at the right."""
    image = Image.new("RGB", (20, 10), "blue")
    image.paste("red", (0, 0, 10, 10))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


IMAGE = picture_file()
DIGEST = sha256(IMAGE).hexdigest()

ODD = Pages(
    title="一页",
    pages=(
        Page(
            number=1,
            runs=(
                run("一、分管负责同志", y=40, paragraph=1, level=1, role=Role.HEI),
                run("市政府各部门要明确", y=50, paragraph=2),
                run("专职人员负责", y=60, advance=4.0, paragraph=2),
                run("此项工作2026", y=70, advance=2.0, paragraph=2),
                run("澜州市人民政府", y=85, size=40, advance=9.0, stretch=0.6, colour=RED),
                run("责任分工表", x=100, y=180, turned=True, cell=(1, 0, 0), paragraph=3),
                run("市教育局", x=110, y=180, turned=True, cell=(1, 1, 0), paragraph=4),
                run("市民政局", x=110, y=120, turned=True, cell=(1, 1, 1), paragraph=5),
            ),
            rules=(
                Rule(Element.HEADER_RULE, 28, 100, 156, 0.5, colour=RED),
                Rule(Element.TABLE, 90, 110, 60, 0.25, upright=True),
            ),
            shapes=(
                Shape(
                    Element.SEAL,
                    (("M", (30, 200)), ("L", (70, 200)), ("C", (70, 220, 50, 240, 30, 240))),
                    stroke=RED,
                    thickness=1.0,
                ),
                Shape(
                    Element.SEAL,
                    (("M", (40, 205)), ("L", (50, 205)), ("L", (45, 215)), ("Z", ())),
                    fill=RED,
                ),
            ),
            pictures=(
                Picture(Element.FIGURE, 120, 200, 40, 20, DIGEST, words="示意图"),
                Picture(Element.FIGURE, 170, 200, 10, 20, DIGEST, turned=True),
            ),
        ),
    ),
)
