"""Documents of real agencies, where they lie beside the checkout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents.manuscript import Enclosure, Manuscript, Paragraph
from documents.reading import decode, read_text
from tests.quick import first_quick
from tests.unit.reading.accounting import bare, fragments_text, manuscript_text, source_text

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
FILES = sorted(SAMPLES.glob("*.txt"))
# Written for the test alone, so that the reader's own patterns are not tested against themselves.
MARKERS = (
    (1, r"[一二三四五六七八九十]+、"),
    (2, r"[（(][一二三四五六七八九十]+[）)]"),
    (3, r"\d+[.．]"),
    (4, r"[（(]\d+[）)]"),
)

pytestmark = pytest.mark.skipif(not FILES, reason="the samples are not part of the checkout")


@pytest.fixture(params=first_quick(FILES), ids=lambda path: path.stem)
def source(request: pytest.FixtureRequest) -> str:
    return decode(request.param.read_bytes())


def enclosure_of(manuscript: Manuscript) -> Enclosure:
    assert manuscript.enclosure is not None
    return manuscript.enclosure


def bodies(manuscript: Manuscript) -> list[tuple[Paragraph, ...]]:
    enclosure = enclosure_of(manuscript)
    return [manuscript.body, enclosure.body, *(each.body for each in enclosure.attachments)]


def test_no_character_of_a_sample_is_lost(source: str) -> None:
    assert fragments_text(source) == bare(source)
    assert manuscript_text(read_text(source), source) == source_text(source)


def test_a_sample_is_a_notice_that_issues_an_enclosure(source: str) -> None:
    manuscript = read_text(source)
    assert manuscript.type == "通知"
    assert manuscript.title.endswith("的通知")
    assert manuscript.issuer
    assert manuscript.title.startswith(manuscript.issuer)
    assert manuscript.recipients.startswith("各")
    assert re.fullmatch(r"[\d一二三四五六七八九十○〇年月]+日", manuscript.date)
    assert len(manuscript.body) == 1
    enclosure = enclosure_of(manuscript)
    assert f"《{enclosure.title}》" in manuscript.body[0].text
    assert all(enclosure.title in line or "来源" in line for line in manuscript.unrecognised)
    assert manuscript.attachments == ()


def test_levels_of_a_sample_follow_their_numerals(source: str) -> None:
    for body in bodies(read_text(source)):
        for each in body:
            expected = [level for level, marker in MARKERS if re.match(marker, each.text)]
            assert [each.level] == (expected or [0]), each.text[:12]


def test_numerals_of_a_sample_count_up_without_a_gap(source: str) -> None:
    """A heading that stayed glued to a paragraph, or a false one, would leave a gap."""
    digits = "一二三四五六七八九十"
    for body in bodies(read_text(source)):
        last = {1: 0, 2: 0, 3: 0, 4: 0}
        for each in body:
            numeral = re.search(r"[一二三四五六七八九十]+|\d+", each.text)
            if not each.level or numeral is None:
                continue
            value = int(numeral[0]) if numeral[0].isdigit() else digits.index(numeral[0]) + 1
            assert value == last[each.level] + 1 or (value == 1 and each.level > 1), each.text[:12]
            last[each.level] = value


@pytest.mark.parametrize(
    ("name", "number", "signed", "attachments"),
    [
        ("shanghai-2015", "沪府办发〔2015〕16号", True, 1),
        ("shanghai-2012", "", True, 0),
        ("shandong-2011", "鲁经信政字〔2011〕269号", False, 0),
    ],
)
def test_a_sample_has_its_number_signature_and_attachments(
    name: str, number: str, signed: bool, attachments: int
) -> None:
    path = next(path for path in FILES if path.name.startswith(name))
    manuscript = read_text(decode(path.read_bytes()))
    assert manuscript.number == number
    assert bool(manuscript.signature) is signed
    found = enclosure_of(manuscript).attachments
    assert len(found) == attachments
    assert all(each.title and each.body for each in found)
