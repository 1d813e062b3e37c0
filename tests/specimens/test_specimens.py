"""Every distance of every specimen is the standard's, read from the finished PDF."""

from __future__ import annotations

import pytest

from documents.layout.pdf import write_pdf
from documents.typefaces.typeface import Typefaces
from tests.specimens.book import SPECIMENS, Specimen
from tests.specimens.measures.measure import table
from tests.specimens.printed import printed


@pytest.mark.parametrize(
    "specimen",
    [
        pytest.param(
            each, id=each.key, marks=() if each.key in ("notice", "letter") else pytest.mark.slow
        )
        for each in SPECIMENS
    ],
)
def test_the_distances_are_those_of_the_standard(specimen: Specimen, typefaces: Typefaces) -> None:
    pages = printed(write_pdf(specimen.pages(typefaces), typefaces=typefaces))
    measures = list(specimen.measures(pages))

    assert len(measures) >= 3
    print(table(measures))
    assert all(each.right for each in measures), table(
        [each for each in measures if not each.right]
    )
