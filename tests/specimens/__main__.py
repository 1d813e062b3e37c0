"""`make specimens`: the book as PDF, OFD and PNG, and the table of all distances.

With `--docs` the pages that docs/specimens.md shows are drawn anew, too.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from documents.layout.ofd import write_ofd
from documents.layout.pdf import write_pdf
from documents.typefaces.finding import require_typefaces
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces
from tests.specimens.book import SPECIMENS, Specimen
from tests.specimens.drawing import drawn
from tests.specimens.measures.measure import Measure, table
from tests.specimens.printed import Printed, printed

ROOT = Path(__file__).parents[2]
OUT = ROOT / "var/specimens"
SHOWN = ROOT / "docs/specimens"
SHOWN_PAGES = (
    *("notice-1", "request-1", "joint-1", "joint-2", "letter-1", "order-1", "minutes-1"),
    *("telegram-1", "tables-3", "briefing-1", "draft-sheet-1", "meeting-notice-1"),
    *("issue-register-1", "comment-summary-1"),
)
SHOWN_WIDTH = 1100


def _write(specimen: Specimen, typefaces: Typefaces) -> list[Measure]:
    pages = specimen.pages(typefaces)
    data = write_pdf(pages, typefaces=typefaces)
    (OUT / f"{specimen.key}.pdf").write_bytes(data)
    (OUT / f"{specimen.key}.ofd").write_bytes(write_ofd(pages, typefaces=typefaces))
    finished = printed(data)
    measures = list(specimen.measures(finished))
    for index, page in enumerate(finished):
        _draw(specimen, page, measures, index=index, typefaces=typefaces)
    return measures


def _draw(
    specimen: Specimen,
    page: Printed,
    measures: Sequence[Measure],
    *,
    index: int,
    typefaces: Typefaces,
) -> None:
    here = [each for each in measures if each.page == index]
    heading = f"{specimen.name}　第 {index + 1} 页"
    picture = drawn(page, here, heading=heading, font=typefaces.chains[Role.SONG][0].path)
    picture.quantize(48).save(OUT / f"{specimen.key}-{index + 1}.png", optimize=True)


def _show() -> None:
    """The pictures of the page in the docs: smaller, in few colours."""
    for name in SHOWN_PAGES:
        picture = Image.open(OUT / f"{name}.png").convert("RGB")
        height = picture.height * SHOWN_WIDTH // picture.width
        small = picture.resize((SHOWN_WIDTH, height), Image.Resampling.LANCZOS)
        small.quantize(24).save(SHOWN / f"{name}.png", optimize=True)


def main() -> int:
    """Exit status 1 when a distance is wrong."""
    OUT.mkdir(parents=True, exist_ok=True)
    typefaces = require_typefaces(site=ROOT / "var/none", installed=ROOT / "var/fonts")
    wrong = 0
    for specimen in SPECIMENS:
        measures = _write(specimen, typefaces)
        print(f"\n{specimen.name}\n{table(measures)}")
        wrong += sum(not each.right for each in measures)
    if "--docs" in sys.argv[1:]:
        _show()
    print(f"\n共 {len(SPECIMENS)} 种样本，写入 {OUT}；不符 {wrong} 处。")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
