"""However many organs sign, whatever their names: all are printed, and no seal is astray."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import dist

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.layout import Issue, Pages, compose, sheet
from documents.layout.breaking import clean
from documents.layout.issue import Stamp
from documents.layout.pages import Element
from documents.manuscript import Attachment, Manuscript, Paragraph
from tests.quick import examples
from tests.unit.layout.specimens import SENTENCE, short_notice

organs = st.text(alphabet="云川澜州市县区人民政府财厅局委员会（）办公室", max_size=30)
people = st.text(alphabet="张三李四王五陶喆堃·赵", max_size=9)
anything = st.text(max_size=40)
names = st.lists(st.one_of(organs, anything), max_size=14).map(tuple)
stamps = st.lists(st.builds(Stamp, title=organs, name=people), max_size=3).map(tuple)
issues = st.builds(
    Issue,
    mark=st.sampled_from(["", "文件"]),
    joint_marks=names,
    number=st.text(alphabet="澜政办发〔2026〕16号", max_size=24),
    signatures=names,
    signers=st.lists(people, max_size=7).map(tuple),
    sealed=st.booleans(),
    seal_diameter=st.sampled_from([30.0, 42.0, 45.0, 50.0, 60.0]),
    stamps=st.one_of(st.just(()), stamps),
    printing_office=organs,
    print_date=st.just("2026年11月23日"),
)
notices = st.builds(
    lambda count, note, attached: short_notice(
        body=(Paragraph(0, SENTENCE * count),),
        note=note,
        attachments=tuple(Attachment(each) for each in attached),
    ),
    st.integers(min_value=0, max_value=20),
    st.sampled_from(["", "此件公开发布"]),
    st.lists(organs, max_size=2),
)


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=examples(60))
@given(notice=notices, issue=issues)
def test_every_organ_signer_and_title_is_printed_inside_the_type_area(
    notice: Manuscript, issue: Issue
) -> None:
    pages = compose(notice, issue=issue)

    assert pages.text(Element.MARK).startswith("".join(map(clean, issue.joint_marks)))
    assert pages.text(Element.SIGNER).removeprefix("签发人：") == "".join(issue.signers)
    assert pages.text(Element.SIGNER_TITLE) == "".join(each.title for each in issue.stamps)
    if any(map(clean, issue.signatures)) and not issue.stamps:
        signed = squeezed(pages.text(Element.SIGNATURE))
        assert signed == squeezed("".join(issue.signatures))
    for run in pages.runs():
        if run.element is not Element.PAGE_NUMBER:
            height = run.size * sheet.MM_PER_PT
            assert run.x >= sheet.LEFT - 1e-6
            assert run.x + run.width <= sheet.RIGHT + 1e-6
            assert run.y - sheet.ASCENT * height >= sheet.TOP - 0.02
            assert run.y + (1 - sheet.ASCENT) * height <= sheet.BOTTOM + 0.02


@settings(max_examples=examples(60))
@given(notice=notices, issue=issues)
def test_seals_press_their_names_inside_the_type_area_and_never_meet(
    notice: Manuscript, issue: Issue
) -> None:
    pages = compose(notice, issue=replace(issue, sealed=True, stamps=()))
    seals = [place for place in pages.places if place.element is Element.SEAL]

    assert Pages.from_json(pages.to_json()) == pages
    for place in seals:
        assert place.x >= sheet.LEFT - 1e-6
        assert place.x + place.width <= sheet.RIGHT + 1e-6
        assert place.y + place.height <= sheet.BOTTOM + 1e-6
        pressed = [
            run
            for run in pages.pages[place.page].runs
            if run.element in {Element.SIGNATURE, Element.DATE}
            and place.y < run.y < place.y + place.height
            and run.x < place.x + place.width
            and place.x < run.x + run.width
        ]
        assert pressed
    for one, other in combinations(seals, 2):
        apart = dist((one.x, one.y), (other.x, other.y)) >= one.width + 0.5
        assert apart or one.page != other.page
